"""One number, one date, several places of a file: letterhead and "Kèm theo Quyết định số … ngày …" of each annex.

Where they agree all is well. Where a reading is blank, illegible or of no proper shape the others speak; where two
proper readings differ the letterhead's holds unless others outvote it, and a doubt names them all.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import Hamming

from extractors.dates import find_dates
from extractors.issue_lines import Reading, number_state
from extractors.pens import judge_print
from extractors.toneless import bare
from models.source import Absent, Doubt, Found, Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from extractors.issue_lines import PlaceDate
    from extractors.lexicon import Lexicon
    from extractors.zones import Part
    from models.transcript import Transcript

LONG_CODE = 4
"""Letters of a body's code that is known again although one of them was misread."""
SURELY_READ = 0.85
"""Least confidence of each word of a date in a bracket for it to speak for the letterhead."""
_SHAPE = re.compile(
    r"\d{1,5}[a-zđ]?(?:/(?:\d{4}/)?[A-ZĐ][A-Za-zĐđ]*(?:[-.][A-ZĐ][A-Za-zĐđ0-9&]*)*|-[A-ZĐ][A-Za-zĐ]*/[A-ZĐ]+(?:-[A-ZĐ]+)*)"
)


def _note_numbers(transcript: Transcript, notes: Sequence[Part], doc_type: str) -> list[Reading]:
    """Read the number of a document of this type in the brackets under titles; blanks among them."""
    found = []
    for part in notes:
        if part.note is None or not doc_type:
            continue
        text = transcript.slice(part.note)
        match = re.search(
            rf"{bare(doc_type)}\s+so\s*:?\s*(?P<number>[\d.…_ ]*[a-z]?)\s*(?P<symbol>(?:/\s?[\w-]+)+)", bare(text)
        )
        if match is None:
            continue
        digits = re.sub(r"[\s.…_]", "", text[match.start("number") : match.end("number")])
        symbol = re.sub(r"\s", "", text[match.start("symbol") : match.end("symbol")]).rstrip("-")
        span = Span(start=part.note.start + match.start("number"), end=part.note.start + match.end())
        place = Span(start=span.start, end=part.note.start + match.end("number"))
        found.append(Reading(f"{digits}{symbol}", span, number_state(transcript, place, digits) if digits else "blank"))
    return found


def reconcile_numbers(
    transcript: Transcript,
    lexicon: Lexicon,
    head: Reading | None,
    notes: Sequence[Part],
    doc_type: str,
    expected: bool = False,
    own: bool = False,
) -> Found[str] | Absent:
    """Choose the number of a document among its readings, or say why there is none.

    Args:
        transcript: The file.
        lexicon: Symbols of types.
        head: The letterhead's reading, if it has the line.
        notes: Parts whose bracket names an issuing document.
        doc_type: Type of the document whose number is asked for.
        expected: Whether a scanned letterhead stands there, so that a missing line was rather lost than left out.
        own: Whether the letterhead is the document's own beyond question (no decision stands before it).
    """
    others = _note_numbers(transcript, notes, doc_type)
    head, mended = _right_symbol(transcript, head, doc_type, lexicon)
    strange = head is not None and not _is_of(head.text, doc_type, lexicon)
    if strange and not own:
        head = None
    readings = [reading for reading in (head, *others) if reading is not None]
    stated = [reading for reading in readings if reading.state in ("stated", "unsure")]
    shaped = [reading for reading in stated if _SHAPE.fullmatch(reading.text)]
    if not shaped:
        unreadable = [reading for reading in readings if reading.state != "blank"]
        if unreadable:
            page = transcript.page_at(unreadable[0].span.start)
            return Absent(why="unreadable", page=page, doubts=(_doubt("number_unreadable", unreadable),))
        if not readings and expected:
            return Absent(why="not_found", doubts=(Doubt(code="number_not_found"),))
        return Absent(page=transcript.page_at(readings[0].span.start) if readings else 0)
    votes = Counter(reading.text for reading in shaped)
    top, count = votes.most_common(1)[0]
    chosen = shaped[0] if votes[shaped[0].text] == count else next(r for r in shaped if r.text == top)
    legible = [reading for reading in readings if reading.state != "blank"]
    doubts = [] if all(reading.text == chosen.text for reading in legible) else [_doubt("numbers_disagree", legible)]
    if chosen.state == "unsure" and not any(r.state == "stated" and r.text == chosen.text for r in shaped):
        doubts.append(_doubt("number_unsure", [chosen]))
    if strange and head is not None and chosen.text == head.text:
        doubts.append(Doubt(code="symbol_of_another_type", detail=f"{doc_type} {chosen.text}"))
    doubts += mended if head is not None and chosen.text == head.text else ()
    confidence = 0.6 if doubts else 1.0
    return transcript.found(chosen.text, chosen.span, confidence=confidence, doubts=tuple(doubts))


