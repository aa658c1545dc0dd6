"""Plots of a board as inline SVG, drawn line by line: the same bytes for the same scores, nothing to load."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.report import Bin, Calibration, Column

COLOURS = ("#1f5f99", "#d55e00", "#2a8a57", "#8a4fa3", "#7a6a00", "#c0395b", "#3aa0a8", "#5a6672")
DASHES = ("", "6 3", "2 2", "8 3 2 3")
WIDE, HIGH = 430, 270
LEFT, TOP, RIGHT, LOW = 52, 12, 20, 40
STEPS = 5
BAR = 15

Curve = tuple[int, str, "Calibration"]
"""Place of a column among all (it gives the colour), its name, its calibration."""


def _frame(body: Sequence[str], told: str, x_name: str, y_name: str, high: int = HIGH) -> str:
    return (
        f'<svg class="chart" role="img" aria-label="{escape(told)}" viewBox="0 0 {WIDE} {high}">'
        f'<text x="{(LEFT + WIDE - RIGHT) / 2}" y="{high - 6}" text-anchor="middle">{escape(x_name)}</text>'
        f'<text x="12" y="{TOP - 2 + 10}" text-anchor="start">{escape(y_name)}</text>{"".join(body)}</svg>'
    )


def _x(share: float) -> float:
    return round(LEFT + share * (WIDE - LEFT - RIGHT), 1)


def _y(share: float) -> float:
    return round(HIGH - LOW - share * (HIGH - LOW - TOP - 14), 1)


def _axes(x_top: float, y_top: float) -> list[str]:
    lines = []
    for step in range(STEPS + 1):
        share = step / STEPS
        lines.append(f'<line x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{_y(share)}" y2="{_y(share)}" class="grid"/>')
        lines.append(f'<text x="{LEFT - 5}" y="{_y(share) + 4}" text-anchor="end">{share * y_top:.3g}%</text>')
        lines.append(f'<text x="{_x(share)}" y="{HIGH - LOW + 15}" text-anchor="middle">{share * x_top:.3g}%</text>')
    return lines


def _legend(row: int, place: int, name: str) -> str:
    y = TOP + 26 + 14 * row
    return (
        f'<line x1="{WIDE - 168}" x2="{WIDE - 144}" y1="{y}" y2="{y}" {_stroke(place)}/>'
        f'<text x="{WIDE - 138}" y="{y + 4}">{escape(name)}</text>'
    )


def _stroke(place: int) -> str:
    dash = DASHES[place // len(COLOURS) % len(DASHES)]
    return f'stroke="{COLOURS[place % len(COLOURS)]}" stroke-width="2" fill="none" stroke-dasharray="{dash}"'


def risk_chart(curves: Sequence[Curve], told: str, x_name: str, y_name: str) -> str:
    """What stays wrong against the share that a person checks, a line a column."""
    highest = max((point.risk for *_, one in curves for point in one.curve), default=0.0)
    top = next((step for step in (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if highest <= step), 1.0)
    body = _axes(50, top * 100)
    for row, (place, name, one) in enumerate(curves):
        points = " ".join(f"{_x(p.checked * 2)},{_y(p.risk / top)}" for p in one.curve if p.checked <= 0.5)
        body.append(f'<polyline points="{points}" {_stroke(place)}/>{_legend(row, place, name)}')
    return _frame(body, told, x_name, y_name)


def reliability_chart(curves: Sequence[Curve], told: str, x_name: str, y_name: str) -> str:
    """Share right against confidence, a dot a bin (its area is the count); on the diagonal the confidence is true."""
    body = _axes(100, 100)
    body.append(f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" class="diagonal"/>')
    for row, (place, name, one) in enumerate(curves):
        body += [_dot(bin_, one.count, place) for bin_ in one.bins]
        y = TOP + 26 + 14 * row
        body.append(f'<circle cx="{LEFT + 16}" cy="{y}" r="4" fill="{COLOURS[place % len(COLOURS)]}"/>')
        body.append(f'<text x="{LEFT + 26}" y="{y + 4}">{escape(name)} · ECE {one.ece:.3f}</text>')
    return _frame(body, told, x_name, y_name)


def _dot(one: Bin, whole: int, place: int) -> str:
    radius = round(2.5 + 11 * (one.count / whole) ** 0.5, 1)
    colour = COLOURS[place % len(COLOURS)]
    return (
        f'<circle cx="{_x(one.confidence)}" cy="{_y(one.right)}" r="{radius}" fill="{colour}" fill-opacity="0.45" '
        f'stroke="{colour}"><title>{one.count}: {one.confidence:.3f} → {one.right:.3f}</title></circle>'
    )


def bars_chart(columns: Sequence[Column], scores: Sequence[tuple[str, str]], told: str) -> str:
    """F1 of some scores, a bar a column; `scores`: name of the score, name to show."""
    wide, left = 900, 240
    body, y = [], 18
    for name, shown in scores:
        held = [
            (column.name, tally.f1)
            for column in columns
            for tally in column.tallies
            if tally.name == name and tally.expected
        ]
        body.append(f'<text x="{left - 8}" y="{y + 12}" text-anchor="end" class="strong">{escape(shown)}</text>')
        for column, value in held:
            place = [one.name for one in columns].index(column)
            body.append(
                f'<rect x="{left}" y="{y + 2}" width="{round(value * (wide - left - 220), 1)}" height="{BAR - 3}" '
                f'fill="{COLOURS[place % len(COLOURS)]}"/>'
                f'<text x="{left + 6 + round(value * (wide - left - 220), 1)}" y="{y + 12}">'
                f"{value:.3f} {escape(column)}</text>"
            )
            y += BAR
        y += 8
    return (
        f'<svg class="chart broad" role="img" aria-label="{escape(told)}" viewBox="0 0 {wide} {y + 6}">'
        f"{''.join(body)}</svg>"
    )
