"""Charts as inline SVG by matplotlib: circles and ticks differ in shape and in grey, for print and for all eyes."""

from __future__ import annotations

import io
import re
import textwrap
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from pipeline.compare.verdicts import bound_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes

    from pipeline.compare.matrix import Comparison, Group, Row
    from pipeline.compare.promises import Plan
    from pipeline.report.words import Words

BLUE, DARK, ORANGE, GREY = "#5b9bd0", "#1f4e79", "#d55e00", "#8a8a8a"
WIDTH = 7.2
"""Inches between the margins of an upright A4 page."""
ROW = 0.36
"""Inches of a row."""
LARGEST = 240.0
"""Area of the largest circle, in square points."""
LINES = 12
"""Places whose years are joined by a line; more would hide each other."""
PANELS = 12
SEVERAL = 3
"""Units in each of two years that show a course, though no unit is in both."""


def _svg(figure: Figure, name: str, told: str) -> str:
    """Write a figure as SVG that may stand in a page: ids of its own, text as text, the same bytes every time."""
    out = io.BytesIO()
    settings = {"svg.hashsalt": name, "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 8}
    with mpl.rc_context(settings):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = out.getvalue().decode()
    text = text[text.index("<svg") :]
    text = re.sub(r'id="([^"]+)"', rf'id="{name}-\1"', text)
    text = re.sub(r'(xlink:href="|url\()#', rf"\g<1>#{name}-", text)
    return re.sub(r'<svg [^>]*?width="[^"]*"', f'<svg role="img" aria-label="{told}"', text, count=1).replace(
        "<svg role", '<svg class="chart" role', 1
    )


def _national(group: Group) -> float | None:
    """The national line of a group's own year."""
    lines = [judged.verdict.line for _, judged in group.members if judged.verdict.line is not None]
    own = [line for line in lines if line.year == group.year and line.unit == group.row.unit]
    return float(own[0].value) if own else None


def spread_chart(groups: Sequence[Group], words: Words, name: str) -> str:
    """How promises in percent are spread: a line a group, a circle a value, a tick the national line."""
    height = ROW * len(groups) + 0.4
    figure = Figure(figsize=(WIDTH, height))
    axes = figure.add_axes((0.47, 0.3 / height, 0.5, 1 - 0.36 / height))
    most = max(max(_counts(group).values()) for group in groups)
    for place, group in enumerate(groups):
        counts = _counts(group)
        axes.axhline(place, color="#e3e3e3", linewidth=0.7, zorder=0)
        sizes = [max(14.0, LARGEST * count / most) for count in counts.values()]
        axes.scatter(
            list(counts),
            [place] * len(counts),
            s=sizes,
            color=BLUE,
            edgecolor=DARK,
            linewidth=0.7,
            alpha=0.85,
            zorder=2,
        )
        for value, count in counts.items():
            if count > 1 and LARGEST * count / most > 60:
                axes.text(value, place, str(count), ha="center", va="center", fontsize=6.5, color="black", zorder=4)
        line = _national(group)
        if line is not None:
            axes.vlines(line, place - 0.42, place + 0.42, color=ORANGE, linewidth=2.6, zorder=1)
    axes.set_yticks(range(len(groups)), [_label(group, words) for group in groups], fontsize=7.5)
    axes.set_ylim(len(groups) - 0.4, -0.6)
    axes.set_xlim(-3, 104)
    axes.set_xticks(range(0, 101, 20), [f"{value}%" for value in range(0, 101, 20)], fontsize=7.5)
    axes.tick_params(length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    return _svg(figure, name, words("spreading"))


def _counts(group: Group) -> dict[float, int]:
    """How many plans bind themselves to each value."""
    direction = group.row.indicator.direction
    said = {(plan.doc_id, float(bound_of(judged.promise, direction))) for plan, judged in group.members}
    return dict(sorted(Counter(value for _, value in said).items()))


def _label(group: Group, words: Words) -> str:
    row = group.row
    head = textwrap.shorten(row.indicator.name(words.lang), 58, placeholder="…")
    turn = {"increase": "↑", "decrease": "↓", "": ""}[row.change]
    parts = [
        turn,
        row.scope,
        words(f"level_{group.level}"),
        str(group.year or ""),
        f"{group.plans} {words('plans')}",
    ]
    return head + "\n" + " · ".join(part for part in parts if part)


def progress_chart(rows: Sequence[Row], comparison: Comparison, words: Words) -> str:
    """Promised values by the year they are due, a panel a promise."""
    plans = {plan.doc_id: plan for plan in comparison.plans}
    shown = list(rows)[:PANELS]
    across, down = 3, -(-len(shown) // 3)
    height = 1.85 * down + 0.1
    figure = Figure(figsize=(WIDTH, height))
    for place, row in enumerate(shown):
        left, top = place % across, place // across
        box = (0.055 + left / across, 1 - (top + 1) * 1.85 / height + 0.3 / height, 0.255, 1.12 / height)
        _panel(figure.add_axes(box), row, plans, words)
    return _svg(figure, "progress", words("progress"))


def _panel(axes: Axes, row: Row, plans: dict[str, Plan], words: Words) -> None:
    by_place: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for doc_id, cell in row.cells.items():
        for judged in cell:
            if judged.promise.year and not judged.promise.recurring:
                value = float(bound_of(judged.promise, row.indicator.direction))
                by_place[plans[doc_id].place.key].append((judged.promise.year, value))
    if len(by_place) <= LINES:
        for points in by_place.values():
            last = dict(sorted(points))  # of two values for one year the higher
            axes.plot(list(last), list(last.values()), color=GREY, linewidth=0.9, zorder=1)
    counts = Counter(point for points in by_place.values() for point in points)
    years, values = zip(*counts, strict=True)
    sizes = [max(12.0, 120.0 * count / max(counts.values())) for count in counts.values()]
    axes.scatter(years, values, s=sizes, color=BLUE, edgecolor=DARK, linewidth=0.7, alpha=0.85, zorder=2)
    lines = [line for line in row.indicator.national if line.scope in ("", row.scope) and line.unit == row.unit]
    axes.scatter(
        [line.year for line in lines], [float(line.value) for line in lines], marker="D", s=26, color=ORANGE, zorder=3
    )
    told = " · ".join(part for part in (row.scope, "" if row.unit == "%" else row.unit) if part)
    title = textwrap.fill(
        row.indicator.name(words.lang) + (f" ({told})" if told else ""), 36, max_lines=2, placeholder="…"
    )
    axes.set_title(title, fontsize=7, loc="left", pad=4)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4))
    axes.margins(0.12, 0.2)
    if row.unit == "%":
        axes.set_ylim(-4, 108)
    axes.tick_params(labelsize=6.5, length=2)
    axes.grid(axis="y", color="#e3e3e3", linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def rows_over_years(comparison: Comparison) -> list[Row]:
    """Rows that show a course: one unit has promises for two years, or several have in each of two years."""
    plans = {plan.doc_id: plan for plan in comparison.plans}

    def shows_a_course(row: Row) -> bool:
        years: dict[str, set[int]] = defaultdict(set)
        for doc_id, cell in row.cells.items():
            years[plans[doc_id].place.key] |= {
                judged.promise.year for judged in cell if judged.promise.year and not judged.promise.recurring
            }
        often = Counter(year for held in years.values() for year in held)
        return any(len(held) > 1 for held in years.values()) or sum(count >= SEVERAL for count in often.values()) > 1

    return sorted(filter(shows_a_course, comparison.rows), key=lambda row: -len(row.cells))


def spread_groups(groups: Iterable[Group], most: int) -> dict[str, list[Group]]:
    """Groups in percent that at least two plans share, those of most plans, by field in the order of the taxonomy."""
    shared = [group for group in groups if group.row.unit == "%" and group.plans > 1]
    chosen = {id(group) for group in sorted(shared, key=lambda group: -group.plans)[:most]}
    by_field: dict[str, list[Group]] = defaultdict(list)
    for group in shared:
        if id(group) in chosen:
            by_field[group.row.indicator.field].append(group)
    return dict(by_field)
