"""Where the bold title at the head of a paragraph ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.source import Span
    from models.transcript import Transcript

PLAIN_WORDS = 4
"""A paragraph behind its bold title has so many words at least."""
_FEW = re.compile(r":\s+[^%\d:]{2,60}(?:20\d\d)?\W*")
"""The few words that a printed colon parts from a title, without a figure ("**Đối tượng:** Hộ nuôi ong.")."""


def bold_end(transcript: Transcript, rest: Span) -> int | None:
    """Offset where bold letters at the head of a paragraph end; None where it is bold throughout or begins plain.

    A scan tells bold letters badly: what follows must be plain enough, and long enough, to be a paragraph. In print a
    colon parts a few words too.
    """
    words = transcript.words_in(rest)
    count = next((place for place, word in enumerate(words) if not word.bold), len(words))
    behind = words[count:]
    if not count or not behind or sum(word.bold for word in behind) > 0.2 * len(behind):
        return None
    printed = transcript.pages[transcript.page_at(rest.start) - 1].source != "ocr"
    few = printed and _FEW.fullmatch(transcript.text, words[count - 1].end - 1, rest.end)
    return min(words[count - 1].end, rest.end) if few or len(behind) >= PLAIN_WORDS else None
