"""Whose plan, of when, signed by whom: the head, the title and the foot of the sheet, read together.

In a decision with its plan the plan's facts come first; date, place and signer are the decision's where the plan has
none of its own (golden/GUIDELINES.md, documents). Readings of one number or date in several places are reconciled.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz.distance import Levenshtein

from extractors.agreed_names import respelt, spelling_of
from extractors.clean import one_line
from extractors.issue_lines import read_number, read_place_date
from extractors.issuers import find_issuer, find_unit, in_full, lacks_unit, with_unit
from extractors.labels import read_label
from extractors.letterheads import head_lines, read_bodies
from extractors.periods import parse_period
from extractors.placed_issuers import by_place
from extractors.reconcile import reconcile_dates, reconcile_numbers
from extractors.signatures import Signature, read_signature
from extractors.text_witness import mend_title, name_raised, witness_of
from extractors.worn_words import same_letters
from extractors.zones import Part, find_parts
from models.plan import FrontMatter
from models.source import Absent, Doubt, Found, Span

if TYPE_CHECKING:
    from datetime import date

    from extractors.issue_lines import PlaceDate, Reading
    from extractors.letterheads import HeadLine
    from extractors.lexicon import Lexicon
    from models.transcript import Transcript

T = TypeVar("T")
PARAGRAPH = 15
"""Words that no line of a head has."""


def find_front_matter(transcript: Transcript, lexicon: Lexicon) -> FrontMatter:
    """Find every front-matter field of a document, or why it is absent."""
    parts = find_parts(transcript, lexicon)
    attached = set(lexicon.table("doc_types")["attached"])
    wrapper = parts[0]
    issued = next((p for p in parts[1:] if p.kind == "attachment" and p.doc_type and p.doc_type not in attached), None)
    plan = issued or wrapper
    wrapped = issued is not None
    heads = {id(part): _head(transcript, part, wrapper) for part in {id(p): p for p in (wrapper, plan)}.values()}
    notes = [part for part in parts if part.note is not None]

    own, own_date = _number_and_date(transcript, heads[id(plan)])
    outer, outer_date = _number_and_date(transcript, heads[id(wrapper)]) if wrapped else (None, None)
    named = _wrapper_type(transcript, plan, lexicon)
    wrapper_type: Found[str] | Absent = Absent()
    if wrapped and wrapper.doc_type:
        wrapper_type = transcript.found(wrapper.doc_type, wrapper.label)
    elif named is not None and named.value != plan.doc_type:
        wrapper_type = named
    outer_name = wrapper_type.value if isinstance(wrapper_type, Found) else ""
    dates = own_date or outer_date
    issuer, superior = _issuer(transcript, lexicon, heads[id(wrapper)], heads[id(plan)], plan)
    signature = _signature(transcript, lexicon, plan, wrapper)
    start, end = _period(transcript, plan, wrapper)
    place = dates.place if dates else Absent()
    issuer = by_place(transcript, lexicon, issuer, superior, place)
    unit = find_unit(transcript, lexicon, issuer, superior, start.value if isinstance(start, Found) else None)
    spelling = spelling_of(transcript, lexicon, unit.name, unit.word, place)
    issuer = respelt(issuer, spelling)
    unit = replace(
        unit,
        name=respelt(unit.name, spelling),
        district=respelt(unit.district, spelling_of(transcript, lexicon, unit.district, "huyện", place)),
        province=respelt(unit.province, spelling_of(transcript, lexicon, unit.province, "tỉnh", place)),
    )
    lost = _has_scanned_head(transcript, heads[id(plan)], lexicon)
    issue_date = reconcile_dates(transcript, dates, notes, outer_name or plan.doc_type)
    if dates is None and wrapper.note is None and _has_scanned_head(transcript, heads[id(wrapper)], lexicon):
        issue_date = _beside_lost_line(issue_date)
    wrapper_date = reconcile_dates(transcript, outer_date, notes, outer_name) if outer_name else Absent()
    return FrontMatter(
        doc_type=_doc_type(transcript, plan),
        number=reconcile_numbers(
            transcript,
            lexicon,
            own,
            notes,
            plan.doc_type,
            expected=lost and plan.note is None,
            own=not wrapped and plan.note is None,
        ),
        issue_date=issue_date,
        issue_place=_mended_place(transcript, respelt(dates.place, spelling), unit.name) if dates else Absent(),
        issuer=issuer,
        superior=superior,
        unit_name=unit.name,
        unit_level=unit.level,
        district=unit.district,
        province=unit.province,
        title=respelt(_title(transcript, lexicon, plan, unit.name), spelling, behind=unit.word),
        period_start=start,
        period_end=end,
        signer_name=signature.name,
        signer_title=signature.title,
        wrapper_type=wrapper_type,
        wrapper_number=reconcile_numbers(transcript, lexicon, outer, notes, outer_name) if outer_name else Absent(),
        wrapper_date=wrapper_date,
    )


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


def _head(transcript: Transcript, part: Part, wrapper: Part) -> list[HeadLine]:
    """Lines over the type; a head alone on the page before belongs to it."""
    page = transcript.page_at(part.label.start)
    if not part.doc_type and part.kind == "document":
        return _untyped_head(transcript)
    found = head_lines(transcript, part.start, part.label.start, page)
    if not found and part.kind == "document" and page > 1:
        found = head_lines(transcript, 0, part.label.start, page - 1)
    if part.kind == "attachment" and page == transcript.page_at(wrapper.label.start):
        return []  # The head of this page is the decision's.
    if part.kind == "attachment":
        return [line for line in _above(transcript, part, page) if line.span.end <= part.label.start]
    return found


def _untyped_head(transcript: Transcript) -> list[HeadLine]:
    """Lines of the first page down to its first paragraph or label: the head of a sheet whose type is not legible."""
    for block in transcript.blocks:
        text = transcript.slice(block.span)
        if block.page > 1 or (
            block.kind == "paragraph" and (len(text.split()) >= PARAGRAPH or read_label(text, False))
        ):
            return head_lines(transcript, 0, block.span.start, 1)
    return []


def _above(transcript: Transcript, part: Part, page: int) -> list[HeadLine]:
    """Lines on an attachment's first page before its type (its own head, where it has one)."""
    first = min((block.span.start for block in transcript.blocks if block.page == page), default=part.start)
    return head_lines(transcript, first, part.label.start, page)


