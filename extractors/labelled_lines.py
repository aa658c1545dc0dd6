"""The labelled lines of a document, with the labels that hold for them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from extractors.alike_labels import find_token
from extractors.joined_headings import part_joined
from extractors.label_readings import Reading
from extractors.labels import read_label, roman, says
from extractors.late_runs import shift_late_runs
from extractors.letter_widths import Face, face_of, width_costs
from extractors.lost_labels import is_scanned, read_lost_label, shifted_lines
from extractors.numbering import NO_LABEL, Line, Numbered, number_lines, weigh_readings
from extractors.part_labels import with_like_numerals, with_lost_parts
from extractors.sheet_words import begins_small, is_capitals
from extractors.toneless import bare
from extractors.worded_labels import read_worn_part
from models.source import Doubt, Span

if TYPE_CHECKING:
    from extractors.alike_labels import Token
    from extractors.lexicon import Lexicon
    from extractors.zones import Part
    from models.transcript import Block, Transcript

BLIND, BLIND_SHARE = 1.5, 0.4
"""What strokes cost without a picture counts so far, and by this share, where the label was measured."""
SEEN = 0.5
"""What a label costs at most that one of two readers saw."""
BROKEN_WORDS, LONG_WORDS, FULL = 8, 20, 3.0
"""A line of so many words may begin a sentence that was cut; paragraphs that tell the column's edge, and how near
(points) a full line comes to it."""
WITNESSED, FOR_WITNESS, AGAINST_WITNESS = 0.95, 0.5, 2.5
"""From which confidence two like readings hold a label, what its width may still say against it, and what another
label costs then."""
ODD_DOTTED, ODD_SHORT, ODD_TEXT = 1.6, 0.8, 0.3
"""What it costs to take what only looks like a label for none: two numbers or a part's word before a title's words, one
number, and either before a paragraph's."""
_STROKES = frozenset("IH1l|")
"""What readers make of upright strokes."""
_WORDY = ("dotted", "part", "chapter")


@dataclass(frozen=True)
class Labelled:
    """A labelled line; a title over several blocks is one. `stack` are its labels from the top, its own last."""

    block: Block
    reading: Reading
    stack: tuple[Reading, ...]
    slip: str
    has_body: bool
    behind_title: str = ""
    """A title before the first label of the run: if it lost its own, the run counts one too low."""
    goes_on: bool = False
    """Whether the block below is the rest of its sentence."""


def find_labelled(transcript: Transcript, lexicon: Lexicon, part: Part) -> list[Labelled]:
    """Find the labelled lines of one document, outside tables, in reading order."""
    blocks = part_joined(transcript, _blocks(transcript, lexicon, part), lexicon)
    shifted = shifted_lines(transcript, blocks)
    face = face_of(transcript)
    lines = [
        _lone_numeral(transcript, blocks, place) or _line(transcript, lexicon, block, shifted, face)
        for place, block in enumerate(blocks)
    ]
    lines = with_like_numerals(with_lost_parts(transcript, blocks, lines, lexicon))
    late = shift_late_runs(transcript, blocks, lines, shifted, face)
    numbered = _number_borne_out(late.lines)
    edges = _right_edges(transcript)
    found: list[Labelled] = []
    place = 0
    while place < len(blocks):
        answer = numbered[place]
        if answer is None:
            place += 1
            continue
        block, last = blocks[place], place
        while (
            last + 1 < len(blocks)
            and numbered[last + 1] is None
            and _carries_on(transcript, block, blocks[last + 1], answer.reading)
        ):
            last += 1
            block = block.model_copy(update={"span": Span(start=block.span.start, end=blocks[last].span.end)})
        following = next((n for n in range(last + 1, len(blocks)) if numbered[n] is not None), len(blocks))
        stop = blocks[following].span.start if following < len(blocks) else part.foot
        body = following > last + 1 or _table_between(transcript, block.span.end, stop)
        goes_on = body and last + 1 < len(blocks) and _breaks_off(transcript, block, blocks[last + 1], edges)
        late_by = late.doubted.get(block.span.start, "")
        found.append(Labelled(block, answer.reading, answer.stack, answer.slip, body, late_by, goes_on))
        place = last + 1
    return found


def _number_borne_out(lines: list[Line]) -> list[Numbered | None]:
    """Number the lines; labels thought up on blank paper hold only where one of their style was read somewhere."""
    numbered = number_lines(lines)
    read = {one.reading.style for one in numbered if one and one.reading.printed}
    baseless = [one is not None and not one.reading.printed and one.reading.style not in read for one in numbered]
    if any(baseless):
        lines = [Line(()) if drop else line for drop, line in zip(baseless, lines, strict=True)]
        numbered = number_lines(lines)
    doubled = _doubled_for_lost(lines, numbered)
    return number_lines(doubled) if doubled != lines else numbered


