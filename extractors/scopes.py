"""Scope: the level of government whose things a number counts (golden/GUIDELINES.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import UPWARD, alternatives

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import Scope, UnitLevel

LEVELS: tuple[Scope, ...] = ("cấp tỉnh", "cấp huyện", "cấp xã")


@dataclass(frozen=True)
class ScopeWords:
    """Patterns over the lexicon's scope words: mentions with their level, alone, places, ends of a head."""

    mention: re.Pattern[str]
    level_of: dict[str, Scope]
    alone: re.Pattern[str]
    name: re.Pattern[str]
    place: re.Pattern[str]
    head_end: re.Pattern[str]


_OFFICES = r"(?:các\s+)?(?:phòng(?:\s*,\s*ban)?|cơ quan|đơn vị)(?:\s+(?:chuyên môn|trực thuộc))*(?!\w)"
"""Offices beside the body whose they are: "UBND huyện và các phòng"."""


@lru_cache(maxsize=8)
def scope_words(lexicon: Lexicon) -> ScopeWords:
    """Compile the scope words once for a lexicon."""
    table = lexicon.table("scopes")
    groups = {f"level{i}": level for i, level in enumerate(LEVELS)}
    parts = []
    for name, level in groups.items():
        short = alternatives(table[level]["short"])
        parts.append(
            rf"(?P<{name}>(?:{alternatives(table[level]['words'])})|(?<=[,/] )(?:{short})"
            rf"|(?<=[,/])(?:{short})|(?<=và )(?:{short}))(?!\w)(?! hội(?!\w))"
        )
    mention = "|".join(parts)
    anyone = "|".join(alternatives([*table[level]["words"], *table[level]["short"]]) for level in LEVELS)
    anyone += "|toàn (?:tỉnh|huyện|xã|thị trấn|phường|thành phố|thị xã)"
    return ScopeWords(
        mention=re.compile(rf"(?<!\w)(?:{mention})"),
        level_of=dict(groups),
        alone=re.compile(
            rf"[\s,:(+*•-]*(?:(?:của|ở|tại|đối với|giao cho|giao|dành cho|tính cho|cho|các|từ|với|do|là|riêng)\s+)*"
            rf"(?:(?:các\s+)?(?:cơ quan|đơn vị|phòng)\s+)?"
            rf"(?:{anyone})(?:\s*(?:,|và|đến|/)\s*(?:cấp\s+)?(?:{anyone}|{_OFFICES}))*[\s,:.)]*"
        ),
        name=re.compile(
            "|".join(
                rf"(?<!\w)(?P<n{i}>{alternatives([*table[level]['words'], *table[level]['short']])})(?!\w)"
                for i, level in enumerate(LEVELS)
            )
        ),
        place=re.compile(
            rf"(?<!\w)(?<!ubnd )(?<!nhân dân )(?<!của )(?:{alternatives(table['places']['words'])})(?!\w)"
        ),
        head_end=re.compile(
            rf"(?<!\w)(?:{alternatives(table['heads']['ends'])})(?!\w)"
        ),
    )  # fmt: skip


