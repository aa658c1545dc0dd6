"""Deadlines as appendix tables print them, each with its kind and the last day that it allows."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from corpus.vocabulary import own_words

if TYPE_CHECKING:
    import random

    from corpus.names import Setting
    from models.table import DeadlineKind


@dataclass(frozen=True)
class DeadlineTruth:
    """A deadline as printed, its kind (empty: the rules for readers name none), its last day."""

    text: str
    kind: DeadlineKind | Literal[""]
    last_day: date | None = None

    @property
    def year(self) -> int | None:
        """The year it sets for a target in its row; a start or a recurrence sets none."""
        return self.last_day.year if self.last_day else None


def _worded(rng: random.Random, setting: Setting, entries: list[dict[str, Any]]) -> DeadlineTruth:
    """Draw a deadline in a split's own words (`deadlines.toml`)."""
    fitting = [entry for entry in entries if not entry.get("single") or setting.start == setting.end]
    entry = rng.choices(fitting, [entry["weight"] for entry in fitting])[0]
    year, month, quarter = rng.randint(setting.start, setting.last), rng.randrange(2, 13), rng.randrange(1, 5)
    day = date(year, month, rng.choice((5, 10, 15, 20, 25)))
    ends = {
        "day": day,
        "month": date(year, month, monthrange(year, month)[1]),
        "quarter": date(year, 3 * quarter, monthrange(year, 3 * quarter)[1]),
        "half": date(year, 6, 30),
        "year": date(year, 12, 31),
    }
    roman = ("I", "II", "III", "IV")[quarter - 1]
    text = entry["text"].format(y=year, m=month, mm=f"{month:02d}", dd=f"{day.day:02d}", roman=roman)
    return DeadlineTruth(text, entry.get("kind", ""), ends.get(entry.get("last", "")))


def draw_deadline(rng: random.Random, setting: Setting) -> DeadlineTruth:
    """Draw a deadline within the plan's period."""
    own = own_words("deadlines", setting.split)
    if own:
        return _worded(rng, setting, own["deadline"])
    year = rng.randint(setting.start, setting.last)
    month, quarter = rng.randrange(2, 13), rng.randrange(1, 5)
    month_end = date(year, month, monthrange(year, month)[1])
    roman = ("I", "II", "III", "IV")[quarter - 1]
    quarter_end = date(year, 3 * quarter, monthrange(year, 3 * quarter)[1])
    day = date(year, month, rng.choice((10, 15, 20, 25, 28)))
    word = rng.choice(("Quý", "Quý", "Trong Quý"))
    upper = "Trung ương" if setting.level == "tỉnh" else f"UBND {setting.above}"
    often = rng.choice(("Thường xuyên", "Thường xuyên", "Hằng năm", "Hàng năm", "Hằng quý"))
    return rng.choices(
        (
            DeadlineTruth(often, "recurring"),
            DeadlineTruth(f"{word} {roman}/{year}", "quarter", quarter_end),
            DeadlineTruth(f"{word} {roman} năm {year}", "quarter", quarter_end),
            DeadlineTruth(f"Tháng {month}/{year}", "month", month_end),
            DeadlineTruth(f"Trước {day.day:02d}/{day.month}/{year}", "date", day),
            DeadlineTruth(f"Trước ngày {day.day:02d}/{day.month:02d}/{year}", "date", day),
            DeadlineTruth(f"Năm {year}", "year", date(year, 12, 31)),
            DeadlineTruth(f"Tháng {month} hằng năm", "recurring"),
            DeadlineTruth(f"Theo kế hoạch của {upper}", "on_event"),
            DeadlineTruth("Sau khi có hướng dẫn của cấp trên", "on_event"),
            DeadlineTruth(f"Từ quý {roman}/{year}", "open"),
            DeadlineTruth(f"Khi có đề án; hoàn thành {day.day:02d}/{day.month:02d}/{year}", "date", day),
        ),
        (22, 16, 4, 12, 8, 6, 8, 5, 6, 5, 4, 4),
    )[0]
