from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from models.page import Page, PageFailure
from models.plan import PlanDocument, Versions
from models.record import DocumentRecord, QuarantineNote
from models.source import SourceDocument
from models.transcript import Transcript
from pipeline.files import _host, part_prefix
from pipeline.inbox import FileChanged, Waiting
from pipeline.intake import is_due
from pipeline.settings import Settings
from pipeline.store import Store, now

GONE = 2**22 + 1
"""No process has this number."""
VERSIONS = Versions(program="1", extractors="e", lexicon="l", engine="r")


def drop(folder: Path, name: str, content: bytes = b"%PDF one", named: bool = False) -> Waiting:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return Waiting(folder / name, name, named)


def plan_for(source: SourceDocument, doc_id: str = "phu-la-2022-00000000") -> PlanDocument:
    return PlanDocument(doc_id=doc_id, plan_id="phu-la-2022", source=source, status="read", versions=VERSIONS)


def read(store: Store, record: DocumentRecord) -> DocumentRecord:
    store.write_page(record, Page(number=1, width=595, height=842, source="none"), "r")
    return store.commit(record, plan_for(record.source), Transcript(text="một\n"))


def test_a_dropped_file_leaves_the_inbox_once_it_is_in_the_archive(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    taken = store.admit(drop(tmp_path / "in", "kế hoạch.pdf"))
    assert taken.fresh
    assert not (tmp_path / "in" / "kế hoạch.pdf").exists()
    assert store.original(taken.record.source.sha256).read_bytes() == b"%PDF one"


def test_a_named_file_stays(tmp_path: Path) -> None:
    Store(tmp_path / "data").admit(drop(tmp_path / "in", "a.pdf", named=True))
    assert (tmp_path / "in" / "a.pdf").exists()


def test_the_same_bytes_twice_are_one_document_with_two_names(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    store.admit(drop(tmp_path / "in", "a.pdf"))
    again = store.admit(drop(tmp_path / "in", "b.pdf"))
    assert not again.fresh
    assert [record.names for record in store.records()] == [("a.pdf", "b.pdf")]
    assert store.records()[0].source.file_name == "a.pdf"


def test_a_file_replaced_while_it_is_copied_waits_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "data")
    waiting = drop(tmp_path / "in", "a.pdf")
    copy = __import__("pipeline.store", fromlist=["copy_atomic"]).copy_atomic

    def copy_and_replace(source: Path, target: Path) -> str:
        sha256 = copy(source, target)
        source.write_bytes(b"%PDF another, longer")
        return str(sha256)

    monkeypatch.setattr("pipeline.store.copy_atomic", copy_and_replace)
    with pytest.raises(FileChanged):
        store.admit(waiting)
    assert waiting.path.exists()
    assert store.records() == []


def test_pages_are_recorded_by_reader_and_move_to_the_plan(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    record = store.admit(drop(tmp_path / "in", "a.pdf")).record
    failure = PageFailure(number=2, reason="timeout")
    store.write_page(record, failure, "r")
    assert store.read_page(record, 2, "r") == failure
    assert store.read_page(record, 2, "another reader") is None
    done = read(store, record)
    assert store.read_page(done, 2, "r") == failure
    assert not (tmp_path / "data" / "work" / record.source.sha256).exists()
    assert store.plan(done.doc_id).doc_id == done.doc_id
    assert store.transcript_text(done.doc_id) == "một\n"


def test_quarantine_keeps_the_file_its_reason_and_the_way_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    record = store.admit(drop(tmp_path / "in", "a.pdf")).record
    note = QuarantineNote(
        source=record.source, doc_id="a-00000000", kept_as="a-00000000.pdf", code="not_pdf", reason_vi="không phải PDF",
        reason_en="not a PDF", help_vi="", help_en="", when=now(),
    )  # fmt: skip
    aside = store.set_aside(record, note)
    assert (tmp_path / "data" / "quarantine" / "a-00000000.pdf").read_bytes() == b"%PDF one"
    assert store.notes() == [note]
    assert store.release(aside).status == "waiting"
    assert store.notes() == []
    assert store.original(record.source.sha256).exists()


def test_a_reopened_document_forgets_its_failed_pages_alone(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    record = store.admit(drop(tmp_path / "in", "a.pdf")).record
    store.write_page(record, PageFailure(number=2, reason="timeout"), "r")
    done = read(store, record)
    settings = Settings(data=tmp_path / "data")
    assert not is_due(done, settings)
    again = store.reopen(done)
    assert store.read_page(again, 1, "r") is not None
    assert store.read_page(again, 2, "r") is None
    assert again.doc_id == done.doc_id
    assert store.records() == [again]
    assert is_due(again, settings)


def test_a_released_document_forgets_its_failed_pages(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    record = store.admit(drop(tmp_path / "in", "a.pdf")).record
    store.write_page(record, PageFailure(number=1, reason="crash"), "r")
    aside = record.model_copy(update={"doc_id": "a-00000000", "status": "quarantined"})
    assert store.read_page(store.release(aside), 1, "r") is None


def test_a_torn_line_of_the_journal_is_passed_over(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.log("read", doc_id="a")
    with (tmp_path / "journal.jsonl").open("ab") as file:
        file.write(b'{"event": "re')
    store.log("read", doc_id="b")
    assert [line["doc_id"] for line in store.journal()] == ["a", "b"]


def test_what_a_kill_left_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after the record, before the pages moved; another file half copied."""
    store = Store(tmp_path / "data")
    record = store.admit(drop(tmp_path / "in", "a.pdf")).record
    with monkeypatch.context() as killed:
        killed.setattr(Store, "_move_pages", lambda *_: None)
        done = read(store, record)
    assert store.read_page(done, 1, "r") is None
    for torn in (store.work / "incoming" / "77.pdf", store.plans / done.doc_id / f".part-{GONE}-{_host()}-x"):
        torn.parent.mkdir(exist_ok=True)
        torn.write_bytes(b"half")
    alive = store.plans / done.doc_id / f"{part_prefix()}x"
    alive.write_bytes(b"half")
    store.mend(lambda _sha256: nullcontext(True))
    alive.unlink()
    assert store.read_page(done, 1, "r") is not None
    assert [path for path in store.work.rglob("*") if path.is_file()] == []
    assert not list(store.data.rglob(".part-*"))
