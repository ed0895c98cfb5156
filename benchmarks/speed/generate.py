"""Makes a curriculum of any size: an invented trade, every kind of document, and a known number of faults.

python benchmarks/speed/generate.py 7MB DEST            by size
python benchmarks/speed/generate.py 500 DEST            by lessons
python benchmarks/speed/generate.py 5000 DEST --lean    short documents, ten prerequisites a lesson

The same arguments make the same bytes. DEST must not exist or must be empty.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from speed.pages import documents
from speed.syllabus import Syllabus, syllabus

BYTES_A_LESSON = 60_500
"""What a lesson adds to a course, its share of records and plans included."""
_MB = 1_000_000


class Written(NamedTuple):
    """What was written: files, bytes, and the findings that a check should give, by rule."""

    files: int
    size: int
    planted: Counter[str]


def main() -> int:
    """Write a curriculum and say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", metavar="SIZE", help="7MB, or a number of lessons")
    parser.add_argument("dest", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lean", action="store_true", help="short documents, and ten prerequisites a lesson")
    arguments = parser.parse_args()
    if arguments.dest.exists() and any(arguments.dest.iterdir()):
        parser.error(f"{arguments.dest} is not empty")
    course = syllabus(lessons_of(arguments.size), arguments.seed, arguments.lean)
    made = write(course, arguments.dest)
    print(f"{made.files} files, {made.size / _MB:.2f} MB: {len(course.lessons)} lessons, {course.taught} index rows, "
          f"{course.edges} prerequisites; {made.planted.total()} findings planted")  # fmt: skip
    return 0


def lessons_of(size: str) -> int:
    """How many lessons make up a size such as `7MB`, or a plain number of them."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*MB", size, re.IGNORECASE)
    return max(1, round(float(found[1]) * _MB / BYTES_A_LESSON)) if found else int(size)


def write(course: Syllabus, dest: Path) -> Written:
    """Write every document of a course below a folder."""
    size = files = 0
    for name, text in documents(course):
        path = dest / name
        path.parent.mkdir(parents=True, exist_ok=True)
        size, files = size + path.write_bytes(text.encode()), files + 1
    return Written(files, size, planted(course))


def planted(course: Syllabus) -> Counter[str]:
    """The findings that a check should give, by rule."""
    return Counter(lesson.planted for lesson in course.lessons if lesson.planted)


if __name__ == "__main__":
    sys.exit(main())
