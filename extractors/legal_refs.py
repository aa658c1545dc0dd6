"""Cited documents: type, symbol, date and issuer of each distinct one, wherever the text names it.

A symbol ("30c/NQ-CP", "16/2015/NĐ-CP", "39-NQ/TW") is kept without spaces; one that OCR or a line end broke
("39-/NQ/TW", "141/2016/NĐ- CP") is mended, and doubted where more than white space was wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import Levenshtein

from extractors.cited_issuers import issuer_after, issuer_before, skip_issuer, told_before
from extractors.clean import comparison_form, one_line
from extractors.dates import find_dates, parse_date
from models.plan import LegalRef
from models.source import Doubt, Found, Span

if TYPE_CHECKING:
    from datetime import date

    from extractors.lexicon import Lexicon
    from models.transcript import Transcript

_LETTERS = (
    r"(?:TTg|T[1lI]g|TTq|TT[rR]|CT[rR]|QyĐ|QĐi|[A-ZĐÐƯ][A-ZĐÐƯ0-9&]*(?:[A-ZĐÐƯ0-9]|Ng|Nh|Th|Tr|Ph|Kh|Ch))(?![a-zà-ỹđ])"
)
# The number takes O, l, I for digits only beside a true digit; a letter may follow it ("30c").
_NUMBER = r"(?:\d{1,3}-(?:19|20)\d\d(?=\s?/)|\d[\dOlI]{0,5}|[OlI]\d[\dOlI]{0,4})(?:[a-zđ](?=[\s/-]))?"
_DASH = r"\s?-(?:\s-)?\s?"
"""A dash, doubled where a scan repeats it over a line end."""
_UNIT = r"(?:\.(?!UBND|HĐND)[A-ZĐ]{2,6}(?![a-zà-ỹđ]))?"
"""The section that wrote it, behind a point ("QĐ-UBND.HC")."""
_SYMBOL = re.compile(
    rf"(?<![\w/])(?<!\d[.,])(?P<number>{_NUMBER})\s?(?:"
    rf"(?:/\s?|\s)(?P<year>(?:19|20)\d\d)(?:\s?/\s?|\s)(?P<a>{_LETTERS}(?:(?:{_DASH}|/){_LETTERS})*{_UNIT})"
    rf"|[/-]\s?(?P<e>(?:NQ|CT|CTr|KH|KL|QĐ|QyĐ|HD|TB|BC|ĐA)\s(?:TU|TW|HU|QU|ĐU))(?!\w)"
    rf"|/\s?(?P<b>{_LETTERS}(?:(?:{_DASH}|\s?/\s?){_LETTERS})*{_UNIT})"
    rf"|[-–]\s?(?P<slip>/)?\s?(?P<c>{_LETTERS}(?:-{_LETTERS})?\s?/\s?{_LETTERS})"
    rf"|(?<=\d)\s(?P<d>(?:NQ|QĐ|KH|CT|CV|NĐ|TT|TB|TTr)-{_LETTERS})"
    r")"
)
"""Number and symbol; `e` is the Party's form whose stroke was lost at the end of a line ("66/NQ TU")."""
_LAW = re.compile(r"(?<!\w)(Bộ luật|Luật)\s[^;:.()\d]{3,100}?\ssố\s*$")
"""A law's name stands between its type and its number ("Luật Chăn nuôi số …")."""
_BODIES = ("UBND", "HĐND")
# Strokes that a copy lost in a date: "24/7 2020", "1101/2021", "059/2016".
_BROKEN_DATE = re.compile(r"(?P<d>\d{1,2})(?P<x>[/ ]?)(?P<m>0?[1-9]|1[0-2])(?P<y>[/ ]?)(?P<year>(?:19|20)\d\d)(?!\d)")
_AFTER = re.compile(r"(?:\s?\([A-ZĐ]{2,6}\))?[\s,('’`.]*(?:ký\s+)?")


