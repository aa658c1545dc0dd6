"""The grammar of targets: indicator x comparator x order x scope x year x baseline, each clause with its truth.

How the truth is read follows the project's rules for readers (golden/GUIDELINES.md). Forms that those rules leave open
are not printed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from corpus import steps
from corpus.clauses import (
    AFTER_VERB,
    BEFORE_NOUN,
    Clause,
    Frame,
    Promise,
    draw_comparator,
    draw_value,
    print_number,
    print_percent,
)
from corpus.patterns import write_pattern
from corpus.vocabulary import open_to, own_words

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from models.plan import Change, Comparator, Scope

    Indicator = dict[str, Any]
    Form = Callable[[random.Random, Indicator, Frame], Clause | None]


def _own(rng: random.Random, pattern: str, frame: Frame) -> tuple[str, Scope]:
    """Fill {of} with nobody or with one of the levels."""
    if "{of}" not in pattern:
        return pattern, ""
    if not frame.levels or rng.random() < 0.55:
        return pattern.replace("{of}", ""), ""
    scope, words = rng.choice(frame.levels)
    return pattern.replace("{of}", rng.choice(words)), scope


def number_first(rng: random.Random, ind: Indicator, frame: Frame) -> Clause | None:
    """Build "tối thiểu 90% hồ sơ … được …"."""
    if "does" not in ind or ind["kind"] != "percent":
        return None
    things, scope = _own(rng, ind["things"], frame)
    value = draw_value(rng, ind)
    comparator = draw_comparator(rng, ind, value)
    wording = rng.choice(BEFORE_NOUN[comparator])
    subject = f"{things} {ind['does']}"
    text = f"{wording.format(n=print_percent(rng, value))} {subject}"
    return Clause(text, (Promise(value, "%", comparator, subject, text, scope),), "number_first", wording)


def number_last(rng: random.Random, ind: Indicator, frame: Frame) -> Clause | None:
    """Build "tỷ lệ … đạt từ 90% trở lên"."""
    if "rate" not in ind:
        return None
    rate, scope = _own(rng, ind["rate"], frame)
    value = draw_value(rng, ind)
    comparator = draw_comparator(rng, ind, value)
    wording = rng.choice(AFTER_VERB[comparator])
    text = f"{rate} {wording.format(n=print_percent(rng, value))}"
    return Clause(text, (Promise(value, "%", comparator, rate, text, scope),), "number_last", wording)


def in_brackets(rng: random.Random, ind: Indicator, frame: Frame) -> Clause | None:
    """Build "nâng tỷ lệ … (tối thiểu 85%)"."""
    if "rate" not in ind or ind.get("lower"):
        return None
    rate, scope = _own(rng, ind["rate"], frame)
    value = draw_value(rng, ind)
    comparator = draw_comparator(rng, ind, value)
    wording = rng.choice(BEFORE_NOUN[comparator][:3] if comparator != "=" else ("đạt {n}", "{n}"))
    text = f"{rng.choice(('nâng', 'duy trì', 'giữ vững'))} {rate} ({wording.format(n=print_percent(rng, value))})"
    return Clause(text, (Promise(value, "%", comparator, rate, text, scope),), "in_brackets", f"({wording})")


def between(rng: random.Random, ind: Indicator, frame: Frame) -> Clause | None:
    """Build "tỷ lệ … đạt từ 60% đến 65%" or "60 - 65%"."""
    if "rate" not in ind or ind["high"] - ind["low"] < 10:
        return None
    rate, scope = _own(rng, ind["rate"], frame)
    value = Decimal(rng.randrange(int(ind["low"]), int(ind["high"]) - 5))
    top = value + rng.choice((2, 3, 5))
    wording = rng.choice(("đạt từ {a}% đến {b}%", "đạt {a} - {b}%", "đạt {a}-{b}%", "đạt từ {a} đến {b}%"))
    text = f"{rate} {wording.format(a=print_number(value), b=print_number(top))}"
    promise = Promise(value, "%", "=", rate, text, scope, value_max=top)
    return Clause(text, (promise,), "between", wording)


def _two_levels(rng: random.Random, ind: Indicator, frame: Frame, pattern: str) -> tuple[Decimal, Decimal] | None:
    if not frame.levels or "{of}" not in str(ind.get(pattern, "")) or ind.get("lower") or ind["low"] > 90:
        return None
    top = draw_value(rng, ind)
    return (top, top - rng.choice((5, 10, 15, 20))) if top >= 30 else (top, max(top - 5, Decimal(1)))


def respectively(rng: random.Random, ind: Indicator, frame: Frame) -> Clause | None:
    """Build "… của cấp huyện, cấp xã đạt tỷ lệ tối thiểu tương ứng là 60%, 45%": a row for each level."""
    values = _two_levels(rng, ind, frame, "rate")
    if values is None:
        return None
    (first, _), (second, _) = frame.levels
    comparator: Comparator = rng.choice((">=", "="))
    wording = rng.choice(
        ("đạt tối thiểu tương ứng là {a}, {b}", "lần lượt đạt tối thiểu {a} và {b}")
        if comparator == ">="
        else ("đạt tương ứng {a}, {b}", "lần lượt đạt {a} và {b}")
    )
    numbers = wording.format(a=print_percent(rng, values[0]), b=print_percent(rng, values[1]))
    text = f"{ind['rate'].replace('{of}', f' của {first}, {second}')} {numbers}"
    promises = tuple(
        Promise(value, "%", comparator, ind["rate"].replace("{of}", f" của {scope}"), text, scope)
        for value, scope in zip(values, (first, second), strict=True)
    )
    return Clause(text, promises, "respectively", wording)


def elliptic(rng: random.Random, ind: Indicator, frame: Frame) -> Clause | None:
    """Build "100% văn bản của UBND huyện, 95% của cấp xã được …": the second subject is left out."""
    values = _two_levels(rng, ind, frame, "things")
    if values is None or "does" not in ind:
        return None
    (first, words), (second, _) = frame.levels
    of = (words[0], f" của {second}")
    wording = rng.choice(("{a}, {b}", "{a} và {b}", "tối thiểu {a} và {b}", "tối thiểu {a} và tối thiểu {b}"))
    numbers = [print_percent(rng, value) for value in values]
    parts = (f"{numbers[0]} {ind['things'].replace('{of}', of[0])}", f"{numbers[1]}{of[1]}")
    text = f"{wording.format(a=parts[0], b=parts[1])} {ind['does']}"
    comparator: Comparator = ">=" if "tối thiểu" in wording else "="
    promises = tuple(
        Promise(value, "%", comparator, f"{ind['things'].replace('{of}', own)} {ind['does']}", text, scope)
        for value, own, scope in zip(values, of, (first, second), strict=True)
    )
    return Clause(text, promises, "elliptic", wording)


def after_colon(rng: random.Random, ind: Indicator, frame: Frame) -> Clause | None:
    """Build "tỷ lệ …: UBND huyện: 80%, UBND cấp xã: 60%"."""
    values = _two_levels(rng, ind, frame, "rate")
    if values is None:
        return None
    (first, own), (second, lower) = frame.levels
    names = rng.choice(((first, second), (own[0].removeprefix(" của "), lower[0].removeprefix(" của "))))
    wording = rng.choice(("{x}: {a}, {y}: {b}", "{x} {a}; {y} {b}", "{x} đạt {a}, {y} đạt {b}"))
    body = wording.format(x=names[0], y=names[1], a=print_percent(rng, values[0]), b=print_percent(rng, values[1]))
    text = f"{ind['rate'].replace('{of}', '')}: {body}"
    promises = tuple(
        Promise(value, "%", "=", ind["rate"].replace("{of}", f" của {name}"), text, scope)
        for value, name, scope in zip(values, names, (first, second), strict=True)
    )
    return Clause(text, promises, "after_colon", wording)


def for_both(rng: random.Random, ind: Indicator, frame: Frame) -> Clause | None:
    """Build "tỷ lệ … (25% ở cấp huyện và cấp xã)": one number over two levels is one row without scope."""
    if not frame.levels or "{of}" not in ind.get("rate", "") or ind.get("lower"):
        return None
    (first, _), (second, _) = frame.levels
    value, rate = draw_value(rng, ind), ind["rate"].replace("{of}", "")
    wording = rng.choice(("({n} ở {x} và {y})", "ở {x} và {y}: {n}"))
    text = f"{rate} {wording.format(n=print_percent(rng, value), x=first, y=second)}"
    return Clause(text, (Promise(value, "%", "=", rate, text),), "for_both", wording)


def counted(rng: random.Random, ind: Indicator, frame: Frame) -> Clause | None:
    """Build "ít nhất 03 hợp tác xã … được thành lập", "có thêm 02 … trở lên …", "12 xã …"."""
    if ind["kind"] == "units":
        unit, tail, scope = ind["things"], ind["does"], "cấp xã"
    elif ind["kind"] == "count":
        unit, tail, scope = ind["unit"], ind["tail"], ""
    else:
        return None
    value = draw_value(rng, ind)
    subject, printed = f"{unit} {tail}", print_number(value, pad=rng.random() < 0.7)
    if ind.get("more") and rng.random() < 0.4:
        text = f"có thêm {printed} {unit} trở lên {tail}"
        return Clause(text, (Promise(value, unit, ">=", subject, text),), "counted", "có thêm {n} … trở lên")
    comparator: Comparator = rng.choice((">=", "=", "="))
    wording = rng.choice(("ít nhất {n}", "tối thiểu {n}") if comparator == ">=" else ("{n}", "phấn đấu {n}"))
    text = f"{wording.format(n=printed)} {subject}"
    promise = Promise(value, unit, comparator, subject, text, "cấp xã" if scope else "")
    return Clause(text, (promise,), "counted", wording)


def measured(rng: random.Random, ind: Indicator, frame: Frame) -> Clause | None:
    """Build "thu ngân sách … đạt trên 305,5 tỷ đồng", "diện tích … đạt 350 ha"."""
    if ind["kind"] not in ("money", "measure"):
        return None
    value = draw_value(rng, ind)
    if ind["kind"] == "money" and ind["unit"] == "tỷ đồng" and rng.random() < 0.4:
        value += Decimal(rng.randrange(1, 10)) / 10
    comparator = draw_comparator(rng, ind, value)
    wording = rng.choice(AFTER_VERB[comparator])
    amount = f"{print_number(value)} {ind['unit']}"
    text = f"{ind['things']} {wording.format(n=amount)}"
    promise = Promise(value, ind["unit"], comparator, ind["things"], text)
    return Clause(text, (promise,), ind["kind"], wording)


def changed(rng: random.Random, ind: Indicator, frame: Frame) -> Clause | None:
    """Build "giảm tối thiểu 10% biên chế … so với năm 2021", "số vụ … giảm từ 5% trở lên so với năm trước"."""
    if ind["kind"] != "change":
        return None
    value = draw_value(rng, ind)
    change: Change = ind["direction"]
    verb = "giảm" if change == "decrease" else "tăng"
    comparator: Comparator = rng.choice((">=", "=", ">"))
    wording = rng.choice(BEFORE_NOUN[comparator] if comparator != "=" else ("{n}",))
    base = "" if ind.get("bare") and rng.random() < 0.6 else _baseline(rng, ind, frame)
    amount = f"{verb} {wording.format(n=print_percent(rng, value))}"
    behind = f" {base}" if base else ""
    text = f"{amount} {ind['things']}{behind}" if rng.random() < 0.6 else f"{ind['things']} {amount}{behind}"
    promise = Promise(value, "%", comparator, ind["things"], text, change=change, baseline=base)
    return Clause(text, (promise,), "changed", f"{verb} {wording}")


def _baseline(rng: random.Random, ind: Indicator, frame: Frame) -> str:
    year = int(ind.get("baseline", 0))
    year = year if 0 < year < frame.setting.start else frame.setting.start - 1
    return f"so với năm {year}" if rng.random() < 0.7 else "so với cùng kỳ năm trước"


def exceeding(rng: random.Random, ind: Indicator, frame: Frame) -> Clause | None:
    """Build "thu ngân sách vượt chỉ tiêu được giao từ 5% trở lên"."""
    if ind["kind"] != "exceed":
        return None
    value = draw_value(rng, ind)
    comparator: Comparator = rng.choice((">=", ">", ">="))
    wording = rng.choice(("từ {n} trở lên", "tối thiểu {n}") if comparator == ">=" else ("trên {n}",))
    text = f"{ind['things']} vượt chỉ tiêu được giao {wording.format(n=print_percent(rng, value))}"
    promise = Promise(value, "%", comparator, ind["things"], text, baseline="chỉ tiêu được giao")
    return Clause(text, (promise,), "exceeding", f"vượt chỉ tiêu được giao {wording}")


FORMS: tuple[tuple[Form, int], ...] = (
    (number_first, 10),
    (number_last, 9),
    (in_brackets, 3),
    (between, 2),
    (respectively, 5),
    (elliptic, 5),
    (after_colon, 3),
    (for_both, 2),
    (counted, 6),
    (measured, 6),
    (changed, 6),
    (exceeding, 3),
    (steps.over_years, 3),
    (steps.every_year, 3),
    (steps.staged_change, 5),
    (steps.own_year, 4),
    (steps.each_year, 2),
)


def write_clause(rng: random.Random, indicator: Indicator, frame: Frame) -> Clause:
    """Word one indicator in a form that takes it; every promise carries the indicator's field."""
    patterns = own_words("patterns", frame.setting.split)
    if patterns:
        return write_pattern(rng, indicator, frame, patterns)
    forms = [(form, weight) for form, weight in FORMS if open_to(frame.setting.split, form.__name__)]
    while forms:
        index = rng.choices(range(len(forms)), [weight for _, weight in forms])[0]
        form, _ = forms.pop(index)
        clause = form(rng, indicator, frame)
        if clause is not None:
            return clause
    raise ValueError(f"no form takes the indicator {indicator}")
