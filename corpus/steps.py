"""Clauses that speak of years: steps, yearly change, a year of their own."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from corpus.clauses import (
    BEFORE_NOUN,
    Clause,
    Frame,
    Promise,
    draw_comparator,
    draw_value,
    print_number,
    print_percent,
)

if TYPE_CHECKING:
    import random

    from models.plan import Change


def over_years(rng: random.Random, ind: dict[str, Any], frame: Frame) -> Clause | None:
    """Build "tỷ lệ …: năm 2022 đạt 50%, năm 2023 đạt 60%, đến năm 2025 đạt 80%": a row a step."""
    setting = frame.setting
    if "rate" not in ind or ind.get("lower") or setting.last - setting.start < 3 or ind["high"] - ind["low"] < 20:
        return None
    years = [*sorted(rng.sample(range(setting.start, setting.last), 2)), setting.last]
    low = int(ind["low"]) // 5 * 5
    values = [Decimal(low + step) for step in sorted(rng.sample(range(0, int(ind["high"]) - low + 1, 5), 3))]
    rate = ind["rate"].replace("{of}", "")
    texts = [f"năm {year} đạt {print_percent(rng, value)}" for year, value in zip(years, values, strict=True)]
    texts[-1] = texts[-1].replace("năm", "đến năm", 1)
    text = f"{rate}: {texts[0]}, {texts[1]}, {texts[2]}"
    promises = tuple(Promise(value, "%", "=", rate, text, year=year) for year, value in zip(years, values, strict=True))
    return Clause(text, promises, "steps_over_years", "năm {y} đạt {n}")


def every_year(rng: random.Random, ind: dict[str, Any], frame: Frame) -> Clause | None:
    """Build "tỷ lệ … mỗi năm tăng tối thiểu 10% cho đến khi đạt 100%": the step and its end are two rows."""
    if "rate" not in ind or ind.get("lower") or ind["high"] < 95:
        return None
    rate, value = ind["rate"].replace("{of}", ""), Decimal(rng.choice((5, 10, 15, 20)))
    wording = rng.choice(("mỗi năm tăng tối thiểu {n}", "mỗi năm tăng ít nhất {n}", "hằng năm tăng tối thiểu {n}"))
    text = f"{rate} {wording.format(n=print_percent(rng, value))} cho đến khi đạt 100%"
    promises = (
        Promise(value, "%", ">=", rate, text, change="increase", recurring=True),
        Promise(Decimal(100), "%", "=", rate, text),
    )
    return Clause(text, promises, "every_year", wording)


def staged_change(rng: random.Random, ind: dict[str, Any], frame: Frame) -> Clause | None:
    """Build "giảm 10% … so với năm 2021, trong đó từ năm 2022 đến năm 2024 mỗi năm giảm 2%, năm 2025 giảm 4%"."""
    if ind["kind"] != "change" or "baseline" not in ind or frame.setting.start - 1 < 2012:
        return None
    first = frame.setting.start
    base, end = first - 1, first + 3
    change: Change = ind["direction"]
    verb = "giảm" if change == "decrease" else "tăng"
    step, last = Decimal(rng.choice((1, 2))), Decimal(rng.choice((3, 4)))
    total = 3 * step + last
    least = rng.random() < 0.5
    head = f"{verb} {'tối thiểu ' if least else ''}{print_number(total)}% {ind['things']} so với năm {base}"
    link = rng.choice((", trong đó ", ", lộ trình ", "; cụ thể: "))
    stage = f"từ năm {first} đến năm {end - 1} mỗi năm {verb} {print_number(step)}%"
    close = f"năm {end} {verb} {print_number(last)}%"
    text = f"{head}{link}{stage}, {close}"
    subject = ind["things"]
    promises = (
        Promise(total, "%", ">=" if least else "=", subject, head, change=change, baseline=f"so với năm {base}"),
        Promise(step, "%", "=", subject, stage, change=change, year=end - 1, recurring=True),
        Promise(last, "%", "=", subject, close, change=change, year=end),
    )
    return Clause(text, promises, "staged_change", f"{verb} {{n}} … mỗi năm {verb} {{n}}, năm {{y}} {verb} {{n}}")


def own_year(rng: random.Random, ind: dict[str, Any], frame: Frame) -> Clause | None:
    """Build "đến hết năm 2023, tối thiểu 80% …": the clause's own year."""
    if "does" not in ind or ind["kind"] != "percent" or frame.setting.last == frame.setting.start:
        return None
    year = rng.randrange(frame.setting.start, frame.setting.last)
    value = draw_value(rng, ind)
    comparator = draw_comparator(rng, ind, value)
    lead = rng.choice(("đến hết năm {y}, ", "đến năm {y}, ", "năm {y}, ", "trong năm {y}, "))
    wording = rng.choice(BEFORE_NOUN[comparator])
    subject = f"{ind['things'].replace('{of}', '')} {ind['does']}"
    text = f"{lead.format(y=year)}{wording.format(n=print_percent(rng, value))} {subject}"
    return Clause(text, (Promise(value, "%", comparator, subject, text, year=year),), "own_year", f"{lead}{wording}")


def each_year(rng: random.Random, ind: dict[str, Any], frame: Frame) -> Clause | None:
    """Build "hằng năm, tối thiểu 90% …"."""
    if "does" not in ind or ind["kind"] != "percent":
        return None
    value = draw_value(rng, ind)
    comparator = draw_comparator(rng, ind, value)
    lead, wording = rng.choice(("hằng năm, ", "hàng năm, ", "mỗi năm, ")), rng.choice(BEFORE_NOUN[comparator])
    subject = f"{ind['things'].replace('{of}', '')} {ind['does']}"
    text = f"{lead}{wording.format(n=print_percent(rng, value))} {subject}"
    promise = Promise(value, "%", comparator, subject, text, recurring=True)
    return Clause(text, (promise,), "each_year", f"{lead}{wording}")
