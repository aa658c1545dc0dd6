"""Readers that misbehave, for the worker processes of the tests."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from models.page import Page


def read(pdf: Path, number: int, _settings: Any) -> Page:
    """Hang on page 2, die on page 3, raise on page 4, else give a page."""
    if number == 2:
        time.sleep(3600)
    if number == 3:
        os._exit(9)
    if number == 4:
        raise ValueError("a damaged page")
    if number == 5:
        _held = bytearray(400 << 20)
        time.sleep(3600)
    return Page(number=number, width=595, height=842, source="none", engine=str(os.getpid()))
