"""What a format of the export does: render rows (in any process), then join the pieces in order (in one)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.export.rows import Row


class TableWriter(Protocol):
    """Joins rendered pieces to files; nothing stands in the folder before `close`."""

    def append(self, table: str, piece: bytes, rows: int) -> None:
        """Add the next piece of a table, in the order of the export."""

    def close(self) -> tuple[Path, ...]:
        """Put the files into their places and return them."""

    def discard(self) -> None:
        """Forget everything; harmless after `close`."""


class TableFormat(Protocol):
    """One way of writing the tables; it travels between processes."""

    name: str

    def render(self, table: str, rows: Sequence[Row]) -> bytes:
        """Write some rows of a table as a piece of its file."""

    def writer(self, folder: Path, note: str = "") -> TableWriter:
        """Begin the files of an export; `note` says what it was narrowed to."""
