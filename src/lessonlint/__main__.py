"""`python -m lessonlint`."""

from lessonlint.cli.main import main

main()
