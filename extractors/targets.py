"""Targets: the numbers that a plan commits to reach, each with what it measures (golden/GUIDELINES.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.changes import ChangeFound, find_change, find_condition, is_each
from extractors.clauses import Clause, find_clauses, is_trailing
from extractors.clean import comparison_form, one_line
from extractors.commitment_tests import commits
from extractors.indicators import link_indicator
from extractors.passages import Passage, find_passages, find_sentences
from extractors.quantities import QuantityMatch, find_quantities
from extractors.scopes import find_levels, find_scope, head_of
from extractors.subjects import is_elliptic, is_scope_alone, split_predicate, subject_of, swap_scope, trim_subject
from extractors.target_places import Place, Places
from extractors.years import YearPhrase, find_years, year_of
from models.plan import Quantity, Target
from models.source import Doubt

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.outline import Outline
    from models.plan import FrontMatter, Scope
    from models.source import Found
    from models.table import Table, Task
    from models.transcript import Transcript


@dataclass
class _Reading:
    """What the sentences read so far leave for those that leave words out."""

    subject: str = ""
    comparator: QuantityMatch | None = None
    stem: str = ""
    stem_mark: str = ""
    year: int | None = None


@dataclass(frozen=True)
class _Draft:
    """A clause with its subject, before it becomes a target."""

    clause: Clause
    first: Clause
    subject: str
    own: str
    change: ChangeFound
    inherited: bool = False


def find_targets(
    transcript: Transcript,
    outline: Outline,
    front: FrontMatter,
    tables: tuple[Table, ...],
    tasks: tuple[Found[Task], ...],
    lexicon: Lexicon,
) -> tuple[Found[Target], ...]:
    """Find every numeric target of a document, in order of its place.

    Args:
        transcript: the document's text.
        outline: its sections.
        front: its front matter: unit and period of the plan.
        tables: its logical tables.
        tasks: rows of its task tables.
        lexicon: the words.
    """
    places = Places(outline, front, lexicon)
    found: list[Found[Target]] = []
    reading = _Reading()
    for passage in find_passages(transcript, tables, tasks):
        place = places.at(passage)
        if place.past:
            continue
        found.extend(_read_passage(transcript, passage, place, reading, lexicon))
    return tuple(sorted(found, key=lambda target: target.value.number_spans[0].start))


_BULLET = re.compile(r"[\s\f]*([-+*•]|[a-zđ]\)|\d{1,2}(?:\.\d{1,2})*[.)])")


def _begin(passage: Passage, reading: _Reading, lexicon: Lexicon) -> None:
    """Keep or drop the stem ("Tỷ lệ hồ sơ trực tuyến:") that a list of bullets goes on."""
    match = _BULLET.match(passage.form)
    mark = match[1] if match else ""
    if not mark or (reading.stem_mark and mark[-1:] == reading.stem_mark[-1:] and mark in "-+*•)"):
        reading.stem, reading.stem_mark, reading.year = "", "", None
    reading.subject, reading.comparator = "", None


def _end(passage: Passage, reading: _Reading, place: Place, lexicon: Lexicon) -> None:
    """A passage that ends in a colon is the stem of what follows."""
    if not passage.form.rstrip().endswith(":"):
        return
    match = _BULLET.match(passage.form)
    reading.stem_mark = match[1] if match else ""
    tail = passage.text.rstrip(" :\f")
    start = max(tail.rfind(";"), tail.rfind(". ")) + 1
    reading.stem = trim_subject(tail[start:], lexicon)
    years = [p for p in find_years(passage.form, 0, len(passage.form), place.earliest, lexicon) if not p.title]
    reading.year = years[-1].year if years else None


def _read_passage(
    transcript: Transcript, passage: Passage, place: Place, reading: _Reading, lexicon: Lexicon
) -> list[Found[Target]]:
    _begin(passage, reading, lexicon)
    found: list[Found[Target]] = []
    quantities = find_quantities(passage.text, lexicon)
    if quantities:
        carried: int | None = None
        for start, end in find_sentences(passage):
            inside = [q for q in quantities if start <= q.numbers[0][0] < end]
            inside, bases = _drop_baselines(passage, inside)
            clauses = find_clauses(passage.form, start, end, inside, lexicon)
            drafts = _complete([_draft(passage, clauses, i, reading, lexicon) for i in range(len(clauses))], lexicon)
            years, carried = _years(passage, (start, end), clauses, place, carried, lexicon)
            for i, draft in enumerate(drafts):
                target = _target(
                    transcript,
                    passage,
                    place,
                    draft,
                    years[i],
                    bases.get(draft.clause.quantity.start, ""),
                    reading,
                    lexicon,
                )
                if target:
                    found.append(target)
            if drafts and drafts[-1].subject:
                reading.subject = drafts[-1].subject
    _end(passage, reading, place, lexicon)
    return found


_RISE = re.compile(
    r"[^,;%\d]*(?:(?:năm\s*)?(?:19|20)\d\d[^,;%\d]*)?(?<!\w)(?:lên|xuống|tăng lên|giảm còn|xuống còn|còn)(?!\w)[^,;%\d]*(?:(?:19|20)\d\d[^,;%\d]*)?"
)


def _drop_baselines(passage: Passage, quantities: list[QuantityMatch]) -> tuple[list[QuantityMatch], dict[int, str]]:
    """Take "từ 75% năm 2021 lên 90%" as one value with its baseline; leave out "(năm 2021: 75%)"."""
    kept: list[QuantityMatch] = []
    bases: dict[int, str] = {}
    for i, quantity in enumerate(quantities):
        number = quantity.numbers[0][0]
        before = passage.form[max(0, number - 40) : number]
        following = quantities[i + 1] if i + 1 < len(quantities) else None
        risen = re.search(r"(?<!\w)từ\s+(?:mức\s+)?$", before)
        if risen and following and _RISE.fullmatch(passage.form[quantity.end : following.start]):
            low = number - len(before) + risen.start()
            rise = re.search(r"(?<!\w)(?:lên|xuống|tăng|giảm|còn)", passage.form[quantity.end : following.start])
            high = quantity.end + (rise.start() if rise else 0)
            bases[following.start] = one_line(passage.text[low:high])
            continue
        if re.search(
            r"\((?:cuối |kết quả |thực hiện |ước )*(?:năm|giai đoạn)\s*[\d -]+\s*(?::|là|đạt|=)\s*$|\((?:hiện nay|hiện tại|hiện)\s*(?::|là|đạt)?\s*$",
            before,
        ):
            continue
        kept.append(quantity)
    return kept, bases


def _draft(passage: Passage, clauses: list[Clause], index: int, reading: _Reading, lexicon: Lexicon) -> _Draft:
    """Give a clause its subject, from the clauses before it where its own words leave it out."""
    clause = clauses[index]
    first = clauses[index - clause.position]
    change = find_change(passage, clause, first, lexicon)
    subject = subject_of(passage, clause, first, bool(change.change), lexicon)
    if change.exceeds >= 0:
        subject = trim_subject(passage.text[first.start : change.exceeds], lexicon)
    if not subject and clause.lead < clause.start:
        subject = trim_subject(passage.text[clause.lead : clause.start], lexicon)
    return _Draft(clause, first, subject, subject, change)


def _complete(drafts: list[_Draft], lexicon: Lexicon) -> list[_Draft]:
    """Repeat what neighbouring clauses share: a noun before it ("95% của cấp xã") or a predicate behind it."""
    done: list[_Draft] = []
    for draft in drafts:
        before = done[-1] if done else None
        if before and draft.subject and is_elliptic(draft.subject) and before.subject:
            things, predicate = split_predicate(before.subject, lexicon)
            noun = re.split(r"\s(?=(?:của|ở|tại|thuộc)\s)", things)[0]
            draft = replace(draft, subject=one_line(f"{noun} {draft.subject}"), inherited=True)
        done.append(draft)
    for i in range(len(done) - 2, -1, -1):
        here, following = done[i], done[i + 1]
        number_first = bool(here.subject) and not here.first.bracketed and here.clause.quantity.kind == "percent"
        if (
            not number_first
            or here.clause.stop < here.clause.quantity.end + 2
            or here.clause.size > 1
            or following.clause.bracketed
        ):
            continue
        joined = following.clause.quantity.start - here.clause.stop <= 6 and following.clause.quantity.kind == "percent"
        if joined and not split_predicate(here.subject, lexicon)[1]:
            things, predicate = split_predicate(following.subject, lexicon)
            if predicate and things:
                done[i] = replace(here, subject=one_line(f"{here.subject} {predicate}"), inherited=True)
    return done


def _years(
    passage: Passage,
    sentence: tuple[int, int],
    clauses: list[Clause],
    place: Place,
    carried: int | None,
    lexicon: Lexicon,
) -> tuple[list[int | None], int | None]:
    """Years of a sentence's clauses, and the year that its opening carries on ("Đến năm 2025: …; …")."""
    mentions = find_years(passage.form, *sentence, place.earliest, lexicon)
    phrases = [p for p in mentions if not p.title]
    bounds = [(clause.start, clause.quantity.start, clause.stop) for clause in clauses]
    years: list[int | None] = []
    for i, clause in enumerate(clauses):
        listed = [p for p in phrases if clause.start <= p.start < clauses[i - clause.position].quantity.start]
        if clause.size > 1 and len(listed) == clause.size:
            years.append(listed[clause.position].year)
        elif clause.size > 1 and (spread := _listed_years(passage, clause, clauses[i - clause.position])):
            years.append(spread[clause.position])
        else:
            years.append(year_of(phrases, bounds, i) or _year_of_title(passage, mentions, clause, place) or carried)
    opening = [
        p
        for p in phrases
        if not passage.form[sentence[0] : p.start].strip(" -+*•")
        or re.fullmatch(r"[\s\d.\-+*•]*(?:phấn đấu|mục tiêu|trong)?\s*", passage.form[sentence[0] : p.start])
    ]
    return years, opening[0].year if opening else carried


