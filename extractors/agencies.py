"""Who does it: the bodies that a cell names, one by one, under one name each.

Separators mislead: a comma parts two bodies ("Phòng Nội vụ, Phòng Tư pháp") or stands inside one ("UBND các xã, thị
trấn"), "và" likewise, and a head may be shared ("Các phòng: Nội vụ, Tư pháp"). So a part begins only where a head word
stands, or where head and part together are a name that the lexicon knows. Words: lexicon/agencies.toml.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

from extractors.toneless import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from extractors.lexicon import Lexicon

# Similarity of keys in per cent. "Phòng pháp Tur" reaches 96 against "Phòng Tư pháp"; "Phòng Y tế" and "Phòng Kinh tế",
# two real offices, have 78.
_SAME_NAME = 88.0
_LENGTH_SLACK = 3

_STRONG = re.compile(r";|\n|(?:^|(?<=[;:,.]\s))[-+•*](?=\s)|(?<=[a-zà-ỹ])\.\s+(?=[A-ZĐÀ-Ỹ])|(?:^|(?<=\s))\d{1,2}[.)]\s")
_WEAK = re.compile(r"\s*,\s*(?:và\s+)?|\s+(?:và|hoặc)\s+|\s*[/&]\s*(?=[A-ZĐÀ-Ỹ]\w*\s)")
_BROKEN_DASH = re.compile(r"(?<=[A-ZĐ])\s?[-–]\s(?=[A-ZĐ]{2,}\b)|(?<=[A-ZĐ])\s[-–](?=[A-ZĐ]{2,}\b)")
_PLACE = re.compile(
    r"\s+(?:(?:của|thuộc|cấp|trực thuộc)\s+)?(?:UBND\s+)?(?:huyện|tỉnh|thị xã|thành phố|thị trấn|xã|phường|cấp huyện)"
    r"(?:\s+[A-ZĐÀ-Ỹ]\w*){0,3}$"
)
_TOKEN = re.compile(r"[A-ZĐ]{1,12}(?:\s?[-&]\s?[A-ZĐ]{1,6})*\.?(?!\w)")


class _Names(NamedTuple):
    """The lexicon's agencies, keyed for comparison."""

    heads: tuple[str, ...]
    lower_heads: frozenset[str]
    shared: dict[str, str]
    known: dict[str, str]
    classes: dict[str, str]
    guarded: re.Pattern[str]
    words: dict[str, str]
    fields: dict[str, str]
    parts: dict[str, str]


def _key(name: str) -> str:
    """Words of a name in comparison form, without "và": the same for "A và B", "A - B" and "A, B"."""
    return " ".join(word for word in re.findall(r"\w+", bare(name)) if word != "va")


@lru_cache(maxsize=4)
def _names(lexicon: Lexicon) -> _Names:
    table = lexicon.table("agencies")
    classes = {_key(form): name for name, forms in table["classes"].items() for form in [name, *forms]}
    known: dict[str, str] = {}
    for name in table["names"]["known"]:
        known.setdefault(_key(name), name)
    joined = [*table["names"]["known"], *table["classes"], *(f for forms in table["classes"].values() for f in forms)]
    guarded = sorted({bare(name) for name in joined if re.search(r",| và |/", name)}, key=len, reverse=True)
    shapes = (re.escape(name).replace(r"\ ", r"\s+").replace(",", r"\s*,?") for name in guarded)
    return _Names(
        heads=tuple(sorted({bare(head) for head in table["names"]["heads"]}, key=len, reverse=True)),
        lower_heads=frozenset(bare(head) for head in table["names"]["heads"] if head[0].islower()),
        shared=dict(table["names"]["shared"]),
        known=known,
        classes=classes,
        guarded=re.compile(r"(?<!\w)(?:" + "|".join(shapes) + r")(?!\w)"),
        words=dict(table["abbreviations"]),
        fields=dict(table["fields"]),
        parts=dict(table["field_parts"]),
    )


