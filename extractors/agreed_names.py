"""The name of the sheet's unit as its own text spells it, where the letterhead of a scan was misread.

A letterhead is set in capitals and often in a face of its own; the text names the unit again and again. Names of the
same level that differ by a letter or two, while the text never has the letterhead's, are the same name; what stands
there twice is taken, what stands there once is a doubt.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Levenshtein

from extractors.clean import comparison_form, one_line
from extractors.places import LEVELS, find_units, province_alike
from extractors.toneless import bare
from models.source import Absent, Doubt, Found

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.transcript import Transcript

SHORT_NAME, NAME = 4, 7
"""Letters of a name from which one and two of them may be misread."""
SPELT = 2
"""So many times the text has a spelling that is taken for the letterhead's."""


class Spelling(NamedTuple):
    """A unit's name as the letterhead has it, as it should stand, and why it is doubted."""

    printed: str
    name: str
    doubts: tuple[Doubt, ...] = ()


def spelling_of(
    transcript: Transcript, lexicon: Lexicon, unit: Found[str] | Absent, word: str, place: Found[str] | Absent
) -> Spelling:
    """Hold the letterhead's name of a unit against the names that the text and the line of place and date have.

    Args:
        transcript: The file; a text layer is true.
        lexicon: Holds the gazetteer.
        unit: The unit's name as it was read.
        word: Its level word.
        place: Where the document was issued: often the unit's own name.
    """
    printed = unit.value if isinstance(unit, Found) else ""
    if isinstance(unit, Absent) or not any(page.source == "ocr" for page in transcript.pages):
        return Spelling(printed, printed)
    by_marks = _by_marks(transcript, printed)
    if by_marks:
        return _taken(printed, by_marks)
    end = max(span.end for span in unit.spans)
    units = find_units(transcript.text, lexicon, mend=True)
    named = [other.name for other in units if LEVELS[other.word] == LEVELS.get(word) and other.span.start >= end]
    named += [place.value] if isinstance(place, Found) else []
    forms = [comparison_form(name) for name in named]
    if comparison_form(printed) in forms:
        return Spelling(printed, printed)
    counts = Counter(name for name in named if _alike(printed, name))
    best, count = counts.most_common(1)[0] if counts else ("", 0)
    # Only a letterhead's capitals are held against the gazetteer: a text may name a place that is in no list.
    in_capitals = all(transcript.slice(span).isupper() for span in unit.spans)
    known = province_alike(printed, lexicon) if word == "tỉnh" and in_capitals else ""
    if count >= SPELT or (known and best in ("", known)):
        return _taken(printed, best or known)
    doubt = Doubt(code="place_misread", detail=f"{printed} / {best}")
    return Spelling(printed, printed, (doubt,) if best else ())


def _taken(printed: str, name: str) -> Spelling:
    return Spelling(printed, name, (Doubt(code="place_misread", detail=f"{printed} → {name}"),))


def _alike(one: str, other: str) -> bool:
    """Whether two names may be one that was misread; the same letters with other marks are another name."""
    letters, others = (re.sub(r"\W", "", bare(name)) for name in (one, other))
    shorter = min(len(letters), len(others))
    most = (shorter >= SHORT_NAME) + (shorter >= NAME)
    return letters != others and Levenshtein.distance(letters, others) <= most


def _by_marks(transcript: Transcript, name: str) -> str:
    """Return the spelling with other marks or blanks that the text has most ("HUYỆN ĐAK WER"); empty for none."""
    letters = r"\s*".join(map(re.escape, bare(name).replace(" ", "")))
    shape = re.compile(rf"(?<!\w){letters}(?!\w)")
    spelt = [transcript.text[match.start() : match.end()] for match in shape.finditer(bare(transcript.text))]
    counts = Counter(one_line(text) for text in spelt if not text.isupper() and text[:1].isupper())
    best, count = counts.most_common(1)[0] if counts else ("", 0)
    other = comparison_form(best) != comparison_form(name)
    # Marks get lost and are not won: where the text has more of them, it needs fewer witnesses.
    enough = count > counts[name] if _marks(best) > _marks(name) else count > 2 * counts[name]
    return best if count >= SPELT and enough and other else ""


def _marks(name: str) -> int:
    return sum(unicodedata.combining(char) > 0 for char in unicodedata.normalize("NFD", name))


def respelt(field: Found[str] | Absent, spelling: Spelling) -> Found[str] | Absent:
    """Write a field with the name as it should stand."""
    if isinstance(field, Absent) or not spelling.doubts or not spelling.printed:
        return field
    if bare(spelling.printed) not in bare(field.value):
        return field
    value = field.value.replace(spelling.printed, spelling.name)
    return field.model_copy(update={"value": value, "confidence": 0.8, "doubts": (*field.doubts, *spelling.doubts)})
