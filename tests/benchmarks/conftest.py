"""The benchmarks are scripts beside each other; tests import them as they import themselves."""

from __future__ import annotations

import sys
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
for folder in (BENCHMARKS, BENCHMARKS / "mutation", BENCHMARKS / "memory", BENCHMARKS / "editor"):
    sys.path.insert(0, str(folder))
