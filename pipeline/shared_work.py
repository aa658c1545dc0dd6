"""Documents that are due, shared by the runs over one store and written in one order whoever reads them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from pipeline.leases import LeaseLost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from models.record import DocumentRecord
    from pipeline.leases import LeaseMark
    from pipeline.runs import Run

Begun = TypeVar("Begun")
LOOK_SECONDS = 0.2


@dataclass
class _Place(Generic[Begun]):
    """A document's place in the order, and its reading while it is ours."""

    record: DocumentRecord
    begun: list[Begun]


class SharedWork(Generic[Begun]):
    """The due documents of a run, in order.

    A document is begun by the run that leases it. It is settled when all before it are, by us or by others: so plans
    get the same names however many runs share the work. A run that dies leaves its documents to the others.
    """

    def __init__(
        self,
        due: Iterable[DocumentRecord],
        run: Run,
        still_due: Callable[[DocumentRecord], bool],
        begin: Callable[[DocumentRecord, LeaseMark], Begun],
        window: int,
    ) -> None:
        self._places: dict[str, _Place[Begun]] = {record.source.sha256: _Place(record, []) for record in due}
        self._run = run
        self._still_due = still_due
        self._begin = begin
        self._window = window

    def settle_each(self, settle: Callable[[DocumentRecord, Begun], None]) -> None:
        """Begin documents ahead and settle them in order, until none is due."""
        while self._places:
            self._begin_more()
            sha256, place = next(iter(self._places.items()), ("", None))
            if place is None:
                return
            if not place.begun:  # another run reads it
                time.sleep(LOOK_SECONDS)
                continue
            try:
                settle(place.record, place.begun[0])
            except LeaseLost:
                place.begun.clear()
                continue
            del self._places[sha256]
            self._run.leases.release(sha256)

    def _begin_more(self) -> None:
        """Lease and begin the next documents, up to as many as may be open at once."""
        done = []
        ahead = 0
        for sha256, place in self._places.items():
            if ahead >= self._window:
                break
            if not place.begun:
                if not self._run.leases.take(sha256):
                    if not self._is_due(place):
                        done.append(sha256)
                    continue
                if not self._is_due(place):
                    self._run.leases.release(sha256)
                    done.append(sha256)
                    continue
                place.begun.append(self._begin(place.record, self._run.leases.mark(sha256)))
            ahead += 1
        for sha256 in done:
            del self._places[sha256]

    def _is_due(self, place: _Place[Begun]) -> bool:
        record = self._run.store.record(place.record.source.sha256)
        place.record = record or place.record
        return record is not None and self._still_due(record)
