"""What the list says of each document: counted once, kept beside the plan until something changes."""

from __future__ import annotations

import hashlib
import threading
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from models.source import Found, Frozen
from pipeline import doubt_words
from pipeline.code_words import CODES
from pipeline.doubt_words import DOUBTS
from pipeline.files import write_atomic
from pipeline.golden import promise
from review.desk import BrokenJournal
from review.lines import told
from review.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.record import DocumentRecord
    from review.desk import Desk, Opened

QUIET = 0.15
"""Seconds without a request after which the counter goes on: whoever waits for a page comes first."""
WAIT = 5.0
"""Seconds after which the counter looks again for documents that changed."""


@cache
def counter() -> str:
    """Fingerprint of the code that counts: what another version counted is counted again."""
    rooms = (Path(__file__).parent, Path(promise.__file__).parent)
    held = [path for room in rooms for path in room.iterdir() if path.suffix in (".py", ".toml")]
    digest = hashlib.sha256()
    for path in sorted([*held, CODES, DOUBTS, Path(doubt_words.__file__)]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class Digest(Frozen):
    """One document in a row of the list."""

    stamp: tuple[tuple[int, int], ...]
    counted_by: str = ""
    title: str
    facts: int
    settled: int
    to_look: int
    conflicts: int
    weight: float
    error_high: float
    rest: int
    first_vi: str = ""
    first_en: str = ""
    first_fact_vi: str = ""
    first_fact_en: str = ""
    first_page: int = 0


class Digests:
    """Counts in the background, so that a list of a thousand documents is there at once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._held: dict[str, Digest] = {}
        self._stop = threading.Event()
        self._asked = 0.0
        self._unsaved: set[str] = set()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to count what is not counted yet."""
        self._thread = threading.Thread(target=self._run, name="review-digests", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the counting; what is counted is kept."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def step_aside(self) -> None:
        """Let a request go first."""
        self._asked = time.monotonic()

    def of(self, record: DocumentRecord) -> Digest | None:
        """What was last counted of a document; None where nothing was."""
        return self._held.get(record.doc_id)

    def renew(self, opened: Opened) -> None:
        """Take what an opened document says: its row is then right when the person comes back to the list."""
        if self._held.get(opened.doc_id, None) is None or self._held[opened.doc_id].stamp != opened.stamp:
            self._held[opened.doc_id] = digest_of(opened)
            self._unsaved.add(opened.doc_id)

    def waiting(self, records: Iterable[DocumentRecord]) -> int:
        """How many of these documents are not counted yet."""
        return sum(record.doc_id not in self._held for record in records)

    def _run(self) -> None:
        while True:
            for record in list(self._desk.records().values()):
                while (quiet := time.monotonic() - self._asked) < QUIET and not self._stop.is_set():
                    self._stop.wait(QUIET - quiet)
                if self._stop.is_set():
                    return
                if record.status in ("read", "partial"):
                    self._count(record)
            if self._stop.wait(WAIT):
                return

    def _count(self, record: DocumentRecord) -> None:
        stamp = self._desk.stamp(record)
        held = self._held.get(record.doc_id)
        if held is None:
            held = self._kept(record)
        if held is not None and (held.stamp, held.counted_by) == (stamp, counter()):
            self._held[record.doc_id] = held
            if record.doc_id in self._unsaved:
                self._save(record, held)
            return
        try:
            self._held[record.doc_id] = digest_of(self._desk.peek(record))
            self._save(record, self._held[record.doc_id])
        except (FileNotFoundError, BrokenJournal) as fault:  # being read anew just now; to be mended by a person
            self._held[record.doc_id] = _unknown(record, stamp, str(fault))

    def _kept(self, record: DocumentRecord) -> Digest | None:
        path = self._desk.derived(record) / "digest.json"
        try:
            return Digest.model_validate_json(path.read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def _save(self, record: DocumentRecord, digest: Digest) -> None:
        self._unsaved.discard(record.doc_id)
        write_atomic(self._desk.derived(record) / "digest.json", digest.model_dump_json().encode())


def digest_of(opened: Opened) -> Digest:
    """Count one document."""
    first = opened.looks[0] if opened.looks else None
    fact = first.fact if first else None
    leads = [" ".join(told(fact.family, fact.fields, Words(lang))[:2])[:90] if fact else "" for lang in ("vi", "en")]
    return Digest(
        stamp=opened.stamp,
        counted_by=counter(),
        title=title_of(opened),
        facts=opened.promise.facts,
        settled=opened.promise.settled,
        to_look=len(opened.asked),
        conflicts=len(opened.reviewed.conflicts),
        weight=round(sum(look.weight for look in opened.asked), 4),
        error_high=opened.promise.error_high,
        rest=opened.promise.rest,
        first_vi=first.vi if first else "",
        first_en=first.en if first else "",
        first_fact_vi=leads[0],
        first_fact_en=leads[1],
        first_page=first.page if first else 0,
    )


def title_of(opened: Opened) -> str:
    """Name a plan as people do: whose it is and of which years, else the name of its file."""
    front = opened.reviewed.plan.front
    unit, level = (field.value if isinstance(field, Found) else "" for field in (front.unit_name, front.unit_level))
    start, end = (field.value if isinstance(field, Found) else None for field in (front.period_start, front.period_end))
    years = f"{start}–{end}" if start and end and start != end else str(start or end or "")
    name = f"{level} {unit}".strip()
    name = name[:1].upper() + name[1:]
    number = front.number.value if isinstance(front.number, Found) else ""
    return " · ".join(part for part in (name, years, number) if part) if name else opened.record.source.file_name


def _unknown(record: DocumentRecord, stamp: tuple[tuple[int, int], ...], fault: str) -> Digest:
    return Digest(
        stamp=stamp, counted_by=counter(), title=record.doc_id, facts=0, settled=0, to_look=0, conflicts=0,
        weight=0.0, error_high=0.0,
        rest=0, first_vi=fault, first_en=fault,
    )  # fmt: skip
