"""A Prefect server that outlives the runs over it."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator

import pytest

from flows.server import IDLE, healthy, server_command, short_lived
from tests.flows.runs import LONG, environment, wait_until


@pytest.fixture(scope="package")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Port of a server that outlives the runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = int(probe.getsockname()[1])
    home = {"PREFECT_HOME": str(tmp_path_factory.mktemp("prefect"))}
    server = subprocess.Popen(
        short_lived(server_command(number)),
        env={**environment(), **home, **IDLE},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: healthy(number))
        yield number
    finally:
        server.terminate()
        server.wait(timeout=LONG)
