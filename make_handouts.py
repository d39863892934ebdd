#!/usr/bin/env python3
"""Run handpress from a clone, with the clone's own environment where there is one."""

import os
import sys
from pathlib import Path

here = Path(__file__).resolve().parent
python = here / ".venv" / "bin" / "python"
environment = here / ".venv"
if python.exists() and Path(sys.prefix).resolve() != environment.resolve():
    os.execv(python, [str(python), __file__, *sys.argv[1:]])

sys.path.insert(0, str(here))

if __name__ == "__main__":
    from handpress.cli import main

    main()
