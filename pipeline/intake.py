"""From files to documents that are due: the same steps for a person's run and for the night."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.inbox import FileChanged
from pipeline.runs import STORE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.record import DocumentRecord
    from pipeline.inbox import Waiting
    from pipeline.runs import Run
    from pipeline.settings import Settings


class Intake(NamedTuple):
    """Documents taken in, the names of files that were still being written, and of those that we may not touch."""

    records: tuple[DocumentRecord, ...]
    left: tuple[str, ...]
    refused: tuple[str, ...]


def take_in(waiting: Iterable[Waiting], run: Run) -> Intake:
    """Put files into the archive; one that changes meanwhile is left for the next run, one that goes is forgotten."""
    records: dict[str, DocumentRecord] = {}
    left: list[str] = []
    refused: list[str] = []
    for item in waiting:
        try:
            with run.leases.waiting_for(STORE):
                record = run.store.admit(item).record
            records[record.source.sha256] = record
        except FileChanged:
            left.append(item.name)
        except FileNotFoundError:  # taken away, or taken in by another run: that one's records are due here too
            continue
        except PermissionError:
            refused.append(item.name)
    return Intake(tuple(records.values()), tuple(left), tuple(refused))


def is_due(record: DocumentRecord, settings: Settings, stale: bool = False) -> bool:
    """Whether a document must be read: never read yet, reopened, or (`stale`) read by an older program."""
    if record.status == "quarantined":
        return False
    if record.status == "waiting" or not record.made_by:
        return True
    if not stale:
        return False
    from pipeline.versions import current_versions  # loads the words: only an upgrade needs it

    return record.made_by != current_versions(settings.overlay, settings.engine).model_dump_json()


def in_order(records: Iterable[DocumentRecord]) -> Sequence[DocumentRecord]:
    """Documents in the order in which they are read: names decide, so a run begun again does the same."""
    return sorted(records, key=lambda record: (record.source.file_name, record.source.sha256))
