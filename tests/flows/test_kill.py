"""The short form of `bench/kill.py`: a few kills, over a Prefect server that lasts, so that runs are short."""

from __future__ import annotations

import random
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.kill import differences, fill, state_of, trial
from flows.server import healthy, server_command
from tests.flows.runs import environment, kehoach, wait_until

KILLS = 4


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Port of a server that outlives the runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = int(probe.getsockname()[1])
    home = {"PREFECT_HOME": str(tmp_path_factory.mktemp("prefect"))}
    server = subprocess.Popen(
        [*server_command(number), "--no-services", "--no-ui"],
        env={**environment(), **home},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: healthy(number))
        yield number
    finally:
        server.terminate()
        server.wait(timeout=30)


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