def _right_symbol(
    transcript: Transcript, head: Reading | None, doc_type: str, lexicon: Lexicon
) -> tuple[Reading | None, tuple[Doubt, ...]]:
    """Put right a symbol of which a scan misread letters: the type's own ("RH"), a committee's or council's ("UBMD").

    A symbol of another length, or of two letters off, is kept as it was read. Digits are never touched.
    """
    if head is None or transcript.pages[transcript.page_at(head.span.start) - 1].source != "ocr":
        return head, ()
    table = lexicon.table("doc_types")
    known = {*table["symbols"].values(), *table["bodies"]}
    own = table["symbols"].get(doc_type, "")
    parts = re.split(r"([/.-])", head.text)
    bodies = [code for code in table["bodies"] if len(code) >= LONG_CODE]
    letters = [place for place, part in enumerate(parts) if part.isalpha()]
    for place in letters:
        meant = [own] if own and place == letters[0] and own not in parts else bodies
        near = [code for code in meant if len(code) == len(parts[place]) and Hamming.distance(code, parts[place]) == 1]
        if parts[place] not in known and len(near) == 1:
            parts[place] = near[0]
    text = "".join(parts)
    if text == head.text:
        return head, ()
    return replace(head, text=text), (Doubt(code="symbol_mended", detail=f"{head.text} → {text}"),)


def _is_of(number: str, doc_type: str, lexicon: Lexicon) -> bool:
    """Whether a symbol fits a type ("27/KH-UBND" a plan); types without a symbol of their own fit any."""
    symbol = lexicon.table("doc_types")["symbols"].get(doc_type)
    parts = re.split(r"[/-]", number)
    known = set(lexicon.table("doc_types")["symbols"].values())
    return symbol is None or symbol in parts or not known & set(parts)


def _doubt(code: str, readings: Sequence[Reading]) -> Doubt:
    return Doubt(code=code, detail=" / ".join(dict.fromkeys(reading.text for reading in readings)))


def _is_printed(transcript: Transcript, place: Span) -> bool:
    """Whether the digits of a date are print surely read: a day that a pen filled in is not guessed."""
    words = transcript.words_in(place)
    sure = all(word.confidence >= SURELY_READ for word in words)
    return sure and all(judge_print(transcript, Span(start=word.start, end=word.end)) == "sure" for word in words)


def reconcile_dates(
    transcript: Transcript, head: PlaceDate | None, notes: Sequence[Part], doc_type: str
) -> Found[date] | Absent:
    """Choose the date of issue among the letterhead's and the brackets', or say why there is none."""
    others: list[Found[date]] = []
    for part in notes:
        text = transcript.slice(part.note) if part.note else ""
        if part.note is None or not doc_type or bare(doc_type) not in bare(text):
            continue
        for span, value in find_dates(text)[:1]:
            place = Span(start=part.note.start + span.start, end=part.note.start + span.end)
            if _is_printed(transcript, place):
                others.append(transcript.found(value, place))
    issued = head.issued if head else Absent()
    if not others:
        return issued
    if head is not None and isinstance(issued, Absent):
        # A day left blank or filled in by a pen is not guessed; what the bracket prints stands beside it.
        noted = Doubt(code="date_in_note", detail=" / ".join(dict.fromkeys(o.value.isoformat() for o in others)))
        return issued.model_copy(update={"doubts": (*issued.doubts, noted)})
    stated = [issued, *others] if isinstance(issued, Found) else others
    votes = Counter(found.value for found in stated)
    top, count = votes.most_common(1)[0]
    chosen = stated[0] if votes[stated[0].value] == count else next(f for f in stated if f.value == top)
    if len(votes) == 1:
        return chosen
    doubt = Doubt(code="dates_disagree", detail=" / ".join(day.isoformat() for day in votes))
    return chosen.model_copy(update={"doubts": (doubt,), "confidence": 0.7})
