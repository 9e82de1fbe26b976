"""The files around the code agree with it and with each other."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from generator import settings

ROOT = Path(__file__).parent.parent
REQUIREMENTS = ("requirements.txt", "requirements-test.txt", "requirements-bench.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(file: str) -> dict[str, str]:
    """Return the pinned requirements, a package with two versions for two platforms as both."""
    found: dict[str, str] = {}
    for line in (ROOT / file).read_text("utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+)==(\S+)( ; .*?)?( \\)?$", line):
            name = normal(match[1])
            found[name] = f"{found[name]}, {match[2]}" if name in found else match[2]
    return found


def needed(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[^A-Za-z0-9._-]", one, maxsplit=1)[0]) for one in requirements}


@pytest.mark.parametrize("file", REQUIREMENTS)
def test_every_requirement_has_a_version_and_hashes(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    for one in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[A-Za-z0-9._-]+==[^\s;]+", one), one
        assert "--hash=sha256:" in one, one


@pytest.mark.parametrize("file", REQUIREMENTS)
def test_requirements_name_no_index_and_no_path(file: str) -> None:
    assert not re.search(r"://|--(?:extra-)?index|--find-links|^\s*#|(?<![\w.])/\w", (ROOT / file).read_text("utf-8"))


def test_requirements_pin_what_the_project_names() -> None:
    groups = PROJECT["dependency-groups"]
    runtime = needed(PROJECT["project"]["dependencies"] + groups["build"] + PROJECT["build-system"]["requires"])
    assert runtime <= set(pins("requirements.txt"))
    assert runtime | needed(groups["dev"]) <= set(pins("requirements-test.txt"))
    assert needed(groups["bench"]) <= set(pins("requirements-bench.txt"))


def test_one_package_has_one_version_everywhere() -> None:
    runtime, tests, bench = (pins(file) for file in REQUIREMENTS)
    assert runtime.items() <= tests.items()
    assert tests.items() <= bench.items()


def test_the_licence_thanks_every_source_list() -> None:
    text = re.sub(r"\s+", " ", (ROOT / "LICENSE").read_text("utf-8"))
    for source in yaml.safe_load((ROOT / "entries/lists.yml").read_text("utf-8")):
        assert source["name"] in text
        assert source["paper" if source["kind"] == "survey" else "repository"] in text


def test_the_citation_names_the_list_as_the_settings_do() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    stated = settings.load(ROOT, {})
    assert citation["title"] == stated.name
    assert citation["repository-code"] == stated.repository_url
    assert citation["url"] == stated.site_url
    assert citation["version"] == PROJECT["project"]["version"]


def test_make_help_names_every_target_people_type() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    documented = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    assert documented == set(phony[1].split())
