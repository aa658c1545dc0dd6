"""Readers that misbehave, for the worker processes of the tests."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import Any

from models.page import Page
from pipeline.read_page import read_page


def _hang() -> None:
    """Sleep for an hour; a test that waits for this is told by the file that TEST_HANGS names."""
    if "TEST_HANGS" in os.environ:
        Path(os.environ["TEST_HANGS"]).touch()
    time.sleep(3600)


def read(pdf: Path, number: int, _settings: Any) -> Page:
    """Hang on page 2, die on page 3, raise on page 4, else give a page."""
    if number == 2:
        _hang()
    if number == 3:
        os._exit(9)
    if number == 4:
        raise ValueError("a damaged page")
    if number == 5:
        _held = bytearray(400 << 20)
        time.sleep(3600)
    return Page(number=number, width=595, height=842, source="none", engine=str(os.getpid()))


def read_marked(pdf: Path, number: int, settings: Any) -> Page:
    """Read a page truly, but hang or hold too much memory on the one that the file's last line names."""
    last = pdf.read_bytes()[-40:]
    if f"% hang {number}\n".encode() in last:
        time.sleep(3600)
    if f"% memory {number}\n".encode() in last:
        _held = bytearray(2000 << 20)
        time.sleep(3600)
    return read_page(pdf, number, settings)


def fill_the_disk(pdf: Path, number: int, settings: Any) -> Page:
    """Fill the disk on which the document lies, once, then read its page: what of it is kept must be true."""
    with contextlib.suppress(OSError), (pdf.parents[3] / "ballast").open("xb") as file:
        while True:
            file.write(bytes(1 << 12))
            file.flush()
    return read_page(pdf, number, settings)
