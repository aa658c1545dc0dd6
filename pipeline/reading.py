"""One document from archive to plan: triage, pages, transcript, facts."""

from __future__ import annotations

import logging
from concurrent.futures import as_completed
from typing import TYPE_CHECKING, NamedTuple

from extractors.lexicon import load_lexicon
from models.page import PageFailure
from models.plan import PlanDocument
from models.record import QuarantineNote
from models.transcript import Transcript
from pipeline.assemble import Identity, assemble
from pipeline.code_words import CodeWords
from pipeline.documents import DocumentError, open_document
from pipeline.identity import make_doc_id, plan_name, sketch_of, slug, unit_of
from pipeline.runs import STORE
from pipeline.store import now
from pipeline.transcript.transcribe import transcribe
from pipeline.versions import current_versions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.page import Page
    from models.record import DocumentRecord
    from pipeline.known_scans import StoreScans
    from pipeline.leases import LeaseMark
    from pipeline.phrasebook import Lang
    from pipeline.runs import Run
    from pipeline.settings import Settings
    from pipeline.store import Store
    from pipeline.workers import PagePool

log = logging.getLogger("kehoach.reading")

HELP = {
    "not_pdf": (
        "Xuất văn bản ra PDF rồi thả lại vào thư mục inbox.",
        "Save the document as a PDF and drop it into the inbox again.",
    ),
    "empty": ("Tệp rỗng: hãy sao chép lại từ nguồn.", "The file is empty: copy it again from its source."),
    "truncated": (
        "Tệp bị cắt cụt: hãy sao chép hoặc quét lại.",
        "The file is cut short: copy it again, or scan the paper again.",
    ),
    "encrypted": (
        "Gỡ mật khẩu (mở bằng mật khẩu, in ra PDF mới) rồi thả lại.",
        "Remove the password (open it, print it to a new PDF) and drop it again.",
    ),
    "no_pages": ("Tệp không có trang nào: hãy quét lại.", "The file has no pages: scan the paper again."),
    "unreadable": (
        "Hãy quét lại rõ hơn (khổ A4, 300 dpi), hoặc in tệp ra PDF mới rồi thả lại.",
        "Scan the paper again, more clearly (A4, 300 dpi), or print the file to a new PDF and drop that.",
    ),
    "fault": (
        "Gửi báo cáo lỗi cho người phát triển; sau khi nâng cấp: kehoach retry.",
        "Send the report to the developers; after an upgrade: kehoach retry.",
    ),
}


class Reading(NamedTuple):
    """A document read, not yet written."""

    plan: PlanDocument
    transcript: Transcript


class PackedReading(NamedTuple):
    """A reading on its way between processes: pickled, pydantic's generic types would come out as other types."""

    plan: str
    transcript: str


def pack(reading: Reading | QuarantineNote) -> PackedReading | QuarantineNote:
    """Make a reading ready to leave its process."""
    if isinstance(reading, QuarantineNote):
        return reading
    return PackedReading(reading.plan.model_dump_json(), reading.transcript.model_dump_json())


def unpack(packed: PackedReading) -> Reading:
    """Make a reading of what came from another process."""
    return Reading(PlanDocument.model_validate_json(packed.plan), Transcript.model_validate_json(packed.transcript))


def read_document(
    record: DocumentRecord,
    store: Store,
    pool: PagePool,
    settings: Settings,
    mark: LeaseMark,
    on_page: Callable[[int, int], None] = lambda done, total: None,
) -> Reading | QuarantineNote:
    """Read every page (recorded ones are not read again), then the facts.

    `on_page(done, total)` is told of each page. A page that fails makes the document partial; a document of which
    no page can be read is set aside.

    Raises:
        LeaseLost: another run took the document over (this one slept too long).
    """
    pdf = store.original(record.source.sha256)
    try:
        with open_document(pdf) as document:
            total = len(document)
    except DocumentError as fault:
        return _note(record, fault.code, fault.message_vi, fault.message_en)
    pages = _read_pages(record, store, pool, settings, mark, total, on_page)
    if all(isinstance(page, PageFailure) for page in pages):
        vi, en = (_reasons(pages, lang) for lang in ("vi", "en"))
        return _note(record, "unreadable", f"Không đọc được trang nào ({vi}).", f"No page could be read ({en}).")
    transcript = transcribe(pages)
    lexicon = load_lexicon(settings.overlay)
    versions = current_versions(settings.overlay, settings.engine)
    known = Identity(record.doc_id, record.plan_id)
    return Reading(assemble(transcript, record.source, lexicon, versions, known), transcript)