def _number_and_date(transcript: Transcript, lines: list[HeadLine]) -> tuple[Reading | None, PlaceDate | None]:
    number = read_number(transcript, lines)
    return number, read_place_date(transcript, lines, number)


def _has_scanned_head(transcript: Transcript, lines: list[HeadLine], lexicon: Lexicon) -> bool:
    """Whether a scan shows a letterhead; one that belongs to a bracket's decision ("Kèm theo …") has no number."""
    scanned = any(page.source == "ocr" for page in transcript.pages[:1])
    return scanned and bool(read_bodies(lines, lexicon, mend=True))


def _wrapper_type(transcript: Transcript, plan: Part, lexicon: Lexicon) -> Found[str] | None:
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


def _issuer(
    transcript: Transcript, lexicon: Lexicon, outer: list[HeadLine], inner: list[HeadLine], plan: Part
) -> tuple[Found[str] | Absent, Found[str] | Absent]:
    """Issuer and its superior: from the plan's letterhead, else the decision's, else as the text names the issuer."""
    mend = any(page.source == "ocr" for page in transcript.pages[:1])
    for lines in (inner, outer):
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
        # A seal may have taken the last word of one of them.
        fuller = outer.name if outer.name.value.startswith(f"{own.name.value} ") else own.name
        name = fuller.model_copy(update={"doubts": (*fuller.doubts, doubt), "confidence": 0.6})
    return Signature(name, title)


def _first(own: Found[T] | Absent, outer: Found[T] | Absent) -> Found[T] | Absent:
    return own if isinstance(own, Found) or isinstance(outer, Absent) else outer
