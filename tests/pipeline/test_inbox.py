from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from pipeline.inbox import FileChanged, Look, find_named, is_passing, legible, look_at, look_into, put_back, withdraw

PASSING = [
    ".DS_Store",
    ".kế hoạch.pdf",
    "desktop.ini",
    "System Volume Information",
    "~WRL0001.tmp",
    "d.partial",
    "~$ke-hoach.pdf",
    "a.pdf.part",
    "b.crdownload",
    "Thumbs.db",
    "c.tmp",
    "._d.pdf",
]
DOCUMENTS = [
    "kế hoạch 2022.pdf",
    "計画.pdf",
    "план № 7.pdf",
    "ແຜນ.pdf",
    "ke\u0302\u0301.pdf",
    "a" * 251 + ".pdf",
    "tmp.pdf",
    "PLAN.PDF",
    "ảnh chụp (1).pdf",
    "không đuôi",
]


@pytest.mark.parametrize("name", PASSING)
def test_files_of_editors_and_systems_are_left(name: str) -> None:
    assert is_passing(Path(name))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_of_any_script_are_taken(name: str) -> None:
    assert not is_passing(Path(name))


def _drop(path: Path, content: bytes, age: float) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (time.time() - age, time.time() - age))


def test_folders_below_are_read_and_hidden_ones_are_not(tmp_path: Path) -> None:
    _drop(tmp_path / "huyện A" / "kh.pdf", b"1", 60)
    _drop(tmp_path / ".sync" / "kh.pdf", b"2", 60)
    _drop(tmp_path / "b.pdf", b"3", 60)
    assert [item.path.relative_to(tmp_path).as_posix() for item in look_into(tmp_path, 1).ready] == [
        "b.pdf",
        "huyện A/kh.pdf",
    ]


def test_a_growing_file_is_left_until_it_is_stable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _drop(tmp_path / "old.pdf", b"1", 60)
    _drop(tmp_path / "growing.pdf", b"1", 0)
    _drop(tmp_path / "gone.pdf", b"1", 0)

    def meanwhile(_seconds: float) -> None:
        with (tmp_path / "growing.pdf").open("ab") as file:
            file.write(b"2")
        (tmp_path / "gone.pdf").unlink()

    monkeypatch.setattr("pipeline.inbox.time.sleep", meanwhile)
    assert [item.name for item in look_into(tmp_path, 1).ready] == ["old.pdf"]


def test_named_files_are_copies_and_a_wrong_name_is_told(tmp_path: Path) -> None:
    _drop(tmp_path / "a.pdf", b"1", 0)
    _drop(tmp_path / "notes.txt", b"1", 0)
    assert [item.name for item in find_named([tmp_path])] == ["a.pdf"]
    assert [item.named for item in find_named([tmp_path / "notes.txt"])] == [True]
    with pytest.raises(FileNotFoundError):
        find_named([tmp_path / "missing.pdf"])


def test_a_file_that_a_program_holds_open_waits_however_long_it_pauses(tmp_path: Path) -> None:
    path = tmp_path / "slow.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF the first half of a long copy")
        file.flush()
        os.utime(path, (time.time() - 600, time.time() - 600))
        assert [item.name for item in look_into(tmp_path, 0.01).left] == ["slow.pdf"]
        file.write(b"and the second %%EOF")
    assert [item.name for item in look_into(tmp_path, 0.01).ready] == ["slow.pdf"]


WHOLE = b"%PDF-1.4 whole %%EOF\n"


@pytest.mark.parametrize(
    ("name", "content", "age", "ready"),
    [
        ("whole.pdf", WHOLE, 5, True),
        ("half.pdf", WHOLE[:12], 5, False),
        ("empty.pdf", b"", 5, False),
        ("cut short long ago.pdf", WHOLE[:12], 3600, True),
        ("no pdf.pdf", b"PK\x03\x04 a word file", 5, True),
        ("no suffix", b"PK\x03\x04", 5, True),
    ],
)
def test_a_fresh_pdf_without_its_end_is_given_time(
    name: str, content: bytes, age: float, ready: bool, tmp_path: Path
) -> None:
    _drop(tmp_path / name, content, age)
    found = look_into(tmp_path, 0.01)
    assert [[item.name for item in part] for part in found[:2]] == ([[name], []] if ready else [[], [name]])


def _seen(path: Path, content: bytes) -> Look:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return look_at(path)


def test_a_file_leaves_the_inbox_and_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "huyện" / ("ă" * 120 + ".pdf")
    withdraw(path, _seen(path, b"1"))
    assert list(path.parent.iterdir()) == []


def test_a_file_that_took_the_place_of_the_one_read_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    seen = _seen(path, b"1")
    other = tmp_path / "b"
    other.write_bytes(b"2")
    other.replace(path)
    with pytest.raises(FileChanged):
        withdraw(path, seen)
    assert [item.read_bytes() for item in tmp_path.iterdir()] == [b"2"]


def test_a_third_file_under_the_name_costs_none_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    seen = _seen(path, b"1")
    path.write_bytes(b"22")
    look = look_at

    def third_comes(aside: Path) -> Look:
        path.write_bytes(b"333")
        return look(aside)

    monkeypatch.setattr("pipeline.inbox.look_at", third_comes)
    with pytest.raises(FileChanged):
        withdraw(path, seen)
    assert sorted(item.read_bytes() for item in tmp_path.iterdir()) == [b"22", b"333"]


def test_what_a_kill_left_moved_aside_comes_back(tmp_path: Path) -> None:
    aside = tmp_path / "huyện" / ".taken" / "0" / "a.pdf"
    _drop(aside, b"1", 60)
    assert look_into(tmp_path, 0).ready == ()
    put_back(tmp_path)
    assert [item.path for item in look_into(tmp_path, 0).ready] == [tmp_path / "huyện" / "a.pdf"]
    assert not (tmp_path / "huyện" / ".taken").exists()


def test_a_name_that_is_no_text_can_be_written() -> None:
    assert legible("kế hoạch.pdf") == "kế hoạch.pdf"
    assert legible(os.fsdecode(b"k\xea ho\xe1ch.pdf")) == "k\\xea ho\\xe1ch.pdf"


def test_a_name_shows_what_would_move_the_cursor_or_turn_the_text() -> None:
    assert legible("a\nb\x1b[31m\x9b2J\u202efdp.exe") == "a\\nb\\x1b[31m\\x9b2J\\u202efdp.exe"


def test_what_is_left_in_the_inbox_has_a_name_that_can_be_written(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.pdf")).write_bytes(b"%PDF-1.4 half")
    (tmp_path / "x\x1b[31m.pdf").write_bytes(b"%PDF-1.4 half")
    assert [item.name for item in look_into(tmp_path, 0.01).left] == ["x\\x1b[31m.pdf", "\\xff.pdf"]


def test_links_are_named_and_never_followed(tmp_path: Path) -> None:
    outside, inbox = tmp_path / "outside", tmp_path / "inbox"
    (inbox / "below").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.pdf").write_bytes(b"%PDF-1.4 %%EOF")
    for name, target in (
        ("a.pdf", outside / "secret.pdf"),
        ("b", outside),
        ("gone.pdf", outside / "none"),
        ("c", inbox),
    ):
        (inbox / "below" / name).symlink_to(target)
    (inbox / ".hidden.pdf").symlink_to(outside / "secret.pdf")
    os.mkfifo(inbox / "pipe.pdf")
    found = look_into(inbox, 0)
    assert (found.ready, found.left) == ((), ())
    assert found.links == ("a.pdf", "b", "c", "gone.pdf", "pipe.pdf")
    assert (outside / "secret.pdf").exists()
