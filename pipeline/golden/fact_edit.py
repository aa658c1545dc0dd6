"""A person's corrections as values: text that was typed becomes a checked field of a fact, or is refused with a reason.

Officials type numbers as they write them: "95,5" is taken, "1.600" is not, for it may mean two things.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, get_args

from pydantic import ValidationError

from extractors.lexicon import load_lexicon
from models.plan import (
    Change,
    Commitment,
    Comparator,
    Domain,
    LegalRef,
    NumberKind,
    NumberRead,
    Quantity,
    Role,
    Scope,
    Section,
    Target,
)
from models.source import Absent, Found, Span
from models.table import Deadline, DeadlineKind, Task
from pipeline.golden.fact_fields import deadline_date, deadline_kind, plain
from pipeline.golden.fact_view import EDITABLE, QUANTITY_FIELDS, TARGET_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from models.review import Family, Fields, Place


class NotAValue(ValueError):
    """What was typed is no value of the field; `vi` and `en` say why, in one line each."""

    def __init__(self, field: str, vi: str, en: str) -> None:
        super().__init__(f"{field}: {en}")
        self.field, self.vi, self.en = field, vi, en


CHOICES: dict[str, tuple[str, ...]] = {
    "comparator": get_args(Comparator),
    "change": get_args(Change),
    "scope": get_args(Scope),
    "domain": get_args(Domain),
    "role": get_args(Role),
    "source": ("body", "table"),
    "recurring": ("true", "false"),
    "state": ("stated", "not_stated", "unreadable"),
    "deadline_kind": ("", *get_args(DeadlineKind)),
}
"""Fields with a closed list of values."""
_CHOICES_OF: dict[tuple[str, str], tuple[str, ...]] = {
    ("commitment", "kind"): ("rank", "zero", "all"),
    ("number", "kind"): get_args(NumberKind),
}
_NUMBERS = frozenset(["value", "value_max"])
_WHOLE = frozenset(["year", "level", "table", "row"])
_DATES = frozenset(["issued", "deadline_date"])
_NEEDED = frozenset(["value", "level", "table", "row", "symbol"])
_DATE_FIELDS = frozenset(["issue_date", "wrapper_date"])
_YEAR_FIELDS = frozenset(["period_start", "period_end"])
_AMBIGUOUS = re.compile(r"-?\d{1,3}(?:\.\d{3})+")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def indicator_names(overlay: Path | None = None) -> Mapping[str, str]:
    """Names of the taxonomy's indicators by id."""
    entries: list[dict[str, Any]] = load_lexicon(overlay).table("indicators")["indicator"]
    return {entry["id"]: str(entry.get("name_vi", "")) for entry in entries}


def choices(family: Family, field: str) -> tuple[str, ...]:
    """Values that a field may have; () for a free one."""
    return _CHOICES_OF.get((family, field), CHOICES.get(field, ()))


def parse_field(family: Family, field: str, text: str, key: str = "", overlay: Path | None = None) -> str:
    """Return what was typed in the plain form of the field ("95,50" -> "95.5", "30/6/2022" -> "2022-06-30").

    Args:
        family: of the fact.
        field: one of `EDITABLE[family]`.
        text: what was typed.
        key: of the fact; tells which front-matter field a `value` is of.
        overlay: folder of the office's own words, whose indicators are known too.

    Raises:
        NotAValue: it cannot be that field.
    """
    text = " ".join(text.split())
    if field not in EDITABLE[family]:
        raise NotAValue(field, "không sửa được trường này", "this field cannot be corrected")
    allowed = choices(family, field)
    if allowed:
        if text not in allowed:
            raise NotAValue(field, f"chỉ nhận: {', '.join(allowed)}", f"one of: {', '.join(allowed)}")
        return text
    if not text:
        if field in _NEEDED:
            raise NotAValue(field, "không được để trống", "must not be empty")
        return ""
    if family == "field":
        if key in _DATE_FIELDS:
            return _parse_date(field, text)
        return _parse_whole(field, text) if key in _YEAR_FIELDS else text
    if field in _NUMBERS:
        return _parse_number(field, text)
    if field == "indicator_id" and text not in indicator_names(overlay):
        raise NotAValue(field, f"danh mục không có chỉ số {text}", f"the taxonomy has no indicator {text}")
    if field in _WHOLE:
        return _parse_whole(field, text)
    return _parse_date(field, text) if field in _DATES else text


def _parse_number(field: str, text: str) -> str:
    bare = text.replace(" ", "").rstrip("%")
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    elif _AMBIGUOUS.fullmatch(bare):
        whole, point = bare.replace(".", ""), bare.replace(".", ",")
        raise NotAValue(field, f"ghi {whole} hoặc {point}", f"write {whole} or {point}")
    try:
        value = Decimal(bare)
    except InvalidOperation as fault:
        raise NotAValue(field, f"không phải số: {text}", f"not a number: {text}") from fault
    if not value.is_finite():
        raise NotAValue(field, f"không phải số: {text}", f"not a number: {text}")
    return plain(value)


def _parse_whole(field: str, text: str) -> str:
    if not re.fullmatch(r"\d{1,4}", text):
        raise NotAValue(field, f"không phải số nguyên: {text}", f"not a whole number: {text}")
    return str(int(text))


