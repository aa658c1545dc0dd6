"""What an export or a comparison is narrowed to: places, years, indicators, sureness, a person's yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.columns import TABLES
from models.source import Frozen
from pipeline.identity import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.export.rows import Row

ACCEPTED = frozenset(["accepted", "corrected"])


class Selection(Frozen):
    """Filters that all hold together; empty ones hold for everything.

    `provinces` and `year` choose documents (a plan whose period holds the year); the others choose facts:
    `indicators` targets, `min_confidence` the rows of every table that has a confidence but the documents,
    `accepted_only` what a person said yes to, which today are targets alone.
    """

    provinces: tuple[str, ...] = ()
    year: int | None = None
    indicators: tuple[str, ...] = ()
    min_confidence: float = 0.0
    accepted_only: bool = False

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection()

    def as_text(self) -> dict[str, str]:
        """Name the filters that are set, as the command line does."""
        told = {
            "province": ", ".join(self.provinces),
            "year": str(self.year or ""),
            "indicator": ", ".join(self.indicators),
            "min-confidence": f"{self.min_confidence:g}" if self.min_confidence else "",
            "accepted-only": "yes" if self.accepted_only else "",
        }
        return {name: text for name, text in told.items() if text}

    def holds(self, document: Row) -> bool:
        """Whether a row of `documents` is among the chosen."""
        facts = dict(zip(TABLES["documents"], document, strict=True))
        if self.provinces and slug(str(facts["province"] or "")) not in {slug(name) for name in self.provinces}:
            return False
        if self.year is None:
            return True
        start, end = facts["period_start"], facts["period_end"]
        return isinstance(start, int) and start <= self.year <= (end if isinstance(end, int) else self.year)

    def narrow(self, tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
        """Keep the chosen facts of one chosen document; a number whose target is left out goes with it."""
        if not (self.indicators or self.min_confidence or self.accepted_only):
            return tables
        kept = {table: self._sure(table, rows) for table, rows in tables.items()}
        kept["consolidated"] = [row for row in kept["consolidated"] if self._chosen(row)]
        if self.accepted_only:
            kept = {table: rows if table in REVIEWED else [] for table, rows in kept.items()}
        place = TABLES["consolidated"].index("target_id")
        targets = {row[place] for row in kept["consolidated"]}
        at = TABLES["numbers"].index("target_id")
        kept["numbers"] = [row for row in kept["numbers"] if row[at] is None or row[at] in targets]
        return kept

    def _sure(self, table: str, rows: Sequence[Row]) -> list[Row]:
        columns = TABLES[table]
        if table == "documents" or "confidence" not in columns or not self.min_confidence:
            return list(rows)
        at = columns.index("confidence")
        return [row for row in rows if float(row[at] or 0) >= self.min_confidence]  # type: ignore[arg-type]

    def _chosen(self, row: Row) -> bool:
        facts = dict(zip(TABLES["consolidated"], row, strict=True))
        if self.accepted_only and facts["review"] not in ACCEPTED:
            return False
        return not self.indicators or facts["indicator_id"] in self.indicators


REVIEWED = frozenset(["documents", "consolidated", "numbers"])
EVERYTHING = Selection()
