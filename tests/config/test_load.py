"""`lessonlint.yaml`: found upward, read whole, and its mistakes told with their place, all at once."""

from __future__ import annotations

import time
from pathlib import Path

import jsonschema
import pytest
from tests.support.schemas import published

from lessonlint.api import check, configure
from lessonlint.config.error import ConfigError
from lessonlint.config.find import find_config
from lessonlint.config.load import load_config
from lessonlint.config.settings import Configuration, Settings
from lessonlint.source import Place


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def load(text: str | bytes) -> Configuration:
    path = Path("lessonlint.yaml")
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_config(path)


def problems(text: str | bytes) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(text)
    return str(caught.value).splitlines()


class TestSettings:
    def test_every_key(self) -> None:
        settings = load(
            "required-version: '0.1'\npreset: strict\nexclude: [drafts/]\nselect: [LL1, LL2]\nignore: [LL203]\n"
            "severity:\n  LL202.argued: info\n  LL301: 'off'\ncomplete: [course, series-4, '4.4']\n"
            "options:\n  LL203:\n    most: 4\nlimits:\n  file-size: 1000\n"
        ).settings
        assert (settings.required_version, settings.preset, settings.exclude) == ("0.1", "strict", ("drafts/",))
        assert (settings.select, settings.ignore) == (("LL1", "LL2"), ("LL203",))
        assert settings.severity == {"LL202.argued": "info", "LL301": "off"}
        assert settings.complete == ("course", "series-4", "4.4")
        assert settings.options == {"LL203": {"most": 4}}
        assert settings.limits.file_size == 1000

    @pytest.mark.parametrize("text", ("", "# only words\n", "---\n", "\ufeff"))
    def test_an_empty_file_sets_nothing(self, text: str) -> None:
        assert load(text).settings == Settings()

    def test_off_without_quotes_is_off(self) -> None:
        assert load("severity:\n  LL301: off\n").settings.severity == {"LL301": "off"}

    def test_a_module_needs_no_quotes(self) -> None:
        assert load("complete: [4.4, 4.10]\n").settings.complete == ("4.4", "4.10")

    def test_rules_know_where_they_are_named(self) -> None:
        text = "select: [LL1]\nignore:\n  - LL203\nseverity:\n  LL301: info\n"
        places = dict(load(text).rule_places)
        assert {name: text[place.start : place.end] for name, place in places.items()} == {
            "LL1": "LL1",
            "LL203": "LL203",
            "LL301": "LL301",
        }
        assert places["LL1"] == Place("lessonlint.yaml", 9, 12)

    def test_a_schema_that_agrees(self) -> None:
        schema = published("config")
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate({"preset": "strict", "limits": {"file-size": 5}, "severity": {"LL1": "off"}}, schema)
        for wrong in ({"presets": "strict"}, {"preset": "loud"}, {"limits": {"size": 1}}, {"exclude": "drafts"}):
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate(wrong, schema)


