"""Horizontal rules of a table that has no net of them, by height."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.page import Rule
from models.source import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.page import Word

THROUGH, INNER = 0.3, 0.25
"""Share of a rule's length inside words, at which it is the letters' own, and of a word's height at top and bottom that
a rule may touch (an underline)."""
ALONG = 0.9
"""Share of a rule that lies on the upper edges of letters, at which it is theirs: an overline is never drawn."""
NO_WHITE = 1.5
"""Points above letters in which no rule is drawn: cells have more padding."""
SAME_LEVEL = 2.5
"""Points by which pieces of one horizontal rule may differ in height."""
SAMPLES = 9
"""Places in a cell's width at which a rule under it is looked for."""
NEAR = 12.0
"""Points around a table's words within which a rule belongs to it."""


@dataclass(frozen=True)
class Level:
    """Horizontal rules on one height: the stretches that they cover, in points."""

    y: float
    stretches: tuple[tuple[float, float], ...]

    def parts(self, x0: float, x1: float) -> bool:
        """Whether a rule, dots and their gaps counted in, runs under most of a cell."""
        places = [x0 + (x1 - x0) * (2 * k + 1) / (2 * SAMPLES) for k in range(SAMPLES)]
        near = [any(a - SAME_LEVEL <= x <= b + SAME_LEVEL for a, b in self.stretches) for x in places]
        return 2 * sum(near) > SAMPLES

    def share(self, x0: float, x1: float) -> float:
        """Share of a stretch over which rules run."""
        return sum(max(0.0, min(b, x1) - max(a, x0)) for a, b in self.stretches) / max(x1 - x0, 1.0)


def find_levels(rules: Sequence[Rule], words: Sequence[Word]) -> list[Level]:
    """Horizontal rules among and around some words, by height."""
    x0, x1 = min(word.box.x0 for word in words) - NEAR, max(word.box.x1 for word in words) + NEAR
    y0, y1 = min(word.box.y0 for word in words) - NEAR, max(word.box.y1 for word in words) + NEAR
    lying = [rule for rule in rules if rule.horizontal and y0 < (rule.y0 + rule.y1) / 2 < y1]
    lying = [rule for rule in lying if min(rule.x1, x1) - max(rule.x0, x0) > 0.8 * (rule.x1 - rule.x0)]
    lying = [rule for rule in lying if not runs_through_words(rule, words)]
    gathered: list[list[Rule]] = []
    for rule in sorted(lying, key=lambda rule: (rule.y0 + rule.y1) / 2):
        if gathered and (rule.y0 + rule.y1) / 2 - (gathered[-1][0].y0 + gathered[-1][0].y1) / 2 <= SAME_LEVEL:
            gathered[-1].append(rule)
        else:
            gathered.append([rule])
    levels = []
    for members in gathered:
        level = Level(
            sum(rule.y0 + rule.y1 for rule in members) / 2 / len(members),
            tuple(sorted((rule.x0, rule.x1) for rule in members)),
        )
        if level.share(x0, x1) > 0.08:
            levels.append(level)
    return levels


def runs_through_words(rule: Rule, words: Sequence[Word]) -> bool:
    """Whether a rule is none: rows of bold letters, and stems below each other, look like a worn one."""
    boxes = [word.box for word in words]
    if not rule.horizontal:
        # The page is seen from its side.
        boxes = [Box(x0=box.y0, y0=box.x0, x1=box.y1, y1=box.x1) for box in boxes]
        rule = Rule(x0=rule.y0, y0=rule.x0, x1=rule.y1, y1=rule.x1)
    y = (rule.y0 + rule.y1) / 2
    rims = [INNER * (box.y1 - box.y0) for box in boxes]
    crossed = [box for box, rim in zip(boxes, rims, strict=True) if box.y0 + rim < y < box.y1 - rim]
    under = [
        box for box, rim in zip(boxes, rims, strict=True) if box.y0 - NO_WHITE < y < box.y1 - rim and box not in crossed
    ]
    through, along = (
        sum(max(0.0, min(rule.x1, box.x1) - max(rule.x0, box.x0)) for box in some) for some in (crossed, under)
    )
    return through >= THROUGH * (rule.x1 - rule.x0) or along >= ALONG * (rule.x1 - rule.x0)
