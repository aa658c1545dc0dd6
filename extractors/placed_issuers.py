"""A body whose level stands in the letterhead without a name: the place of issue completes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.places import LEVELS, Unit, find_units, level_of, province_named, provinces_of
from extractors.toneless import bare
from models.source import Absent, Doubt, Found

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.transcript import Transcript


def by_place(
    transcript: Transcript,
    lexicon: Lexicon,
    issuer: Found[str] | Absent,
    superior: Found[str] | Absent,
    place: Found[str] | Absent,
) -> Found[str] | Absent:
    """Complete a body whose level stands without a name by its place ("UBND TỈNH / SỞ Y TẾ", "Phú Yên, ngày …").

    A doubt says so, and the gazetteer must know such a unit: a department may sit in a town of another name.
    """
    if isinstance(issuer, Absent) or isinstance(place, Absent):
        return issuer
    bodies = [body.value for body in (superior, issuer) if isinstance(body, Found)]
    if any(find_units(body, lexicon) for body in bodies):
        return issuer
    levels = [level for level in lexicon.table("letterheads")["unit_levels"] if LEVELS[level] != "xã"]
    ends = [level for level in levels for body in bodies if bare(body).endswith(f" {bare(level)}")]
    departments = ["thành phố", "tỉnh"] if bare(issuer.value).startswith("so ") else []
    for word in (*ends, *(() if ends else departments)):
        unit = Unit(word, place.value, place.spans[0])
        known = province_named(unit, lexicon) or (ends and provinces_of(word, unit.name, lexicon))
        if known and (ends or level_of(unit, lexicon) == "tỉnh"):
            short = bare(issuer.value).endswith(f" {bare(word)}")
            body = issuer.value[: -len(word) - 1] if short else issuer.value
            name = f"{body} {word} {unit.name}"
            doubts = (*issuer.doubts, Doubt(code="issuer_composed", detail=name))
            return transcript.found(name, *issuer.spans, *place.spans, confidence=0.8, doubts=doubts)
    return issuer
