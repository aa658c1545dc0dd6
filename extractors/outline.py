"""The outline of a document: its headed parts as a tree, its numbered paragraphs, and the path of any place in it.

Labels are read (`labels`), their sequence decides what each means (`numbering`), words and letters tell headings from
numbered paragraphs (`headings`). What only belongs to the issuing decision (Điều 1-3) makes no sections.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from extractors.appendix_labels import appendix_label
from extractors.headings import Surroundings, Title, counts_once, judge_title, lost_colon, names_body, opens_run_in
from extractors.labelled_lines import Labelled, find_labelled, label_doubts
from extractors.past_headings import tells_past
from extractors.role_classifier import PartSigns, classify_part
from extractors.roles import FIELDLESS, OPEN, domain_of, join_roles, names_role, role_by_words
from extractors.text_witness import TextWitness, mend_title, witness_of
from extractors.toneless import bare
from extractors.zones import OPENING_STYLES, Part, find_parts
from models.plan import Domain, Item, Role, Section
from models.source import Doubt, Found, Frozen, Span

if TYPE_CHECKING:
    from extractors.label_readings import Reading
    from extractors.lexicon import Lexicon
    from models.transcript import Transcript

ALL_RUN_IN, MOST = 0.8, 0.5
"""Shares of sisters from which a form is theirs all, or of most."""
TEXT_READ = 800
"""Characters below a heading that the classifier is shown."""
SHORT = 12
"""Words of a short line."""


class Outline(Frozen):
    """Sections and items in reading order; every span of an item or section lies in that of its parent."""

    sections: tuple[Found[Section], ...] = ()
    items: tuple[Item, ...] = ()

    @cached_property
    def _nodes(self) -> list[tuple[int, int, str]]:
        sections = [(s.value.span.start, s.value.span.end, s.value.path) for s in self.sections]
        return sorted([*sections, *((item.span.start, item.span.end, item.path) for item in self.items)])

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _, _ in self._nodes]

    def path_at(self, offset: int) -> str:
        """Path of the deepest section or item that holds a character; empty outside all."""
        for start, end, path in reversed(self._nodes[: bisect_right(self._starts, offset)]):
            if start <= offset < end:
                return path
        return ""

    def section_at(self, offset: int) -> Section | None:
        """Deepest headed section that holds a character."""
        found = [s.value for s in self.sections if s.value.span.start <= offset < s.value.span.end]
        return max(found, key=lambda section: section.span.start) if found else None


def find_outline(transcript: Transcript, lexicon: Lexicon) -> Outline:
    """Find the headed sections and numbered paragraphs of a document (golden/GUIDELINES.md, sections)."""
    parts = find_parts(transcript, lexicon)
    sections: list[Found[Section]] = []
    items: list[Item] = []
    for rank, part in enumerate(parts):
        issues = any(later.kind == "attachment" for later in parts[rank + 1 :])
        found = _PartOutline(transcript, lexicon, part, headed=not (part.kind == "document" and issues))
        sections.extend(found.sections)
        items.extend(found.items)
    return Outline(sections=tuple(sections), items=tuple(items))


class _PartOutline:
    """The outline of one document of the file."""

    def __init__(self, transcript: Transcript, lexicon: Lexicon, part: Part, headed: bool) -> None:
        self.transcript, self.lexicon, self.part = transcript, lexicon, part
        self.root, self._root_doubts = appendix_label(transcript, part.label) if part.kind == "appendix" else ("", ())
        self.lines = [_outside_article(line) for line in find_labelled(transcript, lexicon, part)]
        self._scanned = any(page.source == "ocr" for page in transcript.pages)
        bold = any(line.block.bold for line in self.lines)
        count = range(len(self.lines))
        self.titles: list[Title | None] = [None for _ in count]
        if headed:
            self.titles = [self._title(place, bold, False) for place in count]
            headed_sisters = [self._sisters_headed(place) for place in count]
            self.titles = [self.titles[place] or self._title(place, bold, headed_sisters[place]) for place in count]
        self.items: list[Item] = []
        self.sections: list[Found[Section]] = []
        if self.root:
            self._add_root()
        self._roles: list[tuple[int, Role, Domain, bool]] = []
        self._doubted: list[tuple[Reading, ...]] = []
        for place in range(len(self.lines)):
            self._add(place)

    def _sisters_headed(self, place: int) -> bool:
        """Whether two lines of the same count or more are headings, and most of them."""
        sisters = [self.titles[other] is not None for other in self._sisters(place) if other != place]
        return sum(sisters) >= 2 and sum(sisters) > 0.6 * len(sisters)

    def _sisters_run_in(self, place: int) -> bool | None:
        """Whether (nearly) all of three sisters or more open with words and a colon; not where most count shares."""
        if len(sisters := self._sisters(place)) < 3:
            return None
        texts = [self._behind_label(other) for other in sisters]
        share = sum(opens_run_in(text, self.lexicon) for text in texts) / len(texts)
        share += sum(map(self._lost_colon, sisters)) / len(texts)
        counted = sum(counts_once(text) for text in texts) / len(texts)
        if counted >= MOST or share < MOST:
            return False
        return True if share > ALL_RUN_IN else None

    def _sisters_short(self, place: int) -> bool:
        """Whether (nearly) all of two sisters or more are short lines with text below them."""
        sisters = self._sisters(place)
        short = [
            len(self._behind_label(other).split()) <= SHORT
            and (
                self.lines[other].has_body
                or len(self.lines[min(other + 1, len(self.lines) - 1)].stack) > len(self.lines[other].stack)
            )
            for other in sisters
        ]
        return len(short) >= 2 and sum(short) > ALL_RUN_IN * len(short)

    def _sisters(self, place: int) -> list[int]:
        """Lines of one count, the line itself among them."""
        return self._counts[_count_of(self.lines[place])]

    @cached_property
    def _counts(self) -> dict[tuple[tuple[Reading, ...], str], list[int]]:
        """Lines by the count they belong to: what stands over them, and their style."""
        counts: dict[tuple[tuple[Reading, ...], str], list[int]] = {}
        for place, line in enumerate(self.lines):
            counts.setdefault(_count_of(line), []).append(place)
        return counts

    def _behind_label(self, place: int) -> str:
        line = self.lines[place]
        start = min(line.block.span.start + line.reading.end, line.block.span.end)
        return self.transcript.text[start : line.block.span.end]

    def _lost_colon(self, place: int) -> bool:
        others = (self._behind_label(other) for other in self._sisters(place) if other != place)
        return self._scanned and lost_colon(self._behind_label(place), list(others), self.lexicon)

    def _title(self, place: int, bold: bool, sisters: bool) -> Title | None:
        line = self.lines[place]
        if line.reading.style == "article":
            return None
        following = self.lines[place + 1] if place + 1 < len(self.lines) else None
        child = following is not None and len(following.stack) > len(line.stack)
        run_in = self._sisters_run_in(place)
        around = Surroundings(
            has_body=line.has_body,
            has_child=child,
            bold_known=bold,
            sisters_headed=sisters,
            sisters_short=self._sisters_short(place),
            run_in=run_in,
            goes_on=line.goes_on,
            run_in_most=run_in is not False and len(self._sisters(place)) >= 3,
            lost_colon=self._lost_colon(place),
        )
        return judge_title(self.transcript, line.block, line.reading, around, self.lexicon)

    def _add_root(self) -> None:
        part = self.part
        title = " ".join(self.transcript.slice(span) for span in part.title)
        heading, _ = self._mended(" ".join(title.split()), part.title[0].start if part.title else part.label.start)
        section = Section(
            path=self.root,
            label=self.root,
            heading=heading or self.root,
            level=1,
            role="appendix",
            span=Span(start=part.label.start, end=part.end),
        )
        named = bare(self.transcript.slice(part.label)).lstrip().startswith("phu")
        doubts = () if named else (Doubt(code="appendix_unnamed", detail=section.heading[:60]),)
        doubts = (*self._root_doubts, *doubts)
        if not heading:
            doubts = (*doubts, Doubt(code="heading_not_found", detail=f"{self.root}: no title below it"))
        spans = (Span(start=part.label.start, end=max(part.title[-1].end if part.title else 0, part.label.end)),)
        self.sections.append(self.transcript.found(section, *spans, confidence=0.8 if doubts else 0.97, doubts=doubts))

    def _add(self, place: int) -> None:
        line, title = self.lines[place], self.titles[place]
        span = Span(start=line.block.span.start, end=self._end(place))
        path = "/".join(filter(None, [self.root, *(reading.text for reading in line.stack)]))
        if title is None:
            self.items.append(Item(path=path, label=line.reading.text, span=span))
            return
        level = len(line.stack) + bool(self.root)
        heading, mended = self._mended(title.text, span.start)
        role, domain, guessed = self._meaning(place, level, heading)
        section = Section(
            path=path, label=line.reading.text, heading=heading, level=level, role=role, domain=domain, span=span
        )
        unsure = label_doubts(line)
        below = any(line.stack[: len(stack)] == stack for stack in self._doubted)
        self._doubted += [line.stack] if unsure else []
        doubts = (*unsure, *mended, *guessed)
        quote = Span(start=line.block.span.start, end=title.span.end)
        confidence = 0.75 if doubts else 0.85 if below or title.score < 2.0 else 0.97
        self.sections.append(self.transcript.found(section, quote, confidence=confidence, doubts=doubts))

    def _mended(self, heading: str, offset: int) -> tuple[str, tuple[Doubt, ...]]:
        """Heading with the words put right that a scan hurt and the document itself spells otherwise."""
        page = self.transcript.page_at(offset)
        if not 0 < page <= len(self.transcript.pages) or self.transcript.pages[page - 1].source != "ocr":
            return heading, ()
        return mend_title(heading, self.witness, self.lexicon)

    @cached_property
    def witness(self) -> TextWitness:
        """Neighbours of the document's words."""
        return witness_of(self.transcript)

    def _end(self, place: int) -> int:
        stack = self.lines[place].stack
        for line in self.lines[place + 1 :]:
            # A label whose own parent was lost ("1.1" after "22.") ends what stands before it too.
            if len(line.stack) <= len(stack) or line.stack[: len(stack)] != stack:
                return line.block.span.start
        return self.part.end if self.part.kind == "appendix" else self.part.foot

    def _meaning(self, place: int, level: int, heading: str) -> tuple[Role, Domain, tuple[Doubt, ...]]:
        """Role and field by words, else by the parent's; a part over several roles is theirs together."""
        self._roles = [entry for entry in self._roles if entry[0] < level]
        parent = self._roles[-1] if self._roles else None
        above: Role | None = parent[1] if parent else ("appendix" if self.root else None)
        told = above in OPEN and bool((parent and parent[3]) or tells_past(heading, self.lexicon))
        role = role_by_words(heading, "appendix" if told else above, self.lexicon)
        guessed: tuple[Doubt, ...] = ()
        if above in OPEN and not told and (role is None or not names_role(heading, self.lexicon)):
            role = self._role_below(place) or role
            # A field below a part over several roles is such a part too.
            if role is None and not (above == "mixed" and domain_of(heading, "", self.lexicon)):
                role = self._role_by_signs(place, heading)
                guessed = (Doubt(code="role_unsure", detail=role or "other"),) if role or above is None else ()
        role = role or ("other" if told else above) or "other"
        domain = "" if role in FIELDLESS else domain_of(heading, parent[2] if parent else "", self.lexicon)
        self._roles.append((level, role, domain, told))
        return role, domain, guessed

    def _children(self, place: int) -> dict[int, str]:
        """Headings of the parts directly below a line, by their places."""
        depth = len(self.lines[place].stack)
        found = {}
        for other in range(place + 1, len(self.lines)):
            if len(self.lines[other].stack) <= depth:
                break
            title = self.titles[other]
            if title and len(self.lines[other].stack) == depth + 1:
                found[other] = title.text
        return found

    def _role_below(self, place: int) -> Role | None:
        """Role of a part by those below it: several together, one of all, or bodies that share the work out."""
        children = self._children(place)
        named = [role_by_words(text, "appendix", self.lexicon) or self._role_below(at) for at, text in children.items()]
        roles = {role for role in named if role is not None}
        if len(roles) > 1 or (len(roles) == 1 and None not in named and len(named) > 1):
            return join_roles(set(roles), self.lexicon)
        bodies = sum(names_body(child, self.lexicon) for child in children.values())
        return "organization" if bodies >= 2 and bodies >= ALL_RUN_IN * len(children) else None

    def _role_by_signs(self, place: int, heading: str) -> Role | None:
        """Role by the trained classifier, where neither words nor the parts below decide."""
        title = self.titles[place]
        start = title.span.end if title else self.lines[place].block.span.end
        end = min(max(start, self._end(place)), start + TEXT_READ)
        sisters = [other for other in self._sisters(place) if self.titles[other] is not None]
        signs = PartSigns(
            heading=heading,
            text=self.transcript.slice(Span(start=start, end=end)),
            children=tuple(self._children(place).values()),
            first=place == sisters[0],
            last=place == sisters[-1],
        )
        return classify_part(signs)


def _count_of(line: Labelled) -> tuple[tuple[Reading, ...], str]:
    return line.stack[:-1], line.reading.style


def _outside_article(line: Labelled) -> Labelled:
    """Take a greater label out of an article: "I." behind "Điều 3" begins what the decision issues."""
    greater = len(line.stack) > 1 and line.stack[0].style == "article" and line.stack[1].style in OPENING_STYLES
    return replace(line, stack=line.stack[1:]) if greater else line
