"""Run jobs on every core: what is stale is made, proved and only then moved into place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from enum import StrEnum
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

from handpress.files import write_whole
from handpress.jobs import Job
from handpress.keys import key_of
from handpress.lock import hold
from handpress.manifest import (
    WITHDRAWN,
    Made,
    Manifest,
    digest,
    read_manifest,
    write_manifest,
)
from handpress.paper.fit import Fit, does_not_fit, lay_out_to_fit
from handpress.paper.page import Look, Page, make_page
from handpress.problems import HandoutError, Place, Problem

# Seconds between two writings of the manifest while leaflets are made.
SAVED_EVERY = 2.0


class Status(StrEnum):
    """What became of a job."""

    MADE = "made"
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of a job, with the reasons of a refusal."""

    job: Job
    status: Status
    pages: int = 0
    reasons: tuple[Problem, ...] = ()
    pdf: bytes = b""
    fit: Fit | None = None


@dataclass(frozen=True)
class Workshop:
    """What every worker needs beside its job."""

    look: Look
    fontconfig: Path
    is_proof_copy: bool = False


def run(
    jobs: Iterable[Job],
    out: Path,
    workshop: Workshop,
    *,
    workers: int | None = None,
    done: Callable[[Outcome], None] = lambda _: None,
) -> tuple[Outcome, ...]:
    """Make what is stale, keep what is not, refuse what is wrong; outcomes in job order.

    `done` hears of each outcome as it comes. Raises HandoutError when another run holds
    the folder, or it cannot be written.
    """
    with hold(out):
        manifest = read_manifest(out)
        jobs, keys = _with_keys(tuple(jobs), workshop)
        outcomes, stale = _sorted_out(jobs, keys, out, manifest)
        for outcome in outcomes.values():
            manifest = _settle(outcome, out, manifest, keys)
            done(outcome)
        fits = {job.path: _remembered(manifest, job, keys[job.path]) for job in stale}
        saved = monotonic()
        for outcome in _make_all(stale, fits, workshop, workers or os.cpu_count() or 1):
            manifest = _settle(outcome, out, manifest, keys)
            outcomes[outcome.job.path] = replace(outcome, pdf=b"")
            done(outcome)
            # What a run has made is known to the next, even if this one is cut short.
            if not workshop.is_proof_copy and monotonic() - saved > SAVED_EVERY:
                write_manifest(out, manifest)
                saved = monotonic()
        if not workshop.is_proof_copy:
            write_manifest(out, manifest)
    return tuple(outcomes[job.path] for job in jobs)


def foresee(
    jobs: Iterable[Job], out: Path, workshop: Workshop
) -> tuple[tuple[Outcome, ...], tuple[Job, ...]]:
    """Tell what a run would keep and refuse, and what it would make; nothing is written."""
    jobs, keys = _with_keys(tuple(jobs), workshop)
    outcomes, stale = _sorted_out(jobs, keys, out, read_manifest(out))
    return tuple(outcomes.values()), tuple(stale)


def _sorted_out(
    jobs: tuple[Job, ...], keys: dict[str, str], out: Path, manifest: Manifest
) -> tuple[dict[str, Outcome], list[Job]]:
    """Part what is refused or kept from what is to be made."""
    outcomes: dict[str, Outcome] = {}
    stale = []
    for job in jobs:
        if job.reasons or not job.leaflets:
            outcomes[job.path] = Outcome(job, Status.REFUSED, 0, job.reasons)
        elif manifest.is_current(out, job.path, keys[job.path]):
            pages = manifest.files[job.path].pages
            outcomes[job.path] = Outcome(job, Status.KEPT, pages)
        else:
            stale.append(job)
    return outcomes, stale


def _with_keys(
    jobs: tuple[Job, ...], workshop: Workshop
) -> tuple[tuple[Job, ...], dict[str, str]]:
    """Find each job's key; what no page can be made of gets the reason."""
    refused, keys = {}, {}
    for job in jobs:
        if not job.reasons and job.leaflets:
            try:
                page = _page(job, workshop, Fit(job.layout.fits[0]))
                keys[job.path] = key_of(page, job.layout)
            except Exception as error:  # one bad leaflet does not stop the others
                refused[job.path] = replace(job, reasons=(_reason(job, error),))
    return tuple(refused.get(job.path, job) for job in jobs), keys


