"""The store: originals by content, recorded pages, plans, quarantine, and a journal of what happened.

Every write is atomic and every step may be repeated: after any kill the next run finds each document archived once and
either read or waiting.
"""

from __future__ import annotations

import gzip
import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from models.page import Page, PageFailure
from models.plan import PlanDocument
from models.record import DocumentRecord, QuarantineNote, Summary
from models.source import SourceDocument
from pipeline.files import PART, copy_atomic, is_abandoned, remove_tree, sha256_of, sync_folder, write_atomic
from pipeline.identity import sketch_of, unit_of
from pipeline.inbox import FileChanged, Look, legible, look_at, put_back, withdraw
from pipeline.line_file import append_line, read_lines
from pipeline.previous import keep_previous
from pipeline.transcript.printed_text import printed_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from models.transcript import Transcript
    from pipeline.inbox import Waiting


class Admission(NamedTuple):
    """A file taken in: its record, and whether its bytes were new to the archive."""

    record: DocumentRecord
    fresh: bool


def now() -> str:
    """Return the moment in UTC, ISO 8601 to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Store:
    """All folders below the data folder but the inbox and the export."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.archive = data / "archive"
        self.plans = data / "plans"
        self.quarantine = data / "quarantine"
        self.work = data / "work"

    # -- originals ----------------------------------------------------------------------------------------------

    def original(self, sha256: str) -> Path:
        """Path of an original by its content."""
        return self.archive / sha256[:2] / f"{sha256}.pdf"

    def _record_path(self, sha256: str) -> Path:
        return self.archive / sha256[:2] / f"{sha256}.json"

    def admit(self, waiting: Waiting) -> Admission:
        """Copy a file into the archive; a dropped one then leaves the inbox, a named one stays.

        Raises:
            FileChanged: the file grew or was replaced meanwhile; it waits where it is.
            FileNotFoundError: it was taken away meanwhile.
        """
        before = look_at(waiting.path)
        sha256 = sha256_of(waiting.path)
        known = self.record(sha256)
        if known is None or not self.original(sha256).exists():
            sha256 = self._archive(waiting.path, before)
            known = self.record(sha256)
        name = legible(waiting.name)
        if known is None:
            source = SourceDocument(sha256=sha256, file_name=name, size=before.size)
            record = DocumentRecord(source=source, names=(name,), archived=now())
        elif name not in known.names:
            record = known.model_copy(update={"names": (*known.names, name)})
        else:
            record = known
        if record != known:
            self.keep(record)
            self.log("admitted", sha256=sha256, file_name=name)
        if not waiting.named:
            withdraw(waiting.path, before)
        return Admission(record, fresh=known is None)

    def _archive(self, path: Path, before: Look) -> str:
        incoming = self.work / "incoming" / f"{os.getpid()}.pdf"
        sha256 = copy_atomic(path, incoming)
        if look_at(path) != before:
            incoming.unlink()
            raise FileChanged(path)
        target = self.original(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        incoming.replace(target)
        sync_folder(target.parent)
        return sha256

    def record(self, sha256: str) -> DocumentRecord | None:
        """What is known of a document, or None."""
        path = self._record_path(sha256)
        return DocumentRecord.model_validate_json(path.read_bytes()) if path.exists() else None

    def records(self) -> list[DocumentRecord]:
        """All documents, in order of arrival and then of content."""
        found = [DocumentRecord.model_validate_json(path.read_bytes()) for path in self.archive.glob("??/*.json")]
        return sorted(found, key=lambda record: (record.archived, record.source.file_name, record.source.sha256))

    def keep(self, record: DocumentRecord) -> None:
        """Write what is known of a document."""
        write_atomic(self._record_path(record.source.sha256), record.model_dump_json(indent=1).encode())

    # -- recorded pages -----------------------------------------------------------------------------------------

    def _shelf(self, record: DocumentRecord) -> Path:
        folder = self.plans / record.doc_id if record.doc_id else self.work / record.source.sha256
        return folder / "pages"

    def read_page(self, record: DocumentRecord, number: int, reader: str) -> Page | PageFailure | None:
        """Return a recorded page, if this reader version recorded it."""
        path = self._shelf(record) / f"{number:04d}.json.gz"
        if not path.exists():
            return None
        held = json.loads(gzip.decompress(path.read_bytes()))
        if held["reader"] != reader:
            return None
        kind = PageFailure if held["failed"] else Page
        return kind.model_validate(held["page"])

    def recorded_page(self, record: DocumentRecord, number: int) -> Page | PageFailure | None:
        """Return a page as it was last recorded, whichever reader did; None where there is none."""
        path = self._shelf(record) / f"{number:04d}.json.gz"
        if not path.exists():
            return None
        held = json.loads(gzip.decompress(path.read_bytes()))
        return (PageFailure if held["failed"] else Page).model_validate(held["page"])

    def write_page(self, record: DocumentRecord, page: Page | PageFailure, reader: str) -> None:
        """Record a page as read, so that it is never read twice."""
        held = {"reader": reader, "failed": isinstance(page, PageFailure), "page": page.model_dump(mode="json")}
        packed = gzip.compress(json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode(), 6, mtime=0)
        write_atomic(self._shelf(record) / f"{page.number:04d}.json.gz", packed)

    def forget_failures(self, record: DocumentRecord) -> None:
        """Remove the recorded failures of a document's pages; pages that were read stay."""
        for path in self._shelf(record).glob("*.json.gz"):
            if json.loads(gzip.decompress(path.read_bytes()))["failed"]:
                path.unlink()

    # -- plans --------------------------------------------------------------------------------------------------

    def commit(
        self, record: DocumentRecord, plan: PlanDocument, transcript: Transcript, sketch: tuple[int, ...] = ()
    ) -> DocumentRecord:
        """Write a plan and its transcript (`sketch`: its sketch, if at hand), then the record that makes it read."""
        folder = self.plans / plan.doc_id
        keep_previous(folder, plan)
        write_atomic(folder / "transcript.txt", printed_text(transcript).encode())
        write_atomic(folder / "plan.json", plan.model_dump_json(indent=1).encode())
        done = record.model_copy(
            update={
                "doc_id": plan.doc_id,
                "plan_id": plan.plan_id,
                "unit": unit_of(plan.front),
                "status": plan.status,
                "made_by": plan.versions.model_dump_json(),
                "sketch": sketch or sketch_of(transcript.text),
                "summary": summarize(plan),
            }
        )
        self.keep(done)
        self._move_pages(done)
        self.log("read", sha256=record.source.sha256, doc_id=plan.doc_id, status=plan.status)
        return done

    def _move_pages(self, record: DocumentRecord) -> None:
        """Move the pages of a document just read from the work folder to its plan, where there are any."""
        recorded = self.work / record.source.sha256
        pages = self._shelf(record)
        if (recorded / "pages").exists():
            remove_tree(pages)
            (recorded / "pages").replace(pages)
        remove_tree(recorded)

    def mend(self, held: Callable[[str], AbstractContextManager[bool]]) -> None:
        """After a run that was killed: remove files half written, finish moves half done, put files back.

        `held(sha256)` gives whether a document is ours while its files are moved: another run may be reading it.
        Only while nobody takes files in.
        """
        for folder in (self.archive, self.plans, self.quarantine, self.work, self.data / "reports"):
            for path in folder.rglob(f"{PART}*"):
                if is_abandoned(path):
                    path.unlink(missing_ok=True)
        remove_tree(self.work / "incoming")
        put_back(self.data / "inbox")
        for folder in self.work.glob("*/"):
            record = self.record(folder.name)
            if record is None or record.status not in ("read", "partial"):
                continue
            with held(folder.name) as ours:
                if ours:
                    self._move_pages(record)

    def plan(self, doc_id: str) -> PlanDocument:
        """Return a plan as it was last read.

        Raises:
            FileNotFoundError: no such document.
        """
        return PlanDocument.model_validate_json(self.plan_bytes(doc_id))

    def plan_bytes(self, doc_id: str) -> bytes:
        """Return a plan.json as it lies.

        Raises:
            FileNotFoundError: no such document.
        """
        return (self.plans / doc_id / "plan.json").read_bytes()

    def transcript_text(self, doc_id: str) -> str:
        """Return the text of a document as read, pages parted by form feeds."""
        return (self.plans / doc_id / "transcript.txt").read_bytes().decode()

    # -- quarantine ---------------------------------------------------------------------------------------------

    def set_aside(self, record: DocumentRecord, note: QuarantineNote) -> DocumentRecord:
        """Put a file that cannot be read into quarantine with its reason; the original stays in the archive too."""
        copy_atomic(self.original(record.source.sha256), self.quarantine / note.kept_as)
        write_atomic(self.quarantine / f"{note.kept_as}.json", note.model_dump_json(indent=1).encode())
        done = record.model_copy(update={"doc_id": note.doc_id, "status": "quarantined"})
        self.keep(done)
        self.log("quarantined", sha256=record.source.sha256, doc_id=note.doc_id, code=note.code)
        return done

    def notes(self) -> list[QuarantineNote]:
        """Every reason in quarantine, by name."""
        paths = sorted(self.quarantine.glob("*.json"))
        return [QuarantineNote.model_validate_json(path.read_bytes()) for path in paths]

    def release(self, record: DocumentRecord) -> DocumentRecord:
        """Take a document out of quarantine: it waits to be read again, pages that failed too."""
        for path in self.quarantine.glob(f"{record.doc_id}.*"):
            path.unlink()
        waiting = record.model_copy(update={"doc_id": "", "status": "waiting"})
        self.forget_failures(waiting)
        self.keep(waiting)
        self.log("released", sha256=record.source.sha256)
        return waiting

    def reopen(self, record: DocumentRecord) -> DocumentRecord:
        """Let the failed pages of a partly read document be read again; its plan stands until then."""
        self.forget_failures(record)
        due = record.model_copy(update={"made_by": ""})
        self.keep(due)
        self.log("reopened", sha256=record.source.sha256, doc_id=record.doc_id)
        return due

    # -- journal ------------------------------------------------------------------------------------------------

    def log(self, event: str, **facts: str) -> None:
        """Append one line to the journal; a line torn by a power cut is skipped when it is read."""
        self.data.mkdir(parents=True, exist_ok=True)
        append_line(self.journal_path, {"when": now(), "event": event, **facts})

    @property
    def journal_path(self) -> Path:
        """What happened to the documents, a line an event."""
        return self.data / "journal.jsonl"

    def journal(self) -> Iterator[dict[str, str]]:
        """Yield the journal's whole lines, oldest first."""
        return (line for line, _ in read_lines(self.journal_path))


def summarize(plan: PlanDocument) -> Summary:
    """Count what a person asks first."""
    families = (plan.sections, plan.targets, plan.tasks, plan.commitments, plan.numbers)
    return Summary(
        pages=len(plan.pages) + len(plan.failures),
        pages_ocr=sum(page.source == "ocr" for page in plan.pages),
        sections=len(plan.sections),
        targets=len(plan.targets),
        tasks=len(plan.tasks),
        doubts=len(plan.doubts) + sum(len(fact.doubts) for family in families for fact in family),
        confidence=plan.confidence,
    )
