"""Put the fonts into the wheel: built from the lock where they are missing."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FontsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Standard wheels only: an sdist carries the lock, not the faces."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the faces, and add them to the wheel."""
        if self.target_name != "wheel" or version != "standard":
            return
        sys.path.insert(0, self.root)
        from handpress.paper.fonts import all_faces, build_faces

        folder = Path(self.root) / "handpress" / "faces"
        build_faces(all_faces(), folder)
        build_data["force_include"][str(folder)] = "handpress/faces"
