"""Where a target stands: its section, its row, and what these say about year, domain and role."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.clean import comparison_form
from extractors.domains import domain_of_title
from extractors.passages import Passage
from extractors.past_headings import is_past_heading
from extractors.roles import domain_of
from extractors.scopes import levels_of_names
from extractors.subjects import is_scope_alone
from extractors.years import year_of_heading

if TYPE_CHECKING:
    from typing import Literal

    from extractors.lexicon import Lexicon
    from extractors.outline import Outline
    from models.plan import Domain, FrontMatter, Role, Scope, Section, UnitLevel
    from models.source import Absent, Doubt, Found
    from models.table import Table
    from models.transcript import Transcript


@dataclass(frozen=True)
class Place:
    """What the surroundings of a passage say.

    `last`: the plan's last year.
    `body`: level of the bodies whose duties the heading above lists ("6. UBND các xã, thị trấn").
    `title`: heading of the section, for a table that says there what it measures.
    `norms`: the document approves a plan of land and building, whose figures are norms of design, not promises.
    """

    path: str = ""
    role: Role | Literal[""] = ""
    domain: Domain = ""
    year: int | None = None
    last: int | None = None
    earliest: int | None = None
    level: UnitLevel = ""
    body: Scope = ""
    past: bool = False
    preamble: bool = False
    norms: bool = False
    title: str = ""
    doubts: tuple[Doubt, ...] = ()


def _value(field: Found[int] | Absent) -> int | None:
    return getattr(field, "value", None)


_TITLE = re.compile(r"(?:^|\n)(?:[^\n]{0,24} )?k[ếểêe]\s*ho[ạa]ch\s*\n(?P<title>(?:[^\n]+\n){1,4})")
_NAMED: tuple[tuple[UnitLevel, str], ...] = (
    ("xã", r"(?<!\w)(?:thị trấn|phường|xã)\s+(?!,)"),
    ("huyện", r"(?<!\w)(?:huyện|quận|thị xã|thành phố)\s+"),
    ("tỉnh", r"(?<!\w)tỉnh\s+"),
)


def _title(transcript: Transcript, outline: Outline) -> str:
    """Lines under the word KẾ HOẠCH, in comparison form: what stands in for a front matter that was not found."""
    end = min((section.value.span.start for section in outline.sections), default=len(transcript.text))
    lines = "\n".join(comparison_form(line) for line in transcript.text[:end].split("\n"))
    match = _TITLE.search(lines + "\n")
    return match["title"].split("(")[0].replace("\n", " ") if match else ""


_OWN_PLAN = re.compile(
    r"(?<!\w)(?:ban hành|xây dựng|đề ra|lập|triển khai|thực hiện)\s+kế hoạch\s+(?!số\s|\d)"
    r"(?P<named>[^.;:\n]{3,160}?20\d\d(?:\s*-\s*20\d\d)?)(?!\d)"
)
"""How the words before the first part name the plan itself: "UBND huyện ban hành Kế hoạch … năm 2024 với …"."""


def _own_plan(transcript: Transcript, outline: Outline) -> str:
    """The plan as the text before its first part names it, where the title names no year (torn by a stamp); else ""."""
    end = min((section.value.span.start for section in outline.sections), default=0)
    match = _OWN_PLAN.search(comparison_form(transcript.text[:end]))
    return match["named"] if match else ""


def _level(title: str) -> UnitLevel:
    """Level of the body that a title names first."""
    found = [(match.start(), level) for level, named in _NAMED if (match := re.search(named, title))]
    return min(found)[1] if found else ""


_SPATIAL = re.compile(
    r"(?:phê duyệt|thông qua|ban hành|điều chỉnh)[^;.]{0,60}?(?:đồ án\s+|nhiệm vụ\s+)?quy hoạch\s+"
    r"(?:phân khu|chi tiết|chung|xây dựng|sử dụng đất|khu dân cư|mặt bằng|điểm dân cư"
    r"|cụm công nghiệp|khu công nghiệp)(?!\w)"
)


def _gives_norms(front: FrontMatter) -> bool:
    """Whether a decision approves a plan of land and building ("Quyết định phê duyệt quy hoạch phân khu …")."""
    title = comparison_form(getattr(front.title, "value", "") or "").replace("\n", " ")
    return comparison_form(getattr(front.doc_type, "value", "") or "") == "quyết định" and bool(_SPATIAL.search(title))


def _first_year(title: str, front: FrontMatter) -> int | None:
    """First year that a title names, else the year of issue: what lies before it is past."""
    years = [int(year) for year in re.findall(r"(?<![\d/])20\d\d(?!\d)", title)]
    return min(years) if years else getattr(getattr(front.issue_date, "value", None), "year", None)


NUMBERED = re.compile(r"\s*(?P<number>\d{1,2}(?:\.\d{1,2})?)[.)]\s+(?=[^\W\d_])")
"""The number of a row that stands in one cell with its words ("1. Phê duyệt dự án")."""


class Places:
    """Looks up the place of passages in one document."""

    def __init__(self, transcript: Transcript, outline: Outline, front: FrontMatter, lexicon: Lexicon) -> None:
        self._outline = outline
        self._lexicon = lexicon
        self._first = _value(front.period_start)
        self._last = _value(front.period_end)
        self._norms = _gives_norms(front)
        spans = [section.value.span for section in outline.sections]
        self._bounds = sorted({edge for span in spans for edge in (span.start, span.end)})
        self._held: dict[int, list[Section]] = {}
        self._looks_back: dict[str, bool] = {}
        title = _title(transcript, outline)
        if self._first is None and self._last is None:
            named = title if year_of_heading(title, None, lexicon) else _own_plan(transcript, outline) or title
            self._last = year_of_heading(named, None, lexicon)
            self._first = _first_year(named, front)
        self._begin = min((section.value.span.start for section in outline.sections), default=0)
        self._domain = domain_of_title(getattr(front.title, "value", "") or title, lexicon)
        self._level: UnitLevel = getattr(front.unit_level, "value", "") or _level(title)

    def _over(self, offset: int) -> list[Section]:
        """Sections over an offset, the deepest first."""
        stretch = bisect_right(self._bounds, offset)
        if stretch not in self._held:
            over = [s.value for s in self._outline.sections if s.value.span.start <= offset < s.value.span.end]
            self._held[stretch] = sorted(over, key=lambda section: (section.level, section.span.start), reverse=True)
        return self._held[stretch]

    def _is_past(self, sections: list[Section]) -> bool:
        """Whether one of these headings looks back."""
        for heading in (section.heading for section in sections):
            if heading not in self._looks_back:
                form = comparison_form(heading)
                self._looks_back[heading] = is_past_heading(form, self._lexicon, self._first)
            if self._looks_back[heading]:
                return True
        return False

    def at(self, passage: Passage) -> Place:
        """The place of a passage: path, role, domain, and the year that holds where its clause names none."""
        offset = passage.start
        sections = self._over(offset)
        heading_year = None
        for section in sections:
            if section.span.start <= offset < section.span.start + 2:
                continue
            heading_year = year_of_heading(comparison_form(section.heading), self._first, self._lexicon)
            if heading_year:
                break
        role = next((section.role for section in sections), "")
        domain = next((section.domain for section in sections if section.domain), "")
        path = self._outline.path_at(offset)
        if passage.source == "table":
            path, row_year, row_domain = self._row(passage)
            heading_year = row_year or heading_year
            role, domain = "appendix", row_domain or domain
        return Place(
            path=path,
            role=role,  # type: ignore[arg-type]
            domain=domain or self._domain,  # type: ignore[arg-type]
            year=heading_year or self._last,
            last=self._last,
            earliest=self._first,
            level=self._level,
            body=self._body(sections),
            preamble=not sections and offset < self._begin,
            norms=self._norms,
            past=self._is_past(sections),
        )

    def _body(self, sections: list[Section]) -> Scope:
        """Level of the bodies that the deepest heading names and nothing else, below a part that shares out duties."""
        deepest = sections[0] if sections else None
        if deepest is None or deepest.role != "organization":
            return ""
        heading = comparison_form(deepest.heading)
        levels = set(levels_of_names(heading, self._lexicon)) if is_scope_alone(heading, self._lexicon) else set()
        return levels.pop() if len(levels) == 1 else ""

    def of_table(self, table: Table) -> Place:
        """The place of a table of indicators: its rows add their own labels to its path."""
        spans = [span for cell in table.cells for span in cell.spans]
        start = min((span.start for span in spans), default=0)
        over = self._over(start)
        return replace(self.at(Passage(" ", ((0, start, 1),))), title=over[0].heading if over else "")

    def _row(self, passage: Passage) -> tuple[str, int | None, str]:
        """Path, deadline's year and domain of a table row."""
        head = (passage.table.appendix if passage.table else "") or self._outline.path_at(passage.start) or "Phụ lục"
        if passage.task is None:
            return head, None, ""
        task = passage.task.value
        number = task.number.strip().rstrip(".)")
        if not number and (printed := NUMBERED.match(task.task)):
            number = printed["number"]
        path = "/".join(part for part in (head, task.group_label.strip().rstrip(".)"), number) if part)
        dated = [
            d.last_day.year for d in task.deadlines if d.last_day and d.kind in ("date", "quarter", "month", "year")
        ]
        domain = domain_of(task.group, "", self._lexicon) or domain_of(task.task, "", self._lexicon)
        return path, max(dated) if dated else None, domain
