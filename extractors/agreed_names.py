"""The name of the sheet's unit as its own text spells it, where the letterhead of a scan was misread.

A letterhead is set in capitals and often in a face of its own; the text names the unit again and again. Names of the
same level that differ by a letter or two, while the text never has the letterhead's, are the same name; what stands
there twice is taken, what stands there once is a doubt.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Levenshtein

from extractors.clean import comparison_form, one_line
from extractors.places import LEVELS, LEVELS_BARE, find_units, name_syllables, province_alike, title_case
from extractors.toneless import bare
from models.source import Absent, Doubt, Found, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.lexicon import Lexicon
    from models.transcript import Transcript

SHORT_NAME, NAME = 4, 7
"""Letters of a name from which one and two of them may be misread."""
SPELT = 2
"""So many times the text has a spelling that is taken for the letterhead's."""
SURELY, RATHER = 0.93, 0.75
"""A syllable that no mention has so surely, and all of them together not so, may be misread alike everywhere. Of 1,100
syllables of names on 96 made office scans six fall below, three of them wrong."""
TONES_ABOVE = "\u0300\u0301\u0303\u0309"
"""Tones that stand above the letter: a reader takes one for the other, and sees that there is one."""


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
    by_marks = _by_marks(transcript, lexicon, printed, word)
    if by_marks.name != printed:
        return by_marks
    end = max(span.end for span in unit.spans)
    units = find_units(transcript.text, lexicon, mend=True)
    named = [other.name for other in units if LEVELS[other.word] == LEVELS.get(word) and other.span.start >= end]
    named += [place.value] if isinstance(place, Found) else []
    forms = [comparison_form(name) for name in named]
    if comparison_form(printed) in forms:
        return by_marks
    counts = Counter(name for name in named if _alike(printed, name))
    best, count = counts.most_common(1)[0] if counts else ("", 0)
    # Only a letterhead's capitals are held against the gazetteer: a text may name a place that is in no list.
    in_capitals = all(transcript.slice(span).isupper() for span in unit.spans)
    known = province_alike(printed, lexicon) if word == "tỉnh" and in_capitals else ""
    if count >= SPELT or (known and best in ("", known)):
        return _taken(printed, best or known)
    if not best:
        return by_marks
    return Spelling(printed, printed, (Doubt(code="place_misread", detail=f"{printed} / {best}"),))


def _taken(printed: str, name: str) -> Spelling:
    return Spelling(printed, name, (Doubt(code="place_misread", detail=f"{printed} → {name}"),))


def _alike(one: str, other: str) -> bool:
    """Whether two names may be one that was misread; the same letters with other marks are another name."""
    letters, others = (re.sub(r"\W", "", bare(name)) for name in (one, other))
    shorter = min(len(letters), len(others))
    most = (shorter >= SHORT_NAME) + (shorter >= NAME)
    return letters != others and Levenshtein.distance(letters, others) <= most


class _Mention(NamedTuple):
    """Where the text has the letters of a name: its syllables as small letters, how surely each was read."""

    syllables: tuple[str, ...]
    sure: tuple[float, ...]
    capitals: bool


def _mentions(transcript: Transcript, name: str, word: str) -> list[_Mention]:
    """Collect where the text has a name's letters, whatever their marks and blanks; a short name behind its level.

    What stands behind another level is another unit ("xã Tuy Ân" in the plan of a "huyện Tuy An").
    """
    letters = r"\s*".join(map(re.escape, bare(name).replace(" ", "")))
    levels = "|".join(map(bare, LEVELS))
    shape = re.compile(rf"(?<!\w)(?:(?P<level>{levels})\s+)?(?P<name>{letters})(?!\w)")
    found = []
    for match in shape.finditer(bare(transcript.text)):
        level = LEVELS_BARE.get(match["level"] or "")
        if level not in (None, LEVELS.get(word)) or (level is None and " " not in name):
            continue
        span = Span(start=match.start("name"), end=match.end("name"))
        text = one_line(transcript.slice(span))
        sure = [placed.confidence for placed in transcript.words_in(span)]
        syllables = tuple(title_case(text).split(" "))
        each = sure if len(sure) == len(syllables) else [min(sure, default=1.0)] * len(syllables)
        if text[:1].isupper():
            found.append(_Mention(syllables, tuple(each), text.isupper()))
    return found


