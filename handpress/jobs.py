"""Which leaflets a run makes: one job a handout, locale, layout and clinic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePosixPath

from handpress.materials import Materials
from handpress.paper.layout import Languages, Layout
from handpress.problems import HandoutError, Problem, errors_in, in_order
from handpress.words.approval import reaches
from handpress.words.catalogue import Catalogue, Words
from handpress.words.clinic import Clinic
from handpress.words.content import Handout, Text, all_texts
from handpress.words.editions import short_id
from handpress.words.inline import placeholders
from handpress.words.leaflet import Leaflet, translate
from handpress.words.locale import SOURCE, find_locale
from handpress.words.standing import Standing


@dataclass(frozen=True)
class Selection:
    """What a run is asked for; an empty choice means all there are.

    `beside` is the second language of layouts that have two.
    """

    handouts: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    paper: str | None = None
    beside: str = SOURCE
    is_proof_copy: bool = False


@dataclass(frozen=True)
class Job:
    """One leaflet to be made, or refused for the reasons given.

    `path` is relative to `out/`. `leaflets` are its languages, the patient's first; there
    are none where the handout cannot be read.
    """

    path: str
    handout: str
    locale: str
    layout: Layout
    clinic: str
    leaflets: tuple[Leaflet, ...]
    reasons: tuple[Problem, ...] = ()

    @property
    def leaflet(self) -> Leaflet:
        """The leaflet in the patient's own language."""
        return self.leaflets[0]


def plan(materials: Materials, selection: Selection) -> tuple[Job, ...]:
    """List the jobs of a run, in the order of handout, locale, layout and clinic.

    Raises HandoutError when something is asked for by a name that is not there.
    """
    return tuple(_jobs(materials, selection))


def _jobs(materials: Materials, selection: Selection) -> Iterator[Job]:
    content, planner = materials.content, _Planner(materials, selection)
    names = sorted([*(handout.key for handout in content.handouts), *content.broken])
    wanted_locales = tuple(find_locale(tag).tag for tag in selection.locales)
    catalogues = {catalogue.locale.tag: catalogue for catalogue in materials.catalogues}
    (beside,) = choose("locale", (find_locale(selection.beside).tag,), list(catalogues))
    layouts = {layout.name: layout for layout in materials.layouts}
    clinics = {clinic.key: clinic for clinic in materials.clinics}
    for name in choose("handout", selection.handouts, names):
        for tag in choose("locale", wanted_locales, list(catalogues)):
            tags = (tag, beside)
            for layout in choose("layout", selection.layouts, sorted(layouts)):
                if layouts[layout].languages is Languages.BESIDE and tag == beside:
                    continue
                used = tags[: 1 if layouts[layout].languages is Languages.ONE else 2]
                for clinic in choose("clinic", selection.clinics, sorted(clinics)):
                    languages = tuple(catalogues[tag] for tag in used)
                    asked = _Asked(name, languages, layouts[layout], clinics[clinic])
                    yield planner.job(asked)


def choose(kind: str, wanted: tuple[str, ...], there: list[str]) -> tuple[str, ...]:
    """Pick what is wanted, in the order that is there."""
    for name in wanted:
        if name not in there:
            known = f"there are: {', '.join(there)}" if there else f"there is no {kind}"
            raise HandoutError(f'no {kind} is called "{name}"', hint=known)
    return tuple(name for name in there if not wanted or name in wanted)


@dataclass(frozen=True)
class _Asked:
    """One leaflet that is asked for; its languages with the patient's first."""

    handout: str
    languages: tuple[Catalogue, ...]
    layout: Layout
    clinic: Clinic

    def path(self, paper: str, *, is_proof_copy: bool) -> str:
        folder = "proof-copies/" if is_proof_copy else ""
        layout, tag = self.layout.name, self.languages[0].locale.tag
        seconds = [one.locale for one in self.languages[1:] if not one.locale.is_source]
        layout = "-".join([layout, *(locale.tag for locale in seconds)])
        file = f"{self.handout}.{layout}.{paper.lower()}.pdf"
        return f"{folder}{self.clinic.key}/{tag}/{file}"


