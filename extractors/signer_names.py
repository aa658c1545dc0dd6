"""A person's name at the foot of a sheet, where a seal may lie over a part of it.

A seal covers a third of the signature, so the name is asked to look like one; what does not is doubted or not read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.clean import comparison_form, one_line
from extractors.pens import judge_print
from extractors.places import title_case
from extractors.text_witness import SAME_SHAPE
from extractors.toneless import bare
from models.source import Absent, Doubt, Found, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.lexicon import Lexicon
    from models.transcript import Transcript


_WORN_THI = re.compile(r"[tjf](?:h|b|hy|h1|hl|hj)|[jf]hi|ihi")
"""What a seal leaves of the middle name Thị (without marks)."""
PLAIN = 0.99
"""From which confidence a syllable is no misread one."""
_BEFORE = " \f\t.,:;'\"`-–_*~^°0123456789|"
"""What stains before a name are read as."""


@lru_cache(maxsize=8)
def _families(lexicon: Lexicon) -> dict[str, str]:
    """Family names by comparison form, and by the form without marks the commonest of that form."""
    names: list[str] = lexicon.table("doc_types")["persons"]["family_names"]
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(comparison_form(name), name)
    for name in names:
        found.setdefault(bare(name), name)
    return found


@lru_cache(maxsize=8)
def _syllables(lexicon: Lexicon) -> tuple[frozenset[str], dict[str, str]]:
    """Comparison forms of the syllables of names, and by the form without marks the commonest of that form."""
    persons = lexicon.table("doc_types")["persons"]
    listed = [*persons["given_names"], *persons["family_names"]]
    by_letters: dict[str, str] = {}
    for name in listed:
        by_letters.setdefault(bare(name), name)
    return frozenset(map(comparison_form, listed)), by_letters


def read_name(transcript: Transcript, lexicon: Lexicon, span: Span) -> Found[str] | None:
    """Read a person's name: two to five words with large first letters.

    A family name that lost its mark or its first letter is given it back ("Trân", "rần" are "Trần"), a stain between
    two words is left out, and both are doubted, as is a family name that is in no list. Where a seal left pieces of a
    word beside the rest of the name, the name is not read at all.
    """
    text = transcript.slice(span)
    scanned = _is_scanned(transcript, span.start)
    raised = _raised(text, lexicon) if scanned else text
    cut = _family_of_tail(raised, lexicon) if scanned else None
    run, broken = _name_words(raised, scanned, cut[1] if cut else 0)
    if not 2 <= len(run) + bool(cut) <= 5 or (cut and len(run) < 2):
        return None
    if cut:
        return _with_family(transcript, lexicon, span, cut[0], [word.group() for word in run], run[-1].end())
    names = [word.group() for word in run]
    families = _families(lexicon)
    listed = families.get(comparison_form(names[0])) or families.get(bare(names[0]))
    listed = names[0] if re.match(r"[HKRB]['’]", names[0]) else listed
    if listed is None and (run[0].start() > 3 or any(len(name) > 7 for name in names)):
        return None
    headless = scanned and listed is None and (len(names) == 2 or bare(names[0]) in ("thi", "van"))
    if headless or (broken and (listed is None or len(names) == 2)):
        return None
    doubts = []
    stains = len(re.findall(r"[^\s-]+", text[run[0].start() : run[-1].end()])) - len(run)
    small = [name for name in names if name[0].islower()]
    if listed is None:
        doubts.append(Doubt(code="name_unusual", detail=" ".join(names)))
    elif comparison_form(listed) != comparison_form(names[0]) or stains > 0 or broken or small or raised != text:
        doubts.append(Doubt(code="name_mended", detail=one_line(text)))
        names[0] = listed
    names = [name[0].upper() + name[1:] for name in names]
    worn = [name for name in names[1:-1] if scanned and name != "Thị" and _WORN_THI.fullmatch(bare(name))]
    if worn:
        names = ["Thị" if name in worn else name for name in names]
        doubts.append(Doubt(code="name_mended", detail=one_line(text)))
    if scanned:
        words = [Span(start=span.start + word.start(), end=span.start + word.end()) for word in run]
        clean = one_line(text).split() == [word.group() for word in run]
        plain = [clean and _is_plain(transcript, word) for word in words]
        names, unlike = _mended_syllables(names, lexicon, plain)
        doubts += unlike
    place = Span(start=span.start + run[0].start(), end=span.start + run[-1].end())
    # A seal may have swallowed the family name: a name of two words is doubted on a scan.
    short = scanned and len(names) < 3
    if (short or judge_print(transcript, place) != "sure") and not doubts:
        doubts.append(Doubt(code="name_unsure", detail=" ".join(names)))
    confidence = 0.6 if doubts else 0.95
    return transcript.found(" ".join(names), place, confidence=confidence, doubts=tuple(doubts))


def _with_family(
    transcript: Transcript, lexicon: Lexicon, span: Span, family: str, names: list[str], end: int
) -> Found[str] | None:
    """Put a family name of which only the tail is left before the rest of the name, with a doubt."""
    text = transcript.slice(span)
    whole, unlike = _mended_syllables([family, *names], lexicon)
    if any(doubt.code == "name_unusual" for doubt in unlike):
        return None
    doubts = (Doubt(code="name_mended", detail=one_line(text)), *unlike)
    place = Span(start=span.start + len(text) - len(text.lstrip(_BEFORE)), end=span.start + end)
    return transcript.found(" ".join(whole), place, confidence=0.6, doubts=doubts)


def _family_of_tail(text: str, lexicon: Lexicon) -> tuple[str, int] | None:
    """Return the one family name whose first letter or two a seal took ("rần", "guyễn"), and where its tail ends.

    One letter of the tail may be what is left of those that were taken ("nạm" of "Phạm").
    """
    lead = len(text) - len(text.lstrip(_BEFORE))
    tail = re.match(r"[^\W\d_]{2,6}(?=\s+[^\W\d_])", text[lead:])
    if tail is None or not tail.group().islower() or comparison_form(tail.group()) in _families(lexicon):
        return None
    form = comparison_form(tail.group())
    for rest in (form, form[1:]):
        names = {
            name
            for name in _families(lexicon).values()
            if len(rest) > 1 and 0 < len(name) - len(rest) <= 2 and comparison_form(name).endswith(rest)
        }
        if names:
            return (names.pop(), lead + tail.end()) if len(names) == 1 else None
    return None


def _is_plain(transcript: Transcript, word: Span) -> bool:
    """Whether a word was read without any hesitation: a rare name is then likelier than a misread one."""
    return min((read.confidence for read in transcript.words_in(word)), default=0.0) >= PLAIN


def _mended_syllables(names: list[str], lexicon: Lexicon, plain: Sequence[bool] = ()) -> tuple[list[str], list[Doubt]]:
    """Give syllables behind the family name the marks of a name ("Báo" is "Bảo"); doubt those that no name has.

    What was read plainly ("Cương", "Thụ") is doubted and kept.
    """
    known, by_letters = _syllables(lexicon)
    if comparison_form(names[0]) not in known or not all(name.isalpha() for name in names):
        return names, []
    mended = [names[0]]
    doubts = []
    for place, name in enumerate(names[1:], start=1):
        listed = comparison_form(name) in known or len(name) == 1
        kept = listed or (place < len(plain) and plain[place])
        better = name if kept else by_letters.get(bare(name), name)
        if not listed:
            doubts.append(Doubt(code="name_mended" if better != name else "name_unusual", detail=name))
        mended.append(better)
    return mended, doubts


def _raised(text: str, lexicon: Lexicon) -> str:
    """Give a family name at the head of a line its capital, where a scan cannot tell it from the small letter."""
    first = re.match(r"\W*([^\W\d_]+)\s", text)
    known = first is not None and first[1][0] in SAME_SHAPE and comparison_form(first[1]) in _families(lexicon)
    start = first.start(1) if first else 0
    return f"{text[:start]}{text[start].upper()}{text[start + 1 :]}" if known else text


def _name_words(text: str, scanned: bool, start: int = 0) -> tuple[list[re.Match[str]], bool]:
    """Words of a name in a line from `start`, and whether pieces of other words stand beside them (under a seal).

    Only a scan may have made a word's first letter small ("Đinh xuân Quyết").
    """
    run: list[re.Match[str]] = []
    broken = False
    tokens = list(re.compile(r"[^\W\d_](?:[^\W\d_]|['’])*|[^\w\s]|\d+|_+").finditer(text, start))
    for place, word in enumerate(tokens):
        letters = word.group()
        following = tokens[place + 1].group() if place + 1 < len(tokens) else ""
        small = scanned and run and letters.isalpha() and len(letters) > 2 and letters.islower()
        if (
            is_name_word(letters)
            or letters == ("A" if run else "Y")
            or _is_prefix(letters, following)
            or (small and is_name_word(following))
        ):
            run.append(word)
        elif run and len(letters) == 1 and len(run) < 4:
            broken = broken or (scanned and letters.isalpha() and letters.lower() != "l")
        elif len(run) >= 2:
            break
        else:
            broken = broken or bool(run) or (letters.isalpha() and len(letters) > 1)
            run = []
    return run, broken


def _is_prefix(letters: str, following: str) -> bool:
    """Whether a prefix of Ede and Mnông names stands apart ("H' Loan Kbuôr")."""
    return bool(re.fullmatch(r"[HKRB]['’]", letters)) and is_name_word(following)


def is_name_word(word: str) -> bool:
    """Whether a word is written like a name: a large letter, then small ones ("H’Lan" too)."""
    letters = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", word)
    prefixed = re.fullmatch(r"\w['’](\w)\w+", letters)
    rest = letters[3:] if prefixed and prefixed[1].isupper() else letters[1:]
    return len(letters) > 1 and letters[0].isupper() and rest.replace("'", "").islower()


def name_in_capitals(transcript: Transcript, lexicon: Lexicon, span: Span) -> Found[str] | None:
    """Read a name set in capitals below its title ("LÊ THỊ HOA")."""
    text = one_line(transcript.slice(span))
    names = text.split()
    plain = all(name.isalpha() and name.isupper() for name in names)
    if not plain or not 2 <= len(names) <= 5:
        return None
    return transcript.found(title_case(text), span) if comparison_form(names[0]) in _families(lexicon) else None


def illegible(transcript: Transcript, span: Span) -> Absent | None:
    """Say that a name stands there which cannot be read (seal or pen over it)."""
    text = one_line(transcript.slice(span))
    if sum(char.isalpha() for char in text) < 6 or ":" in text:
        return None
    page = transcript.page_at(span.start)
    return Absent(why="unreadable", page=page, doubts=(Doubt(code="name_unreadable", detail=f"read {text}"),))


def _is_scanned(transcript: Transcript, offset: int) -> bool:
    page = transcript.page_at(offset)
    return 0 < page <= len(transcript.pages) and transcript.pages[page - 1].source == "ocr"