def _reason(job: Job, error: Exception) -> Problem:
    """Tell why a leaflet cannot be made: a fault of its files, or of ours."""
    if isinstance(error, HandoutError):
        place = error.place or Place(job.path)
        return Problem(place, "cannot-be-made", str(error), error.hint)
    what = f"a fault of handpress: {type(error).__name__}: {error}"
    return Problem(Place(job.path), "fault-of-ours", what, "please report it")


def _settle(
    outcome: Outcome, out: Path, manifest: Manifest, keys: dict[str, str]
) -> Manifest:
    """Put an outcome on disk: a proved file into place, a refused one out of reach."""
    job = outcome.job
    if outcome.status is Status.MADE and outcome.fit:
        write_whole(out / job.path, outcome.pdf)
        made = Made(
            path=job.path,
            key=keys[job.path],
            sha256=digest(outcome.pdf),
            pages=outcome.pages,
            handout=job.handout,
            locale=job.locale,
            layout=job.layout.name,
            clinic=job.clinic,
            version=job.leaflet.handout.version,
            id=job.leaflet.id,
            fit=outcome.fit.name,
            notes=outcome.fit.notes,
        )
        return manifest.with_files([made])
    if outcome.status is Status.REFUSED and (out / job.path).is_file():
        target = out / WITHDRAWN / job.path
        target.parent.mkdir(parents=True, exist_ok=True)
        (out / job.path).replace(target)
        before = manifest.files.get(job.path)
        if before is not None:
            return manifest.with_files([replace(before, is_withdrawn=True)])
    return manifest


def _remembered(manifest: Manifest, job: Job, key: str) -> Fit | None:
    """Recall how a leaflet fitted when it was made from the very same things."""
    made = manifest.files.get(job.path)
    return Fit(made.fit, made.notes) if made is not None and made.key == key else None


def _make_all(
    jobs: list[Job], fits: dict[str, Fit | None], workshop: Workshop, workers: int
) -> Iterator[Outcome]:
    """Make jobs on one worker or many; the code that makes one is the same."""
    workers = min(workers, len(jobs))
    if workers <= 1:
        yield from (make(job, workshop, fits[job.path]) for job in jobs)
        return
    context = get_context("forkserver")
    context.set_forkserver_preload(["handpress.paper.press", "weasyprint"])
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        waiting: list[Future[Outcome]] = [
            pool.submit(make, job, workshop, fits[job.path]) for job in jobs
        ]
        for future in as_completed(waiting):
            yield future.result()


def make(job: Job, workshop: Workshop, remembered: Fit | None = None) -> Outcome:
    """Make one leaflet and prove it; a fault of ours refuses it and stops no other."""
    try:
        return _make(job, workshop, remembered)
    except Exception as error:  # one bad leaflet does not stop the others
        return Outcome(job, Status.REFUSED, 0, (_reason(job, error),))


def _make(job: Job, workshop: Workshop, remembered: Fit | None) -> Outcome:
    from handpress.paper.imposition import impose
    from handpress.paper.press import press_for
    from handpress.paper.proof import prove
    from handpress.paper.sheet_proofs import prove_imposed

    press = press_for(workshop.look, workshop.fontconfig)
    layout = job.layout
    sheets, fit = lay_out_to_fit(
        press, layout, lambda fit: _page(job, workshop, fit), remembered
    )
    if fit is None:
        reason = does_not_fit(job.leaflet, layout, sheets)
        return Outcome(job, Status.REFUSED, 0, (reason,))
    pdf, warnings = press.write(sheets, layout)
    page = _page(job, workshop, fit)
    faults = prove(pdf, job.leaflets, layout, page, warnings)
    if faults:
        return Outcome(job, Status.REFUSED, 0, faults)
    if layout.imposition:
        imposed = impose(pdf, layout, job.leaflet)
        if faults := prove_imposed(imposed, pdf, layout, job.leaflet):
            return Outcome(job, Status.REFUSED, 0, faults)
        pdf = imposed
    return Outcome(job, Status.MADE, sheets.page_count, (), pdf, fit)


def _page(job: Job, workshop: Workshop, fit: Fit) -> Page:
    return make_page(
        job.leaflets,
        job.layout,
        workshop.look,
        fit=fit.name,
        notes=fit.notes,
        is_proof_copy=workshop.is_proof_copy,
    )
