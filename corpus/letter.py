"""The head and foot of a plan: letterhead, issuing decision, title, basis, recipients and signature."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.blocks import Foot, Letterhead, NewPages, Para, Piece, Stroke
from corpus.names import Setting, invent_person

if TYPE_CHECKING:
    import random

    from corpus.pen import Pen

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass(frozen=True)
class Paper:
    """What stands on the paper of its outer facts. `number`, `dated` say how: printed, spaced, blank or by hand."""

    symbol: str
    number: str
    number_style: str
    date_style: str
    decision_symbol: str
    decision_number: str
    wrapped: str
    signer: str
    capacity: tuple[str, ...]
    title: str
    place: str
    states_above: bool


def draw_paper(rng: random.Random, setting: Setting, titles: dict[str, list[str]], fill: Any) -> Paper:
    """Draw the outer facts; `wrapped`: "" a plan of its own, "decision" behind one here, "note" one elsewhere."""
    bank = "open_titles" if setting.end is None else ("titles" if setting.start == setting.end else "period_titles")
    title = fill(rng.choice(titles[bank]))
    wrapped = rng.choices(("", "decision", "note"), (72, 22, 6))[0]
    deputy = rng.random() < 0.55
    head = ("TM. ỦY BAN NHÂN DÂN",)
    capacity = (*head, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") if deputy else (*head, "CHỦ TỊCH")
    return Paper(
        symbol="KH-UBND",
        number=f"{rng.randrange(3, 3400):02d}",
        number_style=rng.choices(("printed", "spaced", "hand", "blank"), (58, 12, 20, 10))[0],
        date_style=rng.choices(("printed", "hand", "blank"), (70, 18, 12))[0],
        decision_symbol="QĐ-UBND",
        decision_number=f"{rng.randrange(12, 4200)}",
        wrapped=wrapped,
        signer=invent_person(rng, setting.split),
        capacity=capacity,
        title=title,
        place=setting.province if setting.level == "tỉnh" else setting.name,
        states_above=rng.random() < 0.7,
    )


def letterhead(rng: random.Random, setting: Setting, paper: Paper, symbol: str, number: str) -> Letterhead:
    """Compose the two columns; the superior stands above the issuer of a commune now and then."""
    issuer = ["ỦY BAN NHÂN DÂN", setting.unit.upper()]
    left: list[tuple[Piece, ...]] = []
    if setting.level == "xã" and setting.district and paper.states_above and rng.random() < 0.4:
        left.append((Piece(f"UBND HUYỆN {setting.district.upper()}"),))
        issuer = [f"ỦY BAN NHÂN DÂN {setting.word.upper()}", setting.name.upper()]
    left += [(Piece(line, bold=True),) for line in issuer]
    left.append(_number_pieces(paper.number_style, number, symbol))
    right = [(Piece(MOTTO[0], bold=True),), (Piece(MOTTO[1], bold=True),), _date_pieces(setting, paper)]
    signed: tuple[str, ...] = ()
    if setting.start >= 2019 and rng.random() < 0.15:
        day = setting.issued
        signed = (
            f"Người ký: Ủy ban nhân dân {setting.unit}",
            f"Thời gian ký: {day:%d.%m.%Y} {rng.randrange(8, 17):02d}:{rng.randrange(60):02d}",
        )
    return Letterhead(tuple(left), tuple(right), len(left) - 1, signed)


def _number_pieces(style: str, number: str, symbol: str) -> tuple[Piece, ...]:
    if style == "blank":
        return (Piece(f"Số:          /{symbol}"),)
    if style == "hand":
        return (Piece("Số: "), Piece(number, hand=True), Piece(f"    /{symbol}"))
    return (Piece(f"Số:  {number}  /{symbol}" if style == "spaced" else f"Số: {number}/{symbol}"),)


def _date_pieces(setting: Setting, paper: Paper) -> tuple[Piece, ...]:
    day = setting.issued
    if paper.date_style == "blank":
        return (Piece(f"{paper.place}, ngày       tháng       năm {day.year}", italic=True),)
    if paper.date_style == "hand":
        return (
            Piece(f"{paper.place}, ngày ", italic=True),
            Piece(f"{day.day:02d}", hand=True),
            Piece(f" tháng {day.month:02d} năm {day.year}", italic=True),
        )
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    return (Piece(f"{paper.place}, ngày {day.day:02d} tháng {month} năm {day.year}", italic=True),)


def title_block(pen: Pen, kind: str, title: str, note: tuple[str, ...] = ()) -> None:
    """Write the type, the title (in one to three lines) and the note below it."""
    pen.blocks.append(Para((Piece(kind, bold=True),), "centre", 0.0, 14.0, 1.0, keep=True))
    for line in split_title(pen.rng, title):
        pen.blocks.append(Para((Piece(line, bold=True),), "centre", 0.0, 1.0, keep=True))
    for line in note:
        pen.blocks.append(Para((Piece(line, italic=True),), "centre", 0.0, 1.0, keep=True))
    pen.blocks.append(Stroke(pen.rng.choice((80.0, 110.0, 140.0))))


def split_title(rng: random.Random, title: str) -> list[str]:
    """Break a long title into centred lines as a typist does."""
    words = title.split()
    if len(words) <= 9:
        return [title]
    parts = 2 if len(words) < 17 or rng.random() < 0.6 else 3
    size = -(-len(words) // parts)
    lines = [words[index : index + size] for index in range(0, len(words), size)]
    for above, line in itertools.pairwise(lines):
        if line[0] in "-–":
            above.append(line.pop(0))
    return [" ".join(line) for line in lines if line]


def decision(pen: Pen, paper: Paper) -> None:
    """Write the decision that issues the plan: bases, three articles, its own foot; then a new page."""
    setting = pen.setting
    pen.blocks.append(letterhead(pen.rng, setting, paper, paper.decision_symbol, paper.decision_number))
    title = f"{paper.title[0].lower()}{paper.title[1:]}"
    heads = pen.common["decision_titles"]
    title_block(pen, "QUYẾT ĐỊNH", (heads[0] if len(heads) == 1 else pen.rng.choice(heads)).format(title=title))
    pen.para(Piece(f"ỦY BAN NHÂN DÂN {setting.word.upper()}", bold=True), align="centre", indent=0.0, before=8)
    pen.text("Căn cứ Luật Tổ chức chính quyền địa phương;", bullet=False, italic=pen.hand.italic_basis)
    for _ in range(2):
        cited = pen.cites.national() or pen.cites.local()
        pen.text(f"Căn cứ {cited};", bullet=False, italic=pen.hand.italic_basis)
    pen.text(f"Theo đề nghị của thủ trưởng {pen.agencies[0]}.", bullet=False, italic=pen.hand.italic_basis)
    pen.para(Piece("QUYẾT ĐỊNH:", bold=True), align="centre", indent=0.0, before=8)
    for number, text in enumerate(pen.common["articles"], 1):
        pen.para(Piece(f"Điều {number}. ", bold=True), Piece(text.format(title=title, lead=pen.agencies[0])))
    pen.blocks.append(foot(pen, paper, "Như Điều 3;"))
    pen.blocks.append(NewPages(landscape=False, renumber=pen.rng.random() < 0.4))


def wrapper_note(pen: Pen, paper: Paper) -> tuple[str, ...]:
    """Return the lines under the title of a plan that a decision issues, and list the decision as cited."""
    setting, day = pen.setting, pen.setting.issued
    if paper.wrapped == "note" or paper.number_style in ("blank", "hand"):
        first = f"(Ban hành kèm theo Quyết định số       /QĐ-UBND ngày       tháng      năm {day.year}"
    else:
        symbol = f"{paper.decision_number}/{paper.decision_symbol}"
        pen.cites.note(symbol, day)
        first = pen.common["wrapper_line"].format(symbol=symbol, date=pen.cites.print_date(day))
    return (first, f"của Ủy ban nhân dân {setting.unit})")


def foot(pen: Pen, paper: Paper, first: str = "") -> Foot:
    """Compose recipients and signature."""
    setting = pen.setting
    key = "xã_new" if setting.level == "xã" and setting.two_levels else setting.level
    names = [name for name in pen.common["recipients"][key] if pen.rng.random() < 0.85]
    lines = [*([first] if first else []), *names, pen.rng.choice(("Lưu: VT.", "Lưu: VT, NV.", "Lưu: VT, NC."))]
    bullets = "- " if pen.rng.random() < 0.95 else ""
    ring = f"ỦY BAN NHÂN DÂN {setting.unit.upper()}"
    return Foot(tuple(f"{bullets}{line}" for line in lines), paper.capacity, paper.signer, ring)
