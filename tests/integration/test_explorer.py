"""The explorer in a real browser: going in and out, search, focus, keys, the slider, the address, hostile names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.integration.browser import Seen, chromium
from tests.support.hostile import HOSTILE, MARKUP, NOT_IN_FILES, spoiled

from lessonlint.api import check_and_know, configure, knowledge_of
from lessonlint.concepts.knowledge import Knowledge
from lessonlint.concepts.names import read_name
from lessonlint.concepts.state import is_fading, lesson_at
from lessonlint.graph.drawing import clean
from lessonlint.graph.explorer.page import render_html
from lessonlint.graph.material import Material
from lessonlint.wording import bare

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
# Names of the same words are one concept, so of those only one.
NAMES = tuple({read_name(bare(name)).telling: name for name in HOSTILE if name not in NOT_IN_FILES}.values())
# Authors' quotation marks and backticks around words are left out everywhere; control characters are made visible.
AS_SHOWN = [clean(bare(name)) for name in NAMES]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return knowledge_of([str(ROOT / "curriculum")])


@pytest.fixture(scope="module")
def sample(browser: Browser, knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """The sample course."""
    file = tmp_path_factory.mktemp("sample") / "course.html"
    file.write_text(render_html(Material(knowledge)), encoding="utf-8")
    return Seen(browser, file)


@pytest.fixture(scope="module")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """A course whose concepts, titles and misconceptions are hostile names."""
    folder = tmp_path_factory.mktemp("hostile")
    course = spoiled(folder, NAMES)
    report, knowledge = check_and_know([str(course)], configure([str(course)]))
    file = folder / "course.html"
    file.write_text(render_html(Material(knowledge, report)), encoding="utf-8")
    return Seen(browser, file)


def box(name: str) -> str:
    return f'.box[data-key="{name}"]'


class TestMoving:
    def test_clicking_goes_from_the_course_to_a_concept_and_escape_comes_back(self, sample: Seen) -> None:
        page = sample.open()
        assert page.locator(".box.module").count() == 4
        page.click(box("module:1.1"))
        assert page.inner_text("#panel h2") == "1.1 Flour and Water"
        assert sample.view() == "How Bread Works"
        page.click(box("module:1.1"))
        page.dblclick(box("lesson:1"))
        assert sample.view() == "1.1.2 The Gluten Network"
        page.click('section:has(h3:text-is("Teaches")) a:has-text("Gluten network")')
        page.wait_for_selector("article.concept")
        assert sample.view() == "Gluten network"
        trail = [sample.view()]
        for _ in range(3):
            page.keyboard.press("Escape")
            page.wait_for_function(
                "before => document.querySelector('#trail [aria-current]').innerText != before", arg=trail[-1]
            )
            trail.append(sample.view())
        assert trail[1:] == ["1.1.2 The Gluten Network", "1.1 Flour and Water", "How Bread Works"]
        page.go_back()
        page.wait_for_selector(box("lesson:1"))
        assert sample.view() == "1.1 Flour and Water"

    def test_the_keyboard_alone_reaches_a_lesson(self, sample: Seen) -> None:
        page = sample.open()
        for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Enter"):
            page.keyboard.press(key)
        assert page.inner_text("#panel h2") == "2.2 Sourdough"
        page.keyboard.press("Enter")
        page.wait_for_selector(".box.lesson")
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.dataset.key") is not None

    def test_the_wheel_goes_in_and_out(self, sample: Seen) -> None:
        page = sample.open()
        page.hover(box("module:1.2"))
        for _ in range(12):
            page.mouse.wheel(0, -100)
        page.wait_for_selector(".box.lesson")
        assert sample.view() == "1.2 Yeast and Time"
        for _ in range(16):
            page.mouse.wheel(0, 100)
        page.wait_for_selector(".box.module")

    def test_a_wide_module_opens_so_that_its_beginning_can_be_read(self, sample: Seen) -> None:
        page = sample.open("#view=module:1.1")
        page.wait_for_selector(box("lesson:0"))
        shown = page.get_attribute("svg.scene", "viewBox")
        last = page.locator(box("lesson:4"))
        middle = "each => each.getBoundingClientRect().x + each.getBoundingClientRect().width / 2"
        height = "each => each.getBoundingClientRect().height"
        edge = page.locator("#stage").evaluate("each => each.getBoundingClientRect().right")
        assert page.locator(box("lesson:0")).locator("text").first.evaluate(height) > 8
        assert last.evaluate(middle) > edge
        last.focus()
        assert last.evaluate(middle) < edge, "a box comes to whoever goes there"
        page.click("#all")
        assert page.get_attribute("svg.scene", "viewBox") != shown
        assert all(each.evaluate(middle) < edge for each in (last, page.locator(box("lesson:0"))))

    def test_other_layers_leave_the_picture_where_it_is(self, sample: Seen) -> None:
        page = sample.open("#view=module:1.1")
        page.wait_for_selector(box("lesson:0"))
        page.keyboard.press("+")
        shown = page.get_attribute("svg.scene", "viewBox")
        page.keyboard.press("m")
        page.wait_for_selector(".badge.misconceptions")
        assert page.get_attribute("svg.scene", "viewBox") == shown

    def test_dragging_moves_the_picture_and_opens_nothing(self, sample: Seen) -> None:
        page = sample.open()
        before = page.get_attribute("svg.scene", "viewBox")
        page.hover(box("module:1.1"))
        page.mouse.down()
        page.mouse.move(700, 300, steps=3)
        page.mouse.up()
        assert page.get_attribute("svg.scene", "viewBox") != before
        assert page.locator(".box.chosen").count() == 0


class TestSearch:
    def test_a_concept_is_found_by_a_part_of_its_name(self, sample: Seen) -> None:
        page = sample.open()
        page.keyboard.press("/")
        page.keyboard.type("GLUTEN net")
        hits = page.locator("#hits [data-open]").all_inner_texts()
        assert any("lesson" in hit for hit in hits) and any("concept" in hit for hit in hits)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector("article.page")
        assert "luten" in sample.view()
        assert not page.is_visible("#hits")

    def test_what_is_not_there_is_said(self, sample: Seen) -> None:
        page = sample.open()
        page.fill("#query", "zzzz")
        assert page.inner_text("#hits") == "Nothing is called that."


class TestFocus:
    def test_what_a_module_rests_on_stays_and_the_rest_fades(self, sample: Seen) -> None:
        page = sample.open()
        page.click(box("module:1.2"))
        page.keyboard.press("u")
        kept = page.eval_on_selector_all(".box:not(.dim)", "boxes => boxes.map(box => box.dataset.key)")
        assert kept == ["module:1.1", "module:1.2"]
        page.keyboard.press("d")
        kept = page.eval_on_selector_all(".box:not(.dim)", "boxes => boxes.map(box => box.dataset.key)")
        assert "module:1.1" not in kept and "module:2.2" in kept

    def test_steps_limit_it(self, sample: Seen) -> None:
        page = sample.open("#view=module:1.1&box=lesson:work-and-time&focus=up")
        far = page.locator(".box:not(.dim)").count()
        page.select_option("#steps", "1")
        page.wait_for_function("far => document.querySelectorAll('.box:not(.dim)').length < far", arg=far)
        assert "focus=up+1" in page.url


class TestStudents:
    def test_the_slider_tells_what_students_bring(self, sample: Seen) -> None:
        page = sample.open("#before=what-flour-is")
        assert "0 concepts" in page.inner_text(".students")
        page.focus("#slider")
        page.keyboard.press("ArrowRight")
        page.wait_for_selector('.students h3:has-text("1.1.2")')
        taught = page.locator(".students .chip").count()
        assert taught > 0
        assert page.locator(".box.here").get_attribute("data-key") == "module:1.1"
        assert page.locator(".box.future").count() == 3

    def test_it_is_what_lessonlint_state_says(self, sample: Seen, knowledge: Knowledge) -> None:
        at = lesson_at(knowledge.course, "the-sour-loaf")
        assert at is not None
        known = knowledge.state_before(at)
        page = sample.open("#before=the-sour-loaf")
        fading = sum(map(is_fading, known))
        assert f"{len(known)} concepts, {fading} of them fading" in page.inner_text(".students")
        told = page.eval_on_selector_all(".bar title", "all => all.map(each => each.textContent)")
        ladder = knowledge.course.vocabulary.depths.ladder
        counts = [sum(each.level == level for each in known) for level in range(len(ladder))]
        assert told == [f"{count} {word}" for count, word in zip(counts, ladder, strict=True) if count]

    def test_a_concept_tells_its_whole_life(self, sample: Seen) -> None:
        page = sample.open("#view=module:1.1")
        page.click(".box.concept:has-text('Hydration')")
        told = page.inner_text("#panel")
        assert all(words in told for words in ("taught deeper", "needs DEVELOPED", "7 lessons without it"))
        page.click("#panel button.main")
        page.wait_for_selector("article.concept")
        assert page.locator(".chart .mark").count() == page.locator("article .items li:not(.gap):has(.why)").count()


class TestAddress:
    def test_it_keeps_everything(self, sample: Seen) -> None:
        page = sample.open()
        page.dblclick(box("module:1.1"))
        page.wait_for_selector(box("lesson:2"))
        page.click(box("lesson:2"))
        for key in ("m", "a", "f", "u", ",", ",", "t"):
            page.keyboard.press(key)
        page.wait_for_selector('html[data-theme="dark"]')
        again = page.url.partition("#")[2]
        page = sample.open(f"#{again}")
        assert page.url.partition("#")[2] == again
        pressed = page.eval_on_selector_all("[aria-pressed=true]", "all => all.map(each => each.innerText)")
        assert [each[2:] for each in pressed] == ["Misconceptions", "Models", "Rests on"]
        assert page.locator(".box.chosen").get_attribute("data-key") == "lesson:2"
        assert page.inner_text("#when").startswith("before 2.2")

    @pytest.mark.parametrize(
        "address", ["#view=module:9.9", "#view=facts", "#before=%E0%A4%A", "#view=__proto__&box=<x>"]
    )
    def test_one_that_makes_no_sense_shows_the_course(self, sample: Seen, address: str) -> None:
        sample.open(address)
        assert sample.view() == "How Bread Works"

    def test_the_theme_follows_the_system_until_somebody_chooses(self, sample: Seen) -> None:
        page = sample.open()
        page.emulate_media(color_scheme="dark")
        page.wait_for_selector('html[data-theme="dark"]')
        page.emulate_media(color_scheme="light")
        page.wait_for_selector('html[data-theme="light"]')

    def test_print_leaves_the_controls_out(self, sample: Seen) -> None:
        page = sample.open("#theme=dark")
        page.emulate_media(media="print")
        assert not page.is_visible("#tools") and not page.is_visible("footer") and page.is_visible("svg.scene")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        page.emulate_media(media="screen")


class TestHostile:
    ADDRESSES = (
        "#view=module:1.1&box=lesson:baking&layers=findings+misconceptions+models",
        "#view=concept:__proto__&before=baking",
    )  # fmt: skip

    def test_names_are_shown_as_written_and_run_nothing(self, hostile: Seen) -> None:
        for address in self.ADDRESSES:
            page = hostile.open(address)
            assert page.evaluate("window.broken") is None
            assert page.locator("main img, main script, header script").count() == 0
        page = hostile.open("#view=lesson:weighing")
        chips = page.locator("main .chip").all_inner_texts()
        assert [name for name in AS_SHOWN if name not in chips] == []
        page = hostile.open("#view=lesson:baking&layers=findings+misconceptions")
        beliefs = page.locator(".belief strong").all_inner_texts()
        assert beliefs == AS_SHOWN
        assert page.locator(".finding").count() > 0
        assert MARKUP[1] in page.inner_text("h2")
        page.fill("#query", "<script>")
        assert any(MARKUP[1] in hit for hit in page.locator("#hits li").all_inner_texts())

    def test_findings_lie_over_their_lessons_with_their_messages(self, hostile: Seen) -> None:
        page = hostile.open("#view=module:1.1")
        assert page.locator(f"{box('lesson:4')} .badge.findings").count() == 1
        page.click(box("lesson:4"))
        assert any("error LL101" in words for words in page.locator("#panel .finding").all_inner_texts())
        page.keyboard.press("f")
        page.wait_for_function("!document.querySelector('.badge')")
        assert page.locator("#panel .finding").count() == 0

    def test_the_policy_lets_nothing_else_run(self, hostile: Seen) -> None:
        page = hostile.open()
        page.evaluate(
            "() => { const script = document.createElement('script'); script.textContent = 'window.broken = 1';"
            " document.body.append(script); new Image().src = 'http://localhost:1/x.png'; }"
        )
        assert page.evaluate("window.broken") is None
        refused = [words for words in hostile.wrong if "Content Security Policy" in words]
        assert len(refused) == 2
        hostile.wrong[:] = [words for words in hostile.wrong if words not in refused]
        hostile.requests.remove("http://localhost:1/x.png")


def test_no_page_asked_the_network_or_went_wrong(sample: Seen, hostile: Seen) -> None:
    for seen in (sample, hostile):
        seen.open()
        assert {request.partition(":")[0] for request in seen.requests} <= {"file"}
        assert seen.wrong == []
