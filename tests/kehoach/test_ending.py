"""The process ends with the program's own code, whatever threads of libraries are at work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

AT_WORK = """
import atexit, sys, threading
from typing import Annotated
from pydantic import AfterValidator, TypeAdapter

def busy(value: int) -> int:
    return sum(range(value))

def work() -> None:
    kind = TypeAdapter(list[Annotated[int, AfterValidator(busy)]])
    while True:
        kind.validate_python([9999] * 99)

import kehoach.cli
whole = kehoach.cli.program

def program():
    atexit.register(print, "closed")
    for _ in range(4):
        threading.Thread(target=work, daemon=True).start()
    return whole()

kehoach.cli.program = program
sys.argv = ["kehoach", *sys.argv[1:]]
kehoach.cli.main()
"""


@pytest.mark.parametrize(("words", "code"), [(["--help"], 0), (["show", "nobody", "--lang", "en"], 2)])
def test_a_thread_at_work_in_compiled_code_does_not_abort_the_process(words: list[str], code: int) -> None:
    ended = subprocess.run([sys.executable, "-c", AT_WORK, *words], capture_output=True, text=True, check=False)
    assert (ended.returncode, "FATAL" in ended.stderr) == (code, False), ended.stderr
    assert ended.stdout.endswith("closed\n")


def test_output_that_cannot_be_written_is_no_success() -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "kehoach", "--help"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ended.returncode != 0
