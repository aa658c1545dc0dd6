"""What the Prefect UI shows of a night: how far it is, its documents, those to review, the trend of doubts."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from pipeline.code_words import CodeWords

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from models.record import DocumentRecord
    from pipeline.nights import NightRecord
    from pipeline.settings import Settings

EVERY_SECONDS = 5.0
ROWS = 500
NIGHTS = 30
BAR = 24
_MARKS = re.compile(r"[\\`*_{}\[\]()<>#|!~]")
"""What Markdown would take for its own in a file name: emphasis, links, pictures, tags, cells."""
BOTH = (CodeWords("vi"), CodeWords("en"))


class Progress:
    """The share of a night's documents that are written, told to the UI every few seconds."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._told = time.monotonic()
        self._artifact: UUID = create_progress_artifact(0.0, "progress", f"0 / {total}")  # type: ignore[assignment]

    def step(self) -> None:
        """One more document is written."""
        self._done += 1
        if self._done == self._total or time.monotonic() - self._told > EVERY_SECONDS:
            self._told = time.monotonic()
            share = 100.0 * self._done / self._total
            update_progress_artifact(self._artifact, share, f"{self._done} / {self._total}")


def show_night(records: Sequence[DocumentRecord], nights: Sequence[NightRecord], settings: Settings) -> None:
    """Show the tables of a night that has ended (`nights`: those before it and itself)."""
    create_table_artifact([_row(record) for record in records[:ROWS]], "documents", _count(records))
    create_markdown_artifact(_to_review(records, settings), "review", "Tài liệu cần xem · documents to review")
    create_markdown_artifact(_trend(nights), "doubts", "Nghi ngờ mỗi trang · doubts a page")


def _both(room: str, code: str) -> str:
    """The words of a code in both languages: the UI has one face for all."""
    return " · ".join(words.named(room, code) for words in BOTH)


def _count(records: Sequence[DocumentRecord]) -> str:
    shown = f", {ROWS} shown" if len(records) > ROWS else ""
    return f"{len(records)} tài liệu · documents{shown}"


def _row(record: DocumentRecord) -> dict[str, object]:
    summary = record.summary
    return {
        "file": record.source.file_name,
        "document": record.doc_id,
        "status": _both("status", record.status),
        "pages": summary.pages,
        "targets": summary.targets,
        "tasks": summary.tasks,
        "doubts": summary.doubts,
        "confidence": summary.confidence,
    }


def _to_review(records: Sequence[DocumentRecord], settings: Settings) -> str:
    """Documents a person should look at, the worst first, with the command that shows each."""
    worst = sorted(
        (record for record in records if record.status != "read" or record.summary.doubts),
        key=lambda record: (record.status == "read", -record.summary.doubts, record.doc_id),
    )
    if not worst:
        return "Không có · none"
    lines = ["| tài liệu · document | tình trạng · status | nghi ngờ · doubts | |", "|---|---|---|---|"]
    for record in worst[:ROWS]:
        name = _MARKS.sub(r"\\\g<0>", record.source.file_name)
        command = "status" if record.status == "quarantined" else f"show {record.doc_id}"
        status = _both("status", record.status)
        lines.append(f"| {name} | {status} | {record.summary.doubts} | `kehoach {command}` |")
    return "\n".join([*lines, "", f"`--data {settings.data.resolve()}`"])


def _trend(nights: Sequence[NightRecord]) -> str:
    with_pages = [night for night in nights if night.pages][-NIGHTS:]
    most = max((night.doubts_a_page for night in with_pages), default=0.0) or 1.0
    heads = ("đêm · night", "tài liệu · documents", "trang · pages", "nghi ngờ mỗi trang · doubts a page", "")
    lines = [f"| {' | '.join(heads)} |", "|---|---|---|---|---|"]
    for night in with_pages:
        bar = "█" * round(BAR * night.doubts_a_page / most)
        lines.append(f"| {night.began[:16]} | {night.documents} | {night.pages} | {night.doubts_a_page:.2f} | {bar} |")
    return "\n".join(lines)
