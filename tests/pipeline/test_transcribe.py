"""From read pages to one text: order, furniture, paragraphs, page breaks, tables, the way back to the paper."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from pathlib import Path

import pytest

from models.page import Grid, GridCell, Line, Page, PageFailure, Word
from models.source import Box
from models.transcript import Transcript
from pipeline.documents import count_pages
from pipeline.ocr.text_layer import read_text_layer
from pipeline.transcript.transcribe import transcribe

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
LEFT, RIGHT, INDENT = 85.0, 540.0, 36.0
LETTER = 6.6
"""Width of a letter of 14 pt in these pages, in points."""


def line(
    x: float, y: float, text: str, bold: bool = False, italic: bool = False, noise: random.Random | None = None
) -> Line:
    """Set text from `x` on, its middle at `y`; `noise` shakes the boxes as a reader of pictures does."""
    words = []
    for text_of_word in text.split(" "):
        dx, dy = (noise.uniform(-1.5, 1.5), noise.uniform(-2.5, 2.5)) if noise else (0.0, 0.0)
        if text_of_word:
            box = Box(x0=x + dx, y0=y - 6 + dy, x1=x + LETTER * len(text_of_word) + dx, y1=y + 7 + dy)
            words.append(Word(text=text_of_word, box=box, bold=bold, italic=italic, size=0.0 if noise else 14.0))
        x += LETTER * (len(text_of_word) + 1)
    box = words[0].box
    for word in words[1:]:
        box = box.union(word.box)
    return Line(words=tuple(words), box=box)


def middle(y: float, text: str, at: float = 312.5, bold: bool = False, noise: random.Random | None = None) -> Line:
    """Set text on the middle of the column (or of another one)."""
    return line(at - LETTER * len(text) / 2, y, text, bold=bold, noise=noise)


def wrap(
    y: float, text: str, noise: random.Random | None = None, bold: bool = False, indent: float = INDENT
) -> list[Line]:
    """Set a paragraph with a first-line indent, wrapped at the column's right edge; 18 pt a line."""
    lines: list[Line] = []
    x, so_far = LEFT + indent, ""
    for word in text.split(" "):
        longer = f"{so_far} {word}".strip()
        if so_far and x + LETTER * len(longer) > RIGHT:
            lines.append(line(x, y + 18 * len(lines), so_far, bold=bold, noise=noise))
            x, longer = LEFT, word
        so_far = longer
    return [*lines, line(x, y + 18 * len(lines), so_far, bold=bold, noise=noise)]


def page(number: int, *parts: Line | list[Line], grids: tuple[Grid, ...] = (), noise: bool = False) -> Page:
    """Lay out a page, as printed or (`noise`) as read from a scan."""
    lines = [member for part in parts for member in (part if isinstance(part, list) else [part])]
    return Page(
        number=number,
        width=595.0,
        height=842.0,
        source="ocr" if noise else "text_layer",
        lines=tuple(lines),
        grids=grids,
    )


def paragraphs(transcript: Transcript) -> list[str]:
    """The text of the blocks."""
    return [transcript.slice(block.span) for block in transcript.blocks]


MOTTO = "Độc lập - Tự do - Hạnh phúc"
LONG = (
    "Phòng Nông nghiệp chủ trì khảo sát hạn mặn tại các xã ven biển, lập danh sách hộ thiếu nước ngọt và đề xuất điểm "
    "cấp nước tập trung trước mùa khô, báo cáo kết quả về văn phòng huyện hằng tháng"
)
FILL = "Các xã ven sông rà soát bờ bao và trạm bơm, kịp thời gia cố những đoạn xung yếu trước khi triều cường dâng cao"


@pytest.fixture(params=[False, True], ids=["printed", "scanned"])
def noise(request: pytest.FixtureRequest) -> random.Random | None:
    """Every layout must pass with exact geometry and fonts, and with shaken boxes and without fonts."""
    return random.Random(7) if request.param else None


