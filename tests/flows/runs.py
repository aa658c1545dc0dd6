"""Runs of the program in processes of their own, and what they leave behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

PROJECT = Path(__file__).resolve().parents[2]
LONG = 600.0
"""Seconds after which a test gives up. No machine that works needs them, however loaded: what is waited for is the
thing itself, and how long it took is no test."""


def environment(**settings: object) -> dict[str, str]:
    """An environment for a run in English that waits for no file."""
    given = {f"KEHOACH_{name.upper()}": str(value) for name, value in settings.items()}
    return {**os.environ, "KEHOACH_LANG": "en", "KEHOACH_STABLE_SECONDS": "0", "COLUMNS": "200", **given}


def hear_interrupts() -> None:
    """Let a process hear SIGINT: one that is started in the background, as tests may be, ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(*arguments: object, module: str = "kehoach", **settings: object) -> subprocess.Popen[str]:
    """Start a command without waiting for it."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=PROJECT,
        env=environment(**settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear_interrupts,
    )


def kehoach(*arguments: object, **settings: object) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    process = start(*arguments, **settings)
    out, err = process.communicate(timeout=LONG)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def working_on(data: Path) -> list[int]:
    """Processes, other than this one, whose Prefect home or command line lies in a data folder."""
    return [process.pid for process in psutil.process_iter() if process.pid != os.getpid() and _is_of(process, data)]


def _is_of(process: psutil.Process, data: Path) -> bool:
    try:
        ours = str(data / ".prefect") == process.environ().get("PREFECT_HOME") or str(data) in process.cmdline()
        return ours and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def wait_until(true: Callable[[], object], seconds: float = LONG) -> None:
    """Wait for something to become true.

    Raises:
        TimeoutError: it did not.
    """
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds} s")
        time.sleep(0.05)
