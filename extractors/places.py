"""Provinces, districts, communes: names in a text, their levels, and what the dated gazetteer knows of them.

The gazetteer holds the 63 provinces and their districts as they stood until 30 June 2025, and the communes of the 34
provinces since (`communes`). Provinces and districts spell a name that OCR hurt; what is clearly printed stands, be it
in the gazetteer or not. Communes spell none: those of before are in no list, and differ by marks from those of today.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import Hamming

from extractors.clean import comparison_form, one_line
from extractors.toneless import bare
from models.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.lexicon import Lexicon
    from models.plan import UnitLevel

LEVELS: dict[str, UnitLevel] = {
    "tỉnh": "tỉnh",
    "thành phố": "huyện",
    "huyện": "huyện",
    "quận": "huyện",
    "thị xã": "huyện",
    "xã": "xã",
    "phường": "xã",
    "thị trấn": "xã",
    "đặc khu": "xã",
}
"""Level of a unit by the word before its name; a city is of district level unless the gazetteer has it a province."""
LEVELS_BARE: dict[str, UnitLevel] = {bare(word): level for word, level in LEVELS.items() if word != "thành phố"}
"""Level by the word without marks, of words that mean one level alone."""

SHORT_NAME, LONG_NAME = 5, 9
"""Letters of a province's name from which one and two of them may be misread."""
_LEVEL_WORD = re.compile(
    r"(?<!\w)(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+(?=\w)", re.IGNORECASE
)
_BARE_WORD = re.compile(bare(_LEVEL_WORD.pattern))
_IA = re.compile(r"(?<=\s)la(?=\s+[A-ZĐ])")
"""The Jarai "Ia" (water) that begins names of the highlands, as a reader gives it: no name begins small."""
_MOTTO = re.compile(r"cong hoa xa(?: hoi)?")
_COMMITTEE = re.compile(r"(?<!\w)(Tỉnh|Huyện|Quận)\s(?:ủy|uỷ)\s+(?=[^\W\d_])")
_COMMITTEE_BODIES = ("ban ", "uy ", "ve ", "hoi ")
_BEHIND_BODY = re.compile(r"(?:ubnd|hdnd|nhan dan|cua)\s$")
_OTHER_BODY = re.compile(r"(?:uy ban|ub|hoi|hdnd|so|cong an|mat tran|lien doan|doan|ban|phong|vien|toa an)(?!\w)")
"""What begins another body behind a dash: "UBND TỈNH A - HỘI NÔNG DÂN TỈNH"."""
_WORD_OF = {bare(word): word for word in LEVELS}
_SHORT = {"tp": "thành phố", "tp.": "thành phố"}


@dataclass(frozen=True)
class Unit:
    """A unit named in a text: its level word in full, its name as it should be written, its place."""

    word: str
    name: str
    span: Span
    misread: bool = False


@dataclass(frozen=True)
class _Gazetteer:
    provinces: dict[str, str]
    """Comparison form of a name or alias to the name."""
    cities: frozenset[str]
    districts: dict[str, tuple[str, ...]]
    """Comparison form of "huyện X" to the provinces that have one."""
    names: dict[str, str]
    """Marks off, to the written form: of provinces and districts."""
    spellings: frozenset[str]
    communes: dict[str, tuple[str, ...]]
    """Comparison form of "xã X" to the provinces of today that have one."""
    cities_since: dict[str, int]
    """Comparison form of a city to the year from which it is a province."""
    no_units: frozenset[str]
    """Marks off: words that look like a level and a name."""


@lru_cache(maxsize=8)
def _gazetteer(lexicon: Lexicon) -> _Gazetteer:
    entries: list[dict[str, Any]] = lexicon.table("places")["province"]
    provinces: dict[str, str] = {}
    districts: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    spellings: set[str] = set()
    for entry in entries:
        for name in (entry["name"], *entry.get("aliases", ())):
            provinces[comparison_form(name)] = entry["name"]
            names.setdefault(bare(f"tỉnh {name}"), name)
            spellings.add(comparison_form(name))
        for district in entry["districts"]:
            form = comparison_form(district)
            districts[form] = (*districts.get(form, ()), entry["name"])
            word = next(word for word in LEVELS if district.startswith(f"{word} "))
            names.setdefault(bare(district), district[len(word) + 1 :])
            spellings.add(comparison_form(district[len(word) + 1 :]))
    cities = frozenset(comparison_form(entry["name"]) for entry in entries if entry["level"] == "thành phố")
    no_units = frozenset(bare(words) for words in lexicon.table("places")["no_units"])
    communes: dict[str, tuple[str, ...]] = {}
    for entry in lexicon.table("communes")["province"]:
        for commune in entry["communes"]:
            form = comparison_form(commune)
            communes[form] = (*communes.get(form, ()), entry["name"])
    since = {comparison_form(name): year for name, year in lexicon.table("places")["cities_since"].items()}
    return _Gazetteer(provinces, cities, districts, names, frozenset(spellings), communes, since, no_units)