def normalize_agencies(text: str, lexicon: Lexicon, own: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Name the bodies of a cell, each once, in the order in which they stand.

    Args:
        text: the cell as printed.
        lexicon: names, classes and common abbreviations.
        own: abbreviations that the document itself explains; they go before the common ones.

    Returns:
        Names in the lexicon's form where it knows them (slips of a letter or of word order are drawn to the nearest
        name), else as printed with abbreviations expanded.
    """
    names = _names(lexicon)
    found: list[str] = []
    head = ""
    for piece in _STRONG.split(_BROKEN_DASH.sub("-", " ".join(text.split(" ")))):
        expanded = _expand(piece.strip(" .,:-"), names, own or {})
        lead, colon, rest = expanded.partition(":")
        if colon and _key(lead) in names.shared:
            head, expanded = names.shared[_key(lead)], rest.strip()
        listed = re.match(r"([Cc]ác (?:phòng|sở|công chức))\s+(?=[A-ZĐÀ-Ỹ])", expanded)
        if listed:
            head, expanded = names.shared[_key(listed[1])], expanded[listed.end() :]
        for part in _split(expanded, head, names):
            name, head = _name(part, head, names)
            if name and name not in found:
                found.append(name)
    return tuple(found)


def find_own_abbreviations(text: str) -> dict[str, str]:
    """Find what a document explains in brackets: "Tư pháp - Hộ tịch (TP-HT)" gives TP-HT.

    The initials of the words before the bracket must spell the abbreviation.
    """
    own: dict[str, str] = {}
    for match in re.finditer(r"\(\s*(?:(?:sau đây\s+)?(?:gọi|viết) tắt là:?\s+)?([A-ZĐ][A-ZĐ&-]{1,11})\s*\)", text):
        letters = re.sub(r"[^A-ZĐ]", "", match[1])
        before = re.findall(r"\w+", text[max(0, match.start() - 120) : match.start()])
        words = [word for word in before[-2 * len(letters) :] if bare(word) != "va"][-len(letters) :]
        if "".join(bare(word)[0] for word in words) == bare(letters):
            start = text.rfind(words[0], 0, match.start())
            own.setdefault(match[1], " ".join(text[start : match.start()].split()))
    return own


def _expand(piece: str, names: _Names, own: Mapping[str, str]) -> str:
    """Write out abbreviations; one that nothing explains stays."""

    def full(match: re.Match[str]) -> str:
        token = re.sub(r"\s", "", match[0])
        before = bare(piece[: match.start()]).split()
        after = piece[match.end() :]
        if token in own:
            return own[token]
        if token in names.fields and ("-" in token or "&" in token or (before and before[-1] in names.shared)):
            return names.fields[token]
        if token == "TT" and before and before[-1].strip(",") in ("xa", "phuong"):
            return "thị trấn"
        if token in names.words and (len(token.rstrip(".")) > 1 or after.strip()):
            spaced = "" if not token.endswith(".") or after.startswith(" ") else " "
            return names.words[token] + spaced
        parts = token.split("-")
        if len(parts) > 1 and all(part in names.parts for part in parts):
            return " - ".join(names.parts[part] for part in parts)
        return match[0]

    expanded = _TOKEN.sub(full, piece)
    # A head written out may give the abbreviation after it its meaning ("P.TC-KH", "P. NV").
    return expanded if expanded == piece else _TOKEN.sub(lambda m: full_after(m, expanded, names), expanded)


def full_after(match: re.Match[str], text: str, names: _Names) -> str:
    """Write out a bare field behind a head that has just been written out."""
    before = bare(text[: match.start()]).split()
    return names.fields.get(match[0], match[0]) if before and before[-1] in names.shared else match[0]


def _split(piece: str, head: str, names: _Names) -> list[str]:
    """Part a piece at those commas and "và" behind which another body begins."""
    folded = bare(piece)
    guarded = [match.span() for match in names.guarded.finditer(folded)]
    parts, start = [], 0
    for cut in _WEAK.finditer(piece):
        if any(low < cut.start() < high for low, high in guarded):
            continue
        left, right = piece[start : cut.start()], piece[cut.end() :]
        shared = _head_of(left, names) or head
        if _begins_body(right, names) or (shared and _is_known(f"{shared} {_first(right)}", names)):
            parts.append(left)
            start = cut.end()
    return [part.strip(" .,;-") for part in [*parts, piece[start:]] if part.strip(" .,;-")]


def _first(text: str) -> str:
    return re.split(r"[,;]", text, maxsplit=1)[0].strip()


def _begins_body(text: str, names: _Names) -> bool:
    folded = bare(text)
    for head in names.heads:
        if folded.startswith(head) and not folded[len(head) : len(head) + 1].isalnum():
            rest = text[len(head) :].lstrip()
            return text[:1].isupper() or head in names.lower_heads or rest[:1].isupper()
    return False


def _head_of(part: str, names: _Names) -> str:
    """Head that a part lends to bare fields after it."""
    words = bare(part).split()
    for size in (3, 2, 1):
        if " ".join(words[:size]) in names.shared and len(words) > size:
            return names.shared[" ".join(words[:size])]
    return ""


def _nearest(key: str, choices: Iterable[str]) -> str | None:
    best = process.extractOne(key, list(choices), scorer=fuzz.token_sort_ratio, score_cutoff=_SAME_NAME)
    return best[0] if best and abs(len(best[0]) - len(key)) <= _LENGTH_SLACK else None


def _is_known(name: str, names: _Names) -> bool:
    place = _PLACE.search(name)
    keys = [_key(name), *([_key(name[: place.start()])] if place else [])]
    return any(_nearest(key, names.known) for key in keys)


def _name(part: str, head: str, names: _Names) -> tuple[str, str]:
    """Return a part's name and the head that it lends to the next."""
    key = _key(part)
    if not key:
        return "", head
    if key in names.classes:
        return names.classes[key], ""
    lent = _head_of(part, names)
    for candidate in [part] if not head else [f"{head} {part}", part]:
        place = _PLACE.search(candidate)
        for body, tail in ((candidate, ""), (candidate[: place.start()], place[0]) if place else (candidate, "")):
            near = _nearest(_key(body), names.known)
            if near is not None:
                return names.known[near] + tail, lent or head
    if key_class := _class_with_place(part, names):
        return key_class, ""
    return part[:1].upper() + part[1:], lent


def _class_with_place(part: str, names: _Names) -> str:
    """Name a class that is followed by words of its own ("các công chức chuyên môn UBND thị trấn")."""
    words = part.split()
    for size in range(len(words) - 1, 1, -1):
        name = names.classes.get(_key(" ".join(words[:size])))
        if name and re.match(r"(?:của|thuộc|UBND|huyện|tỉnh|xã|thị|thành|cấp|trên)\b", words[size]):
            return f"{name} {' '.join(words[size:])}"
    return ""
