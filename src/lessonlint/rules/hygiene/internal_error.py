"""LL999 internal-error."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Severity
from lessonlint.rule import Crash, Scope, rule
from lessonlint.source import Place


@rule("LL999", "internal-error", Scope.CRASH, Severity.ERROR, since="0.1")
def internal_error(crash: Crash) -> Iterator[Finding]:
    """A rule of lessonlint crashed on this file. The fault is ours, not yours.

    ## Why it matters
    Everything else was still checked, but what this rule would have said of this file is not known. The run ends with
    exit code 3 so that no gate takes it for clean.

    ## What to do
    Please report it with the line below it. Until it is mended, `ignore` the rule it names in lessonlint.yaml.
    """
    yield Finding(
        Place(crash.path, 0, 0),
        f"Rule {crash.code} crashed here: {crash.error}.",
        "This is a fault in lessonlint. Please report it; the rest of the curriculum was checked.",
        concept=crash.code,
    )
