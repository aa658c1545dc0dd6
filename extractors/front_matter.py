"""Whose plan, of when, signed by whom: the head, the title and the foot of the sheet, read together.

In a decision with its plan the plan's facts come first; date, place and signer are the decision's where the plan has
none of its own (golden/GUIDELINES.md, documents). Readings of one number or date in several places are reconciled.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from rapidfuzz.distance import Levenshtein

from extractors.agreed_names import respelt, spelling_of
from extractors.clean import one_line
from extractors.issue_lines import read_number, read_place_date
from extractors.issuers import find_issuer, find_unit, in_full, lacks_unit, with_unit
from extractors.letterheads import read_bodies
from extractors.papers import find_papers, has_scanned_head
from extractors.periods import parse_period
from extractors.placed_issuers import by_place
from extractors.reconcile import reconcile_dates, reconcile_numbers
from extractors.signatures import Signature, read_signature
from extractors.text_witness import mend_title, name_raised, witness_of
from extractors.worn_words import same_letters
from models.plan import FrontMatter
from models.source import Absent, Doubt, Found, Span

if TYPE_CHECKING:
    from datetime import date

    from extractors.agreed_names import Spelling
    from extractors.issue_lines import PlaceDate, Reading
    from extractors.issuers import UnitFacts
    from extractors.letterheads import HeadLine
    from extractors.lexicon import Lexicon
    from extractors.papers import Papers
    from extractors.zones import Part
    from models.transcript import Transcript

T = TypeVar("T")


def find_front_matter(transcript: Transcript, lexicon: Lexicon) -> FrontMatter:
    """Find every front-matter field of a document, or why it is absent."""
    papers = find_papers(transcript, lexicon)
    plan, wrapper = papers.plan, papers.wrapper
    start, end = _period(transcript, plan, wrapper)
    issue = _issue(papers)
    body = _issuing_body(papers, issue.place, start)
    unit, spelling = body.unit, body.spelling
    signature = _signature(transcript, lexicon, plan, wrapper)
    return FrontMatter(
        doc_type=_doc_type(transcript, plan),
        number=issue.number,
        issue_date=issue.day,
        issue_place=_mended_place(transcript, respelt(issue.place, spelling), unit.name),
        issuer=body.issuer,
        superior=body.superior,
        unit_name=unit.name,
        unit_level=unit.level,
        district=unit.district,
        province=unit.province,
        title=respelt(_title(transcript, lexicon, plan, unit.name), spelling, behind=unit.word),
        period_start=start,
        period_end=end,
        signer_name=signature.name,
        signer_title=signature.title,
        wrapper_type=issue.wrapper_type,
        wrapper_number=issue.wrapper_number,
        wrapper_date=issue.wrapper_date,
    )


class _Issue(NamedTuple):
    """Number, day and place of the plan, and of the paper that issues it."""

    number: Found[str] | Absent
    day: Found[date] | Absent
    place: Found[str] | Absent
    wrapper_type: Found[str] | Absent
    wrapper_number: Found[str] | Absent
    wrapper_date: Found[date] | Absent


def _issue(papers: Papers) -> _Issue:
    """Read numbers and dates of both heads; the day and place are the decision's where the plan has none of its own."""
    transcript, lexicon, plan, notes = papers.transcript, papers.lexicon, papers.plan, papers.notes
    own, own_date = _number_and_date(transcript, papers.plan_head)
    outer, outer_date = _number_and_date(transcript, papers.wrapper_head) if papers.wrapped else (None, None)
    wrapper_type = _wrapper_type(papers)
    outer_name = wrapper_type.value if isinstance(wrapper_type, Found) else ""
    dates = own_date or outer_date
    day = reconcile_dates(transcript, dates, notes, outer_name or plan.doc_type)
    if dates is None and papers.wrapper.note is None and has_scanned_head(papers, papers.wrapper_head):
        day = _beside_lost_line(day)
    bound = plan.note is not None
    return _Issue(
        number=reconcile_numbers(
            transcript,
            lexicon,
            own,
            notes,
            plan.doc_type,
            expected=has_scanned_head(papers, papers.plan_head) and not bound,
            own=not papers.wrapped and not bound,
        ),
        day=day,
        place=dates.place if dates else Absent(),
        wrapper_type=wrapper_type,
        wrapper_number=reconcile_numbers(transcript, lexicon, outer, notes, outer_name) if outer_name else Absent(),
        wrapper_date=reconcile_dates(transcript, outer_date, notes, outer_name) if outer_name else Absent(),
    )


class _Body(NamedTuple):
    """Who issues, the body above it, its unit, and how the file spells the unit's name."""

    issuer: Found[str] | Absent
    superior: Found[str] | Absent
    unit: UnitFacts
    spelling: Spelling