class TestMistakes:
    @pytest.mark.parametrize(
        ("text", "place", "words"),
        (
            ("exclued: [a]\n", "1:1", "unknown key `exclued`; did you mean `exclude`?"),
            ("limits:\n  filesize: 5\n", "2:3", "unknown key `limits.filesize`; did you mean `file-size`?"),
            ("file_size: 5\n", "1:1", "unknown key `file_size`"),
            ("zzz: 5\n", "1:1", "unknown key `zzz`; known keys: preset, required-version,"),
            ("preset: loud\n", "1:1", "`preset`"),
            ("\n\nexclude: drafts\n", "3:1", "`exclude`"),
            ("exclude: [a, 5]\n", "1:14", "`exclude.1`"),
            ("severity:\n  LL1: loud\n", "2:3", "`severity.LL1`"),
            ("limits:\n  file-size: big\n", "2:3", "`limits.file-size`"),
            ("limits: 5\n", "1:1", "`limits`"),
            ("options: {LL1: 5}\n", "1:11", "`options.LL1`"),
            ("- a\n", "1:1", "must be `key: value` lines"),
            ("words\n", "1:1", "must be `key: value` lines"),
            ("exclude: [a\n", "", "not valid YAML"),
            ("a: b: c\n", "1:5", "not valid YAML"),
            ("preset: strict\npreset: draft\n", "2:1", "preset"),
            ("a: *b\n", "1:4", "not valid YAML"),
            ("a: \x07\n", "", "not valid YAML"),
            ("# a comment\n> # another\n", "", ""),
            ("? [a]\n: b\n", "", ""),
            ("5: a\n", "1:1", "unknown key `5`"),
            ("exclude: !!binary x\n", "", ""),
        ),
    )
    def test_a_mistake_says_where(self, text: str, place: str, words: str) -> None:
        (problem,) = problems(text)
        assert problem.startswith(f"lessonlint.yaml:{place}")
        assert words in problem

    def test_an_unknown_key_offers_only_keys_of_its_level(self) -> None:
        (problem,) = problems("limits:\n  presets: 5\n")
        assert "`preset`" not in problem

    def test_all_mistakes_at_once(self) -> None:
        found = problems("exclued: [a]\npreset: loud\nlimits:\n  file-size: big\n")
        assert [line.split(" ")[0] for line in sorted(found)] == [
            "lessonlint.yaml:1:1:",
            "lessonlint.yaml:2:1:",
            "lessonlint.yaml:4:3:",
        ]

    def test_lines_count_behind_emoji_and_crlf(self) -> None:
        (problem,) = problems("# 🍞\r\n\r\nexclued: [a]\r\n")
        assert problem.startswith("lessonlint.yaml:3:1: ")

    @pytest.mark.parametrize("data", (b"\xff", b"a: \0", "a: ä".encode("latin-1")))
    def test_what_is_no_text(self, data: bytes) -> None:
        (problem,) = problems(data)
        assert problem.startswith("lessonlint.yaml: ")

    @pytest.mark.parametrize("opening", ("[", "{", "- ", "a: ["))
    def test_deep_nesting_is_a_mistake(self, opening: str) -> None:
        with pytest.raises(ConfigError):
            load(f"exclude: {opening * 500}\n")

    def test_aliases_cannot_explode(self) -> None:
        bomb = "".join(f"  LL{i}: &a{i} {{x: *a{i - 1}, y: *a{i - 1}}}\n" for i in range(1, 18))
        started = time.perf_counter()
        with pytest.raises(ConfigError):
            load(f"options:\n  LL0: &a0 {{x: 1}}\n{bomb}exclued: []\n")
        assert time.perf_counter() - started < 1

    def test_a_folder_is_no_configuration(self) -> None:
        Path("folder").mkdir()
        with pytest.raises(ConfigError, match="folder: cannot be read"):
            load_config(Path("folder"))


class TestFinding:
    def test_the_nearest_above_counts(self) -> None:
        Path("a/b").mkdir(parents=True)
        for name in ("lessonlint.yaml", "a/lessonlint.yaml"):
            Path(name).write_text("")
        assert find_config(["a/b"]) == Path("a/lessonlint.yaml").resolve()
        assert find_config(["a/b", "."]) == Path("lessonlint.yaml").resolve()

    def test_a_file_looks_beside_itself(self) -> None:
        Path("a").mkdir()
        Path("a/lessonlint.yaml").write_text("")
        Path("a/dough.md").write_text("")
        assert find_config(["a/dough.md"]) == Path("a/lessonlint.yaml").resolve()

    def test_a_missing_target_looks_above_it(self) -> None:
        Path("lessonlint.yaml").write_text("")
        assert find_config(["gone/deep/dough.md"]) == Path("lessonlint.yaml").resolve()

    def test_without_targets_here(self) -> None:
        Path("lessonlint.yaml").write_text("")
        assert find_config([]) == Path("lessonlint.yaml").resolve()

    def test_a_folder_of_that_name_is_none(self) -> None:
        Path("a/lessonlint.yaml").mkdir(parents=True)
        Path("lessonlint.yaml").write_text("")
        assert find_config(["a"]) == Path("lessonlint.yaml").resolve()


class TestVersion:
    @pytest.mark.parametrize("wanted", ("0", "0.1", "0.1.0", "==0.1.0"))
    def test_this_one(self, wanted: str) -> None:
        Path("lessonlint.yaml").write_text(f"required-version: '{wanted}'\n")
        assert configure(["."]).settings.required_version == wanted

    @pytest.mark.parametrize("wanted", ("0.2", "0.1.1", "1", "0.10", "0.01"))
    def test_another_one(self, wanted: str) -> None:
        Path("lessonlint.yaml").write_text(f"required-version: '{wanted}'\n")
        with pytest.raises(ConfigError, match="required-version"):
            configure(["."])


class TestOptions:
    @pytest.mark.parametrize(
        ("text", "words"),
        (("LL999: {a: 1}", "LL999"), ("LL203: {moost: 1}", "LL203"), ("LL203: {most: many}", "LL203")),
    )
    def test_wrong_options_name_the_rule(self, text: str, words: str) -> None:
        Path("lessonlint.yaml").write_text(f"options: {{{text}}}\n")
        Path("dough.md").write_text("# Lesson: Dough\n")
        with pytest.raises(ConfigError, match=words):
            check(["."])