@lru_cache(maxsize=8)
def name_syllables(lexicon: Lexicon) -> frozenset[str]:
    """Syllables (comparison forms) of the names of provinces, districts and communes that the gazetteer knows."""
    gazetteer = _gazetteer(lexicon)
    communes = (words.split(" ", 1)[1] for words in gazetteer.communes)
    return frozenset(syllable for name in (*gazetteer.spellings, *communes) for syllable in name.split())


def level_of(unit: Unit, lexicon: Lexicon, year: int | None = None) -> UnitLevel:
    """Tell the level of a unit: a city under the state is a province (Huế from 2025 on: `year` is the document's)."""
    gazetteer, form = _gazetteer(lexicon), comparison_form(unit.name)
    risen = year is not None and year >= gazetteer.cities_since.get(form, 9999)
    if unit.word == "thành phố" and (form in gazetteer.cities or risen):
        return "tỉnh"
    return LEVELS[unit.word]


def find_units(text: str, lexicon: Lexicon, offset: int = 0, mend: bool = False) -> list[Unit]:
    """Find units named with their level word ("huyện Tuy An", "TỈNH PHÚ YÊN"), not "xã hội" or "huyện ủy".

    Args:
        text: Where to look.
        lexicon: Holds the gazetteer.
        offset: Added to the spans.
        mend: Whether the text comes from OCR, so that a name may be a misread one.
    """
    found = []
    printed_text, text = text, _IA.sub("Ia", text) if mend else text
    for match in _BARE_WORD.finditer(bare(text)) if mend else _LEVEL_WORD.finditer(text):
        end = _name_end(text, match.end())
        named = comparison_form(text[match.end() : end])
        printed = text[match.start(1) : match.end(1)]
        word = _SHORT.get(bare(printed), _WORD_OF.get(bare(printed), ""))
        if not named or _is_no_unit(word, named, lexicon):
            continue
        behind = (
            mend and printed.islower() and _BEHIND_BODY.search(bare(text[max(0, match.start() - 10) : match.start()]))
        )
        lost = comparison_form(printed) not in (word, "tp", "tp.")
        # "… chủ quản" at a line's end before "1.1" is no "quận 1".
        if text[match.end() : end].isdigit() and (lost or "\n" in match.group()):
            continue
        if lost and not behind and not _is_lost(word, text[match.end() : end], lexicon):
            continue
        name, misread = spell_name(word, one_line(text[match.end() : end]), lexicon, mend)
        misread = misread or printed_text[match.end() : end] != text[match.end() : end]
        found.append(Unit(word, name, Span(start=offset + match.start(), end=offset + end), misread))
    for match in _COMMITTEE.finditer(text):
        end = _name_end(text, match.end())
        name = one_line(text[match.end() : end])
        if name and not f"{bare(name)} ".startswith(_COMMITTEE_BODIES):
            found.append(Unit(match[1].lower(), name, Span(start=offset + match.start(), end=offset + end)))
    return sorted(found, key=lambda unit: unit.span.start)


def _is_no_unit(word: str, named: str, lexicon: Lexicon) -> bool:
    """Whether a level word and what follows are a phrase ("tỉnh hình"); "xã hội" is one, "xã Hội An" a commune."""
    first, *more = bare(named).split()
    return f"{bare(word)} {first}" in _gazetteer(lexicon).no_units and not (word == "xã" and more)


def _is_lost(word: str, name: str, lexicon: Lexicon) -> bool:
    """Whether a level word lost its mark ("TÍNH", "tinh"): only before a known name ("TÌNH HÌNH" is no province)."""
    if word == "tỉnh":
        return comparison_form(name) in _gazetteer(lexicon).provinces
    return comparison_form(f"{word} {name}") in _gazetteer(lexicon).districts


