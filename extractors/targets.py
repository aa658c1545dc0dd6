"""Targets: the numbers that a plan commits to reach, each with what it measures (golden/GUIDELINES.md)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.base_brackets import find_base_brackets, without_aside
from extractors.changes import find_condition, is_each
from extractors.clauses import find_clauses
from extractors.clean import one_line
from extractors.commitment_tests import Standing, commits
from extractors.domains import domain_of_subject
from extractors.indicator_ranker import name_plan, names_paper
from extractors.indicators import domain_of_indicator, link_indicator
from extractors.listed_scopes import scope_again
from extractors.mending import scanned_pages
from extractors.misread_signs import sign_doubts
from extractors.opening_scopes import scope_of_lead
from extractors.passages import Passage, find_passages, find_sentences
from extractors.quantities import QuantityMatch, find_quantities
from extractors.recurrences import opens_each, recurs_along
from extractors.shared_scopes import scope_beside
from extractors.shared_subjects import Reading, shared_subject
from extractors.subjects import trim_subject
from extractors.target_bounds import share_bound
from extractors.target_drafts import Draft, draft_of, drop_baselines, quote_of
from extractors.target_places import Place, Places
from extractors.target_refusals import find_past_opening, is_refused, promises, turns
from extractors.target_scopes import scope_of_target
from extractors.target_sharing import complete_drafts
from extractors.target_tables import find_table_targets
from extractors.target_years import deadline_of, years_of_clauses
from extractors.told_numbers import tells_on
from extractors.whole_subjects import whole_subject
from extractors.years import find_years
from models.plan import Quantity, Target
from models.source import Doubt

if TYPE_CHECKING:
    from extractors.clauses import Clause
    from extractors.lexicon import Lexicon
    from extractors.outline import Outline
    from models.plan import FrontMatter
    from models.source import Found
    from models.table import Table, Task
    from models.transcript import Transcript


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
    places = Places(transcript, outline, front, lexicon)
    found: list[Found[Target]] = []
    reading = Reading()
    others: list[Table] = []
    for table in tables:
        listed = find_table_targets(transcript, table, places.of_table(table), lexicon)
        if listed is None:
            others.append(table)
        found.extend(listed or ())
    for passage in find_passages(transcript, tuple(others), tasks, lexicon):
        place = places.at(passage)
        if place.past or (place.norms and not promises(passage.form)):
            continue
        found.extend(_read_passage(transcript, passage, place, reading, lexicon))
    return tuple(sorted(found, key=lambda target: target.value.number_spans[0].start))


_BULLET = re.compile(r"[\s\f]*([-+*•→]|[a-zđ]\)|\d{1,2}(?:\.\d{1,2})*[.)])")


def _begin(passage: Passage, reading: Reading) -> None:
    """Keep or drop the stem ("Tỷ lệ hồ sơ trực tuyến:") that a list of bullets goes on."""
    match = _BULLET.match(passage.form)
    mark = match[1] if match else ""
    if not mark or (reading.stem_mark and mark[-1:] == reading.stem_mark[-1:] and mark in "-+*•→)"):
        reading.stem, reading.stem_mark, reading.stem_scope, reading.year = "", "", "", None
    reading.subject, reading.comparator, reading.whole, reading.last = "", None, "", None


def _end(passage: Passage, reading: Reading, place: Place, lexicon: Lexicon) -> None:
    """A passage that ends in a colon is the stem of what follows."""
    if not passage.form.rstrip().endswith(":"):
        return
    match = _BULLET.match(passage.form)
    reading.stem_mark = match[1] if match else ""
    tail = passage.text.rstrip(" :\f")
    start = max(tail.rfind(";"), tail.rfind(". ")) + 1
    reading.stem = trim_subject(tail[start:], lexicon)
    reading.stem_scope = scope_of_lead(passage.form, place.level, lexicon)
    years = [p for p in find_years(passage.form, 0, len(passage.form), place.earliest, lexicon) if not p.title]
    reading.year = years[-1].year if years else None


def _read_passage(
    transcript: Transcript, passage: Passage, place: Place, reading: Reading, lexicon: Lexicon
) -> list[Found[Target]]:
    _begin(passage, reading)
    found: list[Found[Target]] = []
    place = replace(place, body=reading.stem_scope or place.body)
    quantities = find_quantities(passage.text, lexicon)
    reading.carried, reading.past, reading.scope = None, -1, ""
    for start, end in find_sentences(passage) if quantities else ():
        opening = find_past_opening(passage.form, start, end, place.earliest, lexicon)
        reading.past = opening if opening >= 0 else reading.past
        if inside := [q for q in quantities if start <= q.numbers[0][0] < end]:
            found.extend(_read_sentence(transcript, passage, place, (start, end), inside, reading, lexicon))
    _end(passage, reading, place, lexicon)
    return found


def _read_sentence(
    transcript: Transcript,
    passage: Passage,
    place: Place,
    sentence: tuple[int, int],
    quantities: list[QuantityMatch],
    reading: Reading,
    lexicon: Lexicon,
) -> list[Found[Target]]:
    was = find_base_brackets(passage, quantities, place.earliest)
    untold = [q for q in quantities if q.start not in was.told]
    kept, bases = drop_baselines(passage, untold, lexicon, place.earliest, place.role in _PROMISING)
    clauses = find_clauses(passage.form, *sentence, kept, lexicon)
    drafts = complete_drafts(passage, [draft_of(passage, clauses, i, lexicon) for i in range(len(clauses))], lexicon)
    years, reading.carried = years_of_clauses(passage, sentence, clauses, place, reading.carried, lexicon)
    found: list[Found[Target]] = []
    refused: QuantityMatch | None = None
    told: Clause | None = None
    reading.follows, reading.scopes, reading.places, reading.told = False, [], [], ""
    reading.each = bool(clauses) and opens_each(passage.form, *sentence, clauses[0].quantity.start)
    for draft, year in zip(drafts, years, strict=True):
        quantity = draft.clause.quantity
        base = bases.get(quantity.start) or draft.change.baseline or was.of.get(quantity.start, "")
        listed = (
            refused and refused.kind == quantity.kind and _JOIN.fullmatch(passage.form[refused.end : quantity.start])
        )
        if reading.past >= 0 and turns(passage.form, reading.past, draft.clause.stop, place.earliest, lexicon):
            reading.past = -1
        on = bool(told and refused and tells_on(passage.form, told, refused.end, draft.clause))
        out = listed or on or reading.past >= 0
        out = out or is_refused(passage, sentence[0], draft.clause, place.earliest, lexicon)
        target = None if out else _target(transcript, passage, place, draft, year, base, reading, lexicon)
        reading.follows = target is not None
        if target:
            found.append(target)
        refused = None if target else quantity
        told = None if target else told if on else draft.clause
        if target is None and draft.own and not (listed or draft.inherited or draft.clause.bracketed):
            said = _MERELY.sub("", trim_subject(draft.own.split(",")[0], lexicon))
            if quantity.kind == "percent":
                reading.subject = said or reading.subject
            reading.told = said or reading.told
    if drafts and drafts[-1].subject:
        reading.subject = drafts[-1].subject
    return found


_PROMISING = frozenset({"targets", "tasks", "solutions", "tasks_solutions", "mixed"})
"""Roles of parts where an amount alone in brackets behind its measure is the promise."""
_JOIN = re.compile(r"[^,;\d]{0,24}(?:,|và|,\s*và|[,(]?\s*(?:trong đó|gồm|bao gồm)\s*(?::|có|là)?)\s*")
"""Between the members of a list that describes: "hiện có 14 xã, thị trấn và 120 thôn"."""


_MERELY = re.compile(r"\s(?:hiện|hiện nay|hiện mới|mới|mới chỉ|chỉ|đã)$")
"""Between what is told and its number: "Tỷ lệ hộ dùng nước sạch hiện mới đạt 71%"."""


_OPENING = 24
"""Characters before a clause in which "Hằng năm, …" still belongs to it."""


def _target(
    transcript: Transcript,
    passage: Passage,
    place: Place,
    draft: Draft,
    year: int | None,
    base: str,
    reading: Reading,
    lexicon: Lexicon,
) -> Found[Target] | None:
    clause = draft.clause
    each = _recurs(passage.form, clause, reading, lexicon)
    quantity, bound_shared = share_bound(passage, draft, reading.comparator, reading.subject, lexicon)
    standing = Standing(
        role="preamble" if place.preamble else place.role,
        changed=bool(draft.change.change) or base.startswith("từ "),
        timed=bool(year) or each,
        bounded=quantity.bounded or bound_shared,
        follows=reading.follows,
    )
    if not (reading.follows if quantity.part else commits(passage, clause, standing, lexicon)):
        return None
    reading.comparator, reading.recurs = replace(quantity, bounded=standing.bounded), each
    draft = replace(draft, subject=without_aside(draft.subject, base))
    subject, scope_text, inherited = shared_subject(passage, draft, reading, lexicon)
    reading.subject, reading.last = subject or reading.subject, quantity
    subject = subject or reading.told or quantity.unit
    final_year = year or reading.year or place.year
    value = _value(passage, quantity, draft)
    measured = name_plan(subject, passage.form[: quantity.start])
    link = _link(passage, place, measured, value, lexicon)
    scope = scope_of_target(passage, draft, subject, scope_text, place, lexicon)
    target = Target(
        quantity=value,
        subject=whole_subject(passage, clause, subject, bool(draft.change.change), lexicon),
        scope=scope_beside(passage, draft, scope or scope_again(clause, reading.scopes), reading, lexicon),
        year=final_year,
        baseline=base,
        recurring=each,
        deadline=deadline_of(passage, clause, final_year, lexicon),
        condition=find_condition(passage, clause, lexicon),
        section_path=place.path,
        section_role=place.role,
        domain=place.domain
        or (domain_of_indicator(link[0], lexicon) if link else domain_of_subject(measured, lexicon)),
        indicator_id=link[0] if link else "",
        indicator_name=link[1] if link else "",
        link_confidence=link[2] if link else 0.0,
        source=passage.source,
        number_spans=tuple(span for a, b in quantity.numbers for span in passage.spans(a, b)),
    )
    scanned = transcript.page_at(passage.start) in scanned_pages(transcript)
    signs = sign_doubts(passage.form[: quantity.numbers[0][0]] if scanned else "")
    doubts = (*quantity.doubts, *place.doubts, *signs, *_value_doubts(value, bound_shared))
    confidence = _confidence(quantity, value, (inherited, bound_shared), len(signs))
    return transcript.found(
        target, *passage.spans(*quote_of(passage, draft, lexicon)), confidence=confidence, doubts=doubts
    )


def _recurs(form: str, clause: Clause, reading: Reading, lexicon: Lexicon) -> bool:
    opening = clause.lead if clause.start - clause.lead < _OPENING else clause.start
    each = is_each(form, opening, clause.quantity, clause.end, lexicon) or reading.each
    return each or (reading.follows and reading.recurs and recurs_along(form, reading.comparator, clause))


def _value(passage: Passage, quantity: QuantityMatch, draft: Draft) -> Quantity:
    return Quantity(
        value=quantity.parsed.value,
        value_max=quantity.parsed.maximum,
        unit=quantity.unit.lower() if quantity.kind == "count" else quantity.unit,
        comparator=quantity.comparator,
        change=draft.change.change,
        text=one_line(passage.text[quantity.numbers[0][0] : quantity.numbers[-1][1]]),
    )


def _link(
    passage: Passage, place: Place, measured: str, value: Quantity, lexicon: Lexicon
) -> tuple[str, str, float] | None:
    """The indicator of what is measured, by the words of its row where its own do not tell."""
    link = link_indicator(measured, value, place.domain, lexicon)
    if link is None and passage.task is not None and not names_paper(measured):
        link = link_indicator(f"{measured}; {passage.task.value.task}", value, place.domain, lexicon)
    return link


def _value_doubts(value: Quantity, bound_shared: bool) -> tuple[Doubt, ...]:
    shared = Doubt(code="comparator_shared", detail="taken from the number before it")
    over = Doubt(code="percent_over_100", detail=value.text)
    return (*((shared,) if bound_shared else ()), *((over,) if _is_over(value) else ()))


def _is_over(value: Quantity) -> bool:
    return value.unit == "%" and value.value > 100 and not value.change


_SURE = {"percent": 0.985, "money": 0.95, "measure": 0.93}
"""Confidence of a number by its kind; counts have 0.88."""


def _confidence(quantity: QuantityMatch, value: Quantity, taken: tuple[bool, bool], signs: int) -> float:
    """Confidence of the grammar; `taken`: the subject, the comparator come from a neighbour."""
    least = 0.03 * taken[0] + 0.05 * taken[1] + 0.3 * _is_over(value) + 0.1 * len(quantity.doubts) + 0.3 * signs
    return max(0.05, round(_SURE.get(quantity.kind, 0.88) - least, 3))
