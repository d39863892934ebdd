"""All that one run needs, read once: what is said, in which languages, for whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from handpress.check import Examiner, check_handout, toolkit
from handpress.paper.layout import Layout, read_layouts
from handpress.problems import Problem, errors_in, in_order
from handpress.words.approval import review_problems, standing_of
from handpress.words.catalogue import Catalogue, read_catalogue
from handpress.words.clinic import Clinic, read_clinics
from handpress.words.content import Handout, Text, all_texts
from handpress.words.digests import Wording, word_whole
from handpress.words.extraction import content_texts, template_texts
from handpress.words.guide import read_guide
from handpress.words.locale import find_locales
from handpress.words.reading import Content, read_content
from handpress.words.review import Reviews, read_reviews
from handpress.words.standing import Standing
from handpress.workspace import Workspace, workspace_problems


@dataclass(frozen=True)
class Materials:
    """Everything in the user's folders, and what is wrong with it.

    `problems` are those of whole files; `handout_problems` finds those of one handout, and
    `problems_of` those of texts in a language.
    """

    workspace: Workspace
    content: Content
    printed: tuple[Text, ...]
    catalogues: tuple[Catalogue, ...]
    clinics: tuple[Clinic, ...]
    layouts: tuple[Layout, ...]
    reviews: tuple[Reviews, ...]
    problems: tuple[Problem, ...]

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every text that a translator sees."""
        return (*content_texts(self.content), *self.printed)

    def handout_problems(self, handout: Handout[Text]) -> tuple[Problem, ...]:
        """Find what is wrong with a handout in its own language."""
        return check_handout(handout, self.workspace.pictures)

    def problems_of(
        self, texts: tuple[Text, ...], catalogue: Catalogue
    ) -> tuple[Problem, ...]:
        """Find what is wrong with these texts, and with all folders and the catalogue."""
        return (
            *workspace_problems(self.workspace),
            *(one for one in self.problems if one.place.file == catalogue.file),
            *self.examiner.problems(texts, catalogue),
        )

    def problems_in(
        self, handout: Handout[Text], catalogue: Catalogue
    ) -> tuple[Problem, ...]:
        """Find what is wrong with a whole handout in a language."""
        texts = (*all_texts(handout), *self.printed)
        return (*self.handout_problems(handout), *self.problems_of(texts, catalogue))

    def standing(self, handout: Handout[Text], catalogue: Catalogue) -> Standing:
        """Tell how far a handout's words in a language can be trusted."""
        source = next(one for one in self.catalogues if one.locale.is_source)
        return standing_of(*self._seen(handout, catalogue), *self._seen(handout, source))

    def review_problems(
        self, handout: Handout[Text], catalogue: Catalogue
    ) -> tuple[Problem, ...]:
        """Find which approvals of a handout no longer count."""
        return tuple(review_problems(*self._seen(handout, catalogue)))

    def _seen(
        self, handout: Handout[Text], catalogue: Catalogue
    ) -> tuple[Reviews, Wording]:
        seen = word_whole(handout, self.printed, catalogue)
        return self.reviews_of(catalogue), seen

    def reviews_of(self, catalogue: Catalogue) -> Reviews:
        """Find who checked what in a language."""
        return next(one for one in self.reviews if one.locale == catalogue.locale)

    @cached_property
    def examiner(self) -> Examiner:
        """Who holds translations against the rules, each catalogue once."""
        return Examiner(self.catalogues, self.texts)


def read_materials(workspace: Workspace) -> Materials:
    """Read every file, and gather every fault of every one."""
    root = workspace.root
    content = read_content(workspace.handouts.path, root)
    clinics, clinic_problems = read_clinics(workspace.clinics.path, root)
    layouts, layout_problems = read_layouts(
        workspace.templates.path, workspace.styles.path, root
    )
    catalogues: list[Catalogue] = []
    catalogue_problems: list[Problem] = []
    reviews: list[Reviews] = []
    for locale in find_locales(workspace.locales.path):
        catalogue, problems = read_catalogue(workspace.locales.path, locale, root)
        guide, faults = read_guide(workspace.locales.path, locale, root)
        checked, unread = read_reviews(workspace.locales.path, locale, root)
        reviews.append(checked)
        catalogues.append(replace(catalogue, guide=guide))
        catalogue_problems += [*problems, *faults, *unread]
    found = (
        *workspace_problems(workspace),
        *content.problems,
        *clinic_problems,
        *layout_problems,
        *catalogue_problems,
    )
    return Materials(
        workspace=workspace,
        content=content,
        printed=template_texts(workspace.templates.path, root),
        catalogues=_with_siblings(catalogues),
        clinics=_own_clinics(clinics, has_broken=bool(errors_in(clinic_problems))),
        layouts=layouts,
        reviews=tuple(reviews),
        problems=in_order(found),
    )


def _with_siblings(catalogues: list[Catalogue]) -> tuple[Catalogue, ...]:
    """Let a catalogue take from a sibling what it lacks, where its locale.yaml says so."""
    by_tag = {catalogue.locale.tag: catalogue for catalogue in catalogues}
    return tuple(
        one.filled_by(by_tag[one.guide.inherits]) if one.guide.inherits in by_tag else one
        for one in catalogues
    )


def _own_clinics(clinics: tuple[Clinic, ...], *, has_broken: bool) -> tuple[Clinic, ...]:
    """Leave the example out as soon as there is a clinic of the user's own, even broken."""
    own = tuple(clinic for clinic in clinics if not clinic.is_example)
    return own if own or has_broken else clinics


@dataclass(frozen=True)
class Report:
    """Every problem of every file, and how many false alarms were taken back."""

    problems: tuple[Problem, ...]
    silenced: int


def every_problem(materials: Materials) -> Report:
    """Find every problem of every file, each once, sorted by place."""
    found, silenced = [*materials.problems, *toolkit.missing()], 0
    examiner = materials.examiner
    for handout in materials.content.handouts:
        found += materials.handout_problems(handout)
        for catalogue in materials.catalogues:
            found += materials.review_problems(handout, catalogue)
    for catalogue in materials.catalogues:
        findings = examiner.findings(catalogue)
        found += [*findings.general, *examiner.problems(materials.texts, catalogue)]
        silenced += findings.silenced
    return Report(in_order(found), silenced)