@dataclass(frozen=True)
class _Mention:
    ref: LegalRef
    span: Span
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class _Words:
    types: dict[str, str]
    also: dict[str, list[str]]
    """Abbreviations that stand for other types too."""
    issuers: dict[str, str]
    misread: dict[str, str]
    known: dict[str, str]
    """Well-known documents and their dates (ISO)."""
    before: re.Pattern[str]
    issuer: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    table: dict[str, Any] = lexicon.table("legal")
    names = sorted(table["type_names"], key=len, reverse=True)
    stops = "|".join(re.escape(comparison_form(stop)) for stop in table["issuer"]["stops"])
    parted = "|".join(re.escape(comparison_form(name)) for name in table["issuer"]["with_comma"])
    name = rf"[^,;.:()\"]{{0,40}}?(?:{parted})[^,;.:()\"]{{0,40}}?|.{{2,80}}?"
    forms = [comparison_form(name) for name in names]
    # "Kết luận" behind "Thông báo" is the end of a longer name.
    longer = {form: [other.removesuffix(form) for other in forms if other.endswith(f" {form}")] for form in forms}
    either = "|".join("".join(f"(?<!{lead})" for lead in longer[form]) + form for form in forms)
    return _Words(
        types=table["types"],
        also=table["also"],
        issuers=table["issuers"],
        misread=table["misread"],
        known=table["known"],
        before=re.compile(rf".*\b({either})\s*(?:(?:của\s[\w\s]{{3,40}})?số)?\s*:?\s*$"),
        issuer=re.compile(rf"\s*,?\s*(?:của|giữa)\s+({name})(?=\s+(?:{stops})\b|\s*[,;.:()\"]|\s*$)"),
    )


def find_legal_refs(transcript: Transcript, lexicon: Lexicon) -> tuple[Found[LegalRef], ...]:
    """Find every distinct cited document, in the order of its first mention.

    The letterhead's own number is no citation; "(Kèm theo Quyết định số …)" is one. Mentions without a date join
    the dated one of the same symbol; two dates are two documents (76/NQ-CP of 2013 and of 2021).
    """
    mentions = find_mentions(transcript, lexicon)
    dates: dict[str, list[date]] = {}
    for mention in mentions:
        known = dates.setdefault(mention.ref.symbol, [])
        if mention.ref.issued and mention.ref.issued not in known:
            known.append(mention.ref.issued)
    chosen: dict[tuple[str, date | None], _Mention] = {}
    for mention in mentions:
        symbol, issued = mention.ref.symbol, mention.ref.issued
        key = (symbol, issued or (dates[symbol][0] if dates[symbol] else None))
        present = chosen.get(key)
        if present is None or _fullness(mention) > _fullness(present):
            chosen[key] = mention if present is None else _Mention(mention.ref, mention.span, mention.doubts)
    found = []
    for (symbol, _), mention in chosen.items():
        doubts = (*mention.doubts, *_date_doubts(symbol, dates[symbol]))
        found.append(
            transcript.found(mention.ref, mention.span, confidence=0.7 if doubts else 0.97, doubts=doubts),
        )
    return tuple(found)


def _fullness(mention: _Mention) -> tuple[bool, bool, bool]:
    """What the better of two mentions has: a date, no doubt, a named issuer."""
    return mention.ref.issued is not None, not mention.doubts, bool(mention.ref.issuer)


def _date_doubts(symbol: str, dates: list[date]) -> tuple[Doubt, ...]:
    """Two dates in one year are rather one document and a misreading."""
    close = [day for day in dates if any(other != day and other.year == day.year for other in dates)]
    if not close:
        return ()
    return (Doubt(code="dates_disagree", detail=f"{symbol}: {', '.join(day.isoformat() for day in close)}"),)