def _year_of_title(passage: Passage, mentions: list[YearPhrase], clause: Clause, place: Place) -> int | None:
    """Year of a plan that the sentence names and then tells the goals of ("Kế hoạch … giai đoạn 2022-2025; trong đó …")."""
    titles = [p for p in mentions if p.title and p.end <= clause.start and p.year > (place.year or 9999)]
    if titles and re.search(r"trong đó|mục tiêu", passage.form[titles[-1].end : clause.quantity.start]):
        return titles[-1].year
    return None


def _listed_years(passage: Passage, clause: Clause, first: Clause) -> list[int]:
    """Years of "các năm 2023, 2024, 2025 lần lượt …" where they are as many as the numbers."""
    front = passage.form[first.start : first.quantity.start]
    years = [int(year) for year in re.findall(r"(?<![\d/])(20\d\d)(?!\d)", front)]
    return years if len(years) == clause.size and re.search(r"lần lượt|tương ứng|các năm", front) else []


def _shared(draft: _Draft, reading: _Reading, lexicon: Lexicon) -> tuple[str, str, bool]:
    """Subject, words that name the scope, and whether the subject was taken from elsewhere."""
    shared = reading.subject or reading.stem
    if not draft.subject:
        return shared, shared, True
    if is_scope_alone(draft.subject, lexicon) and shared:
        return swap_scope(shared, draft.subject, lexicon), draft.subject, True
    if reading.stem and not reading.subject and is_elliptic(draft.subject):
        return one_line(f"{reading.stem} {draft.subject}"), draft.subject, True
    return draft.subject, draft.subject, draft.inherited


