from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from flows import database
from flows.database import SCHEMA, headline, make_database

ROOT = Path(__file__).resolve().parents[2]


def test_the_schema_is_that_of_the_installed_prefect() -> None:
    assert SCHEMA.read_text(encoding="utf-8").startswith(headline() + "\n")


@pytest.mark.slow
def test_the_schema_is_what_prefect_itself_makes() -> None:
    command = [sys.executable, "tools/write_prefect_schema.py", "--check"]
    assert subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": ""}, check=False).returncode == 0


def test_a_new_database_is_made_once_and_empty(tmp_path: Path) -> None:
    path = tmp_path / "home" / "prefect.db"
    assert make_database(path)
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM flow_run").fetchone() == (0,)
    assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
    connection.close()
    written = path.stat().st_mtime_ns
    assert not make_database(path)
    assert path.stat().st_mtime_ns == written
    assert [entry.name for entry in path.parent.iterdir()] == ["prefect.db"]


def test_another_prefect_makes_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "version", lambda _: "99.0")
    assert not make_database(tmp_path / "prefect.db")
    assert not (tmp_path / "prefect.db").exists()
