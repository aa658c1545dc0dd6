"""`kehoach review` as a process: it tells its address, refuses other machines without a password, ends when stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.flows.runs import hear_interrupts

COMMAND = [sys.executable, "-m", "kehoach", "--lang", "en", "review"]


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_tells_its_address_at_once_and_ends_when_stopped(tmp_path: Path, stop: signal.Signals) -> None:
    (tmp_path / "archive").mkdir()
    command = [*COMMAND, "--data", str(tmp_path), "--golden", str(tmp_path / "golden"), "--port", free_port()]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=hear_interrupts
    )
    assert process.stdout is not None
    address = process.stdout.readline().split()[-1]
    with urllib.request.urlopen(address, timeout=120) as answer:
        assert b"kehoach run" in answer.read()  # what to do where nothing was read yet
    process.send_signal(stop)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert said.endswith("Stopped.\n")


@pytest.mark.parametrize(
    ("listen", "told"), [("0.0.0.0", "KEHOACH_REVIEW_PASSWORD"), ("::", "KEHOACH_REVIEW_PASSWORD"), ("máy", "IP")]
)
def test_other_machines_need_a_password(tmp_path: Path, listen: str, told: str) -> None:
    (tmp_path / "archive").mkdir()
    done = subprocess.run(
        [*COMMAND, "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "KEHOACH_REVIEW_LISTEN": listen, "COLUMNS": "200"},
    )
    assert done.returncode == 2
    assert told in done.stderr


def test_a_taken_port_and_an_empty_folder_are_told_in_a_line(tmp_path: Path) -> None:
    empty = subprocess.run([*COMMAND, "--data", str(tmp_path / "none")], capture_output=True, text=True, check=False)
    assert (empty.returncode, "Traceback" in empty.stderr, "no data folder" in empty.stderr) == (2, False, True)
    (tmp_path / "archive").mkdir()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*COMMAND, "--data", str(tmp_path), "--port", port], capture_output=True, text=True, check=False
        )
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