class _Planner:
    """Says each leaflet once, whatever clinics print it, and examines each handout once."""

    def __init__(self, materials: Materials, selection: Selection) -> None:
        self.materials = materials
        self.selection = selection
        self.found = {handout.key: handout for handout in materials.content.handouts}
        # Once each, however many clinics there are.
        self.handout_problems = cache(
            lambda key: materials.handout_problems(self.found[key])
        )
        self.short_id, self.standing = cache(self._short_id), cache(self._standing)
        self.said = cache(self._said)
        self.refused = cache(self._refused)

    def job(self, asked: _Asked) -> Job:
        """Make the job of one leaflet, with the reasons why it must not be made."""
        paper = self.selection.paper or asked.clinic.paper
        clinic = replace(asked.clinic, paper=paper)
        tag = asked.languages[0].locale.tag
        path = asked.path(paper, is_proof_copy=self.selection.is_proof_copy)
        job = Job(path, asked.handout, tag, asked.layout, clinic.key, ())
        if asked.handout not in self.found:
            faults = _faults_of(asked.handout, self.materials.content.problems)
            return replace(job, reasons=faults)
        handout, layout = self.found[asked.handout], asked.layout
        tags = tuple(one.locale.tag for one in asked.languages)
        said = tuple(self.said(handout.key, layout, tag) for tag in tags)
        problems = [
            *(one for tag in tags for one in self.refused(handout.key, layout, tag)),
            *_numbers_missing(layout.chosen(handout), clinic),
            *_below_demand(said, clinic),
        ]
        leaflets = tuple(replace(leaflet, clinic=clinic) for leaflet in said)
        return replace(job, leaflets=leaflets, reasons=in_order(problems))

    def _said(self, key: str, layout: Layout, tag: str) -> Leaflet:
        """Say a leaflet, for any clinic: `job` puts the right one in."""
        chosen, catalogue = layout.chosen(self.found[key]), self._catalogue(tag)
        clinic = self.materials.clinics[0]
        said = translate(chosen, self.materials.printed, catalogue, clinic)
        standing = self.standing(key, tag)
        return replace(said, id=self.short_id(key, tag), standing=standing)

    def _handout_problems(self, key: str) -> tuple[Problem, ...]:
        return self.materials.handout_problems(self.found[key])

    def _standing(self, key: str, tag: str) -> Standing:
        return self.materials.standing(self.found[key], self._catalogue(tag))

    def _short_id(self, key: str, tag: str) -> str:
        return short_id(self.found[key], self.materials.printed, self._catalogue(tag))

    def _refused(self, key: str, layout: Layout, tag: str) -> tuple[Problem, ...]:
        """Find why these words must not be printed, whoever hands them out."""
        handout, catalogue = self.found[key], self._catalogue(tag)
        texts = (*all_texts(layout.chosen(handout)), *self.materials.printed)
        problems = [
            *self.handout_problems(key),
            *layout.missing(handout),
            *self.materials.problems_of(texts, catalogue),
        ]
        if self.selection.is_proof_copy:
            gaps = self.said(key, layout, tag).gaps
            problems = [found for found in problems if not _is_shown_as_gap(found, gaps)]
        return errors_in(problems)

    def _catalogue(self, tag: str) -> Catalogue:
        return next(one for one in self.materials.catalogues if one.locale.tag == tag)


def _faults_of(name: str, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Pick the faults of one file; where it has none, a shared file has them."""
    own = tuple(one for one in problems if PurePosixPath(one.place.file).stem == name)
    return own or problems


def _numbers_missing(handout: Handout[Text], clinic: Clinic) -> Iterator[Problem]:
    """A clinic has every number that the handout's texts name."""
    for text in all_texts(handout):
        for name in sorted(placeholders(text.words) - set(clinic.values)):
            role = name.removesuffix("_phone")
            what = (
                f'"{{{name}}}" stands in {text.context}, but the clinic has no such number'
            )
            hint = f'add "{role}:" under "phones:"'
            yield Problem(clinic.place, "number-missing", what, hint)


def _below_demand(leaflets: tuple[Leaflet, ...], clinic: Clinic) -> Iterator[Problem]:
    """Every leaflet stands as high as the clinic demands."""
    for leaflet in leaflets:
        standing, name = leaflet.standing, leaflet.locale.english_name
        if not reaches(standing, clinic.demands):
            what = f'{name} is "{standing.told}", but the clinic demands "{clinic.demands}"'
            hint = "have the words checked, and approve them; or demand less"
            yield Problem(clinic.place, "below-demand", what, hint)


def _is_shown_as_gap(problem: Problem, gaps: tuple[Words, ...]) -> bool:
    """Tell whether a proof copy may show this gap in English: never a critical one."""
    if problem.code not in ("untranslated", "fuzzy", "stale", "not-in-catalogue"):
        return False
    return not any(words.source.is_safety_critical for words in gaps)