def _issuing_body(papers: Papers, place: Found[str] | Absent, start: Found[int] | Absent) -> _Body:
    """Find the issuer and its unit, and spell both as the file does."""
    transcript, lexicon = papers.transcript, papers.lexicon
    issuer, superior = _issuer(papers)
    issuer = by_place(transcript, lexicon, issuer, superior, place)
    unit = find_unit(transcript, lexicon, issuer, superior, start.value if isinstance(start, Found) else None)
    spelling = spelling_of(transcript, lexicon, unit.name, unit.word, place)
    unit = replace(
        unit,
        name=respelt(unit.name, spelling),
        district=respelt(unit.district, spelling_of(transcript, lexicon, unit.district, "huyện", place)),
        province=respelt(unit.province, spelling_of(transcript, lexicon, unit.province, "tỉnh", place)),
    )
    return _Body(respelt(issuer, spelling), superior, unit, spelling)


def _doc_type(transcript: Transcript, plan: Part) -> Found[str] | Absent:
    """Name the plan's type; one of which letters were misread is doubted, and so is a scan on which none is legible."""
    if not plan.doc_type:
        scanned = any(page.source == "ocr" for page in transcript.pages)
        return Absent(why="not_found", doubts=(Doubt(code="type_not_found"),) if scanned else ())
    read = one_line(transcript.slice(plan.label))
    if same_letters(read.rstrip(" :"), plan.doc_type):
        return transcript.found(plan.doc_type, plan.label)
    doubt = Doubt(code="type_misread", detail=read)
    return transcript.found(plan.doc_type, plan.label, confidence=0.8, doubts=(doubt,))


def _beside_lost_line(issued: Found[date] | Absent) -> Found[date] | Absent:
    """Doubt a date where a scanned letterhead stands and no line of place and date was found below it.

    What a bracket prints may be another day than the one that a form leaves blank.
    """
    if isinstance(issued, Absent):
        return Absent(why="not_found", doubts=(*issued.doubts, Doubt(code="date_not_found")))
    noted = Doubt(code="date_in_note", detail=issued.value.isoformat())
    return issued.model_copy(update={"confidence": 0.6, "doubts": (*issued.doubts, noted)})


def _mended_place(transcript: Transcript, place: Found[str] | Absent, unit: Found[str] | Absent) -> Found[str] | Absent:
    """Give a place read almost as the unit's own name ("Tnuy Phong") that name, with a doubt; a text layer is true."""
    if isinstance(place, Absent) or isinstance(unit, Absent) or place.value == unit.value:
        return place
    scanned = transcript.pages[place.page - 1].source == "ocr"
    if not scanned or len(unit.value) < 5 or Levenshtein.distance(place.value, unit.value) > 2:
        return place
    doubt = Doubt(code="place_mended", detail=f"{place.value} → {unit.value}")
    return place.model_copy(update={"value": unit.value, "doubts": (*place.doubts, doubt)})


def _number_and_date(transcript: Transcript, lines: list[HeadLine]) -> tuple[Reading | None, PlaceDate | None]:
    number = read_number(transcript, lines)
    return number, read_place_date(transcript, lines, number)


def _wrapper_type(papers: Papers) -> Found[str] | Absent:
    """Name the document that issues the plan: by its own head, else by the bracket under the plan's title."""
    wrapper, plan = papers.wrapper, papers.plan
    if papers.wrapped and wrapper.doc_type:
        return papers.transcript.found(wrapper.doc_type, wrapper.label)
    named = _noted_type(papers.transcript, plan, papers.lexicon)
    return named if named is not None and named.value != plan.doc_type else Absent()


def _noted_type(transcript: Transcript, plan: Part, lexicon: Lexicon) -> Found[str] | None:
    """Name the issuing document that the bracket under the title names ("Ban hành kèm theo Quyết định số …")."""
    if plan.note is None:
        return None
    text = transcript.slice(plan.note)
    for name in lexicon.table("doc_types")["issuing"]:
        match = re.search(rf"theo\s+({name})", text, re.IGNORECASE)
        if match:
            start = plan.note.start + match.start(1)
            return transcript.found(name, Span(start=start, end=plan.note.start + match.end(1)))
    return None


