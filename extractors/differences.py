"""Differences: an amount by which one thing is more or less than another ("cao hơn năm 2022 từ 2 điểm trở lên")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import alternatives

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import Change


@dataclass(frozen=True, slots=True)
class Difference:
    """Kind of change, where its words begin, and where its base stands (both -1: elsewhere in the clause)."""

    change: Change
    start: int
    base_start: int = -1
    base_end: int = -1


@dataclass(frozen=True)
class _Words:
    named: re.Pattern[str]
    beyond: re.Pattern[str]
    by: re.Pattern[str]


_MORE_OR_LESS = r"(?:(?P<more>cao|nhiều|lớn|tăng)|(?P<less>thấp|ít|nhỏ|giảm|kém)) hơn"
_STATES = (
    r"(?:so với\s+)?(?:mức\s+)?(?:năm|cùng kỳ|mức|bình quân|trung bình|kết quả|thực hiện|ước|kế hoạch|dự toán|chỉ tiêu"
    r"|quy định|định mức|giai đoạn|nhiệm kỳ|quý|đầu (?:năm|kỳ|nhiệm kỳ)|số liệu)(?!\w)"
)
"""What an amount is measured against begins with these."""


VERB_BEFORE = re.compile(
    r"(?<!\w)(?:tăng|giảm|cắt|bớt|rút ngắn|nâng|kéo|hạ)(?!\w)(?! nghèo| thiểu| dần| cường| trưởng)"
    r"(?:(?!,\s*(?:tỷ lệ|mức|số|tổng|chỉ số)(?!\w))[^;%])*$"
)
"""With a verb of change "cao hơn", "nhiều hơn" are bounds of its amount: "giảm chi hội nghị nhiều hơn 15%"."""


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    changes, comparators = lexicon.table("changes"), lexicon.table("comparators")
    bounds = [word for words in comparators["before"].values() for word in words]
    near = alternatives([*bounds, *comparators["between"]["words"], *comparators["approximate"]["words"]])
    reach = rf"(?:[\s:(]|(?<!\w)(?:{near})(?!\w))*"
    level = alternatives([*changes["level"], "phải", "được", "nhưng", "và"])
    decrease = alternatives([*changes["decrease"], *changes["less"]])
    return _Words(
        named=re.compile(
            r"(?<!\w)(?:(?:tổng\s+)?mức (?:độ )?(?:(?P<more>(?:gia )?tăng(?: thêm)?|nâng thêm)|"
            rf"(?P<less>{decrease}))|(?:tỷ lệ|tốc độ) (?P<fewer>{decrease}))(?!\w)"
            r"(?! nghèo| nhẹ| trưởng| cường|\s+(?:xuống|còn|lên))"
            rf"(?P<things>(?:(?!(?<!\w)(?:đạt|còn|xuống|lên)(?!\w))[^;%])*?)\s(?:là|đạt|bằng|ở mức|:)?{reach}$"
        ),
        beyond=re.compile(
            rf"(?<!\w){_MORE_OR_LESS}\s+(?P<base>{_STATES}(?:(?!(?<!\w)(?:{level})(?!\w))(?:[^,;:()%\d]|(?:19|20)\d\d"
            rf"|\d(?= năm| tháng)))*?)\s*(?:là\s+)?{reach}$"
        ),
        by=re.compile(rf"(?<!\w)(?<!không )(?!tăng|giảm){_MORE_OR_LESS}\s+{reach}$"),
    )  # fmt: skip


def find_difference(form: str, start: int, number: int, based: bool, lexicon: Lexicon) -> Difference | None:
    """Find the words by which a number is an amount of difference.

    Args:
        form: comparison form of the passage.
        start: where the number's clause begins.
        number: where the number stands.
        based: whether the clause says elsewhere against what.
        lexicon: tables `changes`, `comparators`.

    Returns:
        "mức giảm … là", "thấp hơn … so với" (the latter with a base alone), "cao hơn năm 2022 …", or None.
    """
    words, front = _words(lexicon), form[start:number]
    against = " hơn" in front
    if against and (match := words.beyond.search(front)):
        kind: Change = "increase" if match["more"] else "decrease"
        return Difference(kind, start + match.start(), start + match.start("base"), start + match.end("base"))
    if (match := words.named.search(front)) and (based or "," not in match["things"]):
        return Difference("increase" if match["more"] else "decrease", -1)
    if based and against and (match := words.by.search(front)) and not VERB_BEFORE.search(front[: match.start()]):
        return Difference("increase" if match["more"] else "decrease", start + match.start())
    return None