def _comparator(draft: _Draft, passage: Passage, reading: _Reading, lexicon: Lexicon) -> tuple[QuantityMatch, bool]:
    """The quantity with the bound that it shares with its neighbour, and whether it was taken from there."""
    quantity, before = draft.clause.quantity, reading.comparator
    if quantity.bounded or quantity.parsed.maximum is not None or before is None or not before.bounded:
        return quantity, False
    if quantity.parsed.value == 100 and quantity.kind == "percent":
        return quantity, False
    gap = passage.form[before.end : quantity.start]
    listed = draft.clause.position > 0
    joined = bool(re.search(r"(?<!\w)và\s*$", gap)) and not re.search(r"[;.]", gap)
    alone = is_scope_alone(draft.own, lexicon) and not re.search(r"[;.]", gap)
    if (listed or joined or alone) and before.kind == quantity.kind:
        return replace(quantity, comparator=before.comparator), True
    return quantity, False


def _scope(passage: Passage, draft: _Draft, subject: str, words: str, place: Place, lexicon: Lexicon) -> Scope:
    clause = draft.clause
    if clause.quantity.kind == "count" and (
        levels := find_levels("các " + comparison_form(clause.quantity.unit), lexicon)
    ):
        return "" if place.level == "xã" else levels[0]
    behind = trim_subject(passage.text[clause.quantity.end : clause.stop], lexicon)
    if clause.quantity.kind == "percent" and is_scope_alone(behind, lexicon):
        levels = find_levels(comparison_form(behind), lexicon)
        return levels[0] if len(set(levels)) == 1 else ""
    if clause.size > 1:
        levels = find_levels(passage.form[draft.first.start : draft.first.quantity.start], lexicon)
        if len(levels) == clause.size and len(set(levels)) == clause.size:
            return levels[clause.position]
    if is_trailing(passage.form, clause.quantity.end, clause.stop, lexicon) and clause.quantity.kind != "count":
        close = passage.form.find(")", clause.quantity.end, clause.stop) if clause.bracketed else clause.end
        behind = passage.form[clause.quantity.end : close if close >= 0 else clause.end]
        if re.match(r"\s*(?:ở|tại|đối với|cho|của|từ)\s", behind) and (
            levels := find_levels(head_of(behind, lexicon), lexicon)
        ):
            only = set(levels)
            return levels[0] if len(only) == 1 and not (place.level == "xã" and levels[0] == "cấp xã") else ""
    return find_scope(comparison_form(words if words != subject else subject), place.level, lexicon)


