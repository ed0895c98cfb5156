"""action.yml and templates/gitlab.yml: valid by the forges' schemas, and their shell run in a repository of ours.

What the forge itself would do (uploading, showing) is left out; `gh` is a stand-in that keeps comments in a file.
tools/package.py runs the step that installs.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from tests.integration.git import BROKEN, git, repository, run

from lessonlint.config.load import plain
from lessonlint.yaml_text import compose

pytest.importorskip("check_jsonschema")
ROOT = Path(__file__).resolve().parent.parent.parent
ACTION: Any = plain(compose((ROOT / "action.yml").read_text("utf-8")))
GITLAB: Any = plain(compose((ROOT / "templates" / "gitlab.yml").read_text("utf-8")))
MANUAL = (ROOT / "docs" / "ci.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", MANUAL, re.MULTILINE | re.DOTALL)
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
GH = """#!/usr/bin/env bash
# Stands in for GitHub's own command: comments are kept in $COMMENTS, one file each.
while (($#)); do
  case $1 in
    --method) method=$2; shift ;;
    --field) body=${2#body=@}; shift ;;
    repos/*) what=$1 ;;
  esac
  shift
done
case ${method-} in
  POST) cp "$body" "$COMMENTS/17" ;;
  PATCH) cp "$body" "$COMMENTS/${what##*/}" ;;
  *) grep -ls '^<!-- lessonlint diff -->' "$COMMENTS"/* | xargs -rn1 basename ;;
esac
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout in which the record no longer teaches what a lesson needs, with the commands a runner has."""
    course = repository(tmp_path / "course")
    (course / "curriculum" / "record.md").write_text(BROKEN, "utf-8")
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (tmp_path / "comments").mkdir()
    (bin_ / "gh").write_text(GH, "utf-8")
    (bin_ / "lessonlint").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m lessonlint "$@"\n', "utf-8")
    for command in bin_.iterdir():
        command.chmod(0o755)
    return course


def step(name: str, folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the shell of a step as a runner does, its expressions filled in."""
    top = folder.parent
    values = {"inputs.paths": "curriculum/", "inputs.fail-on": "error", "inputs.token": "secret",
              "github.event.pull_request.base.sha": git(folder, "rev-parse", "HEAD"),
              "github.event.pull_request.number": "5"} | inputs  # fmt: skip
    given = {key: re.sub(r"\$\{\{ (.*) \}\}", lambda found: values[found[1]], value)
             for key, value in STEPS[name].get("env", {}).items()}  # fmt: skip
    files = {name: str(top / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    return bash(STEPS[name]["run"], folder, **given, **files, GITHUB_REPOSITORY="bread/course", RUNNER_TEMP=str(top))


def bash(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A script as runners start it, with the stand-ins at hand."""
    top = folder.parent
    script = f'PATH="{top / "bin"}:$PATH"\n{script}'
    own = {"PYTHONPATH": str(ROOT / "src"), "COMMENTS": str(top / "comments")}
    return run(folder, "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script, **own, **variables)


def outputs(folder: Path) -> dict[str, str]:
    lines = (folder.parent / "GITHUB_OUTPUT").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


@pytest.mark.parametrize(
    ("file", "schema"),
    (("action.yml", "github-actions"), ("templates/gitlab.yml", "gitlab-ci")),
    ids=("github", "gitlab"),
)
def test_the_forge_accepts_it(file: str, schema: str) -> None:
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", file)
    done = run(ROOT, *command)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("at", "name", "command"),
    [
        (0, ".pre-commit-config.yaml", ("pre_commit", "validate-config")),
        (1, "workflow.yml", ("check_jsonschema", "--builtin-schema", "vendor.github-workflows")),
        (2, ".gitlab-ci.yml", ("check_jsonschema", "--builtin-schema", "vendor.gitlab-ci")),
    ],
)
def test_the_manual_shows_files_that_are_right(at: int, name: str, command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / name).write_text(EXAMPLES[at], "utf-8")
    done = run(tmp_path, sys.executable, "-m", *command, name)
    assert done.returncode == 0, done.stdout


class TestGitHub:
    def test_a_finding_annotates_its_line_and_fails_the_job(self, folder: Path) -> None:
        done = step("Check, and annotate the lines", folder)
        assert done.returncode == 0, done.stderr
        assert "::error title=LL101 " in done.stdout
        assert "file=curriculum/lessons/shaping.md,line=11," in done.stdout
        assert outputs(folder)["code"] == "1"
        run_ = json.loads(Path(outputs(folder)["sarif-file"]).read_text("utf-8"))["runs"][0]
        assert "LL101" in {each["ruleId"] for each in run_["results"]}
        assert "error LL101" in (folder.parent / "GITHUB_STEP_SUMMARY").read_text("utf-8")
        assert [step("Fail when the curriculum does", folder, **{"steps.check.outputs.code": code}).returncode
                for code in ("0", "1")] == [0, 1]  # fmt: skip

    def test_what_is_asked_for_is_asked_for(self, folder: Path) -> None:
        given = {"inputs.paths": "curriculum/lessons curriculum/record.md", "inputs.fail-on": "never"}
        assert step("Check, and annotate the lines", folder, **given).returncode == 0
        assert outputs(folder)["code"] == "0"
        step("Check, and annotate the lines", folder, **{"inputs.paths": "$(touch stolen) ; touch stolen"})
        assert (outputs(folder)["code"], (folder / "stolen").exists()) == ("1", False)

    def test_wrong_usage_is_told(self, folder: Path) -> None:
        done = step("Check, and annotate the lines", folder, **{"inputs.fail-on": "anything"})
        assert (outputs(folder)["code"], "anything" in done.stderr) == ("2", True)

    def test_the_curriculum_diff_is_one_comment(self, folder: Path) -> None:
        for depth in ("INTRODUCED", "MENTIONED"):
            (folder / "curriculum" / "record.md").write_text(BROKEN.replace("INTRODUCED", depth), "utf-8")
            done = step("Post the curriculum diff", folder)
            assert done.returncode == 0, done.stderr
            (comment,) = (folder.parent / "comments").iterdir()
            said = comment.read_text("utf-8")
            assert said.startswith("<!-- lessonlint diff -->\n")
            assert (depth in said, "LL101" in said) == (True, True), said

    def test_a_base_that_was_not_checked_out_is_fetched(self, folder: Path) -> None:
        git(folder, "commit", "-qam", "second")
        git(folder.parent, "clone", "-q", "--depth=1", f"file://{folder}", "shallow")
        base = git(folder, "rev-parse", "HEAD~1")
        git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
        done = step("Post the curriculum diff", folder.parent / "shallow",
                    **{"github.event.pull_request.base.sha": base})  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "LL101" in (folder.parent / "comments" / "17").read_text("utf-8")


class TestGitLab:
    def test_its_reports_are_written_and_a_finding_fails_the_job(self, folder: Path) -> None:
        job = GITLAB["lessonlint"]
        (folder / ".lessonlint").mkdir()
        base = git(folder, "rev-parse", "HEAD")
        variables = {**{name: str(value) for name, value in job["variables"].items()}, "LESSONLINT_PATHS": "curriculum"}
        done = bash("\n".join(job["script"]), folder, CI_MERGE_REQUEST_DIFF_BASE_SHA=base, **variables)
        assert done.returncode == 1, done.stderr
        reports = job["artifacts"]["reports"]
        issues = json.loads((folder / reports["codequality"]).read_text("utf-8"))
        assert ("curriculum/lessons/shaping.md", 11) in {
            (each["location"]["path"], each["location"]["lines"]["begin"]) for each in issues
        }
        assert len({each["fingerprint"] for each in issues}) == len(issues)
        cases = ElementTree.parse(folder / reports["junit"]).findall("./testsuite/testcase")
        assert len(cases) == len(issues)
        assert "LL101" in (folder / job["artifacts"]["paths"][0]).read_text("utf-8")
