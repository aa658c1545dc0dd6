"""Every number of a document with the reason why it is there: nothing is lost in silence, recall can be audited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from extractors.clean import UPPER
from extractors.mending import mended_text, scanned_pages
from extractors.misread_signs import joint_doubts, may_be_first_quarter
from extractors.number_kinds import NumberToken, classify_numbers
from extractors.numbers import parse_number
from extractors.quantities import unit_kind_at
from extractors.settled_labels import SETTLED, SettledLabels, column_numbers, settled_labels, settled_pages
from models.page import READING_UNSURE, SURE
from models.plan import NumberRead
from models.source import Doubt, Found, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractors.lexicon import Lexicon
    from extractors.outline import Outline
    from models.plan import FrontMatter, LegalRef, NumberKind, Target
    from models.table import Cell, Table
    from models.transcript import Transcript

_ROMAN = re.compile(
    rf"^[\s\f]*(?P<label>[IVXL]{{1,7}})(?=[.)/]|[\s\f]*$|[\s\f]+[{UPPER}]{{2}})|"
    rf"(?<=[Pp]hụ lục )(?P<appendix>[IVXL]+)(?!\w)|(?<=PHỤ LỤC )(?P<capital>[IVXL]+)"
    rf"(?!\w)"
)
_DATE = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_LOOKALIKE = {"I", "l", "1"}
STRAY = 0.85
"""Confidence at most of a scan's figures that stand by themselves and are no page's number or counted label."""
BRACKET = 2
"""Signs at most before a label: a page's break, a bracket."""
_COMMA_LABEL = re.compile(r"\s*\d{1,2},\d{1,2}\.?\s+[A-ZĐÀ-Ỹ]")


@dataclass(frozen=True)
class _Known:
    """Places whose kind other extractors have settled: characters of numbers, symbols and the document's own."""

    targets: frozenset[int]
    symbols: frozenset[int]
    own: frozenset[int]
    cells: dict[int, Cell]
    numbering: frozenset[int]
    settled: SettledLabels
    columns: frozenset[int]


def account_numbers(
    transcript: Transcript,
    front: FrontMatter,
    outline: Outline,
    tables: tuple[Table, ...],
    targets: tuple[Found[Target], ...],
    legal_refs: tuple[Found[LegalRef], ...],
    lexicon: Lexicon,
) -> tuple[Found[NumberRead], ...]:
    """Account for every run of digits and every Roman label, each once.

    `target_id` stays empty: whoever numbers the targets fills it by their `number_spans`.

    Args:
        transcript: the document's text.
        front: whose number is the document's own.
        outline: its sections and items, whose labels count on (labels are told by their form, so it may be empty).
        tables: whose number columns hold labels.
        targets: whose digits are targets'.
        legal_refs: whose symbols are citations'.
        lexicon: tables `traps`, `units`, `comparators`.
    """
    settled = settled_labels(transcript, outline, tables), column_numbers(transcript)
    known = _known(front, tables, targets, legal_refs, settled)
    scanned = scanned_pages(transcript)
    found = [
        _number(transcript, offset, text, token, known, lexicon)
        for offset, text in _stretches(transcript)
        for token in _tokens(
            mended_text(text, lexicon) if transcript.page_at(offset) in scanned else text, offset, known, lexicon
        )
    ]
    return (*found, *_furniture(transcript))


def _known(
    front: FrontMatter,
    tables: tuple[Table, ...],
    targets: tuple[Found[Target], ...],
    legal_refs: tuple[Found[LegalRef], ...],
    settled: tuple[SettledLabels, frozenset[int]],
) -> _Known:
    cells, numbering = {}, set()
    for table in tables:
        for cell in table.cells:
            for span in cell.spans:
                cells[span.start] = cell
                role = table.roles[cell.column - 1] if cell.column <= len(table.roles) else "other"
                if cell.kind in ("numbers", "group") or role == "number":
                    numbering.add(span.start)
    own = [field.spans for field in (front.number, front.wrapper_number) if isinstance(field, Found)]
    return _Known(
        targets=_characters(span for target in targets for span in target.value.number_spans),
        symbols=_characters(span for ref in legal_refs for span in ref.spans),
        own=_characters(span for spans in own for span in spans),
        cells=cells,
        numbering=frozenset(numbering),
        settled=settled[0],
        columns=settled[1],
    )


