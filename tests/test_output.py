from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import output


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "build/docs").mkdir(parents=True)
    (tmp_path / "build/docs/.gitkeep").touch()
    return tmp_path


TREE = {"README.md": "# List\n", "build/docs/index.md": "home\n", "build/docs/topics/a.md": "a\n"}


def files(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(root.rglob("*")) if path.is_file()
    }


def test_a_tree_is_written_whole_and_a_second_time_nothing_is(root: Path) -> None:
    first = output.write(root, TREE)
    assert sorted(first.wrote) == sorted(TREE)
    assert files(root) == {**TREE, "build/docs/.gitkeep": ""}
    stamps = {path: (root / path).stat().st_mtime_ns for path in TREE}
    assert output.write(root, TREE) == output.Written([], [], 3)
    assert stamps == {path: (root / path).stat().st_mtime_ns for path in TREE}


def test_only_what_changed_is_written(root: Path) -> None:
    output.write(root, TREE)
    done = output.write(root, {**TREE, "build/docs/index.md": "new\n"})
    assert (done.wrote, done.removed, done.kept) == (["build/docs/index.md"], [], 2)


def test_what_is_no_longer_made_is_removed_with_its_folder(root: Path) -> None:
    output.write(root, {**TREE, "build/docs/topics/old/deep.md": "x"})
    (root / "build/docs/stray.md").write_text("x")
    (root / "build/docs/.stray.md.abc.new").write_text("half a file of a build that was interrupted")
    (root / "keep.md").write_text("mine")
    done = output.write(root, TREE)
    assert done.removed == ["build/docs/.stray.md.abc.new", "build/docs/stray.md", "build/docs/topics/old/deep.md"]
    assert files(root) == {**TREE, "build/docs/.gitkeep": "", "keep.md": "mine"}
    assert not (root / "build/docs/topics/old").exists()


def test_the_folder_need_not_exist(tmp_path: Path) -> None:
    output.write(tmp_path, TREE)
    assert files(tmp_path) == TREE


def test_letters_of_all_scripts_and_line_ends_stay(root: Path) -> None:
    output.write(root, {"build/docs/a.ris": "Zoë 字\r\n"})
    assert (root / "build/docs/a.ris").read_bytes() == "Zoë 字\r\n".encode()


