"""What lies on the desk: documents opened with everything a person said of them, kept while nothing changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from pipeline.golden.accept import ReadGoldenStands, write_accepted
from pipeline.golden.causes import baseline_of, with_causes
from pipeline.golden.decisions import DecisionLog, NotADecision
from pipeline.golden.diff import diff_plan
from pipeline.golden.error_rates import ADOPTED, rates_for
from pipeline.golden.files import NotGolden
from pipeline.golden.overlay import apply
from pipeline.golden.promise import promise
from pipeline.golden.queue import document_queue
from pipeline.previous import read_previous
from pipeline.store import Store
from pipeline.transcript.transcribe import transcribe
from review.goldens import Goldens, stamp_of
from review.looks import looks_of
from review.pairs import facts_of_diffs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.golden import GoldenPlan
    from models.page import Page, PageFailure
    from models.plan import PlanDocument
    from models.record import DocumentRecord
    from models.report import FactDiff
    from models.review import Decision, ReviewedFact, ReviewedPlan, ReviewPromise
    from models.transcript import Transcript
    from pipeline.settings import Settings
    from review.looks import Look

KEPT_OPEN = 12
KEPT_TRANSCRIPTS = 6
Stamp = tuple[tuple[int, int], ...]


class Opened(NamedTuple):
    """A document with a person's word laid over it, what to look at, and how it stands against golden."""

    record: DocumentRecord
    read: PlanDocument
    decisions: tuple[Decision, ...]
    reviewed: ReviewedPlan
    looks: tuple[Look, ...]
    promise: ReviewPromise
    golden: GoldenPlan | None
    diffs: tuple[FactDiff, ...]
    facts_of_diffs: dict[int, ReviewedFact]
    overlay: Path
    broken_golden: tuple[str, ...]
    stamp: Stamp

    @property
    def asked(self) -> tuple[Look, ...]:
        """Looks that wait for a person's word; the others concern pages."""
        return tuple(look for look in self.looks if look.fact is not None)

    @property
    def doc_id(self) -> str:
        """Name of the document."""
        return self.record.doc_id


class BrokenJournal(Exception):
    """The journal of a plan holds a line that is no decision: nothing may be said of the plan until it is mended."""


