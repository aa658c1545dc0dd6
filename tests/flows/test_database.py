from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from flows import database
from flows.database import SCHEMA, headline, make_database


def test_the_schema_is_that_of_the_installed_prefect() -> None:
    assert SCHEMA.read_text(encoding="utf-8").startswith(headline() + "\n")


def test_without_a_schema_prefect_makes_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "SCHEMA", tmp_path / "none.sql")
    assert not make_database(tmp_path / "prefect.db")


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
