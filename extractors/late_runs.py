"""Runs of Roman labels that begin at I behind a title without one: read one too low, or doubted.

A scan that loses the narrow "I)" before a title in thin letters often loses a stroke of "II)" and "III)" too. The run
that is left counts without a gap, so the sequence alone takes it as it was read. Only the paper tells: a title stands
where titles behind a label do, and each label of the run is as wide as the next numeral, or was read so by one reader.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from extractors.label_readings import ROMANS
from extractors.labels import says
from extractors.letter_widths import width_costs
from extractors.lost_labels import is_scanned, is_titled
from extractors.numbering import NO_LABEL
from extractors.sheet_words import is_capitals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.label_readings import Reading
    from extractors.letter_widths import Face
    from extractors.numbering import Line
    from models.transcript import Block, Transcript

LEAST_RUN = 2
"""Labels of a run that are shifted together; one alone is doubted only."""
PLAINLY = 0.5
"""By how much the width must speak for one of two numerals (`letter_widths.width_costs`)."""
SHIFTED = 0.5
"""What a numeral costs that paper and run ask for: more than none, so that it is doubted."""
_OVER = ("part", "chapter", "clause", "article", "capital")
"""What opens a new count of Roman labels."""


class Late(NamedTuple):
    """The lines with the runs shifted that surely began late, and by their start those that may have (their title)."""

    lines: list[Line]
    doubted: dict[int, str]


@dataclass
class _Run:
    """The Roman labels below one greater label, and the unlabelled titles before the first of them."""

    titles: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    labelled: bool = False
    """Whether a lesser label stands before the titles: then they may be of its kind."""


def shift_late_runs(
    transcript: Transcript, blocks: Sequence[Block], lines: Sequence[Line], shifted: frozenset[int], face: Face
) -> Late:
    """Give back the first label of runs that begin at II, and doubt those that may.

    Args:
        transcript: The document.
        blocks: Its text blocks.
        lines: What label each may have.
        shifted: Starts of the blocks that begin where titles behind a label do.
        face: How the document's letters are cut.
    """
    found, doubted = list(lines), dict[int, str]()
    for run in _runs(transcript, blocks, lines, shifted):
        title = transcript.slice(blocks[run.titles[-1]].span)
        wider = [_reads_next(transcript, blocks[place], lines[place], face) for place in run.places]
        ranks = [_printed(lines[place]) for place in run.places]
        low = [rank == count for count, rank in enumerate(ranks, start=1)]
        sure = all(more is True or not behind for more, behind in zip(wider, low, strict=True))
        at_place = blocks[run.titles[-1]].span.start in shifted
        if sure and at_place and len(run.titles) == 1 and len(run.places) >= LEAST_RUN:
            found[run.titles[0]] = _only(found[run.titles[0]], 1)
            for count, place in enumerate(run.places, start=2):
                found[place] = _only(found[place], count) if low[count - 2] else found[place]
        elif any(more is not False for more in wider):
            doubted |= {blocks[place].span.start: " ".join(title.split()) for place in run.places}
    return Late(found, doubted)


def _runs(
    transcript: Transcript, blocks: Sequence[Block], lines: Sequence[Line], shifted: frozenset[int]
) -> Iterator[_Run]:
    """Yield the runs that count from I, or from I to III, IV, behind an unlabelled title."""
    run, bare = _Run(), False
    for place, (block, line) in enumerate(zip(blocks, lines, strict=True)):
        exact = [reading for reading in line.readings if reading.cost == 0]
        rank = _printed(line)
        if any(reading.style in _OVER for reading in exact):
            yield from _whole(run, lines)
            run = _Run()
            bare = exact[0].end >= len(transcript.slice(block.span))
            continue
        if rank is not None:
            run.places.append(place)
        elif not run.places and not run.labelled and not bare:
            heads = block.span.start in shifted or (not exact and _stands_out(transcript, block))
            run.titles += [place] if heads and is_scanned(transcript, block.page) else []
        run.labelled = run.labelled or (bool(exact) and not run.titles)
        bare = False
    yield from _whole(run, lines)


def _whole(run: _Run, lines: Sequence[Line]) -> Iterator[_Run]:
    ranks = [_printed(lines[place]) for place in run.places]
    counts = all(rank in (count, count + 1) for count, rank in enumerate(ranks, start=1))
    if run.titles and ranks and ranks[0] == 1 and counts:
        yield run


def _printed(line: Line) -> int | None:
    """Value of the numeral that was read at the head of a line."""
    romans = (reading for reading in line.readings if reading.style == "roman" and says(reading))
    return next((reading.value for reading in romans), None)


def _reads_next(transcript: Transcript, block: Block, line: Line, face: Face) -> bool | None:
    """Whether a label is rather the numeral behind the one it was read as; None where the paper does not tell."""
    rank = _printed(line)
    reading = next((r for r in line.readings if r.style == "roman" and r.value == rank), None)
    if rank is None or reading is None or rank >= len(ROMANS) or not _of(line, rank + 1):
        return None
    own, following = ROMANS[rank - 1], ROMANS[rank]
    words = transcript.words_in(block.span)
    if words and following in {seen.text.strip(" .,:;)/-–") for seen in words[0].readings}:
        return True
    end = block.span.start + reading.end
    costs = width_costs(transcript, block.span, end, reading.printed, [own, following], face)
    if not costs or abs(costs[own] - costs[following]) < PLAINLY:
        return None
    return costs[following] < costs[own]


def _of(line: Line, rank: int) -> list[Reading]:
    return [reading for reading in line.readings if reading.style == "roman" and reading.value == rank]


def _only(line: Line, rank: int) -> Line:
    """Leave a line the one numeral that the run asks for."""
    return replace(line, readings=tuple(replace(r, cost=SHIFTED) for r in _of(line, rank)), no_label=NO_LABEL)


def _stands_out(transcript: Transcript, block: Block) -> bool:
    """Whether a line without a label is set as titles are: short, bold or in capitals, not on the middle."""
    text = transcript.slice(block.span)
    return not block.centred and is_titled(text) and (block.bold or is_capitals(text))
