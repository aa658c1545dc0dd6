"""The author: composes a fictional plan block by block, and with it the truth of every fact that it states."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus import letter
from corpus.blocks import Draft, Letterhead, Para, Piece, TableBlock
from corpus.indicator_tables import indicator_table
from corpus.names import invent_setting, slug
from corpus.old_style import in_old_style
from corpus.outlines import write_outline
from corpus.pen import Pen, new_pen
from corpus.schemes import write_body
from corpus.tables import appendix
from corpus.vocabulary import own_words, read_phrases
from models.golden import GoldenField, GoldenPlan, GoldenTask

if TYPE_CHECKING:
    from corpus.names import Setting

KINDS = ("cchc", "digital", "ktxh")
SINCE = {"cchc": 2012, "digital": 2020, "ktxh": 2012}


def write_plan(seed: str, *, split: str = "dev", kind: str = "", wrapped: str | None = None, rows: int = -1) -> Draft:
    """Compose a plan; the same seed gives the same plan.

    Args:
        seed: Names the plan among all.
        split: Whose words may be used (train, dev, open, opened, held).
        kind: cchc, digital or ktxh; drawn where empty.
        wrapped: "" a plan of its own, "decision" behind the decision in the file, "note" behind one not in it.
        rows: Rows of the appendix table; 0 none, -1 drawn.
    """
    rng = random.Random(f"kehoach-{seed}")
    kind = kind or rng.choices(KINDS, (60, 20, 20))[0]
    setting = invent_setting(rng, kind, split, SINCE[kind])
    pen = new_pen(rng, setting)
    titles = read_phrases(kind, split)
    paper = letter.draw_paper(rng, setting, titles, pen.fill)
    if wrapped is not None:
        paper = _with(paper, wrapped)
    own_rows = rows < 0
    rows = rng.choices((0, rng.randrange(6, 22), rng.randrange(22, 46)), (40, 42, 18))[0] if rows < 0 else rows
    indicators = own_rows and kind != "cchc" and rng.random() < 0.25
    _front(pen, paper)
    outlines = own_words("schemes", split)
    scheme, slip = write_outline(pen, outlines["scheme"]) if outlines else write_body(pen)
    if rows or indicators:
        pen.text(pen.common["appendix_line"], bullet=False, italic=True)
    pen.text(pen.fill(pen.pick(pen.common["closings"])), bullet=False)
    signed = not paper.wrapped or rng.random() < 0.6
    if signed:
        pen.blocks.append(letter.foot(pen, paper))
    tasks, groups, forms = _appendices(pen, rows, indicators)
    facts = GoldenPlan(
        plan_id="made",
        title=paper.title,
        origin="made",
        read_from="0" * 64,
        document=_document(pen, paper, signed),
        sections=tuple(pen.sections),
        targets=tuple(pen.targets),
        tasks=tuple(tasks),
        groups=groups,
        legal_refs=pen.cites.refs(),
        commitments=tuple(pen.commitments),
    )
    forms |= {"scheme": (scheme,), "numbering": (slip,), "kind": (kind,), "level": (setting.level,)}
    forms |= {"target_form": tuple(form for form, *_ in pen.forms)}
    forms |= {"wording": tuple(word for _, word, _ in pen.forms)}
    forms |= {"wrapped": (paper.wrapped or "own",), "number": (paper.number_style,), "date": (paper.date_style,)}
    name = f"{slug(setting.name)}-{setting.start}" + (f"-{setting.end}" if setting.end != setting.start else "")
    of_targets = tuple(form for form, _, count in pen.forms for _ in range(count))
    draft = Draft(name.removesuffix("-None"), kind, tuple(pen.blocks), facts, forms, of_targets)
    return in_old_style(draft) if rng.random() < 0.12 else draft


def _with(paper: letter.Paper, wrapped: str) -> letter.Paper:
    return replace(paper, wrapped=wrapped)


def _front(pen: Pen, paper: letter.Paper) -> None:
    """Write what stands before the first section."""
    setting = pen.setting
    note: tuple[str, ...] = ()
    if paper.wrapped == "decision":
        letter.decision(pen, paper)
    if not paper.wrapped:
        pen.blocks.append(letter.letterhead(pen.rng, setting, paper, paper.symbol, paper.number))
    else:
        if paper.wrapped == "note" or pen.rng.random() < 0.35:
            pen.blocks.append(_bare_letterhead(setting))
        note = letter.wrapper_note(pen, paper)
    letter.title_block(pen, "KẾ HOẠCH", paper.title, note)
    basis = pen.cites.local() if pen.rng.random() < 0.75 else pen.cites.national() or pen.cites.local()
    if pen.rng.random() < 0.35:
        for cited in (basis, pen.cites.local()):
            line = pen.common["basis_line"].format(cited=cited)
            pen.text(line, bullet=False, italic=pen.hand.italic_basis)
        pen.text(pen.fill(pen.common["basis_end"]), bullet=False)
        return
    intro = pen.pick(pen.common["intros"])
    second = pen.cites.local()
    both = f"{basis} và {second}"
    for key in ("basis", "basis_low"):
        intro = intro.replace("{" + key + "}", pen.common[key].format(both=both))
    pen.text(pen.fill(intro), bullet=False)


def _bare_letterhead(setting: Setting) -> Letterhead:
    left = ((Piece("ỦY BAN NHÂN DÂN", bold=True),), (Piece(setting.unit.upper(), bold=True),))
    return Letterhead(left, tuple((Piece(line, bold=True),) for line in letter.MOTTO), 2)


def _appendices(
    pen: Pen, rows: int, indicators: bool
) -> tuple[list[GoldenTask], int | None, dict[str, tuple[str, ...]]]:
    if not rows and not indicators:
        return [], None, {}
    numbers = read_phrases("tasks", pen.setting.split)["titles"]["labels"]
    labels = ["Phụ lục"] if rows < 24 or pen.rng.random() < 0.5 else numbers[:2]
    tasks: list[GoldenTask] = []
    groups, first = 0, 1
    forms: dict[str, tuple[str, ...]] = {}
    if indicators:
        labels = numbers[1 : 1 + len(labels)] if rows else []
        label = numbers[0] if labels else "Phụ lục"
        forms["indicator_table"] = tuple(indicator_table(pen, label, pen.rng.randrange(7, 16)).values())
        first = 2
    for index, label in enumerate(labels, first):
        ledger = appendix(pen, label, index, rows // len(labels))
        tasks += ledger.tasks
        groups += ledger.groups
        forms |= {key: (*forms.get(key, ()), value) for key, value in ledger.forms.items()}
    return tasks, groups, forms


def printed_text(pen: Pen) -> str:
    """Return everything that will be printed, to see what the document states."""
    parts: list[str] = []
    for block in pen.blocks:
        if isinstance(block, Para):
            parts.append(block.text)
        elif isinstance(block, Letterhead):
            parts += ["".join(piece.text for piece in line) for line in (*block.left, *block.right)]
        elif isinstance(block, TableBlock):
            parts += [cell for row in block.rows for cell in row.cells]
    return "\n".join(parts).casefold()


def _document(pen: Pen, paper: letter.Paper, signed: bool) -> dict[str, GoldenField]:
    """Return the outer facts as the paper states them; pen on paper is "unreadable", white space "not_stated"."""
    setting = pen.setting
    none, ink = GoldenField(state="not_stated"), GoldenField(state="unreadable")

    def stated(value: str) -> GoldenField:
        return GoldenField(value=value) if value else none

    def by_style(style: str, value: str) -> GoldenField:
        return ink if style == "hand" else none if style == "blank" else stated(value)

    text = printed_text(pen)
    word = setting.word if setting.level == "huyện" else "huyện"
    has_date = paper.wrapped != "note"
    district = setting.name if setting.level == "huyện" else setting.district
    wrapper = by_style(paper.number_style, f"{paper.decision_number}/{paper.decision_symbol}")
    decided = paper.wrapped == "decision"
    any_foot = signed or decided
    return {
        "doc_type": stated("KẾ HOẠCH"),
        "number": none if paper.wrapped else by_style(paper.number_style, f"{paper.number}/{paper.symbol}"),
        "wrapper_type": stated({"decision": "QUYẾT ĐỊNH", "note": "Quyết định"}.get(paper.wrapped, "")),
        "wrapper_number": wrapper if decided else none,
        "issue_date": by_style(paper.date_style, setting.issued.isoformat()) if has_date else none,
        "issue_place": stated(paper.place if has_date else ""),
        "issuer": stated(f"Ủy ban nhân dân {setting.unit}"),
        "unit_name": stated(setting.name),
        "unit_level": stated(setting.level),
        "district": stated(district if f"{word} {district}".casefold() in text else ""),
        "province": stated(setting.province if f"tỉnh {setting.province}".casefold() in text else ""),
        "title": stated(paper.title),
        "period_start": stated(str(setting.start)),
        "period_end": stated(str(setting.end) if setting.end else ""),
        "signer_name": stated(paper.signer if any_foot else ""),
        "signer_title": stated(paper.capacity[-1] if any_foot else ""),
    }