def _quote(passage: Passage, clause: Clause, first: Clause) -> tuple[int, int]:
    """The clause as printed, without bullet, label or the join before it."""
    start, end = clause.start, max(clause.end, clause.quantity.end)
    if clause.bracketed and (close := passage.form.find(")", clause.quantity.end, clause.stop + 1)) >= 0:
        end = max(end, close + 1)
    lead = re.compile(r"(?:[\s,;:.+*•\-…]|\d{1,2}(?:\.\d{1,2})*[.)](?=\s)|[a-zđ]\)(?=\s)|và\s)*").match(
        passage.form, start, first.quantity.numbers[0][0]
    )
    start = lead.end() if lead else start
    start = min(start, first.quantity.start)
    while end > clause.quantity.end and passage.text[end - 1] in " \f,;.:-/":
        end -= 1
    return start, end


def _target(
    transcript: Transcript,
    passage: Passage,
    place: Place,
    draft: _Draft,
    year: int | None,
    base: str,
    reading: _Reading,
    lexicon: Lexicon,
) -> Found[Target] | None:
    clause, form = draft.clause, passage.form
    each = is_each(form, clause.start, clause.quantity, clause.end, lexicon)
    quantity, bound_shared = _comparator(draft, passage, reading, lexicon)
    if draft.change.change and quantity.comparator == ">" and re.match(r"vượt", form[quantity.start :]):
        quantity = replace(quantity, comparator="=")
    if not commits(passage, clause, place.role, bool(draft.change.change), bool(year) or each, lexicon):
        return None
    reading.comparator = replace(quantity, bounded=quantity.bounded or bound_shared)
    subject, scope_text, inherited = _shared(draft, reading, lexicon)
    reading.subject = subject or reading.subject
    if not subject:
        return None
    final_year = year or reading.year or place.year
    value = Quantity(
        value=quantity.parsed.value,
        value_max=quantity.parsed.maximum,
        unit=quantity.unit,
        comparator=quantity.comparator,
        change=draft.change.change,
        text=one_line(passage.text[quantity.numbers[0][0] : quantity.numbers[-1][1]]),
    )
    link = link_indicator(subject, value, place.domain, lexicon)
    start, end = _quote(passage, clause, draft.first)
    numbers = tuple(span for a, b in quantity.numbers for span in passage.spans(a, b))
    target = Target(
        quantity=value,
        subject=subject,
        scope=_scope(passage, draft, subject, scope_text, place, lexicon),
        year=final_year,
        baseline=base or draft.change.baseline,
        recurring=each,
        condition=find_condition(passage, clause, lexicon),
        section_path=place.path,
        section_role=place.role,
        domain=place.domain,
        indicator_id=link[0] if link else "",
        indicator_name=link[1] if link else "",
        source=passage.source,
        number_spans=numbers,
    )
    doubts = [*quantity.doubts, *place.doubts]
    confidence = {"percent": 0.985, "money": 0.95, "measure": 0.93}.get(quantity.kind, 0.88)
    if inherited:
        confidence -= 0.03
    if bound_shared:
        confidence -= 0.05
        doubts.append(Doubt(code="comparator_shared", detail="taken from the number before it"))
    if quantity.parsed.value > 100 and quantity.kind == "percent" and not draft.change.change:
        doubts.append(Doubt(code="percent_over_100", detail=value.text))
        confidence -= 0.3
    confidence -= 0.1 * len(quantity.doubts)
    spans = passage.spans(start, end)
    return transcript.found(target, *spans, confidence=max(0.05, round(confidence, 3)), doubts=tuple(doubts))