def _characters(spans: Iterable[Span]) -> frozenset[int]:
    """Every offset that lies in one of these spans."""
    return frozenset(offset for span in spans for offset in range(span.start, span.end))


def _stretches(transcript: Transcript) -> Iterator[tuple[int, str]]:
    """Paragraphs and cells with their offsets."""
    rows = {block.span.start for block in transcript.blocks if block.kind == "table_row"}
    start = 0
    for line in transcript.text.split("\n"):
        lead = len(line) - len(line.lstrip("\f"))
        if start in rows or start + lead in rows:
            at = start
            for piece in line.split("|"):
                yield at + len(piece) - len(piece.lstrip(" \f")), piece.lstrip(" \f")
                at += len(piece) + 1
        else:
            yield start, line
        start += len(line) + 1


def _tokens(text: str, offset: int, known: _Known, lexicon: Lexicon) -> list[NumberToken]:
    tokens = list(classify_numbers(text, lexicon))
    for match in _ROMAN.finditer(text):
        span = match.span(match.lastgroup or 0)
        if not any(token.start < span[1] and span[0] < token.end for token in tokens):
            tokens.append(NumberToken(*span, "label"))
    return sorted(tokens, key=lambda token: token.start)


def _kind(
    transcript: Transcript, offset: int, text: str, token: NumberToken, span: Span, known: _Known, lexicon: Lexicon
) -> NumberKind:
    offsets = range(span.start, span.end)
    if not known.targets.isdisjoint(offsets):
        return "target"
    if not known.own.isdisjoint(offsets):
        return "document_number"
    if (
        token.kind == "label"
        and text.strip(" .)\f") == text[token.start : token.end].strip(" .)\f")
        and offset in known.cells
    ):
        return "label" if offset in known.numbering else "count"
    if token.kind:
        return token.kind
    if not known.symbols.isdisjoint(offsets):
        return "legal_symbol"
    unit = unit_kind_at(text, token.end, lexicon)
    return {"money": "money", "percent": "other", "none": "other"}.get(unit, "count")  # type: ignore[return-value]


def _number(
    transcript: Transcript, offset: int, text: str, token: NumberToken, known: _Known, lexicon: Lexicon
) -> Found[NumberRead]:
    end = token.end + 1 if text[token.end : token.end + 1] == "%" else token.end
    span = Span(start=offset + token.start, end=offset + end)
    printed = transcript.slice(span).replace("\f", " ")
    kind = _kind(transcript, offset, text, token, span, known, lexicon)
    words = transcript.words_in(span)
    readings = _readings(transcript, span)
    page = transcript.page_at(span.start)
    scanned = _was_scanned(transcript, page)
    confidence = min((word.confidence for word in words), default=1.0)
    doubts = _doubts(printed, kind)
    number = NumberRead(text=printed, kind=kind, readings=readings)
    seen = tuple(dict.fromkeys(doubt for word in words for doubt in word.doubts))
    unsure = bool(seen) or page in transcript.unsure_pages
    places = range(span.start - BRACKET, span.start + 1) if kind == "label" else (span.start,)
    label = kind in ("label", "other", "count") and not known.settled.starts.isdisjoint(places)
    if not unsure and (label or span.start in known.columns):
        return transcript.found(number, span, confidence=max(confidence, SETTLED), doubts=doubts)
    if not unsure and _differ_beside(printed, readings, [transcript.text[word.start : word.end] for word in words]):
        confidence = max(confidence, SURE)
    if kind == "label" and offset not in known.cells and text.strip(" .)\f") == printed != str(page) and scanned:
        confidence = min(confidence, STRAY)
    doubts = (*doubts, *(_disagreements(printed, readings) if confidence < SURE else ()), *seen)
    if confidence < SURE and unsure and not seen:
        doubts = (*doubts, Doubt(code=READING_UNSURE, detail=f"{printed}: so is its page"))
    if scanned:
        doubts = (*doubts, *joint_doubts(text, token.start, token.end))
        quarter = may_be_first_quarter(text[: token.start], printed, transcript.text)
        alike = quarter or span.start in known.settled.strokes
        if likeness := f"{printed}: I, l and 1 look alike" if alike else _likeness(printed, text):
            doubts = (*doubts, Doubt(code="lookalike", detail=likeness))
    return transcript.found(number, span, confidence=confidence, doubts=doubts)