class Desk:
    """Opens documents; everything it keeps is known by the stamps of the files it came from."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = Store(settings.data)
        self.log = DecisionLog(settings.golden)
        self.goldens = Goldens(settings.golden)
        self.writing = threading.Lock()
        self._lock = threading.RLock()
        self._records: tuple[tuple[int, int], dict[str, DocumentRecord]] = ((-1, -1), {})
        self._open: OrderedDict[str, Opened] = OrderedDict()
        self._transcripts: OrderedDict[str, tuple[Stamp, Transcript]] = OrderedDict()

    def records(self) -> dict[str, DocumentRecord]:
        """Every document that has a name, by its doc_id; read anew when the store's journal grew."""
        stamp = stamp_of(self.store.data / "journal.jsonl")
        with self._lock:
            if self._records[0] != stamp:
                named = {record.doc_id: record for record in self.store.records() if record.doc_id}
                self._records = (stamp, named)
            return self._records[1]

    def record(self, doc_id: str) -> DocumentRecord | None:
        """The document of this name, None where there is none: no path is ever made of what a browser sent."""
        return self.records().get(doc_id)

    def derived(self, record: DocumentRecord) -> Path:
        """Folder of what the page makes for itself; may be removed at any time."""
        return self.store.plans / record.doc_id / "review"

    def stamp(self, record: DocumentRecord) -> Stamp:
        """Stamps of everything that a document's review follows from."""
        golden = self.goldens.of(record)
        return (
            stamp_of(self.store.plans / record.doc_id / "plan.json"),
            self.log.stamp(record.plan_id),
            stamp_of(self.settings.data / ADOPTED),
            stamp_of(self.settings.golden / f"{golden.plan_id}.json") if golden else (0, 0),
        )

    def open(self, record: DocumentRecord) -> Opened:
        """Open a document that was read.

        Raises:
            FileNotFoundError: it has no plan.
            BrokenJournal: its journal of decisions holds a line that is no decision.
        """
        stamp = self.stamp(record)
        with self._lock:
            held = self._open.get(record.doc_id)
            if held is not None and held.stamp == stamp:
                self._open.move_to_end(record.doc_id)
                return held
            read = held.read if held is not None and held.stamp[0] == stamp[0] else self.store.plan(record.doc_id)
            opened = self._opened(record, read, stamp)
            self._open[record.doc_id] = opened
            while len(self._open) > KEPT_OPEN:
                self._open.popitem(last=False)
            return opened

    def _opened(self, record: DocumentRecord, read: PlanDocument, stamp: Stamp) -> Opened:
        try:
            decisions = self.log.load(record.plan_id)
        except NotADecision as wrong:
            raise BrokenJournal(f"{wrong.path.name}:{wrong.number}") from wrong
        except ValueError as wrong:
            raise BrokenJournal(f"{record.plan_id}: {wrong}") from wrong
        reviewed = apply(read, decisions)
        golden = self.goldens.of(record)
        diffs = self._differences(record, reviewed.plan, golden)
        paired = facts_of_diffs(reviewed, golden, diffs, self.goldens.resolve)
        rates = rates_for(self.settings.data)
        looks = looks_of(reviewed, document_queue(reviewed, rates), diffs, paired)
        return Opened(
            record=record, read=read, decisions=decisions, reviewed=reviewed, looks=looks,
            promise=promise([reviewed], rates), golden=golden, diffs=diffs, facts_of_diffs=paired,
            overlay=self.settings.overlay, broken_golden=tuple(self.goldens.faults()), stamp=stamp,
        )  # fmt: skip

    def _differences(
        self, record: DocumentRecord, stands: PlanDocument, golden: GoldenPlan | None
    ) -> tuple[FactDiff, ...]:
        """Where what stands differs from golden, with the cause of each difference."""
        found = diff_plan(stands, golden, self.goldens.resolve) if golden is not None else ()
        if golden is None or not found:
            return ()
        before = read_previous(self.store.plans / record.doc_id)
        earlier = baseline_of(before, diff_plan(before, golden, self.goldens.resolve)) if before is not None else None
        return with_causes(found, stands, golden, earlier, self.store.transcript_text(record.doc_id))

    def peek(self, record: DocumentRecord) -> Opened:
        """Open a document without keeping it: for the list, which looks at all of them."""
        return self._opened(record, self.store.plan(record.doc_id), self.stamp(record))

    def transcript(self, record: DocumentRecord) -> Transcript:
        """The text of a document with every word's place, made again from its recorded pages."""
        stamp = (stamp_of(self.store.plans / record.doc_id / "plan.json"),)
        with self._lock:
            held = self._transcripts.get(record.doc_id)
            if held is not None and held[0] == stamp:
                return held[1]
        made = transcribe(self._pages(record))
        with self._lock:
            self._transcripts[record.doc_id] = (stamp, made)
            while len(self._transcripts) > KEPT_TRANSCRIPTS:
                self._transcripts.popitem(last=False)
        return made

    def _pages(self, record: DocumentRecord) -> Sequence[Page | PageFailure]:
        plan = self.store.plan(record.doc_id)
        numbers = sorted([page.number for page in plan.pages] + [page.number for page in plan.failures])
        found = [self.store.recorded_page(record, number) for number in numbers]
        return [page for page in found if page is not None]

    def keep(self, record: DocumentRecord) -> str:
        """Write what is accepted by now into the golden file, unless one that was read from the paper stands there.

        Returns:
            Why it could not be written; empty where it was. The journal holds every word in either case.
        """
        try:
            opened = self.open(record)
            write_accepted(opened.read, self.settings.golden, opened.reviewed)
        except ReadGoldenStands:
            return ""  # what a person read from the paper outranks it
        except NotGolden as wrong:
            return f"{wrong.path.name}:{wrong.number}"
        except ValidationError as wrong:
            return f"{record.plan_id}.json: {wrong.errors()[0]['msg']}"
        return ""
