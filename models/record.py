"""What the store knows of a document without opening its plan."""

from __future__ import annotations

from typing import Literal

from models.plan import Status
from models.source import Frozen, SourceDocument

QuarantineCode = Literal["not_pdf", "empty", "truncated", "encrypted", "no_pages", "unreadable", "fault"]


class Summary(Frozen):
    """The row that `kehoach run` and `kehoach status` print."""

    pages: int = 0
    pages_ocr: int = 0
    sections: int = 0
    targets: int = 0
    tasks: int = 0
    doubts: int = 0
    confidence: float = 1.0


class DocumentRecord(Frozen):
    """One document of the archive: its names, its id once read, what made its plan."""

    source: SourceDocument
    names: tuple[str, ...]
    archived: str
    doc_id: str = ""
    plan_id: str = ""
    unit: str = ""
    """Name of the unit in its letterhead, as a slug; empty where none was found."""
    status: Status | Literal["waiting"] = "waiting"
    made_by: str = ""
    sketch: tuple[int, ...] = ()
    """MinHash of the text: scans of one plan are recognised by it."""
    summary: Summary = Summary()


class QuarantineNote(Frozen):
    """Why a file could not be read, when, and what would help; messages in both languages."""

    source: SourceDocument
    doc_id: str
    kept_as: str
    code: QuarantineCode
    reason_vi: str
    reason_en: str
    help_vi: str
    help_en: str
    when: str