def test_a_head_is_read_column_by_column(noise: random.Random | None) -> None:
    head = page(
        1,
        middle(60, "ỦY BAN NHÂN DÂN", 150, True, noise),
        middle(60, NATION, 400, True, noise),
        middle(77, "HUYỆN ĐẢO HÒN SÓNG", 150, True, noise),
        middle(79, MOTTO, 400, True, noise),
        middle(100, "Số: 48/KH-UBND", 150, False, noise),
        middle(101, "Hòn Sóng, ngày 09 tháng 3 năm 2023", 400, False, noise),
        middle(130, "KẾ HOẠCH", 312, True, noise),
        middle(148, "Trữ nước ngọt mùa khô năm 2023", 312, True, noise),
        wrap(180, LONG + ".", noise),
        wrap(252, FILL + ".", noise),
        noise=noise is not None,
    )
    found = transcribe([head])
    assert [block.kind for block in found.blocks[:6]] == ["left"] * 3 + ["right"] * 3
    assert paragraphs(found)[:8] == [
        "ỦY BAN NHÂN DÂN",
        "HUYỆN ĐẢO HÒN SÓNG",
        "Số: 48/KH-UBND",
        NATION,
        MOTTO,
        "Hòn Sóng, ngày 09 tháng 3 năm 2023",
        "KẾ HOẠCH",
        "Trữ nước ngọt mùa khô năm 2023",
    ]
    assert [block.centred for block in found.blocks[6:9]] == [True, True, False]


@pytest.mark.parametrize("gap", [1.5, 3.0, 8.0])
def test_a_long_upper_body_reaches_the_motto(gap: float) -> None:
    """Two rows of the head were one paragraph, and the issuer was lost."""
    upper = middle(60, "UBND HUYỆN ĐẢO HÒN SÓNG TRONG", 180)
    head = page(
        1,
        upper,
        line(upper.box.x1 + gap, 60, NATION, bold=True),
        middle(77, "ỦY BAN NHÂN DÂN THỊ TRẤN", 150, True),
        middle(79, MOTTO, 400, True),
        middle(94, "BÃI NGANG", 150, True),
        middle(111, "Số: 48/KH-UBND", 150),
        middle(112, "Bãi Ngang, ngày 09 tháng 3 năm 2023", 400),
        middle(140, "KẾ HOẠCH", 312, True),
        wrap(180, LONG + "."),
        wrap(252, FILL + "."),
    )
    found = transcribe([head])
    assert paragraphs(found)[:4] == [
        "UBND HUYỆN ĐẢO HÒN SÓNG TRONG",
        "ỦY BAN NHÂN DÂN THỊ TRẤN",
        "BÃI NGANG",
        "Số: 48/KH-UBND",
    ]


def test_a_stain_beside_the_kind_does_not_keep_it_in_the_head() -> None:
    """A blot of the seal stood left of KẾ HOẠCH (but-son-2021-2025.poor.pdf, page 1)."""
    head = page(
        1,
        middle(60, "ỦY BAN NHÂN DÂN", 150),
        middle(60, NATION, 400),
        middle(79, MOTTO, 400),
        line(120, 108, "2-"),
        middle(110, "KẾ HOẠCH"),
        middle(128, "Trữ nước ngọt mùa khô năm 2023"),
        wrap(180, LONG + "."),
        wrap(252, FILL + "."),
        noise=True,
    )
    found = transcribe([head])
    assert paragraphs(found)[:5] == ["ỦY BAN NHÂN DÂN", NATION, MOTTO, "KẾ HOẠCH", "Trữ nước ngọt mùa khô năm 2023"]


def test_a_numeral_behind_a_stain_opens_a_paragraph() -> None:
    """A blot was read as a point before "II." (but-son-2021-2025.office.pdf, page 1)."""
    full = "đơn vị " * 20
    found = transcribe(
        [page(1, wrap(100, full.strip() + "."), line(100, 140, ".II. MỤC TIÊU."), wrap(162, FILL + "."), noise=True)]
    )
    assert ".II. MỤC TIÊU." in paragraphs(found)


def test_a_head_of_one_row_has_blanks_for_a_pen() -> None:
    head = page(
        1,
        line(120, 60, "Số:          /KH-UBND        Hòn Sóng, ngày      tháng      năm 2023"),
        middle(90, "KẾ HOẠCH", bold=True),
        wrap(120, LONG + "."),
    )
    assert paragraphs(transcribe([head]))[:3] == ["Số: /KH-UBND", "Hòn Sóng, ngày tháng năm 2023", "KẾ HOẠCH"]