def _name_end(text: str, start: int) -> int:
    """Where a name ends: after words that begin large, five at most (Bà Rịa - Vũng Tàu), and before the motto."""
    end = start
    capitals: bool | None = None
    named = text[start : start + 60]
    # A reader may join the columns of the head ("HUYỆN VĨNH HẬU SƠNCỘNG HÒA XÃ HỘI").
    named = named[: motto.start()] if (motto := _MOTTO.search(bare(named))) else named
    for count, match in enumerate(re.finditer(r"[^\W_][\w’']*|\d+", named)):
        word = match.group()
        gap = text[end : start + match.start()] if count else ""
        joined = not gap.strip() or (gap.strip() in "-–" and count == 2)
        if gap.strip() and _OTHER_BODY.match(bare(named[match.start() :])):
            break
        if not joined or "\n" in gap or count >= 5 or not (word[:1].isupper() or (count == 0 and word.isdigit())):
            break
        # A name of one letter ("A Roằng", "XÃ A ROẰNG") does not tell whether the name is set in capitals.
        if len(word) > 1 and capitals is None:
            capitals = word.isupper()
        elif len(word) > 1 and capitals != word.isupper():
            break
        if count and (
            comparison_form(word) in LEVELS or (capitals and bare(word) in ("so", "cong", "doc") and count > 1)
        ):
            break
        end = start + match.end()
    return end


def spell_name(word: str, printed: str, lexicon: Lexicon, mend: bool) -> tuple[str, bool]:
    """Write a unit's name as it should stand: capitals brought down, a misread one put right.

    Returns:
        The name, and whether it was put right.
    """
    gazetteer = _gazetteer(lexicon)
    plain = printed.replace("’", "'")
    known = gazetteer.names.get(bare(f"{word} {plain}"))
    if known is None and word == "thành phố":
        known = gazetteer.names.get(bare(f"tỉnh {plain}"))
    written = known if known and plain.isupper() and _same_marks(known, plain) else title_case(plain)
    if comparison_form(written) in gazetteer.spellings or not mend:
        return written, False
    # Other letters are another name ("Xuân Giao" is no misread "Tuần Giáo"): only lost or changed marks are put right.
    return (known, comparison_form(known) != comparison_form(written)) if known else (written, False)


def _same_marks(known: str, printed: str) -> bool:
    return comparison_form(known) == comparison_form(printed)


def title_case(text: str) -> str:
    """Write a name in capitals with large first letters ("ĐẮK R'LẤP" is "Đắk R'Lấp"); other text stays."""
    if not text.isupper():
        return text
    return re.sub(r"[^\W\d_]+", lambda match: match.group()[0].upper() + match.group()[1:].lower(), text)


def provinces_of(word: str, name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Provinces that had a district of this name (until 30 June 2025); several for a name like Châu Thành."""
    return _gazetteer(lexicon).districts.get(comparison_form(f"{word} {name}"), ())


def provinces_today(word: str, name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Provinces that have a commune, ward or special zone of this name since 1 July 2025; often several."""
    return _gazetteer(lexicon).communes.get(comparison_form(f"{word} {name}"), ())


def province_named(unit: Unit, lexicon: Lexicon) -> str:
    """Name of the province a unit is, empty for none; a spelling of its own (Đăk Nông) stays."""
    known = comparison_form(unit.name) in _gazetteer(lexicon).provinces
    is_province = unit.word == "tỉnh" or comparison_form(unit.name) in _gazetteer(lexicon).cities
    return unit.name if known and is_province else ""


def province_alike(name: str, lexicon: Lexicon) -> str:
    """Return the one province whose name a misread one may be: a letter off, two in a long name; empty for none.

    A letter too many or too few makes another name ("Hải Bình", "Thái Bình").
    """
    letters = re.sub(r"\W", "", bare(name))
    most = 1 + (len(letters) >= LONG_NAME)
    gazetteer = _gazetteer(lexicon)
    near = {
        known: Hamming.distance(letters, form)
        for form, known in ((re.sub(r"\W", "", bare(form)), name) for form, name in gazetteer.provinces.items())
        if len(letters) == len(form) >= SHORT_NAME
    }
    least = min(near.values(), default=most + 1)
    found = {known for known, off in near.items() if off == least}
    return found.pop() if 0 < least <= most and len(found) == 1 else ""


def most_named(units: Iterable[Unit]) -> list[Unit]:
    """First mention of each unit, the most often named first (earliest first among equals)."""
    units = list(units)
    counts = Counter((unit.word, comparison_form(unit.name)) for unit in units)
    first: dict[tuple[str, str], Unit] = {}
    for unit in units:
        first.setdefault((unit.word, comparison_form(unit.name)), unit)
    return sorted(first.values(), key=lambda unit: (-counts[unit.word, comparison_form(unit.name)], unit.span.start))