def _issuer(papers: Papers) -> tuple[Found[str] | Absent, Found[str] | Absent]:
    """Issuer and its superior: from the plan's letterhead, else the decision's, else as the text names the issuer."""
    transcript, lexicon, plan = papers.transcript, papers.lexicon, papers.plan
    mend = any(page.source == "ocr" for page in transcript.pages[:1])
    for lines in (papers.plan_head, papers.wrapper_head):
        bodies = read_bodies(lines, lexicon, mend)
        if bodies:
            found = [
                transcript.found(body.name, body.span, confidence=0.8 if body.doubts else 0.95, doubts=body.doubts)
                for body in bodies
            ]
            above = found[-2] if len(found) > 1 else None
            issuer = with_unit(transcript, lexicon, found[-1])
            told = find_issuer(transcript, lexicon, plan) if mend and lacks_unit(issuer, lexicon) else None
            if isinstance(told, Found) and not lacks_unit(told, lexicon):
                return _told_by_text(told, issuer), above or Absent()
            return in_full(transcript, lexicon, issuer, above), above or Absent()
    return find_issuer(transcript, lexicon, plan), Absent()


def _told_by_text(told: Found[str], printed: Found[str]) -> Found[str]:
    """Take the issuer that the text names where the letterhead of a scan lost its unit."""
    doubt = Doubt(code="issuer_mended", detail=f"{printed.value} → {told.value}")
    return told.model_copy(update={"confidence": 0.8, "doubts": (*told.doubts, doubt)})


def _title(transcript: Transcript, lexicon: Lexicon, plan: Part, unit: Found[str] | Absent) -> Found[str] | Absent:
    if not plan.title:
        return Absent(why="not_found")
    starts = {block.span.start for block in transcript.blocks} | {plan.label.end}
    stained = [span for span in plan.title[1:] if span.start not in starts]
    doubts = tuple(Doubt(code="title_stained", detail=transcript.slice(span)[:60]) for span in stained)
    title = one_line(" ".join(transcript.slice(span) for span in plan.title)).rstrip(" .:;,")
    if transcript.pages[transcript.page_at(plan.title[0].start) - 1].source == "ocr":
        title, mended = mend_title(title, witness_of(transcript), lexicon)
        title = name_raised(title, unit.value) if isinstance(unit, Found) else title
        doubts = (*doubts, *mended)
    return transcript.found(title, *plan.title, confidence=0.6 if doubts else 1.0, doubts=doubts)


def _period(transcript: Transcript, plan: Part, wrapper: Part) -> tuple[Found[int] | Absent, Found[int] | Absent]:
    """First and last year by the title; by the decision's title where the plan's says none."""
    for part in (plan, wrapper):
        if not part.title:
            continue
        whole = Span(start=part.title[0].start, end=part.title[-1].end)
        inside = [False] * len(whole)
        for span in part.title:
            inside[span.start - whole.start : span.end - whole.start] = [True] * len(span)
        # What a stamp put between the title's lines says no year.
        text = transcript.slice(whole)
        period = parse_period("".join(char if kept else " " for char, kept in zip(text, inside, strict=True)))
        if period is not None:
            place = Span(start=whole.start + period.begin, end=whole.start + period.stop)
            years = (period.start, period.end)
            start, end = (transcript.found(year, place) if year else Absent() for year in years)
            return start, end
    return Absent(), Absent()


def _signature(transcript: Transcript, lexicon: Lexicon, plan: Part, wrapper: Part) -> Signature:
    """Signer of the plan, else of its decision; a title left out under the plan is the decision's."""
    own = read_signature(transcript, lexicon, plan.foot, plan.end)
    if plan is wrapper:
        scanned = any(page.source == "ocr" for page in transcript.pages)
        lost = scanned and plan.note is None and own.name == own.title == Absent()
        # A scanned document of its own is signed as a rule: where no foot is legible, somebody should look.
        missing = Absent(doubts=(Doubt(code="signature_not_found"),))
        return Signature(missing, missing) if lost else own
    outer = read_signature(transcript, lexicon, wrapper.foot, wrapper.end)
    name = _first(own.name, outer.name)
    title = _first(own.title, outer.title)
    if isinstance(own.name, Found) and isinstance(outer.name, Found) and own.name.value != outer.name.value:
        doubt = Doubt(code="signers_disagree", detail=f"{own.name.value}; {outer.name.value}")
        # A seal may have taken the last word of one of them, or put a piece of a word before it.
        unusual = any(found.code == "name_unusual" for found in own.name.doubts)
        stained = unusual and own.name.value.endswith(f" {outer.name.value}")
        fuller = outer.name if stained or outer.name.value.startswith(f"{own.name.value} ") else own.name
        name = fuller.model_copy(update={"doubts": (*fuller.doubts, doubt), "confidence": 0.6})
    return Signature(name, title)


def _first(own: Found[T] | Absent, outer: Found[T] | Absent) -> Found[T] | Absent:
    return own if isinstance(own, Found) or isinstance(outer, Absent) else outer
