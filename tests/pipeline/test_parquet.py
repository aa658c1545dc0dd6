from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from models.columns import TABLES
from pipeline.export.dictionary import columns_of
from pipeline.export.parquet import ARROW, schema_of
from pipeline.export.tables import export
from tests.pipeline.made_store import made_plan, made_store, target

INJECTION = "=1+1"
POLARS = {"text": pl.String, "int": pl.Int32, "number": pl.Float64, "date": pl.Date, "bool": pl.Boolean}
DUCKDB = {"text": "VARCHAR", "int": "INTEGER", "number": "DOUBLE", "date": "DATE", "bool": "BOOLEAN"}
PANDAS = {
    "text": ("str", "object"),
    "int": ("Int32",),
    "number": ("float64",),
    "date": ("object",),
    "bool": ("boolean",),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    targets = [target("a", "12.5", subject=INJECTION), target("b", "80", year=None)]
    export(made_store(tmp_path / "data", [made_plan("Tuy Phong", targets)]), tmp_path / "out", formats=("parquet",))
    return tmp_path / "out"


@pytest.mark.parametrize("table", list(TABLES))
def test_pandas_polars_and_duckdb_get_the_same_types(folder: Path, table: str) -> None:
    path = folder / f"{table}.parquet"
    types = {column.name: column.type for column in columns_of(table)}
    assert {field.name: field.type for field in pq.read_schema(path)} == {n: ARROW[t] for n, t in types.items()}
    assert dict(pl.read_parquet(path).schema) == {name: POLARS[kind] for name, kind in types.items()}
    described = duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()
    assert {row[0]: row[1] for row in described} == {name: DUCKDB[kind] for name, kind in types.items()}
    frame = pd.read_parquet(path)
    for name, kind in types.items():
        assert str(frame[name].dtype) in PANDAS[kind], name


def test_values_are_typed_and_nothing_is_null(folder: Path) -> None:
    first, second = pq.read_table(folder / "consolidated.parquet").to_pylist()
    assert (first["value"], first["subject"], first["value_max"], first["recurring"]) == (12.5, INJECTION, None, False)
    assert (first["year"], second["year"]) == (2025, None)
    assert pq.read_table(folder / "documents.parquet").to_pylist()[0]["issue_date"] == date(2021, 9, 1)


def test_every_column_carries_its_explanation() -> None:
    assert schema_of("consolidated").field("scope").metadata[b"en"].startswith(b"Level whose things")


def test_two_exports_are_byte_equal_and_an_empty_store_has_its_columns(folder: Path, tmp_path: Path) -> None:
    export(made_store(tmp_path / "data", []), tmp_path / "again", formats=("parquet",))
    for table in TABLES:
        assert (tmp_path / "again" / f"{table}.parquet").read_bytes() == (folder / f"{table}.parquet").read_bytes()
    export(made_store(tmp_path / "none", []), tmp_path / "empty", formats=("parquet",))
    assert isinstance(pq.read_table(tmp_path / "empty" / "tasks.parquet"), pa.Table)
