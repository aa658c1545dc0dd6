"""Tables on sheets that were scanned sideways come out as rows that a person can read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from extractors.tables import find_tables
from pipeline.read_page import ReadSettings, read_page
from pipeline.transcript.transcribe import transcribe

if TYPE_CHECKING:
    from pathlib import Path

    from extractors.lexicon import Lexicon


@pytest.mark.shared
@pytest.mark.slow
def test_a_turned_table_of_a_real_scan(shared: Path, lexicon: Lexicon) -> None:
    """quyet-dinh-1200 (../shared/real), page 3: procedures with the days that they may take, by department."""
    page = read_page(shared / "real" / "quyet-dinh-1200-2019-dak-rlap.pdf", 3, ReadSettings())
    assert page.turn == 90
    (table,) = find_tables(transcribe([page.model_copy(update={"number": 1})]), lexicon)
    assert table.columns == 5
    rows: dict[int, dict[int, str]] = {}
    for cell in table.cells:
        if cell.kind == "cell":
            rows.setdefault(cell.row, {})[cell.column] = cell.text
    assert len(rows) == 6
    days = [row.get(column, "") for row in rows.values() for column in (3, 4)]
    assert sum(bool(re.fullmatch(r"\d{1,2}", text)) for text in days) >= 10
    assert all(len(row[2].split()) >= 3 for row in rows.values())
    assert sum(cell.kind == "group" for cell in table.cells) >= 5
