"""Whether a text may end in what belongs to no subject: most do not, and need not be searched for its beginning."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from extractors.clean import last_words, may_end

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

JOINS = (
    "và", "phấn đấu", "còn", "thì", "là", "với", "đến", "đạt", "riêng", "cho đến khi", "cho đến khi đạt", "để đạt",
)  # fmt: skip
"""What joins the things behind a number to the next number."""
MEANS = ("bình quân", "trung bình", "đúng", "tròn", "nốt")
_POINTS = ("niên độ", "đầu năm", "cuối năm", "tháng")
"""What a point of time may end in, where it does not end in a number or numeral."""
_WITHIN_A_YEAR = re.compile(r"ngày|tuần|tháng|quý")
"""How often within a year says how much is counted ("mỗi tuần phát …"); only "each year" is a fact of its own."""
_CLOSE_WITH_ANY_WORD = re.compile(r"từ\s|quý\s")
_TRAIL_WITH_ANY_WORD = re.compile(r"nếu\s|so\s|trên nền\s|lấy\s")


def each_year(lexicon: Lexicon) -> list[str]:
    """Words for every year: "hằng năm", "mỗi năm"."""
    return [word for word in lexicon.table("changes")["each"] if not _WITHIN_A_YEAR.search(word)]


@lru_cache(maxsize=8)
def _last_words(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    changes, bounds = lexicon.table("changes"), lexicon.table("comparators")["before"].values()
    each = each_year(lexicon)
    changing = [*changes["closing"], *changes["increase"], *changes["decrease"], *MEANS, *_POINTS]
    return last_words([*changing, *chain(*bounds), *each]), last_words([*JOINS, *_POINTS, *each]), last_words(each)


def may_close(form: str, behind: bool, lexicon: Lexicon) -> bool:
    """Whether what leads on to a number may end a text that stands before it, or `behind` the one before."""
    before, after, _ = _last_words(lexicon)
    return may_end(form, after if behind else before) or bool(_CLOSE_WITH_ANY_WORD.search(form))


def may_trail(form: str, lexicon: Lexicon) -> bool:
    """Whether a text may end in a time, in what is compared with or in a condition."""
    return may_end(form, _last_words(lexicon)[2]) or bool(_TRAIL_WITH_ANY_WORD.search(form))
