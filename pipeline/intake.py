"""From files to documents that are due: the same steps for a person's run and for the night."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.store import FileChanged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.record import DocumentRecord
    from pipeline.inbox import Waiting
    from pipeline.settings import Settings
    from pipeline.store import Store


class Intake(NamedTuple):
    """Documents taken in, and the names of files that were still being written."""

    records: tuple[DocumentRecord, ...]
    left: tuple[str, ...]


def take_in(waiting: Iterable[Waiting], store: Store) -> Intake:
    """Put files into the archive; one that changes or vanishes meanwhile is left for the next run."""
    records: list[DocumentRecord] = []
    left: list[str] = []
    for item in waiting:
        try:
            records.append(store.admit(item).record)
        except (FileChanged, FileNotFoundError):
            left.append(item.name)
    return Intake(tuple(records), tuple(left))


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
