"""Where a fact comes from: bytes, places in the text, places on the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")


class Frozen(BaseModel):
    """Base of every type: immutable, hashable where its parts are, without stray fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Frozen):
    """Half-open character range of `Transcript.text`."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> Span:
        if self.end < self.start:
            raise ValueError(f"span ends at {self.end}, before its start {self.start}")
        return self

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


class Box(Frozen):
    """Rectangle in points (1/72 inch) from the top left of a page as it is read upright."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.y1 - self.y0

    @property
    def center(self) -> tuple[float, float]:
        """Middle of the box (x, y) in points."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def union(self, other: Box) -> Box:
        """Return the smallest box around both."""
        return Box(
            x0=min(self.x0, other.x0), y0=min(self.y0, other.y0), x1=max(self.x1, other.x1), y1=max(self.y1, other.y1)
        )

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box | None:
        """Return the smallest box around all; None around none."""
        held = list(boxes)
        if len(held) < 2:
            return held[0] if held else None
        return Box(
            x0=min(box.x0 for box in held),
            y0=min(box.y0 for box in held),
            x1=max(box.x1 for box in held),
            y1=max(box.y1 for box in held),
        )


class Doubt(Frozen):
    """A reason for a person to look: a code that programs count, a detail that people read."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}" if self.detail else self.code


class Found(Frozen, Generic[T]):
    """A fact and how it was found.

    `spans` are the pieces of the transcript that hold it (one, or several where a table cell goes on over a page);
    `quote` is those slices, joined by a space. `box` lies on `page` (1-based); None where the page has no geometry.
    `confidence` is the probability that the value is right.
    """

    value: T
    spans: tuple[Span, ...] = ()
    quote: str = ""
    page: int = 0
    box: Box | None = None
    confidence: float = Field(default=1.0, ge=0.0, le=1.0)
    doubts: tuple[Doubt, ...] = ()


class Absent(Frozen):
    """Why a fact has no value: the paper does not state it, we did not find it, or it cannot be read."""

    why: Literal["not_stated", "not_found", "unreadable"] = "not_stated"
    page: int = 0
    box: Box | None = None
    doubts: tuple[Doubt, ...] = ()


class SourceDocument(Frozen):
    """One PDF as it was dropped: the same bytes are the same document, whatever their name."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    file_name: str
    size: int = Field(ge=0)