def _doubled_for_lost(lines: list[Line], numbered: list[Numbered | None]) -> list[Line]:
    """Let a numeral of a scan be the one that is missing behind it, where it stands twice (II, II, IV).

    An author who doubles a numeral counts on from it; here the count goes on as if none were doubled, so that one of
    the two lost a stroke, however surely it was read.
    """
    held = [(place, one) for place, one in enumerate(numbered) if one is not None and one.reading.style == "roman"]
    found = list(lines)
    for place, one in held:
        sister = next((later for at, later in held if at > place and later.stack[:-1] == one.stack[:-1]), None)
        printed = roman(sister.reading.printed.rstrip(" .):/-–,")) if sister else None
        twice = one.slip == "repeats" and printed == one.reading.value + 2
        if not (twice and lines[place].mendable):
            continue
        due = one.reading.value + 1
        readings = [
            replace(r, cost=SEEN if r.value == due else r.cost + AGAINST_WITNESS) if r.style == "roman" else r
            for r in lines[place].readings
        ]
        found[place] = replace(lines[place], readings=tuple(readings))
    return found


def _lone_numeral(transcript: Transcript, blocks: list[Block], place: int) -> Line | None:
    """Read a numeral that stands alone on the middle over a title in capitals, as older offices set their parts."""
    text = transcript.slice(blocks[place].span)
    numeral = text.strip(" .")
    value = roman(numeral)
    if value is None or not blocks[place].centred or place + 1 == len(blocks):
        return None
    title = transcript.slice(blocks[place + 1].span)
    if not blocks[place + 1].centred or not is_capitals(title) or len(title.split()) < 2:
        return None
    return Line((Reading("roman", (value,), numeral, len(text), numeral),))


def _opens_table(transcript: Transcript, blocks: list[Block], lexicon: Lexicon) -> bool:
    """Whether an annex begins with the names of columns: a table without rules that was read as lines."""
    columns = lexicon.table("headings")["columns"]
    for block in blocks:
        text = f" {' '.join(bare(transcript.slice(block.span)).split())} "
        named = sum(f" {bare(column)} " in text for column in columns)
        if named >= 3 or (named >= 2 and re.search(r" (?:so |s)?tt ", text)):
            return True
    return False


def _blocks(transcript: Transcript, lexicon: Lexicon, part: Part) -> list[Block]:
    """Return the text blocks of a part's body; in an annex none between the pieces of its table.

    Lines in columns count too: the columns of a foot may have drawn them in.
    """
    end = part.end if part.kind == "appendix" else part.foot
    inside = [block for block in transcript.blocks if part.body <= block.span.start < end]
    rows = [block.span.start for block in inside if block.kind == "table_row"]
    paragraphs = [block for block in inside if block.kind != "table_row"]
    if part.kind != "appendix":
        return paragraphs
    if not rows:
        return [] if _opens_table(transcript, paragraphs[:4], lexicon) else paragraphs
    return [block for block in paragraphs if not rows[0] < block.span.start < rows[-1]]


def _line(transcript: Transcript, lexicon: Lexicon, block: Block, shifted: frozenset[int], face: Face) -> Line:
    """Read a block's label every way it may be meant."""
    text = transcript.slice(block.span)
    ocr = is_scanned(transcript, block.page)
    readings = read_label(text, ocr)
    if ocr and not any(reading.style == "part" for reading in readings):
        readings = (*readings, *read_worn_part(text))
    exact = any(reading.cost == 0 for reading in readings)
    # A stain before the label ("_I.") belongs to the measured word: then the width says nothing.
    if ocr and text[:1].isalnum():
        romans = [reading for reading in readings if reading.style == "roman"]
        if romans:
            first = romans[0]
            costs = width_costs(
                transcript,
                block.span,
                block.span.start + first.end,
                first.printed,
                [reading.text for reading in romans],
                face,
            )
            readings = _with_widths(readings, costs)
            readings = _with_witness(transcript, block.span.start, readings)
    token = _token(transcript, block, text) if ocr else None
    if not readings and ocr:
        lost = read_lost_label(text, block, block.span.start in shifted, lexicon)
        if lost is not None:
            return replace(lost, token=token)
    words = text.split()
    short = len(words) <= 14 and not text.rstrip().endswith((".", ";", ","))
    odd = ODD_DOTTED if any(reading.style in _WORDY for reading in readings) else ODD_SHORT
    exact = exact and not (readings[0].style == "arabic" and text[readings[0].end :][:1].islower())
    odd = odd if short else ODD_TEXT
    return Line(readings, NO_LABEL if exact else odd if readings else 0.0, mendable=ocr, token=token)


