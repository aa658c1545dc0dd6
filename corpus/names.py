"""Places and people that do not exist, and the setting of a plan: who plans, for which years, signed when."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from corpus.vocabulary import read_phrases

if TYPE_CHECKING:
    import random

Level = Literal["tỉnh", "huyện", "xã"]
TWO_LEVELS_SINCE = date(2025, 7, 1)
"""From this day there are no districts (Luật số 72/2025/QH15)."""


@dataclass(frozen=True)
class Setting:
    """Whose plan of which years. `word` is the printed kind of unit ("thị trấn"), `level` its level of government."""

    kind: str
    level: Level
    word: str
    name: str
    district: str
    province: str
    start: int
    end: int | None
    issued: date
    split: str

    @property
    def unit(self) -> str:
        """The unit with its word: "huyện Thạch Khê"."""
        return f"{self.word} {self.name}"

    @property
    def last(self) -> int:
        """Last year of the plan; its first where the period is open."""
        return self.end if self.end is not None else self.start

    @property
    def two_levels(self) -> bool:
        """Whether districts have ended."""
        return self.issued >= TWO_LEVELS_SINCE

    @property
    def above(self) -> str:
        """The unit above, as printed."""
        if self.level == "tỉnh":
            return "cả nước"
        if self.level == "xã" and self.district:
            return f"huyện {self.district}"
        return f"tỉnh {self.province}"

    @property
    def period(self) -> str:
        """The period in words."""
        if self.end is None:
            return f"năm {self.start} và những năm tiếp theo"
        return f"năm {self.start}" if self.start == self.end else f"giai đoạn {self.start} - {self.end}"

    @property
    def agencies_key(self) -> str:
        """Which list of agencies the unit has."""
        return f"{self.level}_new" if self.two_levels and self.level != "huyện" else self.level


def invent_person(rng: random.Random, split: str) -> str:
    """Return a full name that belongs to nobody in particular."""
    words = read_phrases("names", split)
    if rng.random() < 0.25:
        return f"{rng.choice(words['families'])} {rng.choice(words['middles_f'])} {rng.choice(words['given_f'])}"
    return f"{rng.choice(words['families'])} {rng.choice(words['middles_m'])} {rng.choice(words['given_m'])}"


def invent_setting(rng: random.Random, kind: str, split: str, since: int) -> Setting:
    """Draw the unit, its level, the period and the day of signature; `since` is the first year the kind exists."""
    words = read_phrases("names", split)
    start = rng.choice([year for year in range(max(2012, since), 2027)])
    five = rng.random() < 0.35
    end: int | None = start
    if five:
        start = max(start - start % 5 + 1, 2016)
        end = start + 4
    elif kind == "cchc" and rng.random() < 0.08:
        end = None
    issued = date(start, 1, 4) + timedelta(days=rng.randrange(-20, 75))
    level: Level = rng.choices(("huyện", "xã", "tỉnh"), (55, 30, 15))[0]
    if level == "huyện" and issued >= TWO_LEVELS_SINCE:
        level = "xã"
    province, district = rng.choice(words["provinces"]), rng.choice(words["districts"])
    if level == "tỉnh":
        return Setting(kind, level, "tỉnh", province, "", province, start, end, issued, split)
    if level == "huyện":
        word = rng.choices(("huyện", "thị xã", "thành phố"), (80, 12, 8))[0]
        return Setting(kind, level, word, district, district, province, start, end, issued, split)
    two = issued >= TWO_LEVELS_SINCE
    word = rng.choices(("xã", "phường" if two else "thị trấn"), (75, 25))[0]
    name = rng.choice(words["highland"]) if rng.random() < 0.2 else ""
    name = name or f"{rng.choice(words['first'])} {rng.choice(words['second'])}"
    return Setting(kind, level, word, name, "" if two else district, province, start, end, issued, split)


def slug(text: str) -> str:
    """Return the letters without marks, words joined by hyphens ("Thạch Khê" → "thach-khe")."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in letters).split())
