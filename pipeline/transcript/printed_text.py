"""The transcript as a file: the text as read, and the page numbers back where the paper has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.transcript import Transcript

PAGE_NUMBER = re.compile(r"[^\w%/()]*(\d{1,4})[^\w%/()]*")
"""Alone but for dashes, and for what specks beside it were read as ("+ 7", "· 7")."""


def printed_text(transcript: Transcript) -> str:
    r"""Return the text with each page's own number on a line of its own, at the top or the foot of its page.

    Pages stay parted by exactly one form feed; a paragraph that goes on over the page is cut by the number's line,
    as it is on the paper.
    """
    pages = transcript.text.split("\f")
    heights = {page.number: page.height for page in transcript.pages}
    for piece in transcript.furniture:
        found = PAGE_NUMBER.fullmatch(piece.value)
        if not found or not 1 <= piece.page <= len(pages):
            continue
        index = piece.page - 1
        at_foot = piece.box is not None and piece.box.center[1] > heights.get(piece.page, 0.0) / 2
        if at_foot:
            pages[index] = f"{pages[index].rstrip()}\n{found[1]}\n"
        else:
            pages[index] = f"{found[1]}\n{pages[index]}"
    return "\f".join(pages)