def _token(transcript: Transcript, block: Block, text: str) -> Token | None:
    """Find what a scan may have made of a label at the head of a line, with what each reader saw."""
    words = transcript.words_in(Span(start=block.span.start, end=block.span.start + 1))
    readings = words[0].readings if words else ()
    seen = frozenset(reading.text.strip(" .,:;)/-–") for reading in readings)
    return find_token(text, seen, sure=len(readings) > 1 and len(seen) == 1 and words[0].confidence >= WITNESSED)


def _with_widths(readings: tuple[Reading, ...], costs: dict[str, float]) -> tuple[Reading, ...]:
    """Let the picture speak: where widths were measured they replace what strokes cost blindly."""
    if not costs:
        return readings
    measured = [replace(r, cost=min(r.cost, BLIND) * BLIND_SHARE) if r.style == "roman" else r for r in readings]
    return weigh_readings(measured, costs)


def _with_witness(transcript: Transcript, start: int, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Hold to a label that two readers read alike and surely: mending it then costs more than the author's slip.

    Where they differ, what either saw is likelier than what neither did: the sequence decides between the two. Where
    one is sure and both saw upright strokes alone ("III", "IH") there is no V nor X.
    """
    words = transcript.words_in(Span(start=start, end=start + 1))
    if not words or len(words[0].readings) < 2:
        return readings
    seen = {reading.text.strip(" .,:;)/-–") for reading in words[0].readings}
    if len(seen) > 1:
        sure = max(reading.confidence for reading in words[0].readings) >= WITNESSED
        against = AGAINST_WITNESS if sure and _STROKES.issuperset("".join(seen)) else 0.0
        costs = [r.cost if _STROKES.issuperset(r.text) else r.cost + against for r in readings]
        seen_too = zip(readings, costs, strict=True)
        return tuple(replace(r, cost=min(r.cost, SEEN) if r.text in seen else cost) for r, cost in seen_too)
    if words[0].confidence < WITNESSED:
        return readings
    return tuple(
        replace(r, cost=min(r.cost, FOR_WITNESS) if r.text in seen else r.cost + AGAINST_WITNESS) for r in readings
    )


def _carries_on(transcript: Transcript, block: Block, following: Block, reading: Reading) -> bool:
    """Whether a title goes on in the next block: both in capitals, or bold and begun in small letters."""
    title = transcript.slice(
        Span(start=min(block.span.start + reading.end, block.span.end), end=block.span.end)
    ).strip()
    text = transcript.slice(following.span).strip()
    if not title:
        return True
    if title.endswith((".", ":", ";")) or text.startswith(("-", "+", "(", "•")):
        return False
    if is_capitals(title) and is_capitals(text) and len(title) > 8:
        return True
    return block.bold and following.bold and text[:1].islower()


def _right_edges(transcript: Transcript) -> dict[int, float]:
    """Right edge of the text column by page: where most long paragraphs end."""
    edges: dict[int, list[float]] = defaultdict(list)
    for block in transcript.blocks:
        if block.kind == "paragraph" and len(transcript.slice(block.span).split()) >= LONG_WORDS:
            edges[block.page].append(block.box.x1)
    return {page: median(found) for page, found in edges.items()}


def _breaks_off(transcript: Transcript, block: Block, following: Block, edges: dict[int, float]) -> bool:
    """Whether a paragraph was cut in its midst: no mark ends it, and its last line is full or its rest begins small."""
    text, rest = (transcript.slice(one.span).strip() for one in (block, following))
    ended = text.endswith((".", ":", ";", "/")) or is_capitals(text) or block.bold
    if ended or len(text.split()) < BROKEN_WORDS:
        return False
    last = transcript.words_in(block.span)[-1:]
    full = bool(last) and last[0].box.x1 >= edges.get(last[0].page, last[0].box.x1 + FULL + 1) - FULL
    return full or (begins_small(rest) and rest.endswith((".", ";", "./")))


def _table_between(transcript: Transcript, start: int, end: int) -> bool:
    return any(block.kind == "table_row" and start <= block.span.start < end for block in transcript.blocks)


def label_doubts(line: Labelled) -> tuple[Doubt, ...]:
    """Say what was mended in a label, or what in its count looks like the author's slip."""
    doubts = []
    if line.reading.cost > 0 and not says(line.reading):
        doubts.append(Doubt(code="label_mended", detail=f"{line.reading.printed or '∅'} → {line.reading.text}"))
    if line.slip:
        doubts.append(Doubt(code=f"label_{line.slip}", detail=line.reading.text))
    if line.behind_title:
        doubts.append(Doubt(code="label_may_be_late", detail=f"{line.reading.text} behind “{line.behind_title}”"))
    return tuple(doubts)
