"""Drafts of targets: a clause with its subject, shared words repeated, and its quote."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.bare_numbers import is_stray, with_units
from extractors.changes import ChangeFound, find_change
from extractors.clauses import Clause, is_trailing
from extractors.clean import comparison_form, one_line
from extractors.parts import share_noun
from extractors.promise_brackets import is_promised_alone
from extractors.series import continue_series, join_wholes
from extractors.subjects import is_elliptic, subject_of, trim_subject, verb_start

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage
    from extractors.quantities import QuantityMatch


@dataclass(frozen=True)
class Draft:
    """A clause with its subject, before it becomes a target.

    `first` is the first clause of its list of numbers; `own` the subject's words that stand in the clause itself;
    `listed` says that it shares its verb of change with the clause before; `shares_from`, `shares_until` widen the
    quote to words of the neighbouring clauses (-1: none). `total`: subject of the sum that it is a part of.
    """

    clause: Clause
    first: Clause
    subject: str
    own: str
    change: ChangeFound
    inherited: bool = False
    listed: bool = False
    shares_from: int = -1
    shares_until: int = -1
    later: str = ""
    total: str = ""


_RISE = re.compile(
    r"[^,;%\d(]*(?:(?:năm\s*)?(?:19|20)\d\d[^,;%\d(]*)?(?:,\s*(?=(?:tăng |giảm |hạ )?(?:lên|xuống)(?!\w)))?"
    r"(?<!\w)(?<!trở )(?:lên|xuống|tăng lên"
    r"|giảm còn|xuống còn|còn)(?!\w)[^,;%\d(]*(?:(?:19|20)\d\d[^,;%\d(]*)?"
)


def drop_baselines(
    passage: Passage,
    quantities: list[QuantityMatch],
    lexicon: Lexicon,
    earliest: int | None = None,
    promising: bool = False,
) -> tuple[list[QuantityMatch], dict[int, str]]:
    """Take "từ 75% năm 2021 lên 90%" as one value with its baseline; leave out "(năm 2021: 75%)".

    Args:
        passage: where they stand.
        quantities: those of a sentence, in order.
        lexicon: the words.
        earliest: first year of the plan (None: unknown).
        promising: whether it stands in a part of targets: there an amount alone in brackets is the promise.
    """
    kept: list[QuantityMatch] = []
    bases: dict[int, str] = {}
    quantities = [
        q
        for q in continue_series(
            passage, share_noun(passage, with_units(passage, join_wholes(passage, quantities), lexicon))
        )
        if q.kind != "none" and not is_stray(passage, q, lexicon)
    ]
    for i, quantity in enumerate(quantities):
        alone = promising and is_promised_alone(passage, quantities, i, earliest)
        told = quantity.kind != "percent" and _restates(passage, quantity) and not alone
        if told and not _says_first(passage, quantities, i):
            continue
        if quantity.kind == "count" and not quantity.bounded and _owns_share(passage, quantities, i):
            continue
        number = quantity.numbers[0][0]
        before = passage.form[max(0, number - 40) : number]
        following = quantities[i + 1] if i + 1 < len(quantities) else None
        if (i and _COMPARED.search(before)) or _is_yardstick(passage, quantity):
            continue
        risen = re.search(r"(?<!\w)từ\s+(?:mức\s+)?$", before)
        if following and not risen and _is_merged(passage, quantity, following):
            continue
        if following and _tells_kind(passage, quantity, following):
            continue
        if (
            risen
            and following
            and quantity.parsed.maximum is None
            and _RISE.fullmatch(passage.form[quantity.end : following.numbers[0][0]])
        ):
            low = number - len(before) + risen.start()
            gap = passage.form[quantity.end : following.numbers[0][0]]
            rise = re.search(r"(?<!\w)(?:lên|xuống|tăng|giảm|còn)", gap)
            high = quantity.end + (rise.start() if rise else 0)
            bases[following.start] = one_line(passage.text[low:high]).rstrip(" ,")
            continue
        if re.search(
            r"\((?:(?:đầu năm|cuối năm|năm trước|cùng kỳ)(?:\s*(?:là|đạt|:))?\s*$)"
            r"|\((?:cuối |kết quả |thực hiện |ước )*(?:năm|giai đoạn)\s*[\d -]+\s*"
            r"(?::|là|đạt|=)\s*$|\((?:hiện nay|hiện tại|hiện)\s*(?::|là"
            r"|đạt)?\s*$",
            before,
        ) and not _is_step(before, earliest):
            continue
        kept.append(quantity)
    return kept, bases


_COMPARED = re.compile(r"(?<!\w)so với\s+(?:mức\s+|tổng số\s+|số\s+|con số\s+)?$")
"""Before what an amount is measured against: "giảm 20 người so với 310 biên chế được giao"."""


_YARDSTICK = re.compile(
    r"(?:^|[.;]\s|[\-+*•→]\s)\s*so với\s(?:(?!(?<!\w)(?:tăng|giảm|cắt|bớt|rút|nâng|cao hơn|thấp hơn|vượt)(?!\w))"
    r"[^,;:.%])*\s(?:là|ở mức|đạt|chỉ đạt|mới đạt|quy định)\s*$"
)
_LEAVES = re.compile(r"\s*,\s*[^\W\d]")
"""What a sentence compares with before it promises: "So với mục tiêu chung của tỉnh là 60%, huyện phấn đấu …"."""


def _is_yardstick(passage: Passage, quantity: QuantityMatch) -> bool:
    number = quantity.numbers[0][0]
    return bool(_YARDSTICK.search(passage.form[:number]) and _LEAVES.match(passage.form, quantity.end))


def _is_step(before: str, earliest: int | None) -> bool:
    """Whether the bracket right before a number names a year of the plan: "(năm 2024: 96%, năm 2025: 98%)"."""
    years = re.findall(r"20\d\d", before[before.rfind("(") :])
    return bool(earliest and years and int(years[-1]) >= earliest)


def _says_first(passage: Passage, quantities: list[QuantityMatch], index: int) -> bool:
    """Whether a fraction in brackets is the first number of its clause: "Tám xã (8/12 xã) có …" says it in words."""
    here = quantities[index]
    before = quantities[index - 1].end if index else 0
    return here.parsed.whole is not None and (
        not index or bool(re.search(r"[;.]\s", passage.form[before : here.start]))
    )


_MERGED = re.compile(r"\s*(?:xuống\s+)?(?:còn|thành|lại còn|còn lại)(?:\s+lại)?\s*")
"""Between what was and what shall be left: "sáp nhập 19 thôn còn 12 thôn"."""


def _is_merged(passage: Passage, quantity: QuantityMatch, following: QuantityMatch) -> bool:
    """Whether a count only says how many there were before they are joined."""
    same = quantity.kind == following.kind == "count" and quantity.unit == following.unit
    return same and bool(_MERGED.fullmatch(passage.form[quantity.end : following.start]))


_KIND = re.compile(r"(?<!\w)số\s[^,;.\d]*$")
_ENDS = re.compile(
    r"\s*(?:giảm |tăng )?(?:xuống|lên|còn)(?:\s+(?:còn|dưới|trên|không quá|tối đa|ít nhất|tối thiểu))*\s*"
)
"""Between the things and how many shall be left of them."""


def _tells_kind(passage: Passage, quantity: QuantityMatch, following: QuantityMatch) -> bool:
    """Whether a number only says which things are counted: "giảm số xã đạt dưới 05 tiêu chí xuống dưới 15 xã"."""
    number, apart = quantity.numbers[0][0], comparison_form(quantity.unit) != comparison_form(following.unit)
    ends = _ENDS.fullmatch(passage.form[quantity.end : following.numbers[0][0]])
    return apart and bool(ends) and bool(_KIND.search(passage.form, 0, number))


def _owns_share(passage: Passage, quantities: list[QuantityMatch], index: int) -> bool:
    """Whether a count says whose things a share measures: "của 11 dịch vụ đạt 95%", "ở 22 khu phố mỗi khu"."""
    here = quantities[index]
    if re.search(r"(?<!\w)(?:ở|tại)\s+$", passage.form[: here.start]) and re.match(
        r"\s*mỗi\s", passage.form[here.end :]
    ):
        return True
    if not re.search(r"(?<!\w)của\s+(?:cả\s+)?$", passage.form[: here.start]):
        return False
    shares = [other for other in quantities[max(0, index - 1) : index + 2] if other.kind == "percent"]
    gaps = [passage.form[min(a.end, here.end) : max(a.start, here.start)] for a in shares]
    return any(not re.search(r"[,;.]", gap) for gap in gaps)


def _restates(passage: Passage, quantity: QuantityMatch) -> bool:
    """Whether an amount in brackets only says again or describes: "50% (8 xã)", "Cụm … (48,7 ha)"."""
    before = re.sub(
        r"(?:tương đương|khoảng|hiện có|quy định)\s*$", "", passage.form[: quantity.start].rstrip()
    ).rstrip()
    behind = passage.form[quantity.end : quantity.end + 24]
    shares = re.search(r"%\s*\($", before)
    ends = r"[^,;(]{0,20}[),]" if shares else r"[^,;(]{0,20}\)"
    return before.endswith("(") and not quantity.bounded and bool(re.match(ends, behind))


def draft_of(passage: Passage, clauses: list[Clause], index: int, lexicon: Lexicon) -> Draft:
    """Give a clause its subject, from the clauses before it where its own words leave it out."""
    clause = clauses[index]
    first = clauses[index - clause.position]
    change = find_change(passage, clause, first, lexicon)
    subject = subject_of(passage, clause, first, bool(change.change), lexicon)
    if change.exceeds >= 0:
        subject = trim_subject(passage.text[first.start : change.exceeds], lexicon)
    if (
        not subject
        and change.change
        and (behind := passage.text[clause.quantity.end : clause.end].strip())
        and behind.startswith("trên bảng")
    ):
        subject = trim_subject(behind, lexicon)
    form = comparison_form(subject)
    if (len(clauses) > 1 and _VERB_ALONE.fullmatch(form)) or _SAME.fullmatch(form) or _TIME_ALONE.fullmatch(form):
        subject = ""
    if other := _OTHERS.match(passage.form, clause.lead, first.quantity.start):
        subject = trim_subject(passage.text[other.start("things") : other.end("things")], lexicon)
    opening = passage.text[clause.lead : clause.start]
    if _HAPPENS.match(comparison_form(subject)) and opening.rstrip().endswith(":"):
        subject = one_line(f"{trim_subject(opening, lexicon)} {subject}")
    reached = is_elliptic(subject) and _REACHED.match(passage.form, clause.start)
    if (not subject or reached) and clause.lead < clause.start:
        subject = trim_subject(passage.text[clause.lead : clause.start], lexicon)
    return Draft(clause, first, subject, subject, change)


_REACHED = re.compile(r"[\s,]*(?:phấn đấu\s+|phải\s+)?(?:đạt|là|chiếm|còn)(?!\w)")
"""Behind words put in between: "Tỷ lệ hồ sơ đúng hạn, không kể hồ sơ tự rút, đạt 97% ở cấp huyện"."""
_VERB_ALONE = re.compile(r"(?:hoàn thành|thực hiện|triển khai|đạt|đạt được|phấn đấu|duy trì|đến|còn)")
"""What is done with the things of the clause before: "năm 2027 đạt 80%, hoàn thành 100% vào năm 2028"."""
_TIME_ALONE = re.compile(
    r"(?:quý (?:[ivx]+|\d)|(?:đầu|giữa|cuối|cả) năm|(?:\d{1,2}|hai|ba|bốn) năm (?:đầu|cuối|sau)(?: của giai đoạn)?"
    r"|các năm (?:còn lại|sau|tiếp theo)|20\d\d)(?:\s+(?:hoàn thành|thực hiện|đạt|có|là))?"
)
"""When, and nothing that is measured: "quý I hoàn thành 20%, quý II hoàn thành 55%"."""
_SAME = re.compile(
    r"(?:(?:thì\s+)?(?:các\s+)?(?:con số|tỷ lệ|chỉ số|chỉ tiêu|mức|số) (?:này|đó|ấy)|nghĩa|nghĩa là|tức|tức là)"
)
"""What says again what the sentence before it measures: "con số này phải đạt 60% vào năm 2026"."""
_OTHERS = re.compile(
    r"\s*(?:còn|riêng|và)\s+(?:đối\s+)?với\s(?P<things>[^,;.]{3,80}),(?:[^;.]*,)?"
    r"\s*(?:tỷ lệ|mức|chỉ tiêu|con số) (?:ấy|này|đó)(?!\w)"
)
"""Other things of which the same is said: "còn đối với hồ sơ cấp xã, nơi kho tàng chật hẹp, tỷ lệ ấy"."""
_HAPPENS = re.compile(r"(?:được|đều được|đều phải|phải được)(?!\w)")
"""A predicate alone: the things stand before the colon ("Văn bản do huyện ban hành: 100% được …")."""

_LONG = 60
"""Characters before a number from which on the quote begins at the verb that stands right before it."""
_OPENING = re.compile(r"(?:[\s,;:.)+*•→\-…]|[o\"]\s|\d{1,2}(?:\.\d{1,2})*[.)](?=\s)|[a-zđ]\)(?=\s)|và\s)*")


def quote_of(passage: Passage, draft: Draft, lexicon: Lexicon) -> tuple[int, int]:
    """The clause as printed, without bullet, label or join, as short as it still says what is promised."""
    clause, first = draft.clause, draft.first
    start, end = clause.start, max(clause.end, clause.quantity.end, draft.shares_until)
    if clause.bracketed and (close := passage.form.find(")", clause.quantity.end, clause.stop + 1)) >= 0:
        end = max(end, close + 1)
    trailing = is_trailing(passage.form, clause.quantity.end, clause.end, lexicon)
    if draft.shares_from >= 0:
        start = draft.shares_from
    elif not trailing and clause.quantity.kind == "percent" and first.quantity.start - start > _LONG:
        start += verb_start(passage.text[start : first.quantity.start], lexicon)
    lead = _OPENING.match(passage.form, start, first.quantity.numbers[0][0])
    start = min(lead.end() if lead else start, first.quantity.start)
    while end > clause.quantity.end and passage.text[end - 1] in " \f,;.:-/":
        end -= 1
    return start, end
