"""Put the lines of a page into the order in which a person reads them.

The head and the foot of a Vietnamese administrative sheet have two columns (Nghị định 30/2020/NĐ-CP, Phụ lục I: issuer
beside quốc hiệu, nơi nhận beside the signature): the left one is read first, whole, then the right one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.transcript.columns import cut_columns, find_columns
from pipeline.transcript.lines import height_of, merge_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Line, Page


@dataclass(frozen=True)
class Zone:
    """A stretch of one kind: lines of the text, of the left or right column, or one grid (an index into the page)."""

    kind: Literal["body", "left", "right", "grid"]
    lines: tuple[Line, ...] = ()
    grid: int = -1


def read_order(page: Page, lines: Sequence[Line]) -> tuple[Zone, ...]:
    """Order `lines` (those of the page that are text) and the page's grids."""
    rows = merge_rows(lines)
    zones: list[tuple[float, list[Zone]]] = []
    k = 0
    spans = {span.first: span for span in find_columns(rows, page)}
    while k < len(rows):
        span = spans.get(k)
        if span is None:
            zones.append((height_of(rows[k]), [Zone("body", (rows[k],))]))
            k += 1
            continue
        left, right = cut_columns(lines, rows, span, page)
        columns = [Zone("left", tuple(left)), Zone("right", tuple(right))]
        zones.append((height_of(rows[k]), [zone for zone in columns if zone.lines]))
        k = span.last + 1
    for index, grid in enumerate(page.grids):
        zones.append((grid.box.y0, [Zone("grid", grid=index)]))
    zones.sort(key=lambda entry: entry[0])
    return _merge_body([zone for _, group in zones for zone in group])


def _merge_body(zones: Sequence[Zone]) -> tuple[Zone, ...]:
    merged: list[Zone] = []
    for zone in zones:
        if zone.kind == "body" and merged and merged[-1].kind == "body":
            merged[-1] = Zone("body", merged[-1].lines + zone.lines)
        else:
            merged.append(zone)
    return tuple(merged)
