"""Writes the files that are drawn from the code: the list of rules, their pages and JSON Schemas.

Removes what is left over. With --check it changes nothing, and fails when something is stale.
`python tools/check.py --fix` runs it too, in the project's own .venv.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

from document_schemas import document_schemas
from lessonlint.rule import Rule
from output_schemas import check_schema, concepts_schema
from settings_schema import settings_schema

ROOT = Path(__file__).resolve().parent.parent
LIST = "src/lessonlint/rules/__init__.py"
GENERATED = (LIST, "docs/rules/*.md", "schemas/*.json")
NOTE = "<!-- Written by tools/generate.py from the rule's docstring: edit that instead. -->"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing, fail when stale")
    arguments = parser.parse_args()

    wanted = wanted_files()
    stale = [path for path, text in wanted.items() if _read(path) != text]
    left_over = [path for path in _present() if path not in wanted]
    if arguments.check:
        return _complain(stale, left_over)
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
    for path in left_over:
        path.unlink()
    print(f"{len(stale)} written, {len(left_over)} removed, {len(wanted)} in all")
    return 0


def wanted_files() -> dict[Path, str]:
    """Each generated file and the text it should hold."""
    rules = sorted(_rules(), key=lambda rule: rule.code)
    files = {LIST: _list(rules), "docs/rules/index.md": _index(rules)}
    for rule in rules:
        files[f"docs/rules/{rule.code}.md"] = _page(rule)
    files["schemas/check.schema.json"] = _json(check_schema())
    files["schemas/concepts.schema.json"] = _json(concepts_schema())
    files["schemas/config.schema.json"] = _json(settings_schema())
    for kind, schema in document_schemas().items():
        files[f"schemas/{kind.replace(' ', '-')}.schema.json"] = _json(schema)
    return {ROOT / name: text for name, text in files.items()}


def _rules() -> Iterator[Rule]:
    """Every rule, from its own file: the list may not know it yet."""
    for path in (ROOT / LIST).parent.glob("*/[a-z]*.py"):
        yield getattr(import_module(f"lessonlint.rules.{path.parent.name}.{path.stem}"), path.stem)


def _list(rules: list[Rule]) -> str:
    return (
        '"""Every rule, in the order of their codes. Written by tools/generate.py from the files of the rules."""\n\n'
        "from lessonlint.diagnostic import Severity\n"
        "from lessonlint.rule import Listed, Rule, Scope\n\n"
        "ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO\n\n"
        "# fmt: off\n# ruff: noqa: E501\n"
        f"RULES: tuple[Rule, ...] = (\n{''.join(map(_entry, rules))})\n"
    )


def _entry(rule: Rule) -> str:
    family = rule.module.split(".")[-2]
    severities = ", ".join(f'"{variant}": {severity.name}' for variant, severity in rule.severities.items())
    told = [f'"{family}"', f'"{rule.code}"', f'"{rule.name}"', str(rule.scope), f'"{rule.since}"', f"{{{severities}}}"]
    told += [f"{name}=True" for name in ("preview", "rests") if getattr(rule, name)]
    return f"    Listed({', '.join(told)}),\n"


def _index(rules: list[Rule]) -> str:
    rows = "\n".join(
        f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.value} | {rule.summary} |" for rule in rules
    )
    return (
        f"{NOTE}\n\n# Rules\n\n"
        "`lessonlint explain CODE` prints the same pages.\n\n"
        f"| code | name | severity | what it says |\n|---|---|---|---|\n{rows}\n"
    )


def _page(rule: Rule) -> str:
    return (
        f"{NOTE}\n\n# {rule.code} {rule.name}\n\n"
        f"Severity: {'; '.join(_severities(rule))}\n\n"
        f"{_titled_fences(rule.manual.strip())}\n"
        f"{_options(rule)}\n"
        "## Source\n"
        f"`src/{rule.module.replace('.', '/')}.py`, since {rule.since}. "
        f"More examples, each one a test: `tests/rules/{rule.module.split('.')[-2]}/{rule.name}.md`.\n"
    )


def _options(rule: Rule) -> str:
    if rule.options is None:
        return ""
    values = rule.options()._asdict().items()
    rows = "".join(
        f"| `{name.replace('_', '-')}` | `{json.dumps(value, ensure_ascii=False)}` |\n" for name, value in values
    )
    return (
        f"\n## Options\n{rule.options.__doc__}\n\n"
        f"In `lessonlint.yaml`, under `options: {rule.code}:`.\n\n| option | default |\n|---|---|\n{rows}"
    )


def _severities(rule: Rule) -> Iterator[str]:
    yield rule.severity.value
    for variant, severity in rule.variants.items():
        yield f"`{rule.code}.{variant}` {severity.value}"


def _titled_fences(manual: str) -> str:
    """Example files keep their name as a title: the site knows no other words after a fence."""
    return re.sub(r"^(~~~+|```+)file (\S+)$", r'\1 markdown title="\2"', manual, flags=re.MULTILINE)


def _json(schema: Mapping[str, object]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _present() -> list[Path]:
    return sorted(path for pattern in GENERATED for path in ROOT.glob(pattern))


def _read(path: Path) -> str | None:
    # Bytes, because reading text would hide a wrong line ending.
    return path.read_bytes().decode("utf-8") if path.exists() else None


def _complain(stale: list[Path], left_over: list[Path]) -> int:
    for path in stale:
        print(f"stale: {path.relative_to(ROOT)}")
    for path in left_over:
        print(f"left over: {path.relative_to(ROOT)}")
    if stale or left_over:
        print("Run: python tools/check.py --fix")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