def test_a_foot_is_read_column_by_column(noise: random.Random | None) -> None:
    foot = page(
        1,
        wrap(100, LONG + ".", noise),
        wrap(172, FILL + "./.", noise),
        line(85, 240, "Nơi nhận:", noise=noise),
        middle(236, "TM. ỦY BAN NHÂN DÂN", 420, True, noise),
        line(85, 254, "- Sở Tài nguyên;", noise=noise),
        middle(253, "KT. CHỦ TỊCH", 420, True, noise),
        line(85, 268, "- Các xã, thị trấn;", noise=noise),
        middle(270, "PHÓ CHỦ TỊCH", 420, True, noise),
        line(85, 282, "- Lưu: VT.", noise=noise),
        middle(350, "Lê Thị Sóng Biển", 420, True, noise),
        noise=noise is not None,
    )
    found = transcribe([foot])
    assert paragraphs(found) == [
        LONG + ".",
        FILL + "./.",
        "Nơi nhận:",
        "- Sở Tài nguyên;",
        "- Các xã, thị trấn;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lê Thị Sóng Biển",
    ]
    assert [block.kind for block in found.blocks[2:]] == ["left"] * 4 + ["right"] * 4


def test_a_foot_whose_heights_never_meet() -> None:
    # chi-thi-08-2018-quang-ngai.pdf, page 3: the title is under the seal, the name beside the eighth receiver
    foot = page(
        1,
        wrap(100, LONG + "."),
        line(85, 240, "Nơi nhận:"),
        *[line(85, 254 + 14 * k, f"- Trạm thủy văn số {k};") for k in range(6)],
        middle(360, "Lê Thị Sóng Biển", 430),
    )
    kinds = [block.kind for block in transcribe([foot]).blocks]
    assert kinds == ["paragraph"] + ["left"] * 7 + ["right"]


def test_a_foot_that_a_stroke_crosses() -> None:
    # chi-thi-08-2018-quang-ngai.pdf, page 3: the signature runs into the list of receivers
    foot = page(
        3,
        wrap(100, LONG + "."),
        line(85, 240, "Nơi nhận:"),
        line(85, 254, "- Sở Tài nguyên;"),
        line(190, 268, "Tr ế k Nn vô lz ch quýt Bn"),
        line(85, 282, "- Lưu: VT."),
        middle(320, "Lê Thị Sóng Biển", 430),
        noise=True,
    )
    found = transcribe([foot])
    assert [found.slice(block.span) for block in found.blocks if block.kind == "right"] == ["Lê Thị Sóng Biển"]
    assert found.slice(found.blocks[-2].span) == "- Lưu: VT."


def test_a_signature_alone_on_a_page() -> None:
    foot = page(2, middle(60, "CHỦ TỊCH", 430, True), middle(150, "Lê Thị Sóng Biển", 430, True))
    assert [block.kind for block in transcribe([foot]).blocks] == ["right", "right"]


TRAPS_COLUMNS = [
    # a run-in title that the reader set apart, with a phrase of a foot behind it (mang-yang-2019.poor.pdf, page 1)
    [
        line(121, 100, "Điều 3."),
        line(190, 100, "Chánh Văn phòng huyện, Trưởng trạm thủy văn và các xã chịu trách nhiệm"),
    ],
    # columns of figures that no grid holds: a table, not a foot
    [line(85, 100 + 18 * k, f"Xã Bãi {k}          {k} hộ          {k} bồn chứa") for k in range(4)],
]


@pytest.mark.parametrize("lines", TRAPS_COLUMNS)
def test_what_is_no_head_or_foot(lines: list[Line]) -> None:
    found = transcribe([page(1, wrap(40, LONG + "."), lines, noise=True)])
    assert {block.kind for block in found.blocks} == {"paragraph"}


def test_wrapped_lines_make_paragraphs(noise: random.Random | None) -> None:
    texts = [
        "I. MỤC TIÊU",
        LONG + ".",
        "1. Mục tiêu cụ thể",
        "- " + FILL + ";",
        "- 95% hộ dân có nước sạch;",
        "- Xây mới 3 hồ chứa và " + FILL[0].lower() + FILL[1:] + ".",
        "a) " + LONG + ";",
        "Căn cứ tình hình thực tế, " + LONG + ".",
    ]
    y, parts = 100.0, []
    for text in texts:
        parts.append(wrap(y, text, noise, bold=noise is None and text[0] in "I1"))
        y += 18 * len(parts[-1]) + 5
    assert paragraphs(transcribe([page(1, *parts, noise=noise is not None)])) == texts


