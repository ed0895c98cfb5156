"""The benchmarks are scripts beside each other; tests import them as they import themselves."""

from __future__ import annotations

import sys
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
for name in ("", "mutation", "memory", "editor", "orders", "writers", "fuzz", "limits"):
    sys.path.insert(0, str(BENCHMARKS / name))
