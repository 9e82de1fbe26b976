import datetime as dt
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator import facts


def put(root: Path, path: str, text: str | bytes) -> Path:
    (root / facts.FACTS).mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def test_no_files_mean_no_facts_and_no_problem(tmp_path: Path) -> None:
    assert facts.read(tmp_path) == (facts.Facts(), [])


def test_days_and_stars_are_read(tmp_path: Path) -> None:
    put(tmp_path, facts.ADDED, '{"id": "fold", "day": "2026-01-31"}\n')
    put(tmp_path, facts.STARS, '{"repository": "Ada/Fold", "stars": 7, "day": "2026-02-01", "archived": true}\n')
    found, problems = facts.read(tmp_path)
    assert problems == []
    assert found.added == {"fold": dt.date(2026, 1, 31)}
    assert found.stars == {"ada/fold": facts.Stars(7, dt.date(2026, 2, 1), archived=True)}


def test_every_line_that_is_no_fact_is_told_and_hides_no_other(tmp_path: Path) -> None:
    bad = [
        b"no json", b"[]", b'"fold"', b"{}", b'{"id": "fold"}', b'{"id": 7, "day": "2026-01-31"}',
        b'{"id": "fold", "day": "20260131"}', b'{"id": "fold", "day": "2026-02-30"}', b'{"id": "fold", "day": null}',
        b'{"id": "fold", "day": "2026-W05-6"}', b"\xff\xfe", b"[" * 5000,
    ]  # fmt: skip
    put(tmp_path, facts.ADDED, b"\n".join([*bad, b'{"id": "fold", "day": "2026-01-31"}', b""]))
    found, problems = facts.read(tmp_path)
    assert [(one.code, one.span.line) for one in problems] == [("bad-fact", line) for line in range(1, len(bad) + 1)]
    assert list(found.added) == ["fold"]


def test_a_count_of_stars_is_a_number(tmp_path: Path) -> None:
    row = '{"repository": "a/b", "stars": %s, "day": "2026-01-31"}\n'
    put(tmp_path, facts.STARS, "".join(row % value for value in ("true", '"7"', "1.5", "null")))
    found, problems = facts.read(tmp_path)
    assert found.stars == {}
    assert len(problems) == 4


def test_of_two_facts_about_one_thing_the_second_is_told(tmp_path: Path) -> None:
    put(tmp_path, facts.STARS, '{"repository": "a/b", "stars": 1, "day": "2026-01-31"}\n' * 2)
    _, problems = facts.read(tmp_path)
    assert [(one.code, one.span.line) for one in problems] == [("duplicate-fact", 2)]


ids = st.text("abcdefgh-", min_size=1)


@given(st.dictionaries(ids, st.dates(), max_size=8))
def test_what_is_written_is_read_back_and_sorted(days: dict[str, dt.date]) -> None:
    text = facts.lines({"id": key, "day": day.isoformat()} for key, day in days.items())
    lines = text.splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(days)
