"""Three more tables for questions: promises with their verdicts, the national lines, and what became of districts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.compare.matrix import compare
from pipeline.compare.places import predecessors
from pipeline.compare.promises import read_promises
from pipeline.export.selection import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.compare.yardstick import Indicator
    from pipeline.queries import Tables

PROMISES = {
    "target_id": pa.string(), "doc_id": pa.string(), "file_name": pa.string(), "plan_id": pa.string(),
    "unit": pa.string(), "unit_level": pa.string(), "province": pa.string(), "province_today": pa.string(),
    "period_start": pa.int32(), "period_end": pa.int32(), "indicator_id": pa.string(), "indicator": pa.string(),
    "scope": pa.string(), "year": pa.int32(), "comparator": pa.string(), "value": pa.float64(),
    "value_max": pa.float64(), "measure": pa.string(), "change": pa.string(), "mentions": pa.int32(),
    "verdict": pa.string(), "why": pa.string(), "national_value": pa.float64(), "national_year": pa.int32(),
    "national_source": pa.string(), "page": pa.int32(), "confidence": pa.float64(), "review": pa.string(),
}  # fmt: skip
NATIONAL = {
    "indicator_id": pa.string(), "indicator": pa.string(), "year": pa.int32(), "scope": pa.string(),
    "comparator": pa.string(), "value": pa.float64(), "unit": pa.string(), "source": pa.string(),
    "since": pa.date32(), "checked": pa.bool_(),
}  # fmt: skip
SUCCESSIONS = {
    "province": pa.string(), "district": pa.string(), "via": pa.string(), "province_today": pa.string(),
    "commune_today": pa.string(), "shared": pa.bool_(),
}  # fmt: skip


def add_views(tables: Tables, sql: str, indicators: Mapping[str, Indicator]) -> None:
    """Add those of `promises`, `national` and `successions` that a question names."""
    if "promises" in sql.lower():
        tables.add("promises", promises_table(tables, indicators))
    if "national" in sql.lower():
        tables.add("national", national_table(indicators))
    if "successions" in sql.lower():
        tables.add("successions", successions_table())


def _table(rows: list[tuple[object, ...]], columns: dict[str, pa.DataType]) -> pa.Table:
    held = zip(*rows, strict=True) if rows else [()] * len(columns)
    arrays = [pa.array(column, kind) for column, kind in zip(held, columns.values(), strict=True)]
    return pa.Table.from_arrays(arrays, names=list(columns))


def promises_table(tables: Tables, indicators: Mapping[str, Indicator]) -> pa.Table:
    """One row a promise that measures an indicator, beside the national line."""
    comparison = compare(read_promises(tables, EVERYTHING), indicators)
    plans = {plan.doc_id: plan for plan in comparison.plans}
    rows: list[tuple[object, ...]] = []
    for row in comparison.rows:
        for doc_id, cell in row.cells.items():
            plan, place = plans[doc_id], plans[doc_id].place
            for judged in cell:
                promise, verdict, line = judged.promise, judged.verdict, judged.verdict.line
                rows.append(
                    (
                        *(promise.target_id, doc_id, promise.file_name, promise.plan_id),
                        *(place.label or None, place.level or None, place.province or None, place.province_now or None),
                        *(plan.period_start, plan.period_end, row.indicator.id, row.indicator.name_vi),
                        *(row.scope or None, promise.year, promise.comparator, float(promise.value)),
                        None if promise.value_max is None else float(promise.value_max),
                        *(promise.unit, promise.change or None, judged.mentions, verdict.code, verdict.why or None),
                        *((float(line.value), line.year, line.source) if line else (None, None, None)),
                        *(promise.page, promise.confidence, promise.review),
                    )
                )
    return _table(rows, PROMISES)


def national_table(indicators: Mapping[str, Indicator]) -> pa.Table:
    """One row a national target."""
    return _table(
        [
            (
                *(indicator.id, indicator.name_vi, line.year, line.scope or None, line.comparator, float(line.value)),
                *(line.unit, line.source, line.since, line.checked),
            )
            for indicator in indicators.values()
            for line in indicator.national
        ],
        NATIONAL,
    )


def successions_table() -> pa.Table:
    """One row a commune of today and a district whose land it took."""
    return _table(
        [
            (
                *(district.province, district.label, district.via or None, province, commune),
                next(held.shared for held in district.communes if held.name == commune),
            )
            for province, commune, was in predecessors()
            for district in was
        ],
        SUCCESSIONS,
    )
