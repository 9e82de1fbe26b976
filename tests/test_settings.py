from pathlib import Path

import pytest

from generator import settings

BASE = 'name = "Tiny"\ntagline = "Small."\nrepository = "ada/tiny"\n'


def project(root: Path, table: str = BASE) -> Path:
    (root / "pyproject.toml").write_text(f"[tool.generator]\n{table}", "utf-8")
    return root


def test_a_repository_says_where_the_site_is(tmp_path: Path) -> None:
    found = settings.load(project(tmp_path), {})
    assert found.site_url == "https://ada.github.io/tiny/"
    assert found.repository_url == "https://github.com/ada/tiny"


def test_the_repository_of_a_user_s_pages_has_its_site_at_the_root() -> None:
    assert settings.pages_url("Ada/ada.github.io") == "https://ada.github.io/"


def test_a_fork_publishes_under_its_own_name_without_an_edit(tmp_path: Path) -> None:
    root = project(tmp_path, BASE + 'site_url = "https://tiny.example.org"\n')
    assert settings.load(root, {}).site_url == "https://tiny.example.org/"
    forked = settings.load(root, {"GITHUB_REPOSITORY": "bo/tiny"})
    assert (forked.repository, forked.site_url) == ("bo/tiny", "https://bo.github.io/tiny/")


def test_the_environment_has_the_last_word(tmp_path: Path) -> None:
    environment = {
        "GITHUB_REPOSITORY": "bo/tiny",
        "GENERATOR_REPOSITORY": "cleo/tiny",
        "GENERATOR_SITE_URL": "https://a.example.org/x",
    }
    found = settings.load(project(tmp_path), environment)
    assert (found.repository, found.site_url) == ("cleo/tiny", "https://a.example.org/x/")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (BASE + 'nmae = "x"\n', "no setting 'nmae'"),
        ('name = "Tiny"\ntagline = "Small."\n', "lacks 'repository'"),
        ("name = ", "no readable"),
    ],
)
def test_wrong_settings_are_named(tmp_path: Path, table: str, said: str) -> None:
    with pytest.raises(settings.SettingsError, match=said):
        settings.load(project(tmp_path, table), {})


def test_a_project_without_settings_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(settings.SettingsError, match="no readable"):
        settings.load(tmp_path, {})