def test_paragraphs_without_indent_are_parted_by_gaps() -> None:
    texts = [LONG + ".", FILL + ".", "Điều 2. " + LONG + "."]
    y, parts = 100.0, []
    for text in texts:
        parts.append(wrap(y, text, indent=0))
        y += 18 * len(parts[-1]) + 10
    assert paragraphs(transcribe([page(1, *parts)])) == texts


def test_a_line_that_begins_like_a_label_goes_on() -> None:
    lines = [
        line(LEFT + INDENT, 100, "Thực hiện chỉ đạo của tỉnh về trữ nước ngọt tại văn bản số"),
        line(LEFT, 118, "18/6/2021 của Trạm Thủy văn và kế hoạch trữ nước ngọt giai đoạn 2021"),
        line(LEFT, 136, "- 2025, huyện giao các xã ven biển rà soát toàn bộ công trình cấp"),
        line(LEFT, 154, "nước tập trung."),
    ]
    found = transcribe([page(1, lines, wrap(180, LONG + "."), wrap(252, FILL + "."))])
    assert paragraphs(found)[0].startswith("Thực hiện")
    assert "văn bản số 18/6/2021" in paragraphs(found)[0]
    assert "2021 - 2025" in paragraphs(found)[0]


def test_a_title_is_joined_and_parted_from_its_neighbours(noise: random.Random | None) -> None:
    found = transcribe(
        [
            page(
                1,
                middle(60, "PHỤ LỤC I", 312, True, noise),
                middle(80, "DANH MỤC CÔNG TRÌNH CẤP NƯỚC", 312, True, noise),
                middle(98, "HUYỆN ĐẢO HÒN SÓNG", 312, True, noise),
                middle(118, "(Kèm theo Kế hoạch số 48/KH-UBND", 312, False, noise),
                middle(136, "của huyện đảo Hòn Sóng)", 312, False, noise),
                wrap(170, LONG + ".", noise),
                wrap(242, FILL + ".", noise),
                noise=noise is not None,
            )
        ]
    )
    assert paragraphs(found)[:3] == [
        "PHỤ LỤC I",
        "DANH MỤC CÔNG TRÌNH CẤP NƯỚC HUYỆN ĐẢO HÒN SÓNG",
        "(Kèm theo Kế hoạch số 48/KH-UBND của huyện đảo Hòn Sóng)",
    ]


def test_the_widest_line_of_a_title_keeps_a_letter_from_the_edges(noise: random.Random | None) -> None:
    """A title's line that nearly fills the column was a paragraph by itself where the next began with a capital."""
    wide = "Trữ nước ngọt mùa khô phục vụ chiến dịch trồng rừng ven sông Xuân"
    found = transcribe(
        [
            page(
                1,
                middle(60, "KẾ HOẠCH", 312, True, noise),
                middle(80, wide, 312, True, noise),
                middle(98, "Hòn Sóng trên địa bàn huyện đảo năm 2023", 312, True, noise),
                wrap(130, LONG + ".", noise),
                wrap(202, FILL + ".", noise),
                noise=noise is not None,
            )
        ]
    )
    assert paragraphs(found)[1] == f"{wide} Hòn Sóng trên địa bàn huyện đảo năm 2023"
    assert paragraphs(found)[2] == LONG + "."


def test_a_wide_line_in_plain_letters_under_a_title_is_text(noise: random.Random | None) -> None:
    """The first lines of a paragraph may stay off both edges alike; the rest of its sentence was parted from them."""
    wide = "Nhằm trữ nước ngọt mùa khô phục vụ chiến dịch trồng rừng ven sông"
    found = transcribe(
        [
            page(
                1,
                middle(60, "KẾ HOẠCH", 312, True, noise),
                middle(78, "(Gửi kèm Quyết định số 12/QĐ-UBND)", 312, False, noise),
                middle(100, wide, 312, False, noise),
                line(85, 116, "Hòn, Ủy ban nhân dân huyện lập Kế hoạch này.", noise=noise),
                wrap(150, LONG + ".", noise),
                wrap(222, FILL + ".", noise),
                noise=noise is not None,
            )
        ]
    )
    assert paragraphs(found)[2] == f"{wide} Hòn, Ủy ban nhân dân huyện lập Kế hoạch này."


