"""The database of a new data folder, made in one step: Prefect's own hundred migrations cost five seconds of a core."""

from __future__ import annotations

import os
import sqlite3
from importlib.metadata import version
from pathlib import Path

SCHEMA = Path(__file__).parent / "prefect.sql"
"""Written by tools/write_prefect_schema.py."""


def headline() -> str:
    """First line of a schema that the installed Prefect made."""
    return f"-- the empty database of Prefect {version('prefect')}"


def make_database(path: Path) -> bool:
    """Make an empty SQLite database of Prefect's at a path where there is none; whether one was made.

    Of another Prefect's schema none is made: that Prefect migrates for itself.
    """
    statements = SCHEMA.read_text(encoding="utf-8")
    if path.exists() or statements.partition("\n")[0] != headline():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = path.with_name(f".{path.name}.{os.getpid()}")
    begun.unlink(missing_ok=True)
    connection = sqlite3.connect(begun)
    try:
        connection.executescript(statements)
    finally:
        connection.close()
    begun.replace(path)
    return True
