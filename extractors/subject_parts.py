"""Subjects made of a shared one and words of its own: another level, a part of the whole ("riêng đất đai 92%")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.clean import comparison_form, one_line
from extractors.scopes import find_levels, scope_words
from extractors.subjects import is_verb, split_predicate

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

_PREPOSITION = re.compile(r"(?:của|ở|tại|thuộc|đối với|với|cho|do|trong|riêng)\s+")
_FIRST_PLACE = re.compile(r"(?:(?:các\s+)?(?:cơ quan\s+|đơn vị\s+)?cấp |ubnd )")
_TWICE = re.compile(r"^(ở|tại|của)\s+(?=\1\s)", re.IGNORECASE)
_EACH_LEVEL = re.compile(r"\s*(?:theo|ở|tại|của|cho|đối với)?\s*(?:từng|mỗi) cấp(?: (?:chính quyền|hành chính))?$")
_HAPPENS = re.compile(
    r"(?<!\w)(?:giải quyết (?=trước|đúng|xong)|xử lý (?=trên|trọn|đúng|xong|trước|toàn)|trả (?=đúng|trước|kết quả)"
    r"|cài (?=phần mềm)|gửi (?=qua|nhận|bằng)|dùng (?!chung)|trên tổng số|trong tổng số|quá hạn|trễ hạn"
    r"|(?:trước|sớm|đúng) (?:và|hoặc) (?:trước|sớm|đúng) (?:hạn|hẹn)|(?:trước|sớm) (?:hạn|hẹn)"
    r"|trễ hẹn|đúng hạn|đúng hẹn|đi muộn)"
)
"""What happens to the things, told by words that elsewhere name things."""
_KINDS = re.compile(
    r"(?:người|cán bộ|công chức|viên chức|học sinh|lao động|hộ|tổ chức|cá nhân|doanh nghiệp|cơ quan|đơn vị|xã|phường"
    r"|trường|hồ sơ|văn bản|thủ tục|dịch vụ|khách|diện tích)(?!\w)"
)
_MEASURE = re.compile(r"(?:tỷ lệ|số|số lượng|tổng số|mức độ|tỷ trọng)\s+")
_LEVEL_BEHIND = re.compile(r"\s(?:ở|tại)\s(?:cấp )?(?:tỉnh|huyện|xã|phường|thị trấn|thị xã|thành phố)$")
_SHORT = 9
"""Syllables of the words that name a part."""


def part_predicate(subject: str, lexicon: Lexicon) -> tuple[str, str]:
    """Part a subject into the things and what happens to them, by more words than elsewhere."""
    things, predicate = split_predicate(subject, lexicon)
    if things.count("(") > things.count(")"):
        return subject, ""
    happens = _HAPPENS.search(comparison_form(things), 3)
    if happens is None:
        return things, predicate
    return subject[: happens.start()].strip(), subject[happens.start() :].strip()


def _without_half(shared: str, own: str) -> str:
    """A subject without the half of a place that a comma parted: "… ở phường" with "ở phường, xã"."""
    half = own.split(",")[0]
    return shared[: -len(half)].rstrip() if comparison_form(shared).endswith(f" {half}") else shared


def put_level(shared: str, own: str, lexicon: Lexicon) -> str:
    """A shared subject with whose its things are, behind the things: "hồ sơ được số hóa" with "cấp xã".

    A place that is no level of government ("ở phường, xã") stands at the end, as printed.
    """
    own = one_line(own).strip(" ,:;()-")
    form = comparison_form(own)
    bare = form[preposition.end() :] if (preposition := _PREPOSITION.match(form)) else form
    shared = shared.rstrip(" :,")
    if each := _EACH_LEVEL.search(comparison_form(shared)):
        shared = shared[: each.start()].rstrip(" :,")
    shared = _without_half(shared, form)
    things, predicate = part_predicate(shared, lexicon)
    level = own[len(own) - len(bare) :]
    level = f"c{level[1:]}" if level.startswith("Cấp ") else level
    if not _FIRST_PLACE.match(bare) or not predicate or not things:
        dropped = _FIRST_PLACE.match(bare) and preposition and preposition.group().strip() in ("với", "đối với")
        return one_line(f"{shared} {level if dropped else own}")
    if things.startswith("Tỷ lệ "):
        things = f"t{things[1:]}"  # put together of two places it is no quotation
    return one_line(f"{things} {'của ' if bare.startswith('ubnd') else ''}{level} {predicate}")


_LEVEL_LAST = re.compile(
    r"(?:(?<=: )|(?<=:)|(?<=\s))(?P<level>(?:các\s+)?(?:tỉnh|huyện|xã|phường|thị trấn|thành phố|thị xã|sở))$"
)
"""A level's bare name at the end of a subject: "Mức độ hài lòng: huyện", "Hồ sơ đúng hạn huyện"."""


