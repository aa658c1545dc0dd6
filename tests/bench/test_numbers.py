"""The bench of numbers goes on where it was stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import numbers


@pytest.mark.parametrize(("whole", "made"), [(0, True), (numbers.LOT - 1, True), (numbers.LOT, False)])
def test_only_a_lot_that_is_not_whole_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: int, made: bool
) -> None:
    lot = tmp_path / "poor-7"
    layouts = lot / "truth" / "layout"
    layouts.mkdir(parents=True)
    for k in range(numbers.LOT):  # the last plan was printed, and the maker stopped before its truth was written
        (lot / f"{k}.poor.pdf").touch()
    for k in range(whole):
        (layouts / f"{k}.json").touch()
    asked: list[Path] = []
    commands: list[list[str]] = []
    monkeypatch.setattr(numbers, "make_samples", lambda folder, **_: asked.append(folder))
    monkeypatch.setattr(numbers.subprocess, "run", lambda command, **_: commands.append(command))
    monkeypatch.setattr(numbers, "find_cases", lambda *_: [])
    assert numbers.read_lot("poor", 7, tmp_path) == []
    assert asked == [lot] * made
    # What was read stays in one store, and is read again only where it is stale.
    assert commands[0][3:] == ["run", str(lot), "--stale", "--data", str(tmp_path / "poor-7.data")]


def test_lots_bound_a_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    monkeypatch.setattr(numbers, "read_lot", lambda _, seed, __: read.append(seed) or [])
    monkeypatch.setattr(numbers, "share", lambda *_: "")
    monkeypatch.setattr(numbers, "calibrate", lambda *_: type("Curve", (), {"curve": ()}))
    numbers.measure("poor", 10_000, tmp_path, lots=2)
    assert read == [numbers.FIRST_SEED, numbers.FIRST_SEED + 1]
