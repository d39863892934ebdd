"""Which leaflets a run makes: one job a handout, locale, layout and clinic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from handpress.materials import Materials
from handpress.paper.layout import Layout
from handpress.problems import HandoutError, Problem, errors_in, in_order
from handpress.words.catalogue import Catalogue
from handpress.words.clinic import Clinic
from handpress.words.content import Handout, Text, all_texts
from handpress.words.inline import placeholders
from handpress.words.leaflet import Leaflet, translate
from handpress.words.locale import find_locale
from handpress.workspace import workspace_problems


@dataclass(frozen=True)
class Selection:
    """What a run is asked for; an empty choice means all there are."""

    handouts: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    paper: str | None = None
    is_proof_copy: bool = False


@dataclass(frozen=True)
class Job:
    """One leaflet to be made, or refused for the reasons given.

    `path` is relative to `out/`. There is no leaflet where the handout cannot be read.
    """

    path: str
    handout: str
    locale: str
    layout: Layout
    clinic: str
    leaflet: Leaflet | None
    reasons: tuple[Problem, ...] = ()


def plan(materials: Materials, selection: Selection) -> tuple[Job, ...]:
    """List the jobs of a run, in the order of handout, locale, layout and clinic.

    Raises HandoutError when something is asked for by a name that is not there.
    """
    return tuple(_jobs(materials, selection))


def _jobs(materials: Materials, selection: Selection) -> Iterator[Job]:
    content = materials.content
    names = sorted([*(handout.key for handout in content.handouts), *content.broken])
    wanted_locales = tuple(find_locale(tag).tag for tag in selection.locales)
    catalogues = {catalogue.locale.tag: catalogue for catalogue in materials.catalogues}
    layouts = {layout.name: layout for layout in materials.layouts}
    clinics = {clinic.key: clinic for clinic in materials.clinics}
    for name in _chosen("handout", selection.handouts, names):
        for tag in _chosen("locale", wanted_locales, list(catalogues)):
            for layout in _chosen("layout", selection.layouts, sorted(layouts)):
                for clinic in _chosen("clinic", selection.clinics, sorted(clinics)):
                    yield _job(
                        materials,
                        name,
                        catalogues[tag],
                        layouts[layout],
                        clinics[clinic],
                        selection,
                    )


def _chosen(kind: str, wanted: tuple[str, ...], there: list[str]) -> tuple[str, ...]:
    """Pick what is wanted, in the order that is there."""
    for name in wanted:
        if name not in there:
            known = f"there are: {', '.join(there)}" if there else f"there is no {kind}"
            raise HandoutError(f'no {kind} is called "{name}"', hint=known)
    return tuple(name for name in there if not wanted or name in wanted)


def _job(
    materials: Materials,
    name: str,
    catalogue: Catalogue,
    layout: Layout,
    clinic: Clinic,
    selection: Selection,
) -> Job:
    folder = "proof-copies/" if selection.is_proof_copy else ""
    paper = selection.paper or clinic.paper
    file = f"{name}.{layout.name}.{paper.lower()}.pdf"
    path = f"{folder}{clinic.key}/{catalogue.locale.tag}/{file}"
    handout = next(
        (found for found in materials.content.handouts if found.key == name), None
    )
    if handout is None:
        faults = _faults_of(name, materials.content.problems)
        return Job(path, name, catalogue.locale.tag, layout, clinic.key, None, faults)
    leaflet = translate(handout, materials.printed, catalogue, replace(clinic, paper=paper))
    problems = [
        *workspace_problems(materials.workspace),
        *materials.handout_problems(handout),
        *materials.translation_problems(handout, catalogue),
        *_numbers_missing(handout, clinic),
    ]
    if selection.is_proof_copy:
        problems = [
            problem for problem in problems if not _is_shown_as_gap(problem, leaflet)
        ]
    reasons = in_order(errors_in(problems))
    return Job(path, name, catalogue.locale.tag, layout, clinic.key, leaflet, reasons)


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


def _is_shown_as_gap(problem: Problem, leaflet: Leaflet) -> bool:
    """Tell whether a proof copy may show this gap in English: never a critical one."""
    if problem.code not in ("untranslated", "fuzzy", "stale", "not-in-catalogue"):
        return False
    return not any(words.source.is_safety_critical for words in leaflet.gaps)