def find_mentions(transcript: Transcript, lexicon: Lexicon) -> list[_Mention]:
    """Find every mention of a cited document in reading order (several of one document stay several)."""
    words = _words(lexicon)
    text = transcript.text
    form = comparison_form(text)
    matches = [match for match in _SYMBOL.finditer(text) if "\n" not in match.group()]
    found: list[_Mention] = []
    for place, match in enumerate(matches):
        line = text.rfind("\n", 0, match.start()) + 1
        stop = matches[place + 1].start() if place + 1 < len(matches) else len(text)
        end = min(stop, _line_end(text, match.end()))
        before = words.before.match(form, max(line, match.start() - 60), match.start())
        if not _is_cited(text[line : match.start()], match, before is not None, words):
            continue
        symbol, doubts = _mend(match, words)
        name, start = (one_line(before.group(1)), before.start(1)) if before else ("", match.start())
        law = _LAW.search(text, line, match.start()) if not name and re.search(r"/QH\d+$", symbol) else None
        if law:
            name, start = law[1].lower(), law.start(1)
        doubts += _type_doubts(name, symbol, words)
        issued, after = _date_after(text, match.end(), end)
        if issued is None:
            issued, after, broken = _broken_date_after(text, match.end(), end)
            doubts += broken
        if issued is not None and _is_scanned(transcript, match.start()):
            symbol, meant = _known_of_day(symbol, issued, words)
            doubts += meant
        issuer, after = issuer_after(text, form, match.end(), after, end, words.issuer)
        if not issuer:
            issuer = issuer_before(text[line : match.start()]) or _issuer_of(symbol, words)
        told = told_before(text, line, start) if issued is None else None
        if told:
            start, issued, issuer = told[0], told[1], issuer or told[2]
        ref = LegalRef(symbol=symbol, type=_named(name, symbol, words), issued=issued, issuer=issuer)
        found.append(_Mention(ref, Span(start=start, end=after), doubts))
    return found


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _is_cited(before: str, match: re.Match[str], typed: bool, words: _Words) -> bool:
    """Tell a citation from the letterhead's own number and from ratios ("12/KT")."""
    # A stain or a pen's stroke may stand between the mark and the number.
    head = re.search(r"(?i:s[ốôó60])\s*[:/]?\s*$|^\W*(?i:s[ốôó])\s*[:/]\s*\S{1,2}\s*$|^\W*[ốôó]\s*:\s*$", before)
    if head and not typed and not any(char.islower() for char in before[: head.start()]):
        return False
    tail = match["a"] or match["b"] or match["c"] or match["d"] or match["e"]
    if match["d"] and not head and not typed:
        return False
    parts = [words.misread.get(part, part) for part in re.split(r"[\s/-]+", tail.replace("Ð", "Đ"))]
    known = any(part in words.types for part in parts)
    # A law's number ends in its assembly ("72/2025/QH15").
    known = known or bool(match["a"] and re.sub(r"\d+$", "", parts[-1]) in words.issuers)
    return known or typed or (bool(head) and len(parts) > 1)


def _mend(match: re.Match[str], words: _Words) -> tuple[str, tuple[Doubt, ...]]:
    """Join the symbol without spaces, with known misreadings put right and named in a doubt."""
    raw = re.sub(r"\s+", "", match.group()).replace("Ð", "Đ").replace("–", "-")
    number = re.sub(r"\s+", "", match["number"])
    digits = number.replace("O", "0").replace("l", "1").replace("I", "1")
    tail = match["a"] or match["b"] or match["c"] or match["d"] or "/".join(match["e"].split())
    tail = re.sub(r"\s+", "", tail).replace("Ð", "Đ").replace("--", "-")
    tail = "".join(words.misread.get(part) or _body_code(part, words) for part in re.split(r"([-/])", tail))
    year = f"/{match['year']}" if match["year"] else ""
    symbol = f"{digits}{year}{'-' if match['c'] or match['e'] else '/'}{tail}"
    if symbol.count("/") > 1 and not match["year"]:
        return symbol, (Doubt(code="symbol_unusual", detail=symbol),)
    if symbol == raw:
        return symbol, ()
    return symbol, (Doubt(code="symbol_mended", detail=f"{raw} → {symbol}"),)


