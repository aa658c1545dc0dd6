"""The short form of `bench/kill.py`: a few kills, over a Prefect server that lasts, so that runs are short."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from bench.kill import differences, fill, state_of, trial
from tests.flows.runs import kehoach

KILLS = 4


@pytest.mark.slow
def test_runs_that_are_killed_end_like_one_that_was_not(port: int, tmp_path: Path) -> None:
    begun = time.monotonic()
    first = kehoach("run", "--data", fill(tmp_path / "calm", 2), server_port=port)
    length = time.monotonic() - begun
    assert first.returncode == 3, first.stdout + first.stderr
    data = fill(tmp_path / "data", 2)
    outcome = trial(data, length, KILLS, random.Random(8), server_port=port)
    assert outcome.kills
    calm = state_of(tmp_path / "calm", tmp_path / "calm-export")
    assert any(name.startswith("plans/phu-la") for name in calm)
    assert not any(name.startswith(("inbox/", "work/")) for name in calm)
    assert differences(calm, state_of(data, tmp_path / "export")) == []
