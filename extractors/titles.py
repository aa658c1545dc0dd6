"""The trích yếu: which lines under the type are the title, and the bracket that ties it to a decision."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.labels import read_label
from extractors.sheet_words import is_capitals, sheet_words
from extractors.toneless import bare
from models.source import Span

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.transcript import Block, Transcript

TITLE_WORDS = 60
"""A trích yếu is short; what goes on longer is body."""
MARGIN, ASIDE, ASIDE_WIDTH = 70.0, 110.0, 250.0
"""Points: where text cannot begin; from the middle of the type, where a line stands aside; the width of a short one."""
BESIDE, STAMP_WIDTH = 20.0, 150.0
"""Points between the type and a line left of it, not under it; the width of a stamp's line."""

_TAIL = re.compile(r"(?=\S)(?:20\d\d(?:\s?[-–]\s?20\d\d)?)?\s*(?:\([%‰\w]{1,3}\))?")
"""What ends a title on a line of its own without a word: its year, its unit ("2025 (%)")."""


def find_title(
    transcript: Transcript, lexicon: Lexicon, place: int, after: int, end: int
) -> tuple[tuple[Span, ...], Span | None, int]:
    """Collect the lines of the trích yếu, the note in brackets, and the place of the last block of both."""
    blocks = transcript.blocks
    title: list[Span] = []
    rest = Span(start=blocks[place].span.start + after, end=blocks[place].span.end)
    rest, note = _cut_note(transcript, lexicon, rest)
    if len(rest):
        title.append(rest)
    last = upper = place
    while note is None and last + 1 < len(blocks) and blocks[last + 1].span.start < end:
        following = blocks[last + 1]
        text = transcript.slice(following.span)
        if following.kind != "paragraph" or following.page > blocks[place].page + 1:
            break
        aside = _is_scanned(transcript, following.page) and _stands_aside(blocks[place], following)
        aside = aside and not read_label(text, ocr=False)
        if title and following.centred and _TAIL.fullmatch(text.strip()):
            title.append(following.span)
            last = upper = last + 1
            continue
        if aside or sum(char.isalpha() for char in text) < 3 or _says_draft(text, lexicon):
            last += 1
            continue
        span, note = _cut_note(transcript, lexicon, _without_stain(transcript, following))
        if note is None and not _goes_on(transcript, lexicon, blocks[upper], following, bool(title)):
            break
        if len(span):
            title.append(span)
        last = upper = last + 1
    return tuple(title), note, last


def _says_draft(text: str, lexicon: Lexicon) -> bool:
    """Whether a line in brackets says that the sheet is a draft: it belongs to no title."""
    return bare(text).strip().startswith(tuple(f"({word}" for word in sheet_words(lexicon).drafts))


def _is_scanned(transcript: Transcript, page: int) -> bool:
    return 0 < page <= len(transcript.pages) and transcript.pages[page - 1].source == "ocr"


def _stands_aside(kind: Block, block: Block) -> bool:
    """Whether a short line lies in the margin far from the middle of the type, or all left of the type: a stamp."""
    far = abs(block.box.center[0] - kind.box.center[0]) > ASIDE
    if block.box.x0 < MARGIN:
        return far and block.box.width < ASIDE_WIDTH
    beside = block.box.x1 < kind.box.x0 - BESIDE
    return far and beside and not block.centred and block.box.width < STAMP_WIDTH


def _without_stain(transcript: Transcript, block: Block) -> Span:
    """Leave out what a stamp or stain put before the words of a scanned line (".ˆ^ án", "-5535 , mục")."""
    scanned = _is_scanned(transcript, block.page)
    text = transcript.slice(block.span)
    match = re.match(r"[\W\d_]{1,30}(?=[^\W\d_])", text) if scanned and not text.startswith(("- ", "+ ")) else None
    if match and "(" in match.group():
        # Before a bracket only a stamp's digits stand ("26 (Ban hành kèm theo …").
        match = re.match(r"[\W\d_]{1,12}(?=\()", text)
    elif match and match.group()[0].isdigit():
        match = None
    return Span(start=block.span.start + (match.end() if match else 0), end=block.span.end)


def _cut_note(transcript: Transcript, lexicon: Lexicon, span: Span) -> tuple[Span, Span | None]:
    """Part a title from the bracket behind it ("(Ban hành kèm theo Quyết định số …)"), both without outer spaces."""
    text = transcript.slice(span)
    attachment = "|".join(sheet_words(lexicon).attachment)
    issuing = "|".join(bare(name) for name in sheet_words(lexicon).issuing)
    folded = bare(text)
    match = re.search(rf"[(\[](?=[^()]{{0,40}}(?:{attachment}))", folded) or re.match(
        # A note without its bracket is a line of its own and names the decision at once; it may have lost a blank.
        rf"\W*(?=(?:duoc\s+)?(?:ban\s+hanh\s+)?\w{{0,8}}(?:{attachment})\s+(?:{issuing})\s+(?:so|ngay)\b)",
        folded,
    )
    cut = match.start() if match else len(text)
    note = Span(start=span.start + cut, end=span.end) if match else None
    lead = len(text[:cut]) - len(text[:cut].lstrip())
    title = text[:cut].strip()
    return Span(start=span.start + lead, end=span.start + lead + len(title)), note


def _goes_on(transcript: Transcript, lexicon: Lexicon, before: Block, block: Block, begun: bool) -> bool:
    """Whether a block carries on the trích yếu."""
    text = transcript.slice(_without_stain(transcript, block))
    folded = bare(text).strip()
    words = sheet_words(lexicon)
    if folded.startswith(words.addressed):
        return False
    if not begun:
        return len(text.split()) <= TITLE_WORDS and not read_label(text, ocr=False)
    if read_label(text, ocr=False) or text.rstrip().endswith((";", ":")):
        return False
    if is_capitals(text) and folded.startswith(words.authority):
        return False
    grounds = folded.startswith(words.grounds)
    if (text[:1].islower() and begun) or (before.bold and block.bold and block.centred):
        return len(text.split()) <= (TITLE_WORDS if before.bold and block.bold else 30)
    if is_capitals(transcript.slice(before.span)):
        return is_capitals(text) and not grounds
    return (block.centred or block.bold) and not grounds and len(text.split()) <= 30
