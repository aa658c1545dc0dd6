"""Shared words repeated: what a clause leaves out because its neighbour says it.

A noun before it ("95% của cấp xã", "80% cấp xã"), a predicate behind it, a verb of change over a list.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.clauses import clause_words, is_trailing
from extractors.clean import comparison_form, one_line
from extractors.parts import part_in_bracket, part_of_sum, same_act_again
from extractors.scopes import find_levels
from extractors.shared_changes import share_change
from extractors.subject_forms import without_time
from extractors.subjects import is_elliptic, is_scope_alone, noun_of, split_predicate, things_of, trim_subject

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.passages import Passage
    from extractors.target_drafts import Draft


def complete_drafts(passage: Passage, drafts: list[Draft], lexicon: Lexicon) -> list[Draft]:
    """Repeat what neighbouring clauses share: nouns and verbs before, predicates behind."""
    done: list[Draft] = []
    for draft in drafts:
        done.append(_from_before(passage, done[-1], draft, lexicon) if done else draft)
    done = _share_opening_base(passage, done)
    for i in range(len(done) - 2, -1, -1):
        here, following = done[i], done[i + 1]
        if not here.subject:
            done[i] = here = replace(here, later=following.subject or following.later)
        done[i] = _share_baseline(passage, _from_behind(passage, here, following, lexicon), following)
    return done


_OPENS_BASE = re.compile(r"[\s\-+*•→]*(?:[a-zđ]\)\s*|\d+[.)]\s+)?so với\s")


def _share_opening_base(passage: Passage, drafts: list[Draft]) -> list[Draft]:
    """What a sentence opens with is the base of all its changes: "So với năm 2023, chi A giảm 6%, chi B giảm 10%"."""
    if not drafts or not _OPENS_BASE.match(passage.form, drafts[0].clause.lead):
        return drafts
    base = drafts[0].change.baseline
    return [
        replace(draft, change=replace(draft.change, baseline=base))
        if draft.change.change and not draft.change.baseline
        else draft
        for draft in drafts
    ]


def _share_baseline(passage: Passage, here: Draft, following: Draft) -> Draft:
    """What changes in one breath is measured against one state: "25% thời gian và 30% chi phí so với năm 2025"."""
    change, behind = here.change, following.change
    alike = behind.change == change.change and bool(change.change)
    beside = re.fullmatch(
        r"[^,;.%\d]*,(?!\s*(?:tương|tức|bằng))[^,;.%\d]*",
        passage.form[here.clause.quantity.end : following.clause.quantity.start],
    )
    joined = following.listed or following.clause.position or here.later or beside
    if change.baseline or not behind.baseline or not alike or not joined:
        return here
    if re.search(r"[;.]", passage.form[here.clause.quantity.end : following.clause.quantity.start]):
        return here
    return replace(here, change=replace(change, baseline=behind.baseline))


def _counts_beside(before: Draft, draft: Draft, lexicon: Lexicon) -> str:
    """One act at two kinds of bodies: "Kiểm tra tại 10 cơ quan và 8 phường, xã"; "" where it is none."""
    here, last = draft.clause.quantity, before.clause.quantity
    things = comparison_form(last.unit)
    if here.kind != "count" or last.kind != "count" or not is_scope_alone(draft.subject, lexicon):
        return ""
    if comparison_form(draft.subject) != comparison_form(here.unit) or not comparison_form(before.subject).endswith(
        f" {things}"
    ):
        return ""
    return one_line(f"{before.subject[: -len(things)]}{draft.subject}")


_LEVEL_LAST = re.compile(r"(?<!\w)cấp (?:tỉnh|huyện|xã)$")


def _takes_predicate(before: Draft, draft: Draft, lexicon: Lexicon) -> Draft:
    """What becomes of the same things of another level: "80% hồ sơ cấp huyện được …; 60% hồ sơ cấp xã"."""
    percents = draft.clause.quantity.kind == before.clause.quantity.kind == "percent"
    if not percents or not _LEVEL_LAST.search(comparison_form(draft.subject)):
        return draft
    noun, levels = noun_of(draft.subject, lexicon), find_levels(comparison_form(before.subject), lexicon)
    predicate = split_predicate(before.subject, lexicon)[1]
    if not noun or not levels or noun.casefold() != noun_of(before.subject, lexicon).casefold() or not predicate:
        return draft
    if find_levels(comparison_form(predicate), lexicon) or split_predicate(draft.subject, lexicon)[1]:
        return draft
    return replace(draft, subject=one_line(f"{draft.subject} {predicate}"), inherited=True)


_REST = re.compile(r"(?:phần|số|tỷ lệ|chỉ tiêu)?\s*còn lại(?:\s+(?:là|giảm|tăng|thực hiện|hoàn thành)(?!\w).*)?$")
"""What is left of an amount: "…, mỗi năm giảm 1%, phần còn lại 4% giảm trong năm 2025"."""


def _takes_rest(before: Draft, draft: Draft) -> Draft | None:
    """The rest of what the clause before it changes; None where no rest is spoken of."""
    if not _REST.match(comparison_form(draft.subject)):
        return None
    change = draft.change if draft.change.change else replace(draft.change, change=before.change.change)
    return replace(draft, subject=before.subject, own="", change=change, inherited=True)


def _only_lead(passage: Passage, draft: Draft, lexicon: Lexicon) -> bool:
    front = passage.form[draft.clause.start : draft.clause.quantity.start]
    return bool(clause_words(lexicon).only_lead.fullmatch(front))


def _colon_prefix(passage: Passage, draft: Draft, lexicon: Lexicon) -> str:
    """What stands before the colon of a subject ("Cơ cấu kinh tế: nông nghiệp"): the clauses behind share it."""
    head, colon, rest = without_time(draft.subject).partition(": ")
    if not colon or not rest.strip() or draft.clause.bracketed:
        return ""
    trailing = is_trailing(passage.form, draft.clause.quantity.end, draft.clause.end, lexicon)
    return head.strip() if trailing and not head.rstrip()[-1:].isdigit() else ""


def _goes_on(passage: Passage, before: Draft, draft: Draft, lexicon: Lexicon) -> bool:
    """Whether a clause cannot be understood without the one before it ("UBND cấp xã: 60%", "cho đến khi đạt 100%")."""
    if draft.subject:
        return is_scope_alone(draft.subject, lexicon)
    if re.match(r"\s*(?:cho\s+)?(?:đến|tới) khi", passage.form[draft.clause.start :]):
        return True
    opened = passage.form[before.clause.start : before.clause.quantity.start]
    return (":" in opened and bool(before.own)) or before.shares_from >= 0


_BARE_LEVEL = re.compile(r"(?:cơ quan\s+|đơn vị\s+)?cấp (?:tỉnh|huyện|xã)(?!\w)")


def _leaves_noun(before: Draft, draft: Draft, lexicon: Lexicon) -> bool:
    """Whether "90% cấp huyện …" counts the things of "100% hồ sơ cấp tỉnh" before it."""
    if not _BARE_LEVEL.match(comparison_form(draft.subject)) or draft.clause.quantity.kind != "percent":
        return False
    noun = comparison_form(noun_of(before.subject, lexicon))
    levels = find_levels(comparison_form(before.subject), lexicon)
    return bool(noun and levels) and not _BARE_LEVEL.match(comparison_form(before.subject))


def _same_place(shared: str, own: str, lexicon: Lexicon) -> str:
    """A shared subject with another place: "… ở đồng bằng", "ở xã đảo" → "… ở xã đảo"; "" where none."""
    preposition = re.match(r"\s*(ở|tại|của|thuộc|đối với|về)\s", comparison_form(own))
    at = comparison_form(shared).rfind(f" {preposition[1]} ") if preposition else -1
    if at < 0 or split_predicate(shared[at:], lexicon)[1]:
        return ""
    return one_line(f"{shared[:at]} {own}")


_WITH = re.compile(r"\s*(?:với|về)\s+(?=[^\W\d])")


def _same_manner(passage: Passage, before: Draft, draft: Draft, lexicon: Lexicon) -> str:
    """What the same things are or do with something else: "hài lòng với y tế … và 92% với giáo dục"; "" for none."""
    here = draft.clause.quantity
    said = _WITH.match(passage.form, here.end, draft.clause.stop)
    at = comparison_form(before.subject).rfind(f" {said.group().strip()} ") if said else -1
    if at < 0 or here.kind != "percent" or before.clause.quantity.kind != "percent":
        return ""
    return one_line(
        f"{before.subject[:at]} {trim_subject(passage.text[here.end : draft.clause.end], lexicon, behind=True)}"
    )


def _from_before(passage: Passage, before: Draft, draft: Draft, lexicon: Lexicon) -> Draft:
    for share in (part_of_sum, part_in_bracket, same_act_again):
        if shared := share(before, draft, passage):
            return shared
    begin = before.clause.start if before.shares_from < 0 else before.shares_from
    draft = _takes_rest(before, draft) or share_change(passage, before, draft, lexicon)
    if counted := _counts_beside(before, draft, lexicon):
        return replace(draft, subject=counted, inherited=True, shares_from=begin)
    if not draft.subject and (swapped := _same_manner(passage, before, draft, lexicon)):
        return replace(draft, subject=swapped, inherited=True, shares_from=begin)
    if not before.subject or not draft.subject:
        return replace(draft, shares_from=begin) if _goes_on(passage, before, draft, lexicon) else draft
    if same := _other_manner(before, draft):
        return replace(draft, subject=same, inherited=True, shares_from=begin)
    if draft.subject.startswith("về ") and (swapped := _same_place(before.subject, draft.subject, lexicon)):
        return replace(draft, subject=swapped, inherited=True, shares_from=begin)
    if is_elliptic(draft.subject) or _leaves_noun(before, draft, lexicon) or is_predicate(passage, draft):
        if swapped := _same_place(before.subject, draft.subject, lexicon):
            return replace(draft, subject=swapped, inherited=True, shares_from=begin)
        owned = is_predicate(passage, draft)
        noun = things_of(before.subject, lexicon) if owned else noun_of(before.subject, lexicon)
        return replace(draft, subject=one_line(f"{noun} {draft.subject}"), inherited=True, shares_from=begin)
    if _is_part(passage, draft) and (whole := _part_of(before.subject, draft.subject, lexicon)) != draft.subject:
        return replace(draft, subject=whole, inherited=True)
    draft = _takes_predicate(before, draft, lexicon)
    prefix = _colon_prefix(passage, before, lexicon)
    if is_scope_alone(prefix, lexicon) and is_scope_alone(draft.subject.partition(": ")[0], lexicon):
        prefix = ""
    bare_unit = comparison_form(draft.subject) == comparison_form(draft.clause.quantity.unit)
    if prefix and not bare_unit and not is_scope_alone(draft.subject, lexicon):
        if is_trailing(passage.form, draft.clause.quantity.end, draft.clause.end, lexicon):
            return replace(draft, subject=f"{prefix}: {draft.subject}", inherited=True)
        return draft
    return replace(draft, shares_from=begin) if _goes_on(passage, before, draft, lexicon) else draft


_WHEN_DONE = r"(?:trước và đúng hạn|đúng và trước hạn|(?:trước|đúng|sớm|quá|trễ) (?:hạn|hẹn))"


def _other_manner(before: Draft, draft: Draft) -> str:
    """The things before it done in another time: "hồ sơ được giải quyết trước hạn 20%, đúng hạn 79%"; "" for none."""
    if not re.fullmatch(_WHEN_DONE, comparison_form(draft.subject)) or draft.clause.quantity.kind != "percent":
        return ""
    last = re.search(rf"\s{_WHEN_DONE}$", comparison_form(before.subject))
    return one_line(f"{before.subject[: last.start()]} {draft.subject}") if last else ""


_AMONG = re.compile(r"[\s,;:.(\-+*•–]*(?:trong đó|trong số đó|trong số này)\s*:?\s*(?:có\s+|số\s+)?")


_MANNER = re.compile(r"(?:trước|đúng|sớm|trễ|quá hạn|toàn trình|trực tuyến|ở mức|mức độ(?= [1-4])|loại)(?!\w)")
"""How the things before it are: "hoàn thành 100%, trong đó trước và đúng hạn từ 98%"."""


_OWN_WHOLE = re.compile(r"\s*(?:trong\s+|trên\s+)?(?:tổng\s+)?số\s+(?!này|đó)")
"""What a share is taken from, said behind it: "trong đó kiểm tra đột xuất chiếm 40% số cuộc"."""


def _is_part(passage: Passage, draft: Draft) -> bool:
    """Whether a share is taken from the things before it ("…, trong đó trình độ đại học trên 45%")."""
    quantity = draft.clause.quantity
    own = _OWN_WHOLE.match(passage.form, quantity.end)
    return quantity.kind == "percent" and not own and bool(_AMONG.match(passage.form, draft.clause.start))


def _part_of(whole: str, part: str, lexicon: Lexicon) -> str:
    """The things of a subject with what is said of some of them, where those are not things of their own."""
    if _MANNER.match(comparison_form(part)):
        return one_line(f"{whole} {part}")
    if find_levels(comparison_form(part), lexicon):
        return part
    things = things_of(whole, lexicon)
    level = find_levels(comparison_form(things), lexicon)
    return one_line(f"{things} {part}") if level else part


_PREDICATE = re.compile(r"(?:được|đều|đã|phải|dùng|sử dụng|biết)(?!\w)")


def is_predicate(passage: Passage, draft: Draft) -> bool:
    """Whether only what happens to the things is said: "…; 100% được thẩm định trước khi trình"."""
    front = passage.form[draft.clause.start : draft.clause.quantity.start].strip(" ,;:.-+*")
    return not front and bool(_PREDICATE.match(comparison_form(draft.subject)))


def _from_behind(passage: Passage, here: Draft, following: Draft, lexicon: Lexicon) -> Draft:
    """The predicate that only the last of several things has: "60% hồ sơ cấp huyện và 50% hồ sơ cấp xã được …"."""
    number_first = bool(here.subject) and not here.first.bracketed and here.clause.quantity.kind == "percent"
    if (
        not number_first
        or here.clause.stop < here.clause.quantity.end + 2
        or here.clause.size > 1
        or following.clause.bracketed
    ):
        return here
    joined = following.clause.quantity.start - here.clause.stop <= 6 and following.clause.quantity.kind == "percent"
    parted = ";" in passage.form[here.clause.stop : following.clause.quantity.start]
    plain = not passage.form[here.clause.start : here.clause.quantity.start].strip(" -+*,.:")
    leads = plain or here.clause.quantity.bounded or _only_lead(passage, here, lexicon)
    if (parted and not is_elliptic(following.own)) or not (joined and leads):
        return here
    things, predicate = split_predicate(following.subject, lexicon)
    if not predicate or not things or split_predicate(here.subject, lexicon)[1]:
        return here
    until = max(following.clause.end, following.shares_until)
    return replace(here, subject=one_line(f"{here.subject} {predicate}"), inherited=True, shares_until=until)
