"""Values in the cells of a table of figures: "≥ 98", "Từ 90 trở lên", "25 - 30", "giảm 2", "15/15 xã"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import alternatives, comparison_form
from extractors.numbers import NUMBER, ParsedNumber, parse_number
from models.source import Doubt

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import Change, Comparator

_VALUE = re.compile(
    rf"(?P<before>[^\d()]*?)(?P<number>{NUMBER}(?:\s*%?\s*(?:-|đến)\s*{NUMBER}|\s*/\s*\d+)?)\s*(?P<unit>%?)"
    r"(?P<after>[^\d()]*)(?:\([^()]*\))?\s*\.?"
)
_PLAIN = re.compile(r"(?:phấn đấu|đạt|từ|khoảng|mức|là|đạt từ|phấn đấu đạt|bằng|còn|xuống còn|lên|[-+:]|\s)*")
_CHANGE = re.compile(r"(?P<increase>tăng(?: thêm)?|thêm|\+)|(?P<decrease>giảm(?: thêm)?)")
_LEVEL = re.compile(r"(?:còn|xuống|lên|đến)(?!\w)")
_LONGEST = 24


@dataclass(frozen=True)
class CellValue:
    """A value of one cell: `start`:`end` is its number, `unit` what stands behind it."""

    comparator: Comparator
    parsed: ParsedNumber
    start: int
    end: int
    unit: str = ""
    change: Change = ""
    doubts: tuple[Doubt, ...] = ()


@lru_cache(maxsize=8)
def _signs(
    lexicon: Lexicon,
) -> tuple[tuple[tuple[Comparator, re.Pattern[str]], ...], tuple[tuple[Comparator, re.Pattern[str]], ...]]:
    table = lexicon.table("comparators")
    before = tuple(
        (sign, re.compile(rf"(?:đạt\s+)?(?:{alternatives(words)})\s*(?:từ|là|mức|đạt)?"))
        for sign, words in table["before"].items()
    )
    after = tuple((sign, re.compile(rf"(?:{alternatives(words)})$")) for sign, words in table["after"].items())
    return before, after


def read_value(text: str, lexicon: Lexicon) -> CellValue | None:
    """Read a cell that holds one value; None for an empty one, a sentence, or several values.

    Args:
        text: the cell's text.
        lexicon: table `comparators`.
    """
    form = comparison_form(text).rstrip()
    match = _VALUE.fullmatch(form)
    if match is None:
        return None
    parsed = parse_number(re.sub(r"\s*đến\s*", "-", match["number"]))
    before, after = match["before"].strip(" :"), match["after"].strip(" .;,")
    if parsed is None or len(before) > _LONGEST or len(after) > _LONGEST:
        return None
    doubts = list(parsed.doubts)
    signs_before, signs_after = _signs(lexicon)
    change: Change = ""
    if (turn := _CHANGE.match(before)) and not _LEVEL.search(before):
        change = "increase" if turn["increase"] else "decrease"
        before = before[turn.end() :].strip()
    comparator: Comparator | None = next((sign for sign, words in signs_before if words.fullmatch(before)), None)
    if comparator is None and before and not _PLAIN.fullmatch(before):
        doubts.append(Doubt(code="comparator_unclear", detail=before[:20]))
    for sign, words in signs_after:
        if found := words.search(after):
            comparator, after = sign, after[: found.start()].strip()
    lead = len(match["after"]) - len(match["after"].lstrip())
    unit = "%" if match["unit"] else text[match.start("after") + lead :][: len(after)]
    start, end = match.span("number")
    return CellValue(comparator or "=", parsed, start, end, unit, change, tuple(doubts))
