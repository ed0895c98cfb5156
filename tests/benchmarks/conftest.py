"""The benchmarks are scripts beside each other; tests import them as they import themselves."""

from __future__ import annotations

import sys
from pathlib import Path

for _name in ("mutation", "orders"):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks" / _name))
