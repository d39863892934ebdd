"""What no job makes any more, taken out of a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from handpress.jobs import Job
from handpress.lock import hold
from handpress.manifest import WITHDRAWN, digest, read_manifest, write_manifest


def prune(out: Path, jobs: Iterable[Job]) -> tuple[str, ...]:
    """Remove the files that no job makes any more, only ever those that the manifest names.

    Gives their paths. A file that another hand has changed since is left where it is, and
    stays in the manifest, for `verify` to tell of it.
    """
    wanted = {job.path for job in jobs}
    with hold(out):
        manifest = read_manifest(out)
        gone = []
        for path in sorted(manifest.files.keys() - wanted):
            file = (
                out / WITHDRAWN / path if manifest.files[path].is_withdrawn else out / path
            )
            if file.is_file() and digest(file.read_bytes()) != manifest.files[path].sha256:
                continue
            file.unlink(missing_ok=True)
            gone.append(path)
        if gone:
            write_manifest(out, manifest.without(gone))
    return tuple(gone)