@pytest.mark.parametrize("part", ["Phần thứ nhất", "PHẦN THỨ NHẤT", "Phần một", "PHẦN I"])
def test_a_first_part_below_a_title_is_no_line_of_it(part: str, noise: random.Random | None) -> None:
    found = transcribe(
        [
            page(
                1,
                middle(60, "KẾ HOẠCH", 312, True, noise),
                middle(80, "Trữ nước ngọt giai đoạn 2021 - 2025", 312, True, noise),
                middle(98, part, 312, True, noise),
                middle(116, "ĐIỂM LẠI CÁC MÙA KHÔ", 312, True, noise),
                wrap(150, LONG + ".", noise),
                wrap(222, FILL + ".", noise),
                noise=noise is not None,
            )
        ]
    )
    assert paragraphs(found)[1] == "Trữ nước ngọt giai đoạn 2021 - 2025"
    assert paragraphs(found)[2].startswith(part)


def _long_page(number: int, first: list[Line], last: list[Line], noise: random.Random | None) -> Page:
    number_line = middle(40, str(number), 297, False, noise)
    body = [wrap(300 + 80 * k, FILL + ".", noise) for k in range(3)]
    return page(number, number_line, first, *body, last, noise=noise is not None)


def test_a_paragraph_goes_on_over_the_page(noise: random.Random | None) -> None:
    whole = wrap(700, LONG + ", " + LONG.lower() + ".", noise)
    again = [line(LEFT, 70 + 18 * k, member.text, noise=noise) for k, member in enumerate(whole[2:])]
    first = _long_page(1, wrap(70, FILL + ".", noise), whole[:2], noise)
    second = _long_page(2, again, wrap(700, FILL + ".", noise), noise)
    found = transcribe([first, second])
    joined = next(text for text in paragraphs(found) if "\f" in text)
    assert joined.replace("\f", " ") == LONG + ", " + LONG.lower() + "."
    assert found.text.count("\f") == 1
    block = next(block for block in found.blocks if "\f" in found.slice(block.span))
    assert block.page == 1
    assert found.found("x", block.span).page == 1
    assert {word.page for word in found.words_in(block.span)} == {1, 2}
    assert [mark.value for mark in found.furniture] == ["1", "2"]


TRAPS_PAGE_BREAK = [
    "» số hộ nghèo được hỗ trợ bồn chứa nước ngọt;",
    "● số hộ nghèo được hỗ trợ bồn chứa nước ngọt;",
    "1. Kinh phí",
    "- các hộ nghèo được hỗ trợ bồn chứa nước ngọt;",
    "Trách nhiệm của các xã ven biển được quy định như sau:",
]


@pytest.mark.parametrize("start", TRAPS_PAGE_BREAK)
def test_a_new_paragraph_begins_a_page(start: str) -> None:
    first = _long_page(1, wrap(70, FILL + "."), wrap(700, LONG + "."), None)
    second = _long_page(2, wrap(70, start), wrap(700, FILL + "."), None)
    text = transcribe([first, second]).text
    assert f".\n\f{start}\n" in text


def _cell(row: int, column: int, *texts: str, row_span: int = 1, col_span: int = 1) -> GridCell:
    x, y = 85.0 + 150 * column, 300.0 + 60 * row
    lines = tuple(line(x + 4, y + 10 + 16 * k, text) for k, text in enumerate(texts))
    return GridCell(
        row=row, column=column, row_span=row_span, col_span=col_span, lines=lines,
        box=Box(x0=x, y0=y, x1=x + 150 * col_span, y1=y + 60 * row_span),
    )  # fmt: skip


