"""`lessonlint graph`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lessonlint.api import check_and_know
from lessonlint.changes import NoHistory, changed_files, earlier
from lessonlint.cli.asking import did_you_mean, searched
from lessonlint.cli.completion import complete_lessons, complete_lessons_and_paths
from lessonlint.cli.files import write
from lessonlint.cli.opening import opened
from lessonlint.cli.options import config_option
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.graph.choose import LEVELS, Target, draw, keys_of, target_named
from lessonlint.graph.dot import render_dot
from lessonlint.graph.drawing import Drawing
from lessonlint.graph.exchange import as_network, render_graphml, render_json
from lessonlint.graph.image import IMAGES, NoGraphviz, render_image
from lessonlint.graph.material import ChangedSince, Material
from lessonlint.graph.mermaid import TooBig, render_mermaid
from lessonlint.graph.narrow import focused, only_changed, only_problems, reduced
from lessonlint.wording import counted

if TYPE_CHECKING:
    import networkx as nx

_FORMATS = (*IMAGES, "dot", "mermaid", "json", "graphml", "html")
_SUFFIXES = {".gv": "dot", ".mmd": "mermaid", ".htm": "html"}
_EVERYTHING = "everything"
_MOST_BOXES, _MOST_ARROWS = 60, 120
_LESS = (
    "--only-problems or --focus NAME, with --up and --down, draws less; a lesson without --up is one page; "
    "--format html has everything"
)


@click.command("graph", short_help="Draw the course, a module, a lesson or a concept.")
@click.argument("arguments", nargs=-1, metavar="[TARGET] [PATHS]...", shell_complete=complete_lessons_and_paths)
@click.option("--level", type=click.Choice((*LEVELS, _EVERYTHING)), help="What the boxes are.")
@click.option("--focus", metavar="NAME", shell_complete=complete_lessons, help="Only what is around this box.")
@click.option(
    "--up",
    type=click.IntRange(0),
    help="How many steps before the focus (default: all); before a lesson each as a box (default: all, by module).",
)
@click.option(
    "--down", type=click.IntRange(0), help="How many steps after the focus (default: all), or the lesson (0)."
)
@click.option("--reduce/--no-reduce", default=True, help="Leave out arrows that longer ways imply.  [default: reduce]")
@click.option("--only-problems", is_flag=True, help="Only findings, and prerequisites not deep enough.")
@click.option("--since", metavar="REV", help="Only what changed since a git revision, and what is next to it.")
@click.option("--format", "format_", type=click.Choice(_FORMATS), help="Default: by the suffix of --output, else dot.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to a file.")
@config_option
def command(
    arguments: tuple[str, ...],
    level: str | None,
    focus: str | None,
    up: int | None,
    down: int | None,
    reduce: bool,
    only_problems: bool,
    since: str | None,
    format_: str | None,
    output: str | None,
    config: str | None,
) -> None:
    """Draw a course as a map of its modules, or TARGET: a module (1.2), a lesson (slug or number) or a concept.

    A module shows its lessons as columns, with what they carry over; a lesson the concepts it needs and, by module,
    all they rest on, lesson by lesson with --up; a concept where it is taught and needed. A prerequisite that `check`
    reports is red, one that may not be deep enough dotted. svg, png and pdf need Graphviz. `--level everything` writes
    the whole course graph, every concept and arrow, as json or graphml. html is the whole course as one page to explore
    in a browser: search, focus, findings, and what students bring to any lesson.

    \b
    Examples:
      lessonlint graph curriculum/ --output course.svg
      lessonlint graph curriculum/ -o course.html
      lessonlint graph 1.1 curriculum/ --output module.pdf
      lessonlint graph work-and-time curriculum/ --up 2 --output lesson.png
      lessonlint graph "gluten network" curriculum/ --format mermaid
      lessonlint graph curriculum/ --level lesson --focus work-and-time --up 1 --down 1 --output near.svg
      lessonlint graph curriculum/ --level everything --format json
    """
    format_ = format_ or _format_of(output)
    name, paths = _split(arguments)
    report, knowledge = check_and_know(*opened(paths, config))
    if not knowledge.course.lessons:
        raise click.UsageError(f"There are no lessons in {searched(paths)}.")
    if level == _EVERYTHING:
        _write(_whole(knowledge, format_), output)
        return
    if format_ == "html":
        narrowed = any((name, focus, level, since, only_problems, up, down))
        _write(_explorer(Material(knowledge, report), narrowed), output)
        return
    material = Material(knowledge, report, _changed(knowledge, paths, since) if since else None)
    target = _named(material, name) if name else Target()
    drawing = draw(material, target, level, up, down)
    if focus:
        keys = keys_of(material, drawing, _named(material, focus))
        if not keys:
            raise click.UsageError(f"{focus!r} is not in this picture.")
        drawing = focused(drawing, keys, up, down)
    drawing = _narrowed(drawing, reduce, only_problems, since)
    _write(_rendered(drawing, format_), output)


def _split(arguments: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The target, "" for none, and the paths: what is there on disk is a path."""
    if not arguments or Path(arguments[0]).exists():
        return "", arguments or (".",)
    return arguments[0], arguments[1:] or (".",)


