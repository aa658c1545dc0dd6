"""The issuer where no letterhead names it, and the unit behind it: level, district, province.

District and province are the document's own words (its grounds, its recipients), with their quote; what only the
gazetteer knows stands in the doubt of an absent field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.clean import comparison_form, one_line
from extractors.letterheads import write_out
from extractors.places import (
    Unit,
    find_units,
    level_of,
    most_named,
    province_named,
    provinces_of,
    provinces_today,
)
from extractors.toneless import bare
from models.source import Absent, Doubt, Found, Span

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from extractors.zones import Part
    from models.transcript import Transcript

_PROMULGATES = re.compile(
    r"(?P<body>(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|so|phong|ban)\s[^,;:.()]{2,60}?)\s+"
    r"(?:ban hanh|xay dung|trien khai|yeu cau|quyet dinh)\s"
)


LAST_WITH_DISTRICTS = 2025
"""Districts ended on 1 July 2025; a plan of that year may be of either half, a later one of none."""


@dataclass(frozen=True)
class UnitFacts:
    """The unit whose document it is."""

    name: Found[str] | Absent
    level: Found[str] | Absent
    district: Found[str] | Absent
    province: Found[str] | Absent
    word: str = ""
    """The word of its level ("thị xã")."""


def _mend(transcript: Transcript) -> bool:
    return any(page.source == "ocr" for page in transcript.pages)


def find_issuer(transcript: Transcript, lexicon: Lexicon, plan: Part) -> Found[str] | Absent:
    """Find the issuer in the text: the body that promulgates ("UBND huyện A ban hành Kế hoạch"), with its unit.

    Where the text leaves the unit's name to the title ("UBND huyện ban hành …" under a title "… huyện A"), both
    pieces make the name, and a doubt says so.
    """
    mend = _mend(transcript)
    head = Span(start=plan.body, end=min(plan.end, plan.body + 3000))
    text = transcript.slice(head)
    units = _title_units(transcript, lexicon, plan)
    found = list(_PROMULGATES.finditer(bare(text)))
    # Without marks "văn bản" looks like a "ban": short names of bodies must stand with their marks.
    named = [
        m
        for m in found
        if re.match(r"(?i)ủy|hđ|hội|ub|sở|phòng|ban\s", comparison_form(text[m.start("body") : m.end("body")]))
    ]
    for match in sorted(named, key=lambda m: not m["body"].startswith(("u", "h"))):
        place = Span(start=head.start + match.start("body"), end=head.start + match.end("body"))
        printed = one_line(transcript.slice(place))
        if find_units(printed, lexicon):
            return transcript.found(write_out(printed, lexicon, mend), place, confidence=0.9)
        level = bare(printed).split()[-1]
        same = [unit for unit in units if bare(unit.word) == level]
        if same:
            name = write_out(f"{printed} {same[0].name}", lexicon, mend)
            doubt = Doubt(code="issuer_composed", detail=name)
            return transcript.found(name, place, same[0].span, confidence=0.85, doubts=(doubt,))
    note = transcript.slice(plan.note) if plan.note else ""
    body = re.search(r"của\s+((?:Ủy|Uỷ|UB)[^()]{4,60}?)\s*\)", note)
    if body and plan.note:
        place = Span(start=plan.note.start + body.start(1), end=plan.note.start + body.end(1))
        return transcript.found(write_out(body[1], lexicon, mend), place, confidence=0.9)
    if units:
        name = f"Ủy ban nhân dân {units[0].word} {units[0].name}"
        doubt = Doubt(code="issuer_composed", detail=name)
        return transcript.found(name, units[0].span, confidence=0.7, doubts=(doubt,))
    return Absent(why="not_found")


def with_unit(transcript: Transcript, lexicon: Lexicon, issuer: Found[str]) -> Found[str]:
    """Give a committee whose level is illegible ("HUYĨ Á ĐÔNG LÂM") the unit that the text names so most often."""
    head = next((head for head in lexicon.table("letterheads")["of_a_unit"] if issuer.value.startswith(head)), "")
    if not head or find_units(issuer.value, lexicon) or not _mend(transcript):
        return issuer
    for unit in most_named(find_units(transcript.text, lexicon, mend=True)):
        if bare(issuer.value).endswith(f" {bare(unit.name)}"):
            name = f"{head} {unit.word} {unit.name}"
            doubt = Doubt(code="issuer_mended", detail=f"{issuer.value} → {name}")
            return issuer.model_copy(update={"value": name, "confidence": 0.7, "doubts": (*issuer.doubts, doubt)})
    return issuer


def lacks_unit(issuer: Found[str], lexicon: Lexicon) -> bool:
    """Whether a committee stands without the unit that it is of ("Ủy ban nhân dân" alone)."""
    heads = tuple(lexicon.table("letterheads")["of_a_unit"])
    return issuer.value.startswith(heads) and not find_units(issuer.value, lexicon)


def in_full(transcript: Transcript, lexicon: Lexicon, issuer: Found[str], superior: Found[str] | None) -> Found[str]:
    """Name a department in full with the unit of the body above it ("Sở Y tế tỉnh A")."""
    party = tuple(lexicon.table("letterheads")["party"])
    if superior is None or find_units(issuer.value, lexicon) or issuer.value.startswith(party):
        return issuer
    units = find_units(superior.value, lexicon)
    if not units:
        return issuer
    unit = units[-1]
    if bare(issuer.value) == "van phong":
        return transcript.found(f"{issuer.value} {superior.value}", *superior.spans, *issuer.spans, confidence=0.95)
    # "THANH TRA TỈNH" and "PHÒNG TƯ PHÁP HUYỆN" leave out the name alone.
    short = bare(issuer.value).endswith(f" {bare(unit.word)}")
    body = issuer.value[: -len(unit.word) - 1] if short else issuer.value
    name = f"{body} {unit.word} {unit.name}"
    confidence = min(superior.confidence, issuer.confidence)
    doubts = (*superior.doubts, *issuer.doubts)
    return transcript.found(name, *superior.spans, *issuer.spans, confidence=confidence, doubts=doubts)


def _title_units(transcript: Transcript, lexicon: Lexicon, plan: Part) -> list[Unit]:
    """Units that the title names, the widest last (a title names the plan's own unit first)."""
    mend = _mend(transcript)
    found = []
    for span in plan.title:
        found.extend(find_units(transcript.slice(span), lexicon, span.start, mend))
    return found


def find_unit(
    transcript: Transcript,
    lexicon: Lexicon,
    issuer: Found[str] | Absent,
    superior: Found[str] | Absent,
    year: int | None = None,
) -> UnitFacts:
    """Find name and level of the issuer's unit, its district and its province.

    `year` is that of the plan: from the middle of 2025 on there are no districts, and one that a text names is past.
    """
    mend = _mend(transcript)
    own, source = _own_unit(transcript, lexicon, issuer, superior, mend)
    mentions = find_units(transcript.text, lexicon, mend=mend)
    if own is None or source is None:
        # Without the unit nothing ties a province that the text names to the document.
        named = most_named(unit for unit in mentions if province_named(unit, lexicon))
        doubts = (Doubt(code="province_unsure", detail=province_named(named[0], lexicon)),) if named else ()
        missing = isinstance(issuer, Absent) or lacks_unit(issuer, lexicon) or not _is_central(issuer, lexicon)
        lost = (Doubt(code="unit_not_found"),) if mend and missing else ()
        absent = Absent(why="not_found", doubts=lost)
        return UnitFacts(absent, absent, Absent(doubts=lost), Absent(why="not_found", doubts=(*lost, *doubts)))
    level = level_of(own, lexicon, year)
    doubts = (Doubt(code="place_misread", detail=f"{source.quote} → {own.name}"),) if own.misread else ()
    name = transcript.found(own.name, *source.spans, confidence=0.8 if doubts else 0.97, doubts=doubts)
    district: Found[str] | Absent = Absent()
    if level == "huyện":
        district = name
    elif level == "xã":
        district = _district(transcript, lexicon, mentions, superior)
        if (
            isinstance(district, Found)
            and year is not None
            and year > LAST_WITH_DISTRICTS
            and not _above(superior, lexicon)
        ):
            district = Absent(doubts=(Doubt(code="districts_ended", detail=district.value),))
    if level == "tỉnh":
        return UnitFacts(name, transcript.found(str(level), *source.spans), district, name, own.word)
    # From the middle of 2025 on only a province stands above a commune: "UBND thành phố …" is one too.
    today = level == "xã" and year is not None and year > LAST_WITH_DISTRICTS
    likely = provinces_today(own.word, own.name, lexicon) if today else ()
    likely = provinces_of(own.word, own.name, lexicon) if level == "huyện" else likely
    province = _province(transcript, lexicon, mentions, likely, ("tỉnh", "thành phố") if today else ("tỉnh",))
    return UnitFacts(name, transcript.found(str(level), *source.spans), district, province, own.word)


def _is_central(issuer: Found[str], lexicon: Lexicon) -> bool:
    """Whether a body is of the State as a whole, or of no unit that it would name ("Bộ Nội vụ")."""
    return issuer.value.startswith(tuple(lexicon.table("letterheads")["central"]))


def _above(superior: Found[str] | Absent, lexicon: Lexicon) -> bool:
    """Whether a district stands over the issuer in the letterhead."""
    units = find_units(superior.value, lexicon) if isinstance(superior, Found) else []
    return any(level_of(unit, lexicon) == "huyện" for unit in units)


def _own_unit(
    transcript: Transcript,
    lexicon: Lexicon,
    issuer: Found[str] | Absent,
    superior: Found[str] | Absent,
    mend: bool,
) -> tuple[Unit | None, Found[str] | None]:
    """Unit in the issuer's name; for a department that of its superior ("SỞ … / UBND TỈNH A")."""
    for source in (issuer, superior):
        if not isinstance(source, Found):
            continue
        printed = [find_units(transcript.slice(span), lexicon, span.start, mend) for span in source.spans]
        units = find_units(source.value, lexicon, mend=mend)
        misread = any(unit.misread for found in printed for unit in found)
        if units:
            last = units[-1]
            return Unit(last.word, last.name, last.span, misread), source
        for committee, level in lexicon.table("letterheads")["party"].items():
            if source.value.startswith(f"{committee} "):
                return Unit(level, source.value.removeprefix(f"{committee} "), source.spans[0]), source
    return None, None


def _district(
    transcript: Transcript, lexicon: Lexicon, mentions: list[Unit], superior: Found[str] | Absent
) -> Found[str] | Absent:
    """District of a commune: the body above it, else the one the document names most."""
    above = find_units(superior.value, lexicon) if isinstance(superior, Found) else []
    for unit in above:
        if level_of(unit, lexicon) == "huyện" and isinstance(superior, Found):
            return transcript.found(unit.name, *superior.spans)
    named = most_named(u for u in mentions if level_of(u, lexicon) == "huyện" and provinces_of(u.word, u.name, lexicon))
    named = named or most_named(u for u in mentions if u.word == "huyện" and not _opens_sentence(u))
    if not named:
        return Absent()
    doubts = (Doubt(code="place_misread", detail=named[0].name),) if named[0].misread else ()
    return transcript.found(named[0].name, named[0].span, confidence=0.9, doubts=doubts)


def _opens_sentence(unit: Unit) -> bool:
    return len(unit.name.split()) < 2


def _province(
    transcript: Transcript, lexicon: Lexicon, mentions: list[Unit], likely: tuple[str, ...], above: tuple[str, ...]
) -> Found[str] | Absent:
    """Province in the document's own words: the one it names most; else absent, with what the gazetteer knows.

    `likely` are those that the gazetteer gives the unit, `above` the words of the units that may stand over it.
    A province that is in no list stands as printed, with a doubt.
    """
    named = most_named(unit for unit in mentions if province_named(unit, lexicon))
    unlisted = most_named(unit for unit in mentions if unit.word in above and not _opens_sentence(unit))
    if not named and unlisted:
        doubt = Doubt(code="not_in_gazetteer", detail=unlisted[0].name)
        return transcript.found(unlisted[0].name, unlisted[0].span, confidence=0.8, doubts=(doubt,))
    if not named:
        if len(likely) == 1:
            return Absent(doubts=(Doubt(code="by_gazetteer", detail=likely[0]),))
        return Absent()
    chosen = next((unit for unit in named if province_named(unit, lexicon) in likely), None) or named[0]
    doubts = []
    if likely and province_named(chosen, lexicon) not in likely:
        doubts.append(Doubt(code="gazetteer_disagrees", detail=f"{chosen.name}; {', '.join(likely)}"))
    if chosen.misread:
        doubts.append(Doubt(code="place_misread", detail=chosen.name))
    confidence = 0.7 if doubts else 0.95
    return transcript.found(province_named(chosen, lexicon), chosen.span, confidence=confidence, doubts=tuple(doubts))
