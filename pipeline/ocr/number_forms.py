"""The forms in which numbers stand in plans: a reading that has none of them has lost or gained a stroke."""

from __future__ import annotations

import re

JOINTS = "/.,-"
"""Marks inside numbers: thin ones, lost first on a worn copy."""

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_PLAIN = r"(?:\d{1,4}|\d{1,3}(?:\.\d{3})+)(?:,\d{1,3})?"
_FORMS = (
    rf"{_PLAIN}(?:-{_PLAIN})?%?",
    rf"{_DAY}([/.-]){_MONTH}\1{_YEAR}",
    rf"{_DAY}/{_MONTH}",
    rf"{_MONTH}/{_YEAR}",
    rf"(?:I|II|III|IV|V|VI)/{_YEAR}",
    rf"{_YEAR}[-–]{_YEAR}",
    rf"\d{{1,4}}/(?!{_YEAR}$)\d{{1,4}}",
    r"(?:\d{1,2}\.){1,4}\d{0,2}",
    r"\d{1,2}[a-zđ]?",
    rf"\d{{1,5}}[a-z]?/(?:{_YEAR}/)?[A-ZĐ]{{2,}}\d{{0,2}}(?:-[A-ZĐ][A-ZĐa-z.]*)*",
    rf"\d{{1,5}}[a-z]?/{_YEAR}/(?:QH|UBTVQH)\d{{1,2}}",
    r"\d{1,5}-[A-ZĐ]{2}/[A-ZĐ]{2,}",
    r"(?:[A-ZĐ]+\s?)?\d{4,5}(?::\d{4})?",
    r"0\d{2,3}(?:\.\d{3,4}){2}",
    r"1[89]00\.(?:\d{4}|\d{6}|\d\d(?:\.\d\d){1,2})",
)
"""Quantities (thousands parted by a point, decimals by a comma), dates, quarters, years, fractions, labels of parts,
numbers of documents (Nghị định 30/2020/NĐ-CP, annex I), of standards, of telephones
(1800 and 1900: numbers of services)."""
_FORM = re.compile("|".join(f"(?:{form})" for form in _FORMS[:1] + _FORMS[2:]) + "|" + _FORMS[1])


def well_formed(text: str) -> bool:
    """Whether a number, its outer marks off, has a form in which plans write numbers."""
    return _FORM.fullmatch(text) is not None


def without_joints(text: str) -> str:
    """A number without the marks inside it."""
    return text.translate(str.maketrans("", "", JOINTS))