def _format_of(output: str | None) -> str:
    suffix = Path(output).suffix.casefold() if output else ".dot"
    format_ = _SUFFIXES.get(suffix, suffix.removeprefix("."))
    if format_ not in _FORMATS:
        raise click.UsageError(f"No format is called {suffix or 'nothing'}; use --format: {', '.join(_FORMATS)}.")
    return format_


def _named(material: Material, name: str) -> Target:
    target = target_named(material, name)
    if target is None:
        hint = did_you_mean(name, [*material.index, *(module.name for module in material.course.modules)])
        words = f"There is no file, module, lesson or concept called {name!r} here. {hint}"
        raise click.UsageError(words.rstrip())
    return target


def _changed(knowledge: Knowledge, paths: tuple[str, ...], since: str) -> ChangedSince:
    """The lessons whose plan differs from a revision or whose index rows do, and those rows."""
    try:
        files = changed_files(Path(paths[0]), since)
        touched = [doc for doc in knowledge.course.docs if Path(doc.path).resolve() in files]
        old = {doc.path: (earlier(Path(doc.path), since) or b"").decode("utf-8", "replace") for doc in touched}
    except NoHistory as error:
        raise click.UsageError(f"--since: {error}.") from None
    rows = [each for each in knowledge.events if each.doc.path in old]
    rows = [each for each in rows if each.doc.raw(each.row.row).strip() not in old[each.doc.path]]
    plans = {at for at, lesson in enumerate(knowledge.course.lessons) if lesson.doc and lesson.doc.path in old}
    return ChangedSince(frozenset(plans | {event.order for event in rows}), frozenset(event.id for event in rows))


def _narrowed(drawing: Drawing, reduce: bool, problems: bool, since: str | None) -> Drawing:
    if since:
        drawing = only_changed(drawing)
    if problems:
        drawing = only_problems(drawing)
    if not drawing.nodes:
        raise click.UsageError("There is nothing to draw: nothing here is what was asked for.")
    if reduce and not drawing.columns:
        return reduced(drawing)
    return drawing


def _whole(knowledge: Knowledge, format_: str) -> bytes:
    from lessonlint.graph.network import course_graph

    if format_ not in ("json", "graphml"):
        raise click.UsageError("The whole course graph is too big to draw: use --format json or graphml.")
    return _data(course_graph(knowledge), format_).encode("utf-8")


def _explorer(material: Material, narrowed: bool) -> bytes:
    from lessonlint.graph.explorer.page import render_html

    if narrowed:
        raise click.UsageError("html holds the whole course: name only paths, and choose in the browser what to see.")
    return render_html(material).encode("utf-8")


def _rendered(drawing: Drawing, format_: str) -> bytes:
    try:
        if format_ in IMAGES:
            _warn_of_crowds(drawing)
            return render_image(render_dot(drawing), format_)
        if format_ == "dot":
            text = render_dot(drawing)
        else:
            text = render_mermaid(drawing) if format_ == "mermaid" else _data(as_network(drawing), format_)
    except (NoGraphviz, TooBig) as error:
        raise click.UsageError(str(error)) from None
    return text.encode("utf-8")


def _data(network: nx.MultiDiGraph[str], format_: str) -> str:
    return render_json(network) if format_ == "json" else render_graphml(network)


def _warn_of_crowds(drawing: Drawing) -> None:
    if len(drawing.nodes) > _MOST_BOXES or len(drawing.edges) > _MOST_ARROWS:
        said = f"{counted(len(drawing.nodes), 'box', 'boxes')} and {counted(len(drawing.edges), 'arrow')}"
        click.echo(f"This picture has {said}, more than one page can hold: {_LESS}.", err=True)


def _write(data: bytes, output: str | None) -> None:
    if output is None or output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    write(Path(output), data)
