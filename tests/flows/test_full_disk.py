"""A disk that is full: one clear message, nothing torn, and the next run completes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.store import Store
from tests.flows.runs import LONG, kehoach, start
from tests.papers import write_plan

SIZE_MB = 32
LEAVE = 150_000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a tmpfs may be mounted by root alone")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def ballast(place: Path, leave: int) -> Path:
    """Fill a disk up to so many bytes."""
    path = place / "ballast"
    with path.open("wb") as file:
        try:
            while True:
                file.write(bytes(1 << 16))
                file.flush()
        except OSError:
            pass
    with path.open("r+b") as file:
        file.truncate(max(0, path.stat().st_size - leave))
    return path


@pytest.mark.slow
def test_a_full_disk_is_told_and_the_next_run_completes(small_disk: Path, port: int) -> None:
    data = small_disk / "data"
    dropped = fill(data)
    filled = ballast(small_disk, LEAVE)
    full = kehoach("run", "--data", data, server_port=port)
    assert full.returncode == 4, full.stdout + full.stderr
    assert "disk is full" in full.stderr
    assert len(full.stderr.strip().splitlines()) == 1
    assert "Traceback" not in full.stderr
    nothing_is_lost(data, dropped)
    filled.unlink()
    the_next_run_completes(data, port)


@pytest.mark.slow
def test_a_disk_that_fills_while_a_run_writes(small_disk: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is read, there is no space to keep it; our own server's database lies on the same disk."""
    data = small_disk / "data"
    dropped = fill(data)
    monkeypatch.setenv("TEST_READER", "tests.pipeline.slow_readers:fill_the_disk")
    run = start("run", "--data", data, module="tests.flows.slow_run")
    out, err = run.communicate(timeout=LONG)
    assert run.returncode == 4, out + err
    told = [line for line in err.splitlines() if line.strip()]
    assert told == [f"kehoach: the disk is full: {data}: free some space and run again; what was there before stands"]
    nothing_is_lost(data, dropped)
    (small_disk / "ballast").unlink()
    the_next_run_completes(data, port)


def fill(data: Path) -> dict[str, bytes]:
    (data / "inbox").mkdir(parents=True)
    for place in ("Phú La", "Sơn Đa", "Hòa Thọ"):
        write_plan(data / "inbox" / f"{place}.pdf", place, pages=2)
    return {path.name: path.read_bytes() for path in (data / "inbox").iterdir()}


def nothing_is_lost(data: Path, dropped: dict[str, bytes]) -> None:
    assert not list(data.rglob(".part-*"))
    store = Store(data)
    kept = {path.name: path.read_bytes() for path in (data / "inbox").rglob("*") if path.is_file()}
    kept |= {record.source.file_name: store.original(record.source.sha256).read_bytes() for record in store.records()}
    assert kept == dropped
    assert store.notes() == []


def the_next_run_completes(data: Path, port: int) -> None:
    done = kehoach("run", "--data", data, server_port=port)
    assert done.returncode == 0, done.stdout + done.stderr
    records = Store(data).records()
    assert [record.status for record in records] == ["read"] * 3
    assert all(record.summary.targets for record in records), "every document is whole, whoever read its pages"
