"""Headings that open a part which tells what was reached, not what is promised."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import alternatives, comparison_form

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon


@dataclass(frozen=True)
class _Words:
    past_heading: re.Pattern[str]
    looking_back: re.Pattern[str]
    looking_ahead: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    traps = lexicon.table("traps")
    return _Words(
        past_heading=re.compile(rf"(?<!\w)(?:{alternatives(traps['past_headings'])})(?!\w)"),
        looking_back=re.compile(
            rf"[\s\d.ivx]*(?:(?:những|các|một số|về|phần)\s+)*"
            rf"(?:{alternatives(traps['looking_back'])})(?!\w)"
        ),
        looking_ahead=re.compile(rf"(?<!\w)(?:{alternatives([*traps['looking_ahead'], *traps['documents']])})(?!\w)"),
    )


_PAST_HEAD = re.compile(
    r"[\s\d.ivx]*(?:đánh giá\s+)?(?:(?:những|các|một số|về)\s+)*"
    r"(?:(?:tình hình|thực trạng|hiện trạng|đặc điểm)(?!\w)"
    r"|kết quả(?=\s*$|\s+(?:năm|giai đoạn|đạt|thực hiện|công tác|bước đầu|triển khai|nổi bật|chủ yếu|đã)(?!\w)))"
)
_YEARS = re.compile(r"(?<![\d/])(20\d\d)(?!\d)")


def is_past_heading(form: str, lexicon: Lexicon, earliest: int | None = None) -> bool:
    """Whether a heading opens a part that tells what was reached, not what is promised.

    Args:
        form: the heading in comparison form.
        lexicon: table `traps`.
        earliest: first year of the plan: a heading whose years all lie before it looks back ("Điểm lại năm 2018"),
            unless it plans or names a document ("Mục tiêu so với năm 2018", "Thực hiện Nghị quyết năm 2018").
    """
    words = _words(lexicon)
    if words.past_heading.search(form) or words.looking_back.match(form) or _PAST_HEAD.match(form):
        return True
    years = [int(year) for year in _YEARS.findall(form)]
    return bool(years and earliest and max(years) < earliest) and not words.looking_ahead.search(form)


_AND_AHEAD = re.compile(r"(?:,|;|-|\svà)\s+(?:phương hướng|nhiệm vụ|giải pháp|mục tiêu|kế hoạch)(?!\w)")


def tells_past(heading: str, lexicon: Lexicon) -> bool:
    """Whether a heading looks back and at nothing ahead.

    "Khắc phục hạn chế" is work to do, "Kết quả năm 2021 và nhiệm vụ năm 2022" is both.
    """
    words, form = _words(lexicon), comparison_form(heading)
    opens = words.looking_back.match(form) or _PAST_HEAD.match(form)
    told = opens or (words.past_heading.search(form) and not words.looking_ahead.search(form))
    return bool(told) and not _AND_AHEAD.search(form)