def _is_scanned(transcript: Transcript, offset: int) -> bool:
    page = transcript.page_at(offset)
    return 0 < page <= len(transcript.pages) and transcript.pages[page - 1].source == "ocr"


def _known_of_day(symbol: str, issued: date, words: _Words) -> tuple[str, tuple[Doubt, ...]]:
    """Take a symbol with one sign of its number misread for the well-known document of that day ("308/NQ-CP")."""
    if symbol in words.known:
        return symbol, ()
    alike = [
        known
        for known, day in words.known.items()
        if day == issued.isoformat() and len(known) == len(symbol) and Levenshtein.distance(known, symbol) == 1
        if re.split(r"[/-]", known, maxsplit=1)[1] == re.split(r"[/-]", symbol, maxsplit=1)[1]
    ]
    if len(alike) != 1:
        return symbol, ()
    return alike[0], (Doubt(code="symbol_mended", detail=f"{symbol} → {alike[0]}"),)


def _body_code(part: str, words: _Words) -> str:
    """A part of a symbol that is one letter off the code of a committee or council ("UBIND", "HĐIND") is that code."""
    if len(part) < 4 or part in words.issuers or part in words.types:
        return part
    return next((code for code in _BODIES if Levenshtein.distance(part, code) == 1), part)


def _type_doubts(name: str, symbol: str, words: _Words) -> tuple[Doubt, ...]:
    """A decree (nghị định) with the symbol of a resolution (NQ): one of the two is misprinted or misread."""
    by_symbol = _named("", symbol, words)
    if name in ("", "văn bản", "công văn") or not by_symbol or comparison_form(by_symbol) == name:
        return ()
    if any(name == comparison_form(other) for other in words.also.get(_code_of(symbol, words), ())):
        return ()
    if comparison_form(by_symbol).startswith(name) or name.startswith(comparison_form(by_symbol)):
        return ()
    return (Doubt(code="type_disagrees", detail=f"{name} số {symbol}"),)


def _date_after(text: str, start: int, end: int) -> tuple[date | None, int]:
    """Return the date that follows a symbol, and where the citation goes on."""
    gap = _AFTER.match(text, start, end)
    after = gap.end() if gap else start
    for begin in (after, skip_issuer(text, start, end)):
        window = text[begin : min(end, begin + 40)]
        for span, value in find_dates(window):
            if window[: span.start].strip().lower() in ("", "ngày"):
                return value, begin + span.end
            break
    return None, start


def _broken_date_after(text: str, start: int, end: int) -> tuple[date | None, int, tuple[Doubt, ...]]:
    """Return a date that lost a stroke, with its doubt; only behind "ngày"."""
    gap = re.compile(r"[\s,('’`.]*ngày\s+").match(text, start, end)
    match = _BROKEN_DATE.match(text, gap.end(), end) if gap else None
    value = parse_date(f"{match['d']}/{match['m']}/{match['year']}") if match else None
    if match is None or value is None:
        return None, start, ()
    return value, match.end(), (Doubt(code="date_mended", detail=f"{match.group()} → {value.isoformat()}"),)


def _issuer_of(symbol: str, words: _Words) -> str:
    last = re.split(r"[-/]", symbol)[-1]
    return words.issuers.get(last) or words.issuers.get(re.sub(r"\d+$", "", last), "")


def _named(name: str, symbol: str, words: _Words) -> str:
    """Name the type: as the text says, else by the symbol."""
    if name and name != "văn bản":
        return name[0].upper() + name[1:]
    return words.types.get(_code_of(symbol, words), "Văn bản" if name else "")


def _code_of(symbol: str, words: _Words) -> str:
    """Return the part of a symbol that abbreviates a type; empty where none does."""
    return next((part for part in re.split(r"[-/]", symbol)[1:] if part in words.types), "")