_HUYEN = r"(?:\s+(?:chuyên môn|trực thuộc|thuộc|của|cấp|ubnd|huyện|thị xã|thành phố|quận))*"
OFFICES_OF: dict[str, re.Pattern[str]] = {
    "huyện": re.compile(
        r"(?:(?:tất cả|khối|các|mỗi|từng|số)\s+)*(?:phòng\s*,\s*ban(?:\s*,\s*ngành)?|phòng chuyên môn"
        r"|cơ quan chuyên môn)"
        rf"{_HUYEN}(?!\w)(?!\s*(?:,|và|/))"
    ),
    "tỉnh": re.compile(
        r"(?:(?:tất cả|khối|các|mỗi|từng|số)\s+)*(?:sở(?:\s*,\s*(?:ban|ngành|đoàn thể))*|cơ quan chuyên môn)"
        r"(?:\s+(?:trực thuộc|thuộc|của|cấp|ubnd|tỉnh))*(?!\w)(?!\s*(?:,|và|/))"
    ),
}
"""Offices that belong to the body whose plan it is, by its level; with others beside them they are of any level."""
_BOTH = re.compile(
    r"(?<!\w)(?:cấp\s+)?(?:tỉnh|huyện|thị xã|thành phố|quận)(?:\s*,\s*|\s+(?:và|lẫn|đến)\s+)(?:cấp\s+)?(?:xã"
    r"|phường)(?!\w)"
)
"""Two levels whose second has no word of its own: "(cả huyện và xã)"."""
_GIVEN_BY = re.compile(
    r"(?<!\w)(?:do|được)\s+(?:(?:thường trực|chủ tịch|hđnd|ubnd|ủy ban nhân dân|hội đồng nhân dân|tỉnh ủy|huyện ủy"
    r"|tỉnh|huyện"
    r"|thành phố|thị xã|cấp trên|và|các|bộ|ngành|sở|trung ương)(?!\w)[\s,]*)+(?:giao|phân công|phê duyệt|chỉ đạo)(?!\w)"
)
"""Who gives a task, not whose things they are: "nhiệm vụ do HĐND tỉnh, UBND tỉnh giao"."""
_TOWARD = re.compile(
    r"(?<!\w)(?:chuyển|gửi|trình|nộp)\s+(?:lên\s+|về\s+)?(?:(?:ubnd|cấp)\s+){1,2}"
    r"(?:tỉnh|huyện|thành phố|thị xã)(?!\w)"
)
"""Where things go: "hồ sơ xã chuyển lên cấp huyện"."""
_ACTING = re.compile(r"\s*(?:giao|phân công|công nhận|phê duyệt|phân bổ|đánh giá|công bố|chấm điểm|xếp loại)(?!\w)")
_RANKED = re.compile(r"(?:xếp hạng|xếp loại|chấm điểm)[^,;.]*$")


@lru_cache(maxsize=1024)
def find_levels(form: str, lexicon: Lexicon) -> tuple[Scope, ...]:
    """Levels named in a text, in order, each as often as it is named."""
    words = scope_words(lexicon)
    clear = words.place.sub(lambda m: "·" * len(m.group()), form)
    clear = _GIVEN_BY.sub(lambda m: "·" * len(m.group()), clear)
    clear = _TOWARD.sub(lambda m: "·" * len(m.group()), clear)
    found = []
    for match in words.mention.finditer(clear):
        if re.match(r"\s*(?:giao|đề ra)(?!\w)", clear[match.end() :]):
            continue
        by = re.search(r"(?:do|được)\s+$", clear[: match.start()]) or match.group().startswith("do ")
        if (by and _ACTING.match(clear, match.end())) or _RANKED.search(clear, 0, match.start()):
            continue
        if UPWARD.match(clear, match.end()):
            return ()
        found.append(words.level_of[match.lastgroup or ""])
    if found == ["cấp xã"] and (both := _BOTH.search(clear)):
        found.insert(0, "cấp tỉnh" if "tỉnh" in both.group() else "cấp huyện")
    return tuple(found)


_NAMED = re.compile(r"(?<!\w)(?:[Tt]ại|[Ởở])\s+(?:thành phố|thị xã|huyện|quận)\s+[A-ZĐÀ-Ỹ]\w*(?:\s+[A-ZĐÀ-Ỹ]\w*)*")


def without_named(text: str, level: UnitLevel) -> str:
    """A text of a province without the districts that it names as places ("tại thành phố …"); offsets move."""
    return _NAMED.sub(" ", text) if level == "tỉnh" else text


PEOPLE = re.compile(
    r"(?:(?:số|tỷ lệ|tổng số|các)\s+)*(?:nhân dân|người dân|dân số|dân cư|hộ dân|hộ gia đình|hộ nghèo|hộ cận nghèo|hộ"
    r"|doanh nghiệp|học sinh|trẻ em|trẻ|phụ nữ|thanh niên|nông dân|người cao tuổi|lao động|thuê bao)(?!\w)[^,;]*?\s"
    r"(?:(?:ở|tại|của|thuộc)\s+)?(?:các\s+)?(?:xã|phường|thị trấn)(?!\w)"
)
"""People of communes are no things of a level: "90% nhân dân các xã vùng cao"."""
_THEIRS = re.compile(
    r"(?:(?:số|tỷ lệ|tổng số|các|vận động|hướng dẫn|hỗ trợ|mức độ|sự|hài lòng|của|khảo sát|ý kiến)\s+)*"
    r"(?:nhân dân|người dân|công dân|dân số|dân cư|hộ|doanh nghiệp|học sinh|trẻ em|trẻ|phụ nữ|thanh niên|nông dân"
    r"|người cao tuổi"
    r"|lao động|người lao động|thuê bao|hợp tác xã|người|tổ chức)(?!\w)"
)


