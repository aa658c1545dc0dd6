"""Parquet, typed: the same columns as the CSV, text, whole numbers, numbers, dates and yes/no as such."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from models.columns import TABLES
from pipeline.export.dictionary import Type, columns_of
from pipeline.export.part_file import PartFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.export.rows import Cell, Row

GROUP = 1 << 16
"""Rows of a row group."""
ARROW: dict[Type, Any] = {
    "text": pa.string(),
    "int": pa.int32(),
    "number": pa.float64(),
    "date": pa.date32(),
    "bool": pa.bool_(),
}
PANDAS: dict[Type, tuple[str, str]] = {
    "text": ("unicode", "str"),
    "int": ("int32", "Int32"),
    "number": ("float64", "float64"),
    "date": ("date", "object"),
    "bool": ("bool", "boolean"),
}
"""Our types as pandas keeps them in a file's metadata, so that whole numbers with gaps stay whole numbers there."""


@cache
def schema_of(table: str) -> Any:
    """Arrow schema of a table, with the explanation of each column."""
    columns = columns_of(table)
    fields = [
        pa.field(column.name, ARROW[column.type], metadata={"vi": column.vi, "en": column.en}) for column in columns
    ]
    told = [
        {
            "name": column.name,
            "field_name": column.name,
            "pandas_type": PANDAS[column.type][0],
            "numpy_type": PANDAS[column.type][1],
            "metadata": None,
        }
        for column in columns
    ]
    pandas = {"index_columns": [], "column_indexes": [], "columns": told, "creator": {}, "pandas_version": "2.0.0"}
    return pa.schema(fields, metadata={"pandas": json.dumps(pandas)})


def arrow_batch(table: str, rows: Sequence[Row]) -> Any:
    """Turn rows into an Arrow record batch."""
    schema = schema_of(table)
    columns: list[Sequence[Cell]] = list(zip(*rows, strict=True)) or [() for _ in schema]
    arrays = [
        pa.array([_plain(cell) for cell in column] if field.type == pa.float64() else column, type=field.type)
        for field, column in zip(schema, columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _plain(cell: Cell) -> Cell:
    """A float holds every number of up to 15 digits exactly; a longer one stands in full in the CSV alone."""
    return float(cell) if isinstance(cell, Decimal) else cell


class ParquetFormat:
    """A file a table; pieces travel as Arrow streams."""

    name = "parquet"

    def render(self, table: str, rows: Sequence[Row]) -> bytes:
        """Write rows as an Arrow stream."""
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, schema_of(table)) as stream:
            stream.write_batch(arrow_batch(table, rows))
        return bytes(sink.getvalue())

    def writer(self, folder: Path, note: str = "") -> ParquetWriter:
        """Begin a file for each table."""
        return ParquetWriter(folder)


class ParquetWriter:
    """Parquet files that grow together, in row groups of one size."""

    def __init__(self, folder: Path) -> None:
        self._files = {table: PartFile(folder / f"{table}.parquet") for table in TABLES}
        self._writers = {
            table: pq.ParquetWriter(file.file, schema_of(table), compression="zstd")
            for table, file in self._files.items()
        }
        self._waiting: dict[str, list[Any]] = {table: [] for table in TABLES}
        self._rows = dict.fromkeys(TABLES, 0)

    def append(self, table: str, piece: bytes, rows: int) -> None:
        """Add a piece; whole row groups go to the file."""
        self._waiting[table] += pa.ipc.open_stream(piece).read_all().to_batches()
        self._rows[table] += rows
        if self._rows[table] >= GROUP:
            self._flush(table)

    def _flush(self, table: str) -> None:
        if self._waiting[table]:
            whole = pa.Table.from_batches(self._waiting[table], schema_of(table))
            self._writers[table].write_table(whole, row_group_size=GROUP)
        self._waiting[table], self._rows[table] = [], 0

    def close(self) -> tuple[Path, ...]:
        """Write what waits and put the files into their places."""
        for table, file in self._files.items():
            self._flush(table)
            self._writers[table].close()
            file.commit()
        return tuple(file.path for file in self._files.values())

    def discard(self) -> None:
        """Leave nothing behind."""
        for table, file in self._files.items():
            if not file.file.closed:
                self._writers[table].close()
            file.discard()
