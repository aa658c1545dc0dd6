"""Transcripts made from plain text, for tests of the extractors."""

from __future__ import annotations

import re

from models.source import Box, Span
from models.transcript import Block, PageInfo, PlacedWord, Transcript


def plain_transcript(text: str) -> Transcript:
    r"""Make a transcript of one paragraph a line; a form feed begins a page ("…\n\f…", or "…\f…" inside a paragraph).

    A line wrapped in ** is bold, one that begins with ^ is centred; "<" and ">" make it part of the left or right
    column of a two-column head. The marks are taken out of the text.
    """
    out: list[str] = []
    blocks: list[Block] = []
    words: list[PlacedWord] = []
    page, offset, y = 1, 0, 60.0
    for raw in text.strip("\n").split("\n"):
        line = raw
        if line.startswith("\f"):
            out.append("\f")
            offset, page, y, line = offset + 1, page + 1, 60.0, line[1:]
        kind = {"<": "left", ">": "right"}.get(line[:1], "paragraph")
        line = line.lstrip("<>")
        centred = line.startswith("^")
        line = line.lstrip("^")
        bold = line.startswith("**") and line.endswith("**") and len(line) > 4
        line = line.strip("*") if bold else line
        if not line.strip():
            continue
        start_page = page
        for match in re.finditer(r"\f|[^\s\f]+", line):
            if match.group() == "\f":
                page, y = page + 1, 60.0
                continue
            start = offset + match.start()
            box = Box(
                x0=85.0 + match.start() % 80 * 5,
                y0=y,
                x1=85.0 + match.start() % 80 * 5 + 5 * len(match.group()),
                y1=y + 14,
            )
            words.append(PlacedWord(start=start, end=offset + match.end(), page=page, box=box, bold=bold, size=14.0))
        blocks.append(
            Block(
                kind=kind,  # type: ignore[arg-type]
                span=Span(start=offset, end=offset + len(line)),
                page=start_page,
                box=Box(x0=85.0, y0=y, x1=530.0, y1=y + 14),
                bold=bold,
                centred=centred,
                size=14.0,
            )
        )
        out.append(line + "\n")
        offset += len(line) + 1
        y += 20.0
    pages = tuple(PageInfo(number=n, width=595.0, height=842.0, source="text_layer") for n in range(1, page + 1))
    return Transcript(text="".join(out), words=tuple(words), blocks=tuple(blocks), pages=pages)