def swap_scope(shared: str, own: str, lexicon: Lexicon) -> str:
    """Repeat a shared subject with another level: "… của UBND huyện" with "UBND cấp xã" → "… của UBND cấp xã"."""
    form = comparison_form(shared)
    mentions = list(scope_words(lexicon).mention.finditer(form))
    own = _TWICE.sub("", one_line(own).strip(" ,:;()-"))
    if not mentions:
        last = _LEVEL_LAST.search(form)
        if last is None:
            return put_level(shared, own, lexicon)
        return one_line(f"{shared[: last.start('level')]} {own}")
    first, last = mentions[0], mentions[-1]
    kept = re.match(r"(?:của|tại|ở|thuộc|do|từ)\s+", first.group())
    preposition = (
        ""
        if re.match(r"(?:của|tại|ở|thuộc|do|từ)\s", comparison_form(own)) or not kept
        else shared[first.start() : first.start() + kept.end()]
    )
    front = shared[: first.start()]
    twice = _PREPOSITION.match(comparison_form(own))
    if twice and comparison_form(front).endswith(f" {twice.group()}"):
        front = front[: -len(twice.group())]
    return one_line(front + preposition + own + shared[last.end() :])


def is_part(subject: str, lexicon: Lexicon, changes: bool = False) -> bool:
    """Whether words only name some of the things that were spoken of: short, and nothing happens to them.

    What `changes` (rises, falls) is named by them alone, though they look like an act: "xây dựng tăng 12%".
    """
    form = comparison_form(subject)
    if not form or len(form.split()) > _SHORT or _MEASURE.match(form) or form.startswith(("mỗi ", "không ")):
        return False
    return changes or not (is_verb(form, lexicon) or part_predicate(subject, lexicon)[1])


def join_part(whole: str, part: str, lexicon: Lexicon) -> str:
    """A subject with the part of its things that is meant: "Hộ có điện" with "hộ nghèo" → "hộ nghèo có điện"."""
    if (placed := _LEVEL_BEHIND.search(comparison_form(whole))) and not find_levels(comparison_form(part), lexicon):
        whole = whole[: placed.start()]
    measure = _MEASURE.match(comparison_form(whole))
    front = whole[: measure.end()] if measure else ""
    things, predicate = part_predicate(whole[len(front) :], lexicon)
    if predicate and _KINDS.match(comparison_form(things)) and _KINDS.match(comparison_form(part)):
        return one_line(f"{front}{part} {predicate}")
    first = comparison_form(part).split()[0]
    if predicate and comparison_form(things).split()[:1] == [first]:
        return one_line(f"{front}{part} {predicate}")
    return one_line(f"{whole} {part}")


def own_level(passage_form: str, text: str, start: int, stop: int, lexicon: Lexicon) -> str:
    """The one level named right behind a number ("75% đối với cấp huyện và …"), as printed; "" where none."""
    alone = scope_words(lexicon).alone.match(passage_form, start, stop)
    if alone is None or not _PREPOSITION.match(passage_form[start : alone.end()].lstrip()):
        return ""
    behind = passage_form[alone.end() : stop].lstrip()
    if (
        alone.end() < stop
        and behind
        and not re.match(r"(?:[,;.)(]|và(?!\w))", behind)
        and alone.group()[-1] not in ",. )"
    ):
        return ""
    named = alone.group().strip(" ,.;:)")
    if len(set(find_levels(named, lexicon))) > 1 or re.search(r"(?<!\w)(?:và|đến)(?!\w)", named):
        return ""
    low = start + (len(passage_form[start : alone.end()]) - len(passage_form[start : alone.end()].lstrip()))
    return one_line(text[low : low + len(named)])


_BARE = re.compile(
    r"(?:tổng\s+)?(?:sản lượng|quy mô|diện tích|thời gian|thời hạn|doanh số|năng suất|số lượng|thứ hạng|chiều dài"
    r"|kinh phí)"
)
_MEASURED = re.compile(
    r"(?:hình thành|phát triển|xây dựng|(?:tổng\s+)?(?:diện tích|sản lượng|quy mô|số lượng|tỷ lệ|số|thời gian"
    r"|năng suất)|tốc độ tăng(?: trưởng)?)\s+"
)


def measure_of(own: str, shared: str, unit: str) -> str:
    """A measure or total of the things spoken of, which its own words leave out; "" where it names them itself.

    "sản lượng" after "Diện tích lúa" is "sản lượng lúa", "tổng số xã" after "xã có chợ" is "tổng số xã có chợ".
    """
    form, things = comparison_form(own), comparison_form(shared)
    counted = comparison_form(unit.split("/")[0])
    if form == f"tổng số {counted}" and (at := re.search(rf"(?<!\w){re.escape(counted)}\s+\w", things)):
        return one_line(f"{own} {shared[at.end() - 1 :]}")
    if not _BARE.fullmatch(form) or things.startswith(form):
        return ""
    measure = _MEASURED.match(things)
    named = shared[measure.end() if measure else 0 :]
    return one_line(f"{own} {named if named[1:2].isupper() else named[:1].lower() + named[1:]}")
