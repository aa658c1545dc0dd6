"""Lines of type: pieces of text broken to a width by real font metrics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import fonts
from corpus.sheets import Handwriting, PrintedWord, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.blocks import Piece

HAND_WIDTH = 0.52
"""Width of a handwritten digit, in ems."""


@dataclass(frozen=True)
class Fragment:
    """Characters of one face; `hand` is written by pen."""

    text: str
    face: str
    hand: bool = False

    def width(self, size: float) -> float:
        """Width in points."""
        return len(self.text) * HAND_WIDTH * size if self.hand else fonts.width(self.text, self.face, size)


@dataclass(frozen=True)
class Token:
    """A run of fragments without a space between them."""

    fragments: tuple[Fragment, ...]

    @property
    def text(self) -> str:
        """The printed characters."""
        return "".join(fragment.text for fragment in self.fragments if not fragment.hand)

    def width(self, size: float) -> float:
        """Width in points."""
        return sum(fragment.width(size) for fragment in self.fragments)


def tokens_of(pieces: Sequence[Piece], family: str) -> list[Token]:
    """Cut pieces at spaces; what touches without a space stays one token."""
    tokens: list[Token] = []
    open_fragments: list[Fragment] = []
    for piece in pieces:
        parts = piece.text.split(" ")
        for index, part in enumerate(parts):
            if index and open_fragments:
                tokens.append(Token(tuple(open_fragments)))
                open_fragments = []
            if part:
                face = fonts.face_for(part, family, piece.bold, piece.italic)
                open_fragments.append(Fragment(part, face, piece.hand))
    if open_fragments:
        tokens.append(Token(tuple(open_fragments)))
    return tokens


def break_lines(tokens: Sequence[Token], size: float, width: float, indent: float = 0.0) -> list[list[Token]]:
    """Fill lines greedily; a token wider than the line stands alone on it."""
    lines: list[list[Token]] = []
    line: list[Token] = []
    used, room = 0.0, width - indent
    for token in tokens:
        space = fonts.width(" ", token.fragments[0].face, size) if line else 0.0
        wide = token.width(size)
        if line and used + space + wide > room + 0.01:
            lines.append(line)
            line, used, space, room = [], 0.0, 0.0, width
        line.append(token)
        used += space + wide
    if line:
        lines.append(line)
    return lines


def line_width(line: Sequence[Token], size: float) -> float:
    """Natural width of a line."""
    spaces = sum(fonts.width(" ", token.fragments[0].face, size) for token in line[1:])
    return spaces + sum(token.width(size) for token in line)


def set_line(sheet: Sheet, line: Sequence[Token], x: float, y: float, size: float, stretch: float = 0.0) -> None:
    """Put a line on the sheet with its baseline at `y`; `stretch` is added to every space."""
    for index, token in enumerate(line):
        if index:
            x += fonts.width(" ", token.fragments[0].face, size) + stretch
        for fragment in token.fragments:
            wide = fragment.width(size)
            if fragment.hand:
                sheet.hands.append(Handwriting(fragment.text, x, y, size))
            else:
                sheet.words.append(PrintedWord(fragment.text, x, y, x + wide, fragment.face, size))
            x += wide


def set_spaced(sheet: Sheet, pieces: Sequence[Piece], family: str, x: float, y: float, size: float) -> float:
    """Put pieces on one line with every space as it was typed; returns the right edge."""
    for piece in pieces:
        face = fonts.face(family, piece.bold, piece.italic)
        if piece.hand:
            sheet.hands.append(Handwriting(piece.text, x, y, size))
            x += len(piece.text) * HAND_WIDTH * size
            continue
        offset = 0
        for word in piece.text.split(" "):
            if word:
                start = x + fonts.width(piece.text[:offset], face, size) if offset else x
                sheet.words.append(PrintedWord(word, start, y, start + fonts.width(word, face, size), face, size))
            offset += len(word) + 1
        x += fonts.width(piece.text, face, size)
    return x


def spaced_width(pieces: Sequence[Piece], family: str, size: float) -> float:
    """Width of pieces on one line with every space as typed."""
    total = 0.0
    for piece in pieces:
        if piece.hand:
            total += len(piece.text) * HAND_WIDTH * size
        else:
            total += fonts.width(piece.text, fonts.face(family, piece.bold, piece.italic), size)
    return total
