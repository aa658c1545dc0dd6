from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kehoach.cli import app, load_commands
from kehoach.usage import WrongUse
from models.page import PageFailure
from models.record import QuarantineNote
from pipeline.inbox import Waiting
from pipeline.runs import begin_run
from pipeline.settings import Settings
from pipeline.store import Store, now
from tests.pipeline.made_store import made_plan, made_store

load_commands()


def aside(store: Store, folder: Path, name: str) -> str:
    """Put a file into quarantine and give its doc_id."""
    path = folder / f"{name}.pdf"
    path.write_bytes(name.encode())
    record = store.admit(Waiting(path, path.name, named=False)).record
    note = QuarantineNote(
        source=record.source, doc_id=f"{name}-1", kept_as=f"{name}-1.pdf", code="not_pdf", reason_vi="", reason_en="",
        help_vi="", help_en="", when=now(),
    )  # fmt: skip
    return store.set_aside(record, note).doc_id


def retry(*arguments: str, data: Path) -> list[dict[str, str]]:
    done = CliRunner().invoke(app, ["retry", *arguments, "--data", str(data), "--json"], standalone_mode=False)
    if done.exception:
        raise done.exception
    return list(json.loads(done.output))


def statuses(store: Store) -> dict[str, str]:
    return {record.source.file_name: record.status for record in store.records()}


def test_all_in_quarantine_wait_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    aside(store, tmp_path, "one")
    aside(store, tmp_path, "two")
    assert len(retry(data=store.data)) == 2
    assert statuses(store) == {"one.pdf": "waiting", "two.pdf": "waiting"}
    assert store.notes() == []
    assert retry(data=store.data) == []


def test_one_that_is_named_waits_alone(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    aside(store, tmp_path, "one")
    aside(store, tmp_path, "two")
    assert [record["status"] for record in retry("two", data=store.data)] == ["waiting"]
    assert statuses(store) == {"one.pdf": "quarantined", "two.pdf": "waiting"}


def test_a_partial_document_is_due_and_stays_in_the_export(tmp_path: Path) -> None:
    plan = made_plan("Phú La").model_copy(update={"status": "partial"})
    store = made_store(tmp_path / "data", [plan])
    store.write_page(store.records()[0], PageFailure(number=2, reason="timeout"), "r")
    assert [record["status"] for record in retry(plan.doc_id, data=store.data)] == ["partial"]
    assert store.read_page(store.records()[0], 2, "r") is None
    assert store.records()[0].made_by == ""


def test_a_document_read_whole_has_nothing_to_retry(tmp_path: Path) -> None:
    store = made_store(tmp_path / "data", [made_plan("Phú La")])
    with pytest.raises(WrongUse):
        retry(store.records()[0].doc_id, data=store.data)


def test_not_while_a_run_reads_the_document(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    doc_id = aside(store, tmp_path, "one")
    with begin_run(Settings(data=store.data)) as other:
        assert other.leases.take(store.records()[0].source.sha256)
        with pytest.raises(WrongUse):
            retry(doc_id, data=store.data)
    assert len(retry(doc_id, data=store.data)) == 1