def counts_people(subject: str) -> bool:
    """Whether people, households or businesses are counted, who are no things of a level."""
    return bool(_THEIRS.match(subject.casefold()))


_ATTRIBUTE = re.compile(
    r"(?<!\w)(?:việc (?:thực hiện|triển khai|ban hành|xây dựng|tổ chức|áp dụng|sử dụng)"
    r"|đang (?:áp dụng|thực hiện|triển khai|sử dụng|tham gia)|bên trong)$"
)
"""What only says which things are meant: "thủ tục đang áp dụng của UBND các xã", "đầu mối bên trong các sở"."""


def head_of(form: str, lexicon: Lexicon) -> str:
    """The part of a subject that names the things, before what happens to them."""
    words = scope_words(lexicon)
    for match in words.head_end.finditer(form, 4):
        if not _ATTRIBUTE.search(form[: match.end()]):
            return form[: match.start()]
    return form


def levels_of_names(form: str, lexicon: Lexicon) -> tuple[Scope, ...]:
    """Levels of a text that names levels and nothing else ("thành phố", "xã, phường"), equal neighbours once."""
    levels: list[Scope] = []
    for match in scope_words(lexicon).name.finditer(form):
        level = next(level for level in LEVELS if match[f"n{LEVELS.index(level)}"])
        if not levels or levels[-1] != level:
            levels.append(level)
    return tuple(levels)


_COUNTED = re.compile(r"(?:số\s+|các\s+)*(?:(?P<xã>xã|phường|thị trấn)|(?P<huyện>huyện|quận|thị xã))")


def level_counted(text: str, form: str) -> Scope:
    """Level of bodies that a number itself counts ("100% xã có …"), not of one that is named ("xã Phú Mỹ")."""
    match = _COUNTED.match(form)
    if not match or (form[match.end() :].strip() and not re.match(r"[\s,/](?![A-ZĐ])", text[match.end() :])):
        return ""
    rest = text[match.end() :].lstrip()
    return "" if rest[:1].isupper() or re.match(r"giao|đề ra|được giao", rest) else f"cấp {match.lastgroup}"  # type: ignore[return-value]


_ANY_BODY = re.compile(
    r"(?<!\w)(?:xã|phường|thị trấn|thị xã|thành phố)\s*,\s*(?:các\s+)?(?:cơ quan(?: đơn vị)?|doanh nghiệp|nhà trường"
    r"|trường học|khu công nghiệp|khu dân cư)(?!\w)"
)
"""Communes among bodies of other kinds: "khu dân cư, xã, thị trấn, cơ quan, doanh nghiệp"."""
_AGENCY = re.compile(r"(?<!\w)(?:cơ quan|đơn vị|phòng|ban|ngành|địa phương)(?!\w)")


def is_mixed(head: str, lexicon: Lexicon) -> bool:
    """Whether bodies of any level stand beside the one named: "các cơ quan, đơn vị, UBND các xã"."""
    if _ANY_BODY.search(head):
        return True
    mention = next(iter(scope_words(lexicon).mention.finditer(head)), None)
    if mention is None or not re.match(r"ubnd|ủy ban|các xã|xã,|mỗi|từng|các sở|sở,", mention.group()):
        return False
    if re.match(r"\s*(?:,|và)\s*(?:các\s+)?địa phương(?!\w)", head[mention.end() :]):
        return True
    before = head[: mention.start()].rstrip()
    return before.endswith((",", "và", ";", "/")) and bool(_AGENCY.search(before))
