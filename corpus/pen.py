"""The author's pen: writes headings, paragraphs and targets, and keeps their truth as it goes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.blocks import Align, Block, Para, Piece
from corpus.clauses import Clause, Frame, Promise, levels_of
from corpus.legal import Citations
from corpus.targets import write_clause
from corpus.vocabulary import allowed, own_words, read_phrases, spread
from models.golden import GoldenCommitment, GoldenSection, GoldenTarget

if TYPE_CHECKING:
    import random

    from corpus.names import Setting
    from models.plan import Role

_QUOTE = re.compile(r"\{q\}(.*?)\{/q\}", re.DOTALL)
YEAR_FIRST = ("own_year", "each_year")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True)
class Hand:
    """How this author writes: marks behind labels, bullets, styles of headings by level (bold, italic, capitals)."""

    roman_mark: str
    arabic_mark: str
    dotted_mark: str
    bullet: str
    styles: tuple[tuple[bool, bool], ...]
    heading_align: Align
    indent: float
    before: float
    end_mark: str
    italic_basis: bool
    letter_mark: str = ")"
    joints: tuple[str, ...] = ()
    ringed: bool = False
    """Whether items are numbered "(1)"."""


def draw_hand(rng: random.Random, split: str) -> Hand:
    """Draw the habits of one author."""
    own = own_words("hands", split)
    if own:
        return Hand(
            roman_mark=rng.choice(own["roman_mark"]),
            arabic_mark=rng.choice(own["arabic_mark"]),
            dotted_mark=rng.choice(own["dotted_mark"]),
            bullet=rng.choice(own["bullets"]),
            styles=tuple((bold, italic) for bold, italic in rng.choice(own["styles"])),
            heading_align="centre" if rng.random() < own["centred"] else "justify",
            indent=rng.choice((20.0, 28.35, 36.0, 42.5)),
            before=rng.choice((3.0, 5.0, 6.0, 9.0)),
            end_mark=rng.choice(own["end_marks"]),
            italic_basis=rng.random() < 0.5,
            letter_mark=rng.choice(own["letter_mark"]),
            joints=tuple(own["joints"]),
            ringed="ringed" in own and rng.random() < own["ringed"],
        )
    return Hand(
        roman_mark=rng.choices((".", "-", "/", " -"), (85, 6, 4, 5))[0],
        arabic_mark=rng.choices((".", "/", ")"), (92, 5, 3))[0],
        dotted_mark=rng.choices((".", ""), (80, 20))[0],
        bullet=rng.choices(("- ", "+ ", "• ", "", "– "), (70, 5, 7, 10, 8))[0],
        styles=rng.choice(
            (
                ((True, False), (True, False), (True, True)),
                ((True, False), (True, False), (False, True)),
                ((True, False), (True, False), (True, False)),
                ((True, False), (True, True), (False, True)),
            )
        ),
        heading_align="centre" if rng.random() < 0.06 else "justify",
        indent=rng.choice((28.35, 36.0, 36.0, 42.5, 36.0)),
        before=rng.choice((3.0, 4.0, 6.0, 6.0, 8.0)),
        end_mark=rng.choice((".", ".", ";")),
        italic_basis=rng.random() < 0.7,
    )


@dataclass
class Pen:
    """Mutable state of one plan in the making."""

    rng: random.Random
    setting: Setting
    words: dict[str, Any]
    common: dict[str, Any]
    hand: Hand
    cites: Citations
    blocks: list[Block] = field(default_factory=list)
    sections: list[GoldenSection] = field(default_factory=list)
    targets: list[GoldenTarget] = field(default_factory=list)
    commitments: list[GoldenCommitment] = field(default_factory=list)
    forms: list[tuple[str, str, int]] = field(default_factory=list)
    """Form, wording and number of targets of each clause, in the order of `targets`."""
    used: Counter[str] = field(default_factory=Counter)
    indicators: list[dict[str, Any]] = field(default_factory=list)
    volume: float = 1.0

    def some(self, low: int, high: int, most: int = 99) -> int:
        """Draw how many of something this author writes: `low` to `high` times their verbosity, `most` at most."""
        return max(1, min(most, round(self.rng.uniform(low, high) * self.volume)))

    @property
    def frame(self) -> Frame:
        """What the grammar of targets may ask."""
        return Frame(self.setting, levels_of(self.setting))

    def fill(self, text: str) -> str:
        """Put the plan's own names and years into a phrase."""
        setting = self.setting
        return text.format(
            unit=setting.unit,
            of_unit=f"của {setting.unit}",
            above=setting.above,
            subject=self.words["subject"],
            period=setting.period,
            year=setting.start,
            start=setting.start,
            end=setting.last,
            before=setting.start - 1,
            lead=self.agencies[0],
            q="{q}",
            **{"/q": "{/q}"},
        )

    @property
    def agencies(self) -> list[str]:
        """The unit's agencies, the standing one first."""
        return [name for name in self.common["agencies"][self.setting.agencies_key]]

    def pick(self, entries: list[str]) -> str:
        """Choose a phrase that was used least so far."""
        fitting = spread(entries, self.setting.last, self.setting.split)
        least = min(self.used[entry] for entry in fitting)
        entry = self.rng.choice([entry for entry in fitting if self.used[entry] == least])
        self.used[entry] += 1
        return entry

    def para(self, *pieces: Piece, align: Align = "justify", indent: float | None = None, before: float = -1) -> None:
        """Add a paragraph."""
        indent = self.hand.indent if indent is None else indent
        before = self.hand.before if before < 0 else before
        self.blocks.append(Para(tuple(pieces), align, indent, before))

    def text(self, text: str, bullet: bool = True, italic: bool = False) -> None:
        """Add a paragraph of plain text, with the author's bullet unless told otherwise."""
        self.para(Piece(f"{self.hand.bullet if bullet else ''}{text}", italic=italic))

    def label(self, label: str) -> str:
        """Return the label with its mark ("II.", "1.2", "a)")."""
        if "." in label:
            return f"{label}{self.hand.dotted_mark}"
        if label.isalpha():
            return f"{label}{self.hand.roman_mark if label.isupper() else self.hand.letter_mark}"
        return f"{label}{self.hand.arabic_mark}"

    def item(self, label: str) -> str:
        """Return the label of a labelled paragraph that is no heading."""
        return f"({label})" if self.hand.ringed and label.isdigit() else self.label(label)

    def heading(self, path: str, text: str, role: Role, run_in: str = "") -> None:
        """Add a headed section; `run_in` is body text behind its colon on the same line, an empty path has no label."""
        labels = path.split("/")
        level = len(labels)
        bold, italic = self.hand.styles[min(level, len(self.hand.styles)) - 1]
        label = f"{self.label(labels[-1])} " if path else ""
        pieces = [Piece(f"{label}{text}{':' if run_in else ''}", bold, italic)]
        if run_in:
            pieces.append(Piece(f" {run_in}"))
        align = self.hand.heading_align if level == 1 else "justify"
        indent = 0.0 if align == "centre" else self.hand.indent
        self.blocks.append(Para(tuple(pieces), align, indent, self.hand.before + 2, keep=True))
        if path:
            self.sections.append(GoldenSection(path=path, heading=text, level=level, role=role))

    def choose_indicators(self, domain: str, count: int, topic: str = "") -> list[dict[str, Any]]:
        """Take indicators of a field that were not yet used in this part; `topic` parts those of one domain."""
        pool = [entry for entry in self.indicators if domain in ("", entry["domain"])]
        pool = [entry for entry in pool if topic in ("", entry.get("topic"))]
        pool = [entry for entry in pool if allowed(self.setting.last, self.setting.split, entry)]
        if self.setting.word != "huyện":
            pool = [entry for entry in pool if entry["kind"] != "units"]
        if self.setting.level == "xã":
            pool = [entry for entry in pool if entry.get("scope") != "cấp xã"]
        least = sorted(pool, key=lambda entry: (self.used[str(entry)], self.rng.random()))
        for entry in least[:count]:
            self.used[str(entry)] += 1
        return least[:count]

    def promise(
        self,
        path: str,
        indicators: list[dict[str, Any]],
        year: int | None,
        lead: str | None = None,
        field: dict[str, Any] | None = None,
    ) -> None:
        """Add a paragraph of target clauses.

        `lead` replaces the bullet ("5. " of a numbered paragraph); `field` is that of the heading above, if it names
        one.
        """
        joint = "; " if len(indicators) > 1 and self.rng.random() < 0.6 else ". "
        if self.hand.joints and len(indicators) > 1:
            joint = self.rng.choice(self.hand.joints)
        clauses = [write_clause(self.rng, entry, self.frame) for entry in indicators]
        if any(clause.form in YEAR_FIRST or clause.opens_year for clause in clauses):
            joint = ". "  # a year that opens a sentence would hold for all of it
        texts = []
        for index, (entry, clause) in enumerate(zip(indicators, clauses, strict=True)):
            clause = clause.capitalised() if index == 0 or joint == ". " else clause
            self._keep(clause, path, domain_of(entry, field), year)
            texts.append(clause.text)
        begin = self.hand.bullet if lead is None else lead
        self.para(Piece(f"{begin}{joint.join(texts)}{self.hand.end_mark if lead is None else '.'}"))

    def _keep(self, clause: Clause, path: str, domain: str, year: int | None) -> None:
        self.forms.append((clause.form, clause.wording, len(clause.promises)))
        for promise in clause.promises:
            self.targets.append(golden_target(promise, path, domain, year))

    def commit(self, path: str, kind: str, entries: list[str]) -> None:
        """Add a promise without a number."""
        marked = self.fill(self.pick(entries))
        marked = marked[:3] + marked[3].upper() + marked[4:] if marked.startswith("{q}") else marked
        match = _QUOTE.search(marked)
        if match is None:
            raise ValueError(f"a commitment without a marked quote: {marked}")
        self.commitments.append(GoldenCommitment(kind=kind, quote=match[1], section_path=path))
        self.text(f"{_QUOTE.sub(lambda found: found[1], marked)}.")