def test_a_link_in_place_of_a_file_is_replaced_and_its_target_left_alone(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    (root / "build/docs/index.md").symlink_to(outside)
    (root / "README.md").symlink_to(outside)
    output.write(root, TREE)
    assert outside.read_text() == "mine"
    assert files(root)["README.md"] == "# List\n"
    assert not (root / "build/docs/index.md").is_symlink()


def test_a_link_in_place_of_a_folder_is_replaced_and_nothing_behind_it_touched(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.txt").write_text("mine")
    (root / "build/docs/topics").symlink_to(outside, target_is_directory=True)
    (root / "build/docs/other").symlink_to(outside, target_is_directory=True)
    done = output.write(root, TREE)
    assert done.removed == ["build/docs/other"]
    assert sorted(path.name for path in outside.iterdir()) == ["mine.txt"]
    assert (root / "build/docs/topics/a.md").read_text() == "a\n"


@pytest.mark.parametrize("link", ["build", "build/docs"])
def test_a_link_above_the_outputs_is_refused(tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    (outside / "docs").mkdir(parents=True)
    (outside / "mine.txt").write_text("mine")
    project = tmp_path / "project"
    (project / link).parent.mkdir(parents=True)
    (project / link).symlink_to(outside, target_is_directory=True)
    with pytest.raises(output.OutputError, match=f"{link} is a link"):
        output.write(project, TREE)
    assert files(outside) == {"mine.txt": "mine"}


@pytest.mark.parametrize("path", ["../out.md", "/out.md", "build/docs/../../out.md", "build//docs", "a/./b", ""])
def test_a_path_that_leaves_the_project_is_refused(root: Path, path: str) -> None:
    with pytest.raises(output.OutputError):
        output.write(root, {path: "x"})


def test_a_folder_in_place_of_a_file_and_the_reverse_are_made_right(root: Path) -> None:
    output.write(root, {"build/docs/a/b.md": "x", "build/docs/c": "x"})
    output.write(root, {"build/docs/a": "y", "build/docs/c/d.md": "y"})
    assert files(root) == {"build/docs/.gitkeep": "", "build/docs/a": "y", "build/docs/c/d.md": "y"}


def test_a_folder_of_somebody_else_in_the_way_is_refused(root: Path) -> None:
    (root / "README.md").mkdir()
    (root / "README.md/mine.txt").write_text("mine")
    with pytest.raises(output.OutputError, match=r"README\.md"):
        output.write(root, TREE)
    assert (root / "README.md/mine.txt").read_text() == "mine"


def test_an_interrupted_write_leaves_the_old_file_and_no_half_one(root: Path) -> None:
    output.write(root, TREE)

    class Interrupted(dict[str, str]):
        def __iter__(self) -> Iterator[str]:
            yield from sorted(super().__iter__())

        def __getitem__(self, path: str) -> str:
            if path == "build/docs/topics/a.md":
                raise KeyboardInterrupt
            return super().__getitem__(path)

    changed = {path: text * 2 for path, text in TREE.items()}
    with pytest.raises(KeyboardInterrupt):
        output.write(root, Interrupted(changed))
    found = files(root)
    assert found["README.md"] == changed["README.md"]
    assert found["build/docs/topics/a.md"] == TREE["build/docs/topics/a.md"]
    assert set(found) == {*TREE, "build/docs/.gitkeep"}


def test_a_file_that_cannot_be_put_in_place_leaves_no_half_file(root: Path) -> None:
    with pytest.raises(OSError, match="too long"):
        output.write(root, {"build/docs/" + "y" * 300: "x"})
    assert set(files(root)) == {"build/docs/.gitkeep"}


def test_files_get_ordinary_permissions(root: Path) -> None:
    output.write(root, TREE)
    plain = root / "plain"
    plain.touch()
    assert (root / "README.md").stat().st_mode == plain.stat().st_mode


def test_what_is_up_to_date_is_not_stale(root: Path) -> None:
    output.write(root, TREE)
    assert output.compare(root, TREE) == []


def test_each_stale_output_is_named_with_its_first_different_line(root: Path) -> None:
    output.write(root, {**TREE, "build/docs/old.md": "x"})
    changed = {"README.md": "# List\nmore\n", "build/docs/index.md": "home\n", "build/docs/new.md": "x"}
    found = output.compare(root, changed)
    assert [(one.span.path, one.span.line, one.code, one.message) for one in found] == [
        ("README.md", 2, "stale-output", "is not what the entries make"),
        ("build/docs/new.md", 1, "stale-output", "is missing"),
        ("build/docs/old.md", 1, "stale-output", "is no longer made"),
        ("build/docs/topics/a.md", 1, "stale-output", "is no longer made"),
    ]
    assert files(root)["README.md"] == "# List\n"


def test_a_folder_that_was_never_made_is_not_stale(root: Path) -> None:
    (root / "README.md").write_text(TREE["README.md"])
    assert output.compare(root, TREE) == []
    (root / "README.md").unlink()
    assert [one.span.path for one in output.compare(root, TREE)] == ["README.md"]


def test_a_fresh_site_is_filled_and_never_through_a_link(tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    site.mkdir()
    elsewhere.mkdir()
    pages = [(f"papers/{name}/index.html", name) for name in ("awq", "fold", "fold")]
    assert output.fill(site, [("papers/awq.bib", "@misc"), *pages, ("robots.txt", "x")]) == 5
    assert (site / "papers/fold/index.html").read_text("utf-8") == "fold"

    (site / "papers/link").symlink_to(elsewhere)
    (site / "papers/file.bib").symlink_to(elsewhere / "file.bib")
    for path in ("papers/link/index.html", "papers/file.bib", "papers/../x", "../x", "/x", "papers/awq.bib/x"):
        with pytest.raises(OSError, match=r"link|no path below|in the way"):
            output.fill(site, [("papers/awq/index.html", "x"), (path, "x")])
    assert list(elsewhere.iterdir()) == []
