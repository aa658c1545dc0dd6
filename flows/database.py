"""The database of a new data folder, made in one step: Prefect's own hundred migrations cost five seconds of a core."""

from __future__ import annotations

import os
import sqlite3
import sys
from importlib.metadata import version
from pathlib import Path

SCHEMA = Path(sys.prefix) / "share" / "kehoach" / "prefect.sql"
"""Written into the environment by tools/write_prefect_schema.py when Prefect is installed there."""


def headline() -> str:
    """First line of a schema that the installed Prefect made."""
    return f"-- the empty database of Prefect {version('prefect')}"


def make_database(path: Path) -> bool:
    """Make an empty SQLite database of Prefect's at a path where there is none; whether one was made.

    Without a schema, or with another Prefect's, none is made: Prefect migrates for itself.
    """
    statements = SCHEMA.read_text(encoding="utf-8") if SCHEMA.exists() else ""
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
