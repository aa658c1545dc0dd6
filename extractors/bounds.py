"""Bounds: the words around a number that say at least, more than, at most or less than."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from extractors.clean import UPWARD, alternatives, last_words, may_end
from extractors.differences import VERB_BEFORE
from extractors.toneless import bare

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import Comparator


class Bound(NamedTuple):
    """A comparator, whether words state it, and how far these reach before the number and behind its unit."""

    sign: Comparator = "="
    stated: bool = False
    before: int = 0
    after: int = 0


NO_BOUND = Bound()


@dataclass(frozen=True)
class _Rules:
    before: tuple[tuple[Comparator, re.Pattern[str]], ...]
    after: tuple[tuple[Comparator, re.Pattern[str]], ...]
    misread: tuple[tuple[Comparator, re.Pattern[str]], ...]
    grade: re.Pattern[str]
    graded: re.Pattern[str]
    """What ends in a grade: "7 đơn vị xếp loại tốt trở lên" bounds the grade."""
    last: frozenset[str]
    bare_last: frozenset[str]
    """Last words of what may stand before a number in a bound, the second without marks."""


@lru_cache(maxsize=8)
def _rules(lexicon: Lexicon) -> _Rules:
    table = lexicon.table("comparators")
    between, amounts = alternatives(table["between"]["words"]), alternatives(table["amounts"]["words"])
    gap = rf"(?:[\s:(]|(?<!\w)(?:{between})(?!\w))*"
    near = rf"(?:\s|(?<!\w)(?:{amounts})(?!\w))*"
    ends = last_words(chain(*table["before"].values(), table["between"]["words"], table["amounts"]["words"]))
    return _Rules(
        before=tuple(
            (sign, re.compile(rf"(?:(?<!\w)|(?=[<>≤≥]))({alternatives(words)}){near if sign in '<>' else gap}$"))
            for sign, words in table["before"].items()
        ),
        after=tuple(
            (sign, re.compile(rf"^[^,;.()\d]{{0,60}}?(?:\([^)]*\)[^,;.()\d]{{0,20}}?)?"
                              rf"(?<!\w)({alternatives(words)})(?!\w)"))
            for sign, words in table["after"].items()
        ),
        misread=tuple(
            (sign, re.compile(rf"(?<!\w)(?:{bare(alternatives(word for word in words if ' ' in word))}){bare(gap)}$"))
            for sign, words in table["before"].items()
        ),
        graded=re.compile(rf"(?<!\w)(?:{alternatives(table['grades']['last'])})\s*$"),
        grade=re.compile(rf"(?<!\w)(?:{alternatives(table['grades']['words'])})(?!\w)"),
        last=ends,
        bare_last=frozenset(map(bare, ends)),
    )  # fmt: skip


_BARE_FROM = re.compile(r"(?<!\w)(từ)[\s:(]*$")
_RISE = re.compile(r"^\s*%?(?:[^,;.%\d]|(?:19|20)\d\d){0,40}?(?<!\w)(?<!trở )(?:lên|xuống|tăng lên|giảm còn)(?!\w)")
_WITHIN = re.compile(r"(?<!\w)trong\s*$")
_DURATION = re.compile(r"(?:ngày|giờ|phút|giây)(?!\w)")
_DOUBLED = re.compile(r"([^\W\d_])\1")
"""Letters that a reader saw twice ("tối thiểếu", "ítt nhất")."""
_NONE_BEYOND = re.compile(
    r"(?<!\w)không (?:(?:có|còn|để)\s+(?:[^\W\d]+\s+){1,8}|(?:[^\W\d]+\s+){1,6}nào(?: nào)?\s+(?:có\s+|đạt\s+|ở\s+)*)$"
)
_LACKING = re.compile(r"(?<!\w)(?:tỷ lệ|tổng số|số)\s[^,;.]*?(?<!\w)không\s")
_IS_MORE = re.compile(r"(?<!\w)(?:đạt|chiếm)(?:\s+tỷ lệ)?\s*$")
"""Right before "more than" these speak of a share that is reached: "không có ma túy đạt trên 20%"."""


def _none_beyond(before: str, sign: Comparator) -> bool:
    """Whether none is beyond a bound: "không có xã dưới 60 điểm", not "tỷ lệ hộ không có đất còn dưới 2%"."""
    lacking = _LACKING.search(before) or (sign == ">" and _IS_MORE.search(before))
    return not lacking and bool(_NONE_BEYOND.search(before))


_DENIED = re.compile(
    r"(?<!\w)không\s+(?:(?:được|để|thể|nên|phải|cho phép|chấp nhận|bao giờ|có|ở|đạt|phép|tụt|sụt|rơi|giảm|hạ|xuống"
    r"|thấp|tăng)"
    r"\s+)*$"
)
"""Before a bound it turns it round: "không được thấp hơn 82%", "không để vượt 3%"."""
_NOT = re.compile(r"(?<!\w)không (?:được|phải|để|bắt)(?!\w)[^,;.()]*$")
"""Far before "quá" it still turns it round: "không được yêu cầu người dân đi lại quá 02 lần"."""
_OTHER_SIDE: dict[str, Comparator] = {"<": ">=", ">": "<="}
"""What holds for all where none is beyond a bound: "không có xã dưới 60 điểm" is at least 60."""
_PLACES = re.compile(r"(?:đảo|hòn đảo|địa bàn|tuyến|tuyến đường|tuyến phố|sông|trục|cánh đồng|kênh|tuyến kênh)(?!\w)")
_BY = re.compile(r"(?<!\w)(?:cao|nhiều|lớn|thấp|ít|nhỏ|kém) hơn\s+(?:khoảng\s+)?$")
_AGAINST = re.compile(r"[^,;.%\d]{0,80}?(?<!\w)so với\s+(?!tổng|toàn bộ|tất cả|số |dân số)")
"""An amount of difference, no bound: "thấp hơn 15% so với năm trước" is less by 15%."""
_WITHIN_TIME = re.compile(r"(?<!\w)trong (?:thời hạn|vòng)(?!\w)")
"""No bound of a share: "đơn thư trả lời trong thời hạn đạt 89%"."""
_ABOUT = re.compile(r"(?<!\w)trên dưới\s+$")
"""Round about: "trên dưới 200 lao động"."""
_MINORITY = re.compile(r"(?<!\w)(?:dân tộc|nhóm|bộ phận|giảm) thiểu$")
"""No half of a bound whose first word is lost: "đồng bào dân tộc thiểu số đạt 95%"."""
_SYLLABLE = len("thiểu")
_LONGEST_WORD = 24
_REACHING = re.compile(r"(?<!\w)(?:đạt|có|tại|cho|được|tăng|giảm|còn|là|lên|với|từ|ở|thêm|phấn đấu)\s+$")


def _stands_on(before: str, unit: str) -> bool:
    """Whether "trên" says where ("7 khu dân cư trên 3 đảo"), not how many."""
    return bool(_PLACES.match(unit)) and not _REACHING.search(before)


_OPENING_MARKS = " :("
"""What may stand between a bound and its number."""
_COUNTED_WORDS = 6
"""Words of a counted thing before "trở lên"."""


def _counts_up(between: str, lexicon: Lexicon) -> bool:
    """Whether "trở lên" behind a noun bounds the share before it ("95% dân số trở lên"), not a grade of the noun."""
    return len(between.split()) <= _COUNTED_WORDS and not _rules(lexicon).grade.search(between) and "," not in between


def _stated_before(before: str, unit: str, lexicon: Lexicon) -> Bound | None:
    found: list[tuple[int, Comparator]] = []
    rules = _rules(lexicon)
    for sign, pattern in rules.before if may_end(before.rstrip(_OPENING_MARKS), rules.last) else ():
        match = pattern.search(before)
        if match and (match[1] != "quá" or unit.startswith("%") or _NOT.search(before, 0, match.start(1))):
            found.append((match.start(1), sign))
    if not found:
        return None
    at, sign = min(found)
    if _ABOUT.search(before) or _MINORITY.search(before[: at + _SYLLABLE]):
        return None
    if before[at:].strip() == "trên" and _stands_on(before[:at], unit):
        return NO_BOUND
    if before[at:].strip() == "quá" and _NOT.search(before[:at]):
        return Bound("<=", True, len(before) - at)
    if _none_beyond(before[:at], sign) or _DENIED.search(before[:at]):
        sign = _OTHER_SIDE.get(sign, sign)
    return Bound(sign, True, len(before) - at)


def _stated_behind(after: str, unit: str, lexicon: Lexicon) -> Bound | None:
    for sign, pattern in _rules(lexicon).after:
        if not (match := pattern.match(after)):
            continue
        between = after[: match.start(1)]
        near = not re.search(r"\w", re.sub(r"\([^)]*\)", "", between))
        counted = not unit.startswith("%") and not _rules(lexicon).graded.search(between)
        if near or _counts_up(between, lexicon) or counted:
            return Bound(sign, True, 0, match.end() if near else 0)
    return None


def _misread(before: str, lexicon: Lexicon) -> Bound | None:
    """A bound of several words whose marks a reader got wrong or whose letters it saw twice ("tối thiếu")."""
    rules, folded = _rules(lexicon), bare(before)
    if not may_end(_DOUBLED.sub(r"\1", folded[-_LONGEST_WORD:].rstrip(_OPENING_MARKS)), rules.bare_last):
        return None
    text = _DOUBLED.sub(r"\1", folded)
    for sign, pattern in rules.misread:
        if pattern.search(text):
            return Bound(sign, True)
    return None


def find_bound(before: str, behind: str, unit: str, lexicon: Lexicon) -> Bound:
    """Find the bound of a number.

    Args:
        before: what stands before the number, up to the number before it, in comparison form.
        behind: what follows the number, its unit included, up to the next number.
        unit: the unit as it begins `behind`.
        lexicon: table `comparators`.
    """
    after = behind[behind.find(unit) + len(unit) :]
    if unit.startswith("%"):
        before = _WITHIN_TIME.sub(lambda match: "·" * len(match.group()), before)
    if (stated := _stated_before(before, unit, lexicon)) and stated.sign in "<>" and (by := _BY.search(before)):
        twice = UPWARD.match(after)
        against = _AGAINST.match(after, twice.end() if twice else 0)
        if against and not VERB_BEFORE.search(before[: by.start()]):
            sign: Comparator = ("<=" if "xuống" in twice.group() else ">=") if twice else "="
            stated = stated._replace(sign=sign)
    if stated:
        twice = UPWARD.match(after) if stated.stated else None
        return stated._replace(after=twice.end()) if twice else stated
    if stated := _stated_behind(after, unit, lexicon) or _misread(before, lexicon):
        return stated
    if _WITHIN.search(before) and _DURATION.match(unit):
        return Bound("<=", True)
    if (match := _BARE_FROM.search(before)) and not _RISE.match(behind):
        return Bound(">=", True, len(before) - match.start(1))
    return NO_BOUND
