from __future__ import annotations

import json

import pytest

from models.columns import NUMERIC, TABLES
from pipeline.export.dictionary import TASKS_BY_AGENCY, columns_of, data_package, legend_rows, title_of


@pytest.mark.parametrize("table", [*TABLES, "tasks_by_agency"])
def test_every_column_is_explained_in_both_languages(table: str) -> None:
    assert all(title_of(table))
    names = TASKS_BY_AGENCY if table == "tasks_by_agency" else TABLES[table]
    assert [column.name for column in columns_of(table)] == list(names)
    for column in columns_of(table):
        assert len(column.vi) > 2, column.name
        assert len(column.en) > 2, column.name


def test_numbers_are_numbers_in_the_contract_too() -> None:
    for table in TABLES:
        for column in columns_of(table):
            assert (column.name in NUMERIC) == (column.type in ("int", "number")), f"{table}.{column.name}"


def test_a_column_of_one_table_is_explained_for_that_table() -> None:
    kinds = {table: next(c.values for c in columns_of(table) if c.name == "kind") for table in ("cells", "commitments")}
    assert kinds == {"cells": ("header", "numbers", "group", "cell"), "commitments": ("rank", "zero", "all")}


def test_the_legend_names_every_column_of_every_table() -> None:
    rows = list(legend_rows())
    assert {(row[0], row[1]) for row in rows[1:] if row[1]} == {(t, c) for t, names in TABLES.items() for c in names}


def test_the_data_package_tells_programs_the_types_and_the_filters() -> None:
    package = json.loads(data_package({"consolidated": "consolidated.csv"}, {"year": "2025"}, local=True))
    fields = {field["name"]: field for field in package["resources"][0]["schema"]["fields"]}
    assert (fields["value"]["type"], fields["value"]["decimalChar"]) == ("number", ",")
    assert fields["comparator"]["constraints"]["enum"] == [">=", ">", "=", "<=", "<"]
    assert package["resources"][0]["dialect"]["delimiter"] == ";"
    assert package["filters"] == {"year": "2025"}
