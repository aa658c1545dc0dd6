"""Write flows/prefect.sql: the tables of the installed Prefect's SQLite database; `--check` only tells a difference."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from flows.database import SCHEMA, headline


def made_by_prefect() -> str:
    """The statements that make the database which Prefect's own migrations make."""
    with tempfile.TemporaryDirectory() as home:
        quiet = {"PREFECT_HOME": home, "PREFECT_LOGGING_LEVEL": "ERROR", "DO_NOT_TRACK": "1"}
        command = [sys.executable, "-m", "prefect", "server", "database", "upgrade", "-y"]
        subprocess.run(command, check=True, env={**os.environ, **quiet}, stdout=subprocess.DEVNULL)
        connection = sqlite3.connect(Path(home) / "prefect.db")
        try:
            return "\n".join([headline(), *connection.iterdump(), ""])
        finally:
            connection.close()


def unordered(statements: str) -> list[str]:
    """The lines of a schema without their order: Prefect lays constraints down as its sets give them."""
    return sorted(line.strip(" \t,") for line in statements.splitlines())


if __name__ == "__main__":
    wanted = made_by_prefect()
    if "--check" not in sys.argv:
        SCHEMA.write_text(wanted, encoding="utf-8")
    elif unordered(SCHEMA.read_text(encoding="utf-8")) != unordered(wanted):
        sys.exit(f"{SCHEMA.name} is not what the installed Prefect makes: python tools/write_prefect_schema.py")
