"""All tables under SQL: DuckDB views over Parquet that is made anew when a document was read since. Read only."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from models.columns import TABLES
from pipeline.export.parquet import ParquetFormat
from pipeline.export.tables import documents_in_order, write_tables
from pipeline.files import remove_tree, write_atomic
from pipeline.refused import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.golden.decisions import DecisionLog
    from pipeline.refused import Flaw
    from pipeline.store import Store

HERE = Path(__file__).parent
MADE_BY = (
    "export/rendering.py",
    "export/rows.py",
    "export/shown_plan.py",
    "export/parquet.py",
    "export/dictionary.toml",
    "geometry.py",
    "golden/corrected_plan.py",
    "golden/fact_pairing.py",
    "golden/overlay.py",
    "identity.py",
    "../models/columns.py",
)
COMPLETE = "complete"
PLANS = "SELECT * FROM documents WHERE version_of IS NULL AND status <> 'quarantined'"
"""One row a plan: of several scans, the one that stands for it."""


FLAWS: tuple[tuple[type[Exception], Flaw], ...] = (
    (duckdb.ParserException, "syntax"),
    (duckdb.SyntaxException, "syntax"),
    (duckdb.CatalogException, "name"),
    (duckdb.BinderException, "column"),
    (duckdb.ConversionException, "value"),
    (duckdb.OutOfRangeException, "value"),
    (duckdb.TypeMismatchException, "value"),
    (duckdb.InvalidInputException, "value"),
    (duckdb.OutOfMemoryException, "memory"),
    (duckdb.IOException, "files"),
)
"""What each of DuckDB's refusals is about."""


class Answer(NamedTuple):
    """Columns and rows of an answer."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class Tables:
    """An open set of tables."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def add(self, name: str, table: Any) -> None:
        """Add an Arrow table under a name."""
        self._connection.register(name, table)

    def query(self, sql: str, *values: Any) -> Answer:
        """Answer one question; `?` in it stand for `values`.

        Raises:
            QueryError: it is not one SELECT, or DuckDB refuses it.
        """
        try:
            statements = self._connection.extract_statements(sql)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise QueryError("writes")
            answer = self._connection.execute(sql, values)
            columns = tuple(column[0] for column in answer.description or ())
            return Answer(columns, answer.fetchall())
        except duckdb.Error as fault:
            raise _refused(fault) from fault


def _refused(fault: duckdb.Error) -> QueryError:
    """Say what DuckDB refuses; its first paragraph names the thing, the rest draws the question anew."""
    flaw: Flaw = next((flaw for kind, flaw in FLAWS if isinstance(fault, kind)), "other")
    return QueryError(flaw, " ".join(str(fault).partition("\n\n")[0].split()))


def _state(store: Store, reviews: DecisionLog | None) -> str:
    """Fingerprint of everything that the tables are made of."""
    digest = hashlib.sha256()
    for name in MADE_BY:
        digest.update((HERE / name).read_bytes())
    for record, version_of in documents_in_order(store):
        plan = store.plans / record.doc_id / "plan.json"
        stamp = (plan.stat().st_size, plan.stat().st_mtime_ns) if plan.exists() else ()
        said = reviews.stamp(record.plan_id) if reviews is not None and record.plan_id else ()
        digest.update(repr((record.source, record.doc_id, record.status, version_of, stamp, said)).encode())
    return digest.hexdigest()[:16]


def _parquet_folder(store: Store, reviews: DecisionLog | None) -> Path:
    """Folder with the tables of today's state; older states are removed."""
    root = store.work / "tables"
    folder = root / _state(store, reviews)
    if not (folder / COMPLETE).exists():
        write_tables(store, folder, [ParquetFormat()], reviews=reviews)
        write_atomic(folder / COMPLETE, b"")
        for old in root.iterdir():
            if old != folder:
                remove_tree(old)
    return folder.resolve()


@contextmanager
def open_tables(store: Store, reviews: DecisionLog | None = None) -> Iterator[Tables]:
    """Open the tables of a store, and `plans`, for questions.

    Nothing can be written and no other file read: the database lives in memory, sees one folder, takes SELECT alone.

    Raises:
        OSError: the tables could not be written below the data folder.
        QueryError: DuckDB could not read them; they are made anew when asked again.
    """
    folder = _parquet_folder(store, reviews)
    connection = duckdb.connect(":memory:")
    try:
        try:
            for table in TABLES:
                source = str(folder / f"{table}.parquet").replace("'", "''")
                connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{source}')")
        except duckdb.Error as fault:
            remove_tree(folder)
            raise QueryError("files", _refused(fault).words) from fault
        connection.execute(f"CREATE VIEW plans AS {PLANS}")
        connection.execute("SET allowed_directories = ?", [[str(folder)]])
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield Tables(connection)
    finally:
        connection.close()