def test_a_table_is_written_row_by_row() -> None:
    grid = Grid(
        box=Box(x0=85, y0=300, x1=535, y1=480), rows=3, columns=3, finder="test",
        cells=(
            _cell(0, 0, "1"), _cell(0, 1, "Nghị định số 80/2014/NĐ-", "CP về thoát nước"),
            _cell(0, 2, "Quý IV/", "2023", row_span=2),
            _cell(1, 0, "2"), _cell(1, 1),
            _cell(2, 0, "II"), _cell(2, 1, "CẤP NƯỚC", "ĐẢO XA", col_span=2),
        ),
    )  # fmt: skip
    found = transcribe([page(1, wrap(100, LONG + "."), wrap(560, FILL + "."), grids=(grid,))])
    rows = [found.slice(block.span) for block in found.blocks if block.kind == "table_row"]
    assert rows == ["1 | Nghị định số 80/2014/NĐ-CP về thoát nước | Quý IV/2023", "2 |  | ", "II | CẤP NƯỚC ĐẢO XA"]
    assert [block.kind for block in found.blocks] == ["paragraph"] + ["table_row"] * 3 + ["paragraph"]
    (written,) = found.grids
    cell = next(cell for cell in written.cells if (cell.row, cell.column) == (2, 1))
    assert found.slice(cell.span) == "CẤP NƯỚC ĐẢO XA"
    assert [found.text[start : start + 3] for start in cell.line_starts] == ["CẤP", "ĐẢO"]
    empty = next(cell for cell in written.cells if (cell.row, cell.column) == (1, 1))
    assert len(empty.span) == 0
    assert [(block.grid, block.row) for block in found.blocks if block.kind == "table_row"] == [(0, 0), (0, 1), (0, 2)]


def test_furniture_stays_out_of_the_text() -> None:
    pages = []
    for number in range(1, 5):
        parts = [wrap(100 + 80 * k, LONG + ".") for k in range(5)]
        pages.append(
            page(
                number,
                line(85, 30, "Kế hoạch trữ nước ngọt huyện đảo Hòn Sóng"),
                *parts,
                line(520, 815, str(number)),
                *(
                    [line(400, 45, "Ký bởi: Văn phòng huyện"), line(400, 57, "Ngày ký: 02/03/2023")]
                    if number == 1
                    else []
                ),
            )
        )
    found = transcribe(pages)
    assert set(paragraphs(found)) == {LONG + "."}
    assert len(found.furniture) == 4 + 4 + 2
    assert {mark.page for mark in found.furniture} == {1, 2, 3, 4}


def small(x: float, y: float, text: str) -> Line:
    """Set a line in 10 pt, as a signing program does."""
    set_ = line(x, y, text)
    return Line(words=tuple(word.model_copy(update={"size": 10.0}) for word in set_.words), box=set_.box)


STAMPS = [
    ["Ký bởi: Văn phòng huyện", "Ngày ký: 02.03.2023 08:15:30 +07:00"],
    ["Cổng tin huyện đảo", "vanthu@example.vn", "02.03.2023 08:15:30"],
    ["Văn phòng huyện", "02.03.2023", "08:15:30 +07:00"],
]


@pytest.mark.parametrize("stamp", STAMPS, ids=[stamp[0] for stamp in STAMPS])
def test_a_signing_stamp_is_kept_beside_the_text(stamp: list[str]) -> None:
    lines = [small(340, 22 + 12 * k, text) for k, text in enumerate(stamp)]
    head = [small(340, 90, "Mẫu số 02")]
    found = transcribe([page(1, *lines, *head, wrap(120, LONG + "."))])
    assert [mark.value for mark in found.furniture] == stamp
    assert "Mẫu số 02" in found.text
    assert LONG in found.text
    # The same lines in the middle of a page are text.
    assert transcribe([page(2, *lines, wrap(120, LONG + "."))]).text.count("huyện") >= 1


WILD_DIRT = [
    ("edge", line(30, 118, "H"), "H"),
    ("edge of the next sheet", line(4, 400, "242 G6,"), "242"),
    ("speck", line(500, 390, "|"), "|"),
    ("accents between two lines", line(335, 109, "B"), "B"),
    ("number with dirt", line(270, 40, "ị 8"), "ị 8"),
    ("own number over a wide margin (quyet-dinh-195-2019-dak-rlap.pdf, page 10)", line(520, 745, "8"), "8"),
    ("all marks", line(370, 398, '" """ "" P"" ""'), '" """ "" P"" ""'),
]


