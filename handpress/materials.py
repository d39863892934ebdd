"""All that one run needs, read once: what is said, in which languages, for whom."""

from __future__ import annotations

from dataclasses import dataclass

from handpress.check import check_handout, check_translation
from handpress.paper.layout import Layout, read_layouts
from handpress.problems import Problem, errors_in, in_order
from handpress.words.catalogue import Catalogue, read_catalogue
from handpress.words.clinic import Clinic, read_clinics
from handpress.words.content import Handout, Text
from handpress.words.extraction import content_texts, template_texts
from handpress.words.locale import find_locales
from handpress.words.reading import Content, read_content
from handpress.workspace import Workspace, workspace_problems


@dataclass(frozen=True)
class Materials:
    """Everything in the user's folders, and what is wrong with it.

    `problems` are those of whole files; `handout_problems` and `translation_problems` find
    those of one handout or one translation.
    """

    workspace: Workspace
    content: Content
    printed: tuple[Text, ...]
    catalogues: tuple[Catalogue, ...]
    clinics: tuple[Clinic, ...]
    layouts: tuple[Layout, ...]
    problems: tuple[Problem, ...]

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every text that a translator sees."""
        return (*content_texts(self.content), *self.printed)

    def handout_problems(self, handout: Handout[Text]) -> tuple[Problem, ...]:
        """Find what is wrong with a handout in its own language."""
        return check_handout(handout, self.workspace.pictures)

    def translation_problems(
        self, handout: Handout[Text], catalogue: Catalogue
    ) -> tuple[Problem, ...]:
        """Find what is wrong with a handout in another language."""
        whole = [found for found in self.problems if found.place.file == catalogue.file]
        return (*whole, *check_translation(handout, self.printed, catalogue))


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
    for locale in find_locales(workspace.locales.path):
        catalogue, problems = read_catalogue(workspace.locales.path, locale, root)
        catalogues.append(catalogue)
        catalogue_problems += problems
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
        catalogues=tuple(catalogues),
        clinics=_own_clinics(clinics, has_broken=bool(errors_in(clinic_problems))),
        layouts=layouts,
        problems=in_order(found),
    )


def _own_clinics(clinics: tuple[Clinic, ...], *, has_broken: bool) -> tuple[Clinic, ...]:
    """Leave the example out as soon as there is a clinic of the user's own, even broken."""
    own = tuple(clinic for clinic in clinics if not clinic.is_example)
    return own if own or has_broken else clinics


def every_problem(materials: Materials) -> tuple[Problem, ...]:
    """Find every problem of every file, each once, sorted by place."""
    found = list(materials.problems)
    for handout in materials.content.handouts:
        found += materials.handout_problems(handout)
        for catalogue in materials.catalogues:
            found += materials.translation_problems(handout, catalogue)
    return in_order(found)
