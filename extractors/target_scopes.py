"""The scope of a target: the level whose things its number counts, by the words nearest to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.clauses import is_trailing
from extractors.clean import comparison_form, past_upward
from extractors.listed_scopes import LEVEL_OF, levels_behind, only, scope_in_list
from extractors.opening_scopes import scope_of_opening
from extractors.scopes import (
    OFFICES_OF,
    counts_people,
    find_levels,
    head_of,
    level_counted,
    levels_of_names,
    without_named,
)
from extractors.subject_scopes import find_scope, level_of_bodies
from extractors.subjects import is_scope_alone, trim_subject

if TYPE_CHECKING:
    from extractors.clauses import Clause
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage
    from extractors.target_drafts import Draft
    from extractors.target_places import Place
    from models.plan import Scope, UnitLevel


def scope_of_target(passage: Passage, draft: Draft, subject: str, words: str, place: Place, lexicon: Lexicon) -> Scope:
    """Scope of a draft: its unit, the words behind its number, its list's words, else its subject.

    Args:
        passage: where it stands.
        draft: the clause with its subject.
        subject: the whole subject, shared words repeated.
        words: those of its own words that name the scope (the subject itself where none do).
        place: level of the plan: a commune's own things have no scope.
        lexicon: table `scopes`.
    """
    clause = draft.clause
    found: Scope | None
    if clause.size > 1 and (listed := levels_behind(passage, clause, lexicon)):
        found = listed[clause.position]
    elif rate := _PER_BODY.search(clause.quantity.unit):
        found = only(levels_of_names(rate["body"], lexicon))
    elif clause.quantity.kind in ("count", "measure"):
        found = _of_count(passage, clause, place.level, lexicon)
    else:
        found = _behind(passage, clause, place.level, lexicon)
    if found is None:
        found = scope_in_list(passage, draft, subject, lexicon)
    if found is None and clause.quantity.kind != "count":
        found = _in_bracket(passage, clause, place.level, lexicon)
    if found is None:
        found = _level_alone(passage, clause, lexicon)
    if found is None and clause.quantity.kind in ("count", "measure"):
        found = _of_head(passage, clause, lexicon)
    if found is None and clause.quantity.kind == "percent":
        found = _beside_another(passage, clause)
    if found is None and _NAMED_COMMUNE.match(subject):
        found = "cấp xã"
    if found is None and is_scope_alone(words, lexicon) and words != subject and "toàn " not in words.casefold():
        found = only(levels_of_names(comparison_form(words), lexicon))
    if found is None:
        named = words if words != subject else subject
        found = find_scope(comparison_form(without_named(named, place.level)), place.level, lexicon)
        found = found or scope_of_opening(passage, clause, draft.first, subject, place.level, lexicon)
    if not found and clause.quantity.kind == "percent" and (of := _OF_COUNTED.match(passage.form, clause.quantity.end)):
        found = find_scope(of["things"], place.level, lexicon)
    if not found and draft.change.change and (changed := _CHANGED.match(passage.form, clause.start)):
        words = without_named(changed["things"], place.level)
        found = find_scope(words, place.level, lexicon)
    whole = _OF_WHOLE.match(passage.form, clause.quantity.end) if clause.quantity.kind == "percent" else None
    if not found and whole:
        found = only(find_levels(whole["whose"], lexicon))
    if not found and (head := _HEAD_LEVEL.match(passage.form, 0, clause.quantity.start)):
        found = only(levels_of_names(head["whose"], lexicon)) if is_scope_alone(head["whose"], lexicon) else found
    if not found and passage.task and _names_unit_alone(subject, clause):
        task = _AT_PLACES.sub(" ", comparison_form(passage.task.value.task))
        found = find_scope(task, place.level, lexicon)
    if not found and not counts_people(subject) and not find_levels(passage.form[clause.lead : clause.stop], lexicon):
        found = place.body
    return "" if place.level == "xã" and found == "cấp xã" else found


_AT_PLACES = re.compile(r"(?<!\w)(?:ở|tại) các (?:xã|phường|huyện)(?!\w)")
"""Where things are, in the words of a task: "Hợp nhất trường ở các xã ít dân"."""


def _names_unit_alone(subject: str, clause: Clause) -> bool:
    """Whether a cell only counts what its task names: "04 bộ phận được đầu tư"."""
    form, unit = comparison_form(subject), comparison_form(clause.quantity.unit)
    return form == unit or form.startswith(f"{unit} được ")


_OF_COUNTED = re.compile(
    r"[^,;.\d]{0,60}?\s(?:của|đối với|cho|tại|ở)\s+(?:(?:ít nhất|tối thiểu|khoảng|trên|hơn)\s+)?\d[\d.]*%?\s+(?:số\s+)?"
    r"(?P<things>[^,;.\d]{3,120})"
)
"""Counted things that a share is of: "10% thời gian giải quyết đối với 22 thủ tục của UBND huyện"."""
_CHANGED = re.compile(
    r"[\s\-+*•→,;:]*(?P<things>(?:các\s+|số\s+)*(?:thủ tục|hồ sơ|văn bản|quy trình|nhiệm vụ)(?!\w)[^,;:.\d]*?)"
    r"\s(?:được|phải)\s+(?:cắt giảm|giảm|rút ngắn|rút)(?!\w)"
)
"""Whose things a change is of, before its verb: "Thủ tục do UBND cấp huyện giải quyết được rút ngắn 25% thời gian"."""
_HEAD_LEVEL = re.compile(
    r"[\s\-+*•→]*(?:(?:[a-zđ]\)|\d+(?:\.\d+)*[.)])\s*)?(?:(?:tại|ở|đối với|với)\s+)?(?P<whose>[^:;.\d]{2,40}):\s"
    r"(?![^.]*[.;]\s[^.;]*(?<!\w)(?:huyện|tỉnh)(?!\w))"
)
"""Bodies that head a whole paragraph: "Đối với các xã: 5/7 xã đạt …; khoảng cách còn dưới 6 điểm"."""
_OF_WHOLE = re.compile(
    r"\s*(?:trong\s+|trên\s+)?(?:tổng\s+)?số\s+[^,;.()%\d]*?\s(?P<whose>(?:của|tại|ở|thuộc)\s[^,;.()%\d]*)"
)
"""Whose things a share is taken from: "họp trực tuyến chiếm 60% tổng số cuộc họp của UBND tỉnh"."""
_AHEAD = re.compile(r"[,;:–(]\s|\s-\s")


_LEVEL_LIST = re.compile(r"(?<!\w)(?:xã|phường|thị trấn|huyện|thị xã|ban|ngành),\s$")
"""A comma within a list of bodies: "mỗi phòng, ban và mỗi xã, thị trấn có 01 sáng kiến"."""
_HAS = re.compile(r"\s(?:có|đạt|là|còn|phải đạt)\s*$")


def _level_alone(passage: Passage, clause: Clause, lexicon: Lexicon) -> Scope | None:
    """Level that stands alone between a mark and its number: "Đối thoại với dân: huyện 02 cuộc, xã 04 cuộc"."""
    number = clause.quantity.start
    marks = [
        match.end()
        for match in _AHEAD.finditer(passage.form, clause.lead, number)
        if not _LEVEL_LIST.search(passage.form[clause.lead : match.end()])
    ]
    begin = marks[-1] if marks else clause.lead
    words, has = _HAS.subn("", passage.form[begin:number])
    if (has or not marks) and "toàn " in words:
        return None
    return only(levels_of_names(words, lexicon)) if words.strip() and is_scope_alone(words, lexicon) else None


_LEVEL_BEFORE = re.compile(r"(?<!toàn )(?<!bàn )(?<!\w)(?P<level>huyện|xã|tỉnh|phường|thị trấn)\s+(?:đạt\s+|là\s+)?$")
_LEVEL_NEXT = re.compile(
    r"\s*[,;]?\s*(?:và\s+)?(?:còn\s+)?(?P<level>huyện|xã|tỉnh|phường|thị trấn)\s+(?:đạt\s+|là\s+)?\d"
)
_LEVEL_PREVIOUS = re.compile(
    r"(?<!\w)(?P<level>huyện|xã|tỉnh|phường|thị trấn)\s+(?:(?:đạt|là|từ|trên|tối thiểu|ít nhất)\s+)*"
    r"\d[\d.,]*\s*%[^,;.\d]{0,24}[,;]\s*(?:và\s+)?(?:còn\s+)?$"
)


def _beside_another(passage: Passage, clause: Clause) -> Scope | None:
    """Level that stands bare before a share when another follows so: "đúng hạn huyện 96%, xã 97%"."""
    here = _LEVEL_BEFORE.search(passage.form, 0, clause.quantity.start)
    other = _LEVEL_NEXT.match(passage.form, clause.quantity.end)
    other = other or _LEVEL_PREVIOUS.search(passage.form, 0, here.start("level") if here else 0)
    if not here or not other or here["level"] == other["level"]:
        return None
    return LEVEL_OF.get(here["level"], "cấp xã")


_NAMED_COMMUNE = re.compile(r"(?:[Xx]ã|[Pp]hường|[Tt]hị trấn)\s+[A-ZĐÀ-Ỹ]\w+")
_PER_BODY = re.compile(r"/\s?(?P<body>xã|phường|thị trấn|huyện)$")
"""So much for each: "150 triệu đồng/xã"."""


_DEPARTMENT = re.compile(r"(?:(?:số|các)\s+)*phòng(?:\s*,\s*ban)?(?:\s+chuyên môn)?")
"""Departments of a district; a department of a province is a "sở"."""
_DEPARTMENTS = re.compile(r"(?:(?:số|các)\s+)*phòng\s*,\s*ban(?!\w)(?!\s*(?:,|và|/))")
_BESIDE_COMMUNES = re.compile(r"(?<!\w)(?:xã|phường|thị trấn)\s+(?:và|cùng|với)\s*$")
"""Before a bare count of departments: with communes at their side they are bodies, not rooms to be opened."""


_COMMUNES_NEXT = re.compile(r"\s*(?:,|và|,\s*và)\s*\d+\s+(?:xã|phường|thị trấn)(?!\w)")


_OF_SO = re.compile(r"\s*(?:chuyên môn\s+)?(?:trực thuộc|thuộc|của)\s+(?:các\s+)?sở(?!\w)")
"""Departments of the departments of a province: "giảm 05 phòng thuộc các sở"."""


def _of_count(passage: Passage, clause: Clause, level: UnitLevel, lexicon: Lexicon) -> Scope | None:
    """Level of the bodies counted, or of those that the counted things belong to ("07 bộ phận một cửa cấp xã")."""
    unit = comparison_form(clause.quantity.unit)
    beside = _BESIDE_COMMUNES.search(passage.form[: clause.quantity.start])
    beside = beside or _COMMUNES_NEXT.match(passage.form, clause.quantity.end)
    if level == "huyện" and beside and _DEPARTMENT.fullmatch(unit):
        return "cấp huyện"
    if _OF_SO.match(passage.form, clause.quantity.end):
        return "cấp tỉnh"
    if levels := find_levels("các " + unit, lexicon):
        return levels[0]
    if clause.quantity.kind == "measure":
        return None
    said = comparison_form(without_named(passage.text[clause.quantity.end : clause.stop], level))
    behind = _WHERE_SAID.split(said)[0]
    levels = find_levels(head_of("    " + re.split(r"[,;(]", behind)[0], lexicon), lexicon)
    if not levels and (shared := _FOR_ALL.match(passage.form, clause.quantity.end)):
        levels = find_levels(shared["whose"], lexicon)
    return only(levels) if levels else None


_WHERE_SAID = re.compile(r"(?:\s|^)(?:theo|quy định|nêu|ghi|ban hành)(?!\w)")
"""What follows cites a document, whoever issued it."""
_FOR_ALL = re.compile(
    r"\s*(?:,|và)\s+(?:\d[\d.]*\s+[^,;.\d]{2,40}?(?:,|và)\s+)*\d[\d.]*\s+[^,;.\d]{2,40}?\s"
    r"(?P<whose>(?:cho|tại|ở|của)\s[^,;.\d]*)"
)
"""Things listed with whose they are behind the last: "38 máy vi tính, 19 máy quét cho bộ phận một cửa cấp xã"."""


def _behind(passage: Passage, clause: Clause, level: UnitLevel, lexicon: Lexicon) -> Scope | None:
    """Level named right behind a share, alone ("80% cấp xã") or as what it counts ("100% xã có …")."""
    if clause.quantity.kind != "percent":
        return None
    lead = passage.text[clause.lead : clause.start]
    if lead.rstrip().endswith(":") and is_scope_alone(lead, lexicon):
        return only(levels_of_names(comparison_form(lead), lexicon))
    behind = trim_subject(passage.text[clause.quantity.end : clause.stop], lexicon)
    form = comparison_form(behind)
    if is_scope_alone(behind, lexicon):
        return only(levels_of_names(form, lexicon))
    if level == "huyện" and (_DEPARTMENT.fullmatch(form) or _DEPARTMENTS.match(form)):
        return "cấp huyện"
    if level in OFFICES_OF and OFFICES_OF[level].fullmatch(form):
        return "cấp huyện" if level == "huyện" else "cấp tỉnh"
    trailing = is_trailing(passage.form, clause.quantity.end, clause.stop, lexicon)
    return None if trailing else level_counted(behind, form) or None


_BODIES = re.compile(
    r"(?:(?:các|mỗi|từng|tất cả các)\s+)?(?:xã|phường|thị trấn)(?:\s*,\s*(?:xã|phường|thị trấn))+\s+\w"
)
_HEAD_WORDS = 5


def _of_head(passage: Passage, clause: Clause, lexicon: Lexicon) -> Scope | None:
    """Level of the bodies that head a sentence: "Đài xã, phường: mỗi ngày …", "Xã, phường phát thanh …"."""
    begin = max(passage.form.rfind(mark, 0, clause.quantity.start) for mark in ";.\n") + 1
    opening = passage.form[begin : clause.quantity.start].lstrip(" \f-+*•")
    if _BODIES.match(opening):
        return "cấp xã"
    head, colon, _ = opening.partition(":")
    start = passage.form.find(head, begin)
    named = re.search(
        r"(?:xã|phường|thị trấn|thị xã|thành phố|huyện)\s+[A-ZĐ]", passage.text[start : start + len(head)]
    )
    if not colon or named or len(head.split()) > _HEAD_WORDS:
        return None
    levels = levels_of_names(head, lexicon)
    return only(levels) if levels else None


_BRACKET_BEFORE = re.compile(r"\(([^()]{3,50})\)\s*(?::|đạt|là)?\s*$")
_AT = re.compile(r"\s*(?:ở|tại|của|đối với|cho)\s+")
_AT_OFFICES = re.compile(r"\s*(?:ở|tại)\s+(?:các\s+)?phòng(?!\w)(?! họp| máy| học| khám)")


def _in_bracket(passage: Passage, clause: Clause, level: UnitLevel, lexicon: Lexicon) -> Scope | None:
    """Level beside a number behind its subject: "(cấp xã 98%)", "50% ở cấp xã"."""
    quantity = clause.quantity
    if not is_trailing(passage.form, quantity.end, clause.stop, lexicon):
        return None
    opened = passage.form.rfind("(", clause.start, quantity.start) + 1
    inner = passage.text[opened : quantity.start] if clause.bracketed and opened else ""
    if is_scope_alone(inner, lexicon):
        return only(levels_of_names(comparison_form(inner), lexicon))
    close = passage.form.find(")", quantity.end, clause.stop) if clause.bracketed else clause.end
    behind = past_upward(passage.form[quantity.end : close if close >= 0 else clause.end])
    note = re.match(r"\s*\(([^)]*)\)", passage.text[quantity.end : quantity.end + 60])
    before = _BRACKET_BEFORE.search(passage.form, clause.start, quantity.start)
    for words in (before[1] if before else "", comparison_form(note[1]) if note else ""):
        if scope := level_of_bodies(words, level, lexicon):
            return scope
    if note and is_scope_alone(note[1], lexicon):
        return only(levels_of_names(comparison_form(note[1]), lexicon))
    if level == "huyện" and _AT_OFFICES.match(behind):
        return "cấp huyện"
    if level in OFFICES_OF and (at := _AT.match(behind)) and OFFICES_OF[level].match(behind, at.end()):
        return "cấp huyện" if level == "huyện" else "cấp tỉnh"
    if re.match(r"\s*(?:ở|tại|đối với|cho|của|từ)\s", behind) and (
        levels := find_levels(head_of(behind, lexicon), lexicon)
    ):
        return only(levels)
    return None