def domain_of(entry: dict[str, Any], field: dict[str, Any] | None) -> str:
    """Domain of an indicator as a reader judges it: by the field of the heading, else by its words.

    Empty (not judged) where heading or words leave the field open (`unjudged`).
    """
    judge = entry if field is None else field
    return "" if judge.get("unjudged") else str(judge["domain"])


def golden_target(promise: Promise, path: str, domain: str, year: int | None, source: str = "body") -> GoldenTarget:
    """Turn a promise into the truth of a target; its year is its own, else `year` (the heading's, row's or plan's)."""
    return GoldenTarget(
        value=promise.value,
        value_max=promise.value_max,
        unit=promise.unit,
        comparator=promise.comparator,
        change=promise.change,
        subject=promise.subject,
        quote=promise.quote,
        scope=promise.scope,
        year=year if promise.year == -1 else promise.year,
        baseline=promise.baseline,
        recurring=promise.recurring,
        section_path=path,
        domain=promise.domain or domain,
        source="table" if source == "table" else "body",
        optional=promise.optional,
    )


def new_pen(rng: random.Random, setting: Setting) -> Pen:
    """Return a pen for one plan, with the words of its kind and split."""
    split = setting.split
    words = read_phrases(setting.kind, split)
    extra = "indicators_cchc" if setting.kind == "cchc" else setting.kind
    pen = Pen(rng, setting, words, read_phrases("common", split), draw_hand(rng, split), Citations(rng, setting))
    pen.indicators = list(read_phrases(extra, setting.split)["indicator"])
    pen.volume = rng.choice((1.0, 1.0, 1.4, 1.8, 2.2))
    return pen