@pytest.mark.parametrize(("what", "dirt", "text"), WILD_DIRT, ids=[what for what, _, _ in WILD_DIRT])
def test_dirt_of_a_scan_stays_out_of_the_text(what: str, dirt: Line, text: str) -> None:
    body = [wrap(100 + 80 * k, LONG + ".") for k in range(6)]
    found = transcribe([page(8, dirt, *body, noise=True)])
    assert set(paragraphs(found)) == {LONG + "."}
    assert text in {mark.value for mark in found.furniture}


MARKS = [
    # what stands outside the text, how surely it is read, how surely its number is stated
    ("page number", line(300, 40, "8"), 0.97, 0.97),
    ("edge of the next sheet", line(4, 400, "242"), 0.99, 0.5),
    ("speck", line(500, 398, '""7" "" P"" ""'), 0.99, 0.5),
    ("doubtful speck", line(500, 398, '""7" "" P"" ""'), 0.2, 0.2),
]


@pytest.mark.parametrize(("what", "mark", "read", "stated"), MARKS, ids=[what for what, *_ in MARKS])
def test_digits_outside_the_text_are_as_sure_as_they_were_read(
    what: str, mark: Line, read: float, stated: float
) -> None:
    words = tuple(word.model_copy(update={"confidence": read}) for word in mark.words)
    body = [wrap(100 + 80 * k, LONG + ".") for k in range(6)]
    found = transcribe([page(8, Line(words=words, box=mark.box), *body, noise=True)])
    (kept,) = (piece for piece in found.furniture if any(char.isdigit() for char in piece.value))
    assert kept.confidence == stated
    assert bool(kept.doubts) == (stated <= 0.5)


def test_nothing_of_a_printed_page_is_dirt() -> None:
    body = [wrap(100 + 80 * k, LONG + ".") for k in range(4)]
    found = transcribe([page(1, *body, line(LEFT + INDENT, 500, "* | *"))])
    assert "* | *" not in found.text or found.text.count("* | *") == 1
    assert found.text.count(LONG) == 4


def test_a_failed_page_keeps_its_place() -> None:
    body = wrap(100, LONG + ".")
    failure = PageFailure(number=2, reason="timeout")
    found = transcribe([page(1, body), failure, page(3, body)])
    assert found.text == f"{LONG}.\n\f\f{LONG}.\n"
    assert found.failures == (failure,)
    assert [info.number for info in found.pages] == [1, 3]
    assert [found.page_at(block.span.start) for block in found.blocks] == [1, 3]


def test_an_empty_document_and_empty_pages() -> None:
    assert transcribe([]).text == ""
    assert transcribe([page(1), page(2)]).text == "\f"


def test_every_word_leads_back_to_its_place(noise: random.Random | None) -> None:
    found = transcribe([page(1, wrap(100, LONG + ".", noise), wrap(200, FILL, noise), noise=noise is not None)])
    assert [found.text[word.start : word.end] for word in found.words] == found.text.split()
    assert [word.start for word in found.words] == sorted(word.start for word in found.words)
    place = found.found(1, found.blocks[1].span)
    assert place.quote == FILL
    assert place.box is not None
    assert place.box.y0 > 180


def _fold(text: str) -> str:
    return re.sub(r"[\s|]+", " ", unicodedata.normalize("NFC", text)).strip()


READ = ["but-son-2021-2025", "cam-xuyen-2021", "mang-yang-2019", "nghia-hung-2021-2025", "tuy-phong-2022"]


@pytest.mark.shared
@pytest.mark.parametrize("stem", READ)
def test_printed_plans_are_read_whole(shared: Path, stem: str) -> None:
    """Every block of the printed pages stands in the transcript's page, in one piece; figures of the five plans."""
    pdf = shared / "scans" / f"{stem}.digital.pdf"
    found = transcribe([read_text_layer(pdf, number) for number in range(1, count_pages(pdf) + 1)])
    truth = json.loads((shared / "scans" / "truth" / f"{stem}.json").read_text(encoding="utf-8"))["pages"]
    texts = found.text.split("\f")
    assert len(texts) == len(truth)
    for number, (text, blocks) in enumerate(zip(texts, truth, strict=True), start=1):
        folded = _fold(text)
        lost = [block for block in blocks if _fold(block) not in folded and not block.isdigit()]
        # A name that a narrow cell broke after a slash is joined by a space.
        assert len(lost) <= (1 if number == 25 else 0), (number, lost)