def _read_pages(
    record: DocumentRecord,
    store: Store,
    pool: PagePool,
    settings: Settings,
    mark: LeaseMark,
    total: int,
    on_page: Callable[[int, int], None],
) -> list[Page | PageFailure]:
    reader = current_versions(settings.overlay, settings.engine).engine
    pdf = store.original(record.source.sha256)
    recorded = {number: store.read_page(record, number, reader) for number in range(1, total + 1)}
    waiting = {pool.submit(pdf, number): number for number, page in recorded.items() if page is None}
    done = total - len(waiting)
    on_page(done, total)
    for future in as_completed(waiting):
        page = future.result()
        mark.check()
        store.write_page(record, page, reader)
        recorded[page.number] = page
        done += 1
        _tell(record, page)
        on_page(done, total)
    return [page for page in recorded.values() if page is not None]


def _tell(record: DocumentRecord, page: Page | PageFailure) -> None:
    about = {"document": record.source.file_name, "sha256": record.source.sha256, "page": page.number}
    if isinstance(page, PageFailure):
        log.warning("page not read: %s %s", page.reason, page.detail, extra=about)
    else:
        log.info("page read", extra=about)


def settle(reading: Reading | QuarantineNote, sha256: str, run: Run, known: StoreScans) -> DocumentRecord:
    """Write a reading into the store; of a new document, find among the `known` the plan that it is a scan of.

    Raises:
        LeaseLost: another run took the document over.
    """
    with run.leases.waiting_for(STORE):
        run.leases.mark(sha256).check()
        record = run.store.record(sha256)  # another run may have given it a further name
        if record is None:
            raise FileNotFoundError(sha256)
        if isinstance(reading, QuarantineNote):
            return run.store.set_aside(record, reading)
        plan, sketch = reading.plan, sketch_of(reading.transcript.text)
        if not record.plan_id:
            known.look_again()
            name = plan_name(plan.front, plan.source)
            plan = plan.model_copy(update={"plan_id": known.find_plan_id(name, sketch, unit_of(plan.front))})
        done = run.store.commit(record, plan, reading.transcript, sketch)
        known.add(done)
        return done


def fault_note(record: DocumentRecord, report: str) -> QuarantineNote:
    """Set a document aside because our own program failed on it; `report` says where the details lie."""
    return _note(record, "fault", f"Lỗi của chương trình, xem {report}.", f"A fault of the program, see {report}.")


def _reasons(pages: Sequence[Page | PageFailure], lang: Lang) -> str:
    """Why pages could not be read, in words, each reason once."""
    reasons = dict.fromkeys(page.reason for page in pages if isinstance(page, PageFailure))
    return ", ".join(CodeWords(lang).named("reason", reason) for reason in reasons)


def _note(record: DocumentRecord, code: str, vi: str, en: str) -> QuarantineNote:
    stem, dot, suffix = record.source.file_name.rpartition(".")
    doc_id = record.doc_id or make_doc_id(slug(stem if dot else suffix)[:60] or "document", record.source)
    help_vi, help_en = HELP[code]
    return QuarantineNote.model_validate(
        {
            "source": record.source,
            "doc_id": doc_id,
            "kept_as": f"{doc_id}.{slug(suffix) or 'bin'}" if dot else f"{doc_id}.bin",
            "code": code,
            "reason_vi": vi,
            "reason_en": en,
            "help_vi": help_vi,
            "help_en": help_en,
            "when": now(),
        }
    )
