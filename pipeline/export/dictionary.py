"""The data dictionary: what every column of the tables means, its type and its closed list, in both languages."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from models.columns import TABLES
from models.source import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

Type = Literal["text", "int", "number", "date", "bool"]
SOURCE = Path(__file__).with_name("dictionary.toml")
TABLE_SCHEMA: dict[Type, str] = {
    "text": "string",
    "int": "integer",
    "number": "number",
    "date": "date",
    "bool": "boolean",
}
"""Our types as Frictionless Table Schema names them (specs.frictionlessdata.io/table-schema)."""

TASKS_BY_AGENCY = (
    *("agency", "due", "deadline_date", "deadline_text", "task", "output", "support_agencies", "unit_name", "province"),
    *("file_name", "page", "district", "deadline_kind", "doc_id", "table", "row", "confidence", "doubts"),
)
"""Columns of the workbook's sheet for an office; every one but the first two is a column of tasks or documents."""
TASKS_PRINTED = TASKS_BY_AGENCY.index("page") + 1
"""Columns of it that go on paper."""


class Column(Frozen):
    """One column: its type, width in characters, closed list of values (empty for any) and meaning."""

    name: str
    type: Type
    width: int
    vi: str
    en: str
    values: tuple[str, ...] = ()


@cache
def _parsed() -> dict[str, Any]:
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """Return the explained columns of a table, in their order.

    Raises:
        KeyError: a column that the dictionary does not explain (a test holds that there is none).
    """
    names = TASKS_BY_AGENCY if table == "tasks_by_agency" else TABLES[table]
    own = _parsed()["tables"][table].get("columns", {})
    return tuple(Column(name=name, **{**_parsed()["columns"][name], **own.get(name, {})}) for name in names)


def title_of(table: str) -> tuple[str, str]:
    """What a table holds, in Vietnamese and English."""
    entry = _parsed()["tables"][table]
    return entry["vi"], entry["en"]


def legend_rows() -> Iterator[tuple[str, ...]]:
    """Yield the legend a row at a time: table, column, type, meaning in both languages, values."""
    yield "table", "column", "type", "vi", "en", "values"
    for table in TABLES:
        yield table, "", "", *title_of(table), ""
        for column in columns_of(table):
            yield table, column.name, column.type, column.vi, column.en, " ".join(column.values)


def data_package(files: dict[str, str], filters: dict[str, str], local: bool = False) -> bytes:
    """Describe the CSV files as a Frictionless Data Package, so that programs read them with the right types.

    Args:
        files: Table name to its CSV file.
        filters: What the export was narrowed to; empty for everything.
        local: Whether the files have semicolons and decimal commas (`excel-vi`).
    """
    resources = [
        {
            "name": table,
            "path": path,
            "title": title_of(table)[1],
            "description": title_of(table)[0],
            "encoding": "utf-8",
            "dialect": {"delimiter": ";" if local else ",", "lineTerminator": "\r\n"},
            "schema": {"fields": [_field(column, local) for column in columns_of(table)], "missingValues": [""]},
        }
        for table, path in files.items()
    ]
    package: dict[str, Any] = {"name": "kehoach", "profile": "tabular-data-package", "resources": resources}
    if filters:
        package["filters"] = filters
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _field(column: Column, local: bool) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": TABLE_SCHEMA[column.type],
        "title": column.vi,
        "description": column.en,
    }
    if local and column.type == "number":
        field["decimalChar"] = ","
    if column.values:
        field["constraints"] = {"enum": list(column.values)}
    return field