def _by_marks(transcript: Transcript, lexicon: Lexicon, name: str, word: str) -> Spelling:
    """Spell a name as the text does most, syllable by syllable, each mention counting as surely as it was read.

    What was read surely nowhere is a doubt with all its readings, and takes the tone that the gazetteer's names have
    where they have one alone.
    """
    mentions = _mentions(transcript, name, word)
    printed = _parted(name, mentions)
    mentions = [mention for mention in mentions if len(mention.syllables) == len(printed)]
    spelt, readings = [], []
    for place, syllable in enumerate(printed):
        best = _most_read(syllable, [(m.syllables[place], m.sure[place]) for m in mentions if not m.capitals])
        if _is_unsure([mention.sure[place] for mention in mentions]):
            readings += sorted({mention.syllables[place] for mention in mentions} | {best})
            best = _toned(best, lexicon)
        spelt.append(best)
    told, read = " ".join(spelt), " / ".join((name, *readings))
    if comparison_form(told) != comparison_form(name):
        return Spelling(name, told, (Doubt(code="place_misread", detail=f"{read} → {told}"),))
    return Spelling(name, name, (Doubt(code="place_misread", detail=read),) if readings else ())


def _parted(name: str, mentions: Sequence[_Mention]) -> tuple[str, ...]:
    """Part a letterhead's name into syllables as the text does that has its letters twice or more ("ĐẮKWER")."""
    own = tuple(name.split(" "))
    blanks = Counter(len(mention.syllables) for mention in mentions if not mention.capitals)
    count = max(blanks, key=lambda number: (blanks[number], number == len(own)), default=len(own))
    if count == len(own) or blanks[count] < SPELT:
        return own
    return next(mention.syllables for mention in mentions if len(mention.syllables) == count)


def _most_read(printed: str, read: Sequence[tuple[str, float]]) -> str:
    """Choose a syllable's spelling: the letterhead's unless the text has another one twice, and more surely.

    Marks get lost and are not won: one with more of them needs fewer witnesses.
    """
    weights: defaultdict[str, float] = defaultdict(float)
    for form, sure in read:
        weights[form] += sure
    best = max(weights, key=lambda form: weights[form], default=printed)
    due = weights[printed] if _marks(best) > _marks(printed) else 2 * weights[printed]
    enough = sum(form == best for form, _ in read) >= SPELT and weights[best] > due
    return best if enough and comparison_form(best) != comparison_form(printed) else printed


def _is_unsure(sure: Sequence[float]) -> bool:
    return len(sure) >= SPELT and max(sure) < SURELY and sum(sure) / len(sure) < RATHER


def _toned(syllable: str, lexicon: Lexicon) -> str:
    """Give a syllable of no known name the tone of the one known name with its letters: marks above are taken so."""
    known = name_syllables(lexicon)
    form = unicodedata.normalize("NFD", comparison_form(syllable))
    if unicodedata.normalize("NFC", form) in known or not any(tone in form for tone in TONES_ABOVE):
        return syllable
    forms = {re.sub(f"[{TONES_ABOVE}]", tone, form) for tone in TONES_ABOVE}
    alike = [new for new in (unicodedata.normalize("NFC", new) for new in forms) if new in known]
    return alike[0].capitalize() if len(alike) == 1 else syllable


def _marks(name: str) -> int:
    return sum(unicodedata.combining(char) > 0 for char in unicodedata.normalize("NFD", name))


def respelt(field: Found[str] | Absent, spelling: Spelling, behind: str = "") -> Found[str] | Absent:
    """Write a field with the name as it should stand.

    Args:
        field: What may hold the name, in any marks.
        spelling: The name.
        behind: A level word that must stand before the name; none is asked for where it is empty.
    """
    if isinstance(field, Absent) or not spelling.doubts or not spelling.printed:
        return field
    level = rf"{bare(behind)}\s+" if behind else ""
    found = list(re.finditer(rf"(?<!\w){level}(?P<name>{re.escape(bare(spelling.printed))})(?!\w)", bare(field.value)))
    value = field.value
    for match in reversed(found):
        read = value[match.start("name") : match.end("name")]
        if comparison_form(read) != comparison_form(spelling.name):
            name = spelling.name.upper() if read.isupper() else spelling.name
            value = value[: match.start("name")] + name + value[match.end("name") :]
    if not found or (value == field.value and spelling.name != spelling.printed):
        return field
    return field.model_copy(update={"value": value, "confidence": 0.8, "doubts": (*field.doubts, *spelling.doubts)})
