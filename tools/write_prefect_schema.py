"""Write the tables of the installed Prefect's empty SQLite database into the environment, unless they are there."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from flows.database import SCHEMA, headline
from pipeline.files import write_atomic


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


if __name__ == "__main__":
    if not SCHEMA.exists() or not SCHEMA.read_text(encoding="utf-8").startswith(headline() + "\n"):
        SCHEMA.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(SCHEMA, made_by_prefect().encode())
