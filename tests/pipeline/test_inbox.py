from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from pipeline.inbox import find_named, is_passing, look_into

PASSING = [".DS_Store", "~$ke-hoach.pdf", "a.pdf.part", "b.crdownload", "Thumbs.db", "c.tmp", "._d.pdf"]
DOCUMENTS = ["kế hoạch 2022.pdf", "PLAN.PDF", "ảnh chụp (1).pdf", "không đuôi"]


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
