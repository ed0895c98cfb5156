"""LL001 unreadable-file."""

from __future__ import annotations

from collections.abc import Iterator

from lessonlint.diagnostic import Finding, Severity
from lessonlint.rule import Scope, rule
from lessonlint.source import Unreadable


@rule("LL001", "unreadable-file", Scope.FILE, Severity.ERROR, since="0.1", link=Severity.WARNING)
def unreadable_file(file: Unreadable) -> Iterator[Finding]:
    """A file cannot be read: it is missing, binary, not UTF-8, too large, or you may not open it.

    ## Why it matters
    What cannot be read cannot be checked. A record that drops out silently makes every lesson after it look as if
    its prerequisites were never taught, so the absence is said out loud. Everything else is still checked.

    Of a file in another encoding the finding points at the first byte that is no UTF-8.

    Nothing outside of the folders that are checked is read: a file that is a link must lead to one of them, or into
    the folder of `lessonlint.yaml`. A link to a folder is not followed (`LL001.link`, a warning); it is passed over in
    silence where that folder is checked under its own name.

    ## When it does not apply
    Files that are not part of the curriculum belong under `exclude` in `lessonlint.yaml`.

    ## Bad
    ~~~file notes.md encoding=latin-1
    # Lesson: Crème pâtissière
    ~~~

    ## Good
    ~~~file notes.md
    # Lesson: Crème pâtissière
    ~~~

    ## See also
    `limits.file-size` and `limits.files` in `lessonlint.yaml`.
    """
    if file.is_link:
        yield Finding(file.place, f"This link is not followed: {file.reason}.", file.advice, variant="link")
        return
    yield Finding(
        file.place,
        f"This {'folder' if file.is_folder else 'file'} cannot be read: {file.reason}.",
        file.advice or "Leave it out with `exclude` in lessonlint.yaml if it is not part of the curriculum.",
    )