def _parse_date(field: str, text: str) -> str:
    match = _DAY.fullmatch(text)
    try:
        day = date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(text)
    except ValueError as fault:
        raise NotAValue(field, f"không phải ngày: {text}", f"not a day: {text}") from fault
    return day.isoformat()


def changes_between(read: Fields, wanted: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Fields of `wanted` that differ from what was read."""
    return {name: (read.get(name, ""), text) for name, text in wanted.items() if text != read.get(name, "")}


def with_fields(found: Found[Any], family: Family, fields: Fields, names: Mapping[str, str]) -> Found[Any]:
    """Return a fact with its fields as a person left them; quote, spans, page and box stay as read.

    Args:
        found: the fact as read.
        family: its family (not `field`, see `field_with`).
        fields: the fact as it stands.
        names: indicator names by id.
    """
    value = _value(family, fields, found.value, names)
    return found.model_copy(update={"value": value})


def added_fact(family: Family, fields: Fields, place: Place | None, names: Mapping[str, str]) -> Found[Any]:
    """Make a fact that only a person saw; its quote is what they marked.

    Raises:
        pydantic.ValidationError: the fields do not make a fact.
    """
    spans = (place.span,) if place and place.span else ()
    blank = {"target": Target(quantity=Quantity(value=Decimal(0), unit=""), subject="", number_spans=spans)}.get(family)
    return Found(
        value=_value(family, fields, blank, names),
        spans=spans,
        quote=fields.get("quote", ""),
        page=place.page if place else 0,
        box=place.box if place else None,
    )


def field_with(read: Found[Any] | Absent, name: str, fields: Fields) -> Found[Any] | Absent:
    """Return a front-matter field as a person left it."""
    state = fields["state"]
    if state != "stated":
        why = {"not_stated": "not_stated", "unreadable": "unreadable"}.get(state, "not_found")
        return Absent(why=why, page=read.page, box=read.box)
    text = fields["value"]
    value: object = text
    if name in _DATE_FIELDS:
        value = date.fromisoformat(text)
    elif name in _YEAR_FIELDS:
        value = int(text)
    if isinstance(read, Found):
        return read.model_copy(update={"value": value})
    return Found(value=value, page=read.page, box=read.box)


def _value(family: Family, fields: Fields, read: Any, names: Mapping[str, str]) -> Any:
    if family == "target":
        return _target(fields, read, names)
    if family == "section":
        label = fields["path"].rsplit("/", 1)[-1]
        given = {**{name: fields[name] for name in EDITABLE["section"]}, "label": label}
        if read is None:
            return Section.model_validate({**given, "span": Span(start=0, end=0)})
        return type(read).model_validate({**read.model_dump(), **given, "label": _kept_label(read, fields)})
    if family == "task":
        return _task(fields, read)
    if family == "legal_ref":
        return LegalRef.model_validate({**fields_of(fields, EDITABLE[family]), "issued": fields["issued"] or None})
    if family == "commitment":
        given = fields_of(fields, EDITABLE[family]) | {"year": fields["year"] or None}
        return Commitment.model_validate(given)
    known = read.model_dump() if read is not None else {}
    return NumberRead.model_validate({**known, "text": fields["text"], "kind": fields["kind"]})


def _kept_label(read: Section, fields: Fields) -> str:
    return read.label if read.path == fields["path"] else fields["path"].rsplit("/", 1)[-1]


def fields_of(fields: Fields, names: tuple[str, ...]) -> dict[str, Any]:
    """Pick some fields, empty where the fact lacks them."""
    return {name: fields.get(name, "") for name in names}


def _target(fields: Fields, read: Target, names: Mapping[str, str]) -> Target:
    amount = fields_of(fields, QUANTITY_FIELDS) | {"value_max": fields["value_max"] or None}
    quantity = Quantity.model_validate({**read.quantity.model_dump(), **amount})
    given = fields_of(fields, TARGET_FIELDS)
    given |= {"year": int(fields["year"]) if fields["year"] else None, "recurring": fields["recurring"] == "true"}
    if fields["indicator_id"] != read.indicator_id:
        given["indicator_name"] = names.get(fields["indicator_id"], "")
    return Target.model_validate({**read.model_dump(), **given, "quantity": quantity})


def _task(fields: Fields, read: Task | None) -> Task:
    given = fields_of(fields, EDITABLE["task"])
    kind, day = given.pop("deadline_kind"), given.pop("deadline_date")
    known: dict[str, Any] = read.model_dump() if read is not None else {}
    if read is None or (kind, day) != (deadline_kind(read), plain(deadline_date(read))):
        one = Deadline(text=fields["deadline_text"], kind=kind, last_day=day or None) if kind else None
        known["deadlines"] = (one,) if one else ()
    for role in ("lead", "support"):
        if read is not None and given[role] != getattr(read, role):
            known[f"{role}_agencies"] = (given[role],) if given[role] else ()
    return Task.model_validate({**known, **given})


def check_fact(family: Family, fields: Fields, key: str = "") -> None:
    """See that the fields together make a fact.

    Raises:
        NotAValue: they do not; names the first field that is wrong.
    """
    try:
        if family == "field":
            field_with(Absent(), key, fields)
        elif family != "cell":
            added_fact(family, fields, None, {})
    except ValidationError as fault:
        first = fault.errors()[0]
        name = str(first["loc"][-1]) if first["loc"] else family
        raise NotAValue(name, "giá trị không hợp lệ", first["msg"]) from fault