def _likeness(printed: str, text: str) -> str:
    """What a number of a scan may be mistaken for by its shape and place alone; empty for nothing."""
    if printed in _LOOKALIKE and text.strip(" .)\f") == printed:
        return f"{printed}: I, l and 1 look alike"
    if _COMMA_LABEL.match(text) and text.lstrip().startswith(printed):
        return f"{printed}: at the head of a line a comma may be a point"
    return ""


def _was_scanned(transcript: Transcript, page: int) -> bool:
    return any(known.number == page and known.source == "ocr" for known in transcript.pages)


def _readings(transcript: Transcript, span: Span) -> tuple[str, ...]:
    """What each reader saw in the words of a number, a reader a text."""
    seen: dict[str, list[str]] = {}
    words = [word for word in transcript.words_in(span) if word.readings]
    for word in words:
        for reading in word.readings:
            seen.setdefault(reading.reader, []).append(reading.text)
    return tuple(" ".join(texts) for texts in seen.values())


def _digits(text: str) -> str:
    return re.sub(r"[^\dIVXL,./%-]", "", text).strip(".,/-")


def _differ_beside(printed: str, readings: tuple[str, ...], words: Sequence[str]) -> bool:
    """Whether readers differ on what stands beside a number alone: on "II" or "≥" in "II/2024", "≥ 75%", not on 2024.

    Where they read the whole word alike, what makes it unsure (a pen's ink, another look) is the number itself.
    """
    if len(set(readings)) < 2 or re.findall(r"\d+(?:[.,]\d+)*%?", " ".join(words)) != [printed]:
        return False
    alone = rf"(?<![\d.,]){re.escape(printed)}(?![\d%]|[.,]\d)"
    return all(re.search(alone, reading) for reading in readings)


def _disagreements(printed: str, readings: tuple[str, ...]) -> tuple[Doubt, ...]:
    if len({_digits(reading) for reading in readings}) < 2:
        return ()
    others = [reading for reading in dict.fromkeys(readings) if _digits(reading) != _digits(printed)]
    return tuple(Doubt(code="readings_differ", detail=other) for other in others[:2]) or (
        Doubt(code="readings_differ", detail=" / ".join(readings)),
    )


def _doubts(printed: str, kind: NumberKind) -> tuple[Doubt, ...]:
    doubts: list[Doubt] = []
    if match := _DATE.fullmatch(printed):
        try:
            date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            doubts.append(Doubt(code="impossible_date", detail=printed))
    if printed.endswith("%") and (parsed := parse_number(printed)) and max(parsed.value, parsed.maximum or 0) > 100:
        doubts.append(Doubt(code="percent_over_100", detail=printed))
    if kind in ("target", "money", "count") and (parsed := parse_number(printed)):
        doubts.extend(parsed.doubts)
    return tuple(doubts)


def _furniture(transcript: Transcript) -> list[Found[NumberRead]]:
    """Numbers that stand outside the text: page numbers, running heads, signing stamps."""
    found: list[Found[NumberRead]] = []
    for piece in transcript.furniture:
        for match in re.finditer(r"\d[\d.,:/+-]*\d|\d", piece.value):
            alone = piece.value.strip(" -–—./") == match.group()
            number = NumberRead(text=match.group(), kind="page" if alone else "other")
            found.append(
                Found[NumberRead](
                    value=number,
                    quote=piece.value,
                    page=piece.page,
                    box=piece.box,
                    confidence=piece.confidence,
                    doubts=piece.doubts,
                )
            )
    settled = settled_pages(found)
    return [_counted_page(number, settled, transcript) for number in found]


def _counted_page(
    number: Found[NumberRead], settled: frozenset[tuple[int, str]], transcript: Transcript
) -> Found[NumberRead]:
    """A page's number as sure as its count makes it; one out of the count may be a pen's stroke in the margin."""
    if number.value.kind != "page" or number.doubts or number.page in transcript.unsure_pages:
        return number
    if (number.page, number.value.text) in settled:
        return number.model_copy(update={"confidence": max(number.confidence, SETTLED)})
    if not settled or not _was_scanned(transcript, number.page):
        return number
    return number.model_copy(update={"confidence": min(number.confidence, STRAY)})
