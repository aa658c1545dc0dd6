"""A decision and the plan that it issues in one file: what belongs to the plan never hangs under an article."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from extractors.front_matter import find_front_matter
from extractors.lexicon import load_lexicon
from extractors.outline import find_outline
from models.plan import Versions
from models.source import Absent, Found, SourceDocument
from pipeline.assemble import assemble
from pipeline.documents import open_document
from pipeline.read_page import ReadSettings, read_page
from pipeline.transcript.transcribe import transcribe
from tests.made import plain_transcript
from tests.plans.typeset import typeset

if TYPE_CHECKING:
    from pathlib import Path

    from extractors.lexicon import Lexicon
    from models.transcript import Transcript

HEAD = """**ỦY BAN NHÂN DÂN** ||| **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**TỈNH PHÚ LA** ||| **Độc lập - Tự do - Hạnh phúc**
"""
DECISION = f"""{HEAD}Số: 52/QĐ-UBND ||| Phú La, ngày 09 tháng 3 năm 2021
>>**QUYẾT ĐỊNH**
>>**Ban hành Kế hoạch nuôi ong lấy mật năm 2021**
>>**CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH**
Căn cứ Luật Chăn nuôi ngày 19 tháng 11 năm 2018;
Theo đề nghị của Chi cục trưởng Chi cục Chăn nuôi,
>>**QUYẾT ĐỊNH:**
"""
ARTICLES = (
    "**Điều 1.** Ban hành kèm theo Quyết định này bản Kế hoạch nuôi ong lấy mật năm 2021.",
    "**Điều 2.** Quyết định này có hiệu lực kể từ ngày ký.",
    "**Điều 3.** Chi cục Chăn nuôi và các thôn thi hành Quyết định này.",
    "**Điều 4.** Sở Tài chính lo đủ tiền cho các thôn.",
)
FOOT = """**Nơi nhận:** ||| **CHỦ TỊCH**
- Như Điều 3; |||
- Lưu: VT. ||| **Lê Thị Hoa**
"""
TITLE = ">>**KẾ HOẠCH**\n>>**Nuôi ong lấy mật năm 2021**\n"
NOTES = (
    "",
    ">>(Ban hành theo Quyết định số 52/QĐ-UBND ngày 09/3/2021)",
    ">>(Kèm theo Quyết định số 52/QĐ-UBND ngày 09/3/2021)",
    ">>(Ban hành kèm theo Quyết định số 52/QĐ-UBND ngày 09/3/2021 của Chủ tịch UBND tỉnh)",
    ">>Ban hành kèm theo Quyết định số 52/QĐ-UBND ngày 09/3/2021",
)
GROUNDS = (
    "Theo chương trình công tác năm 2021, việc nuôi ong được tiến hành như sau:",
    "Căn cứ tình hình các thôn, việc nuôi ong được tiến hành như sau:",
)
WORDS = "Mỗi thôn chọn lấy một vườn tốt làm nơi học nghề cho bà con trong thôn và các thôn lân cận cùng đến xem.\n"
PLAN = f"""**I – MỤC TIÊU**
**1) Mục tiêu chung**
{WORDS}**2) Mục tiêu cụ thể**
a. Thêm bốn mươi đàn ong cho các thôn.
b. Mở mười lớp dạy nghề.
* Mỗi lớp ba mươi người.
**II – NHIỆM VỤ**
{WORDS * 4}**III – TỔ CHỨC THỰC HIỆN**
{WORDS * 4}"""
PATHS = ["I", "I/1", "I/2", "II", "III"]
BREAK = "\n\f\n"


def _plain(text: str) -> Transcript:
    """The marks of typeset as those of plain_transcript."""
    lines, turn = [], ""
    for line in text.split("\n"):
        if line == "\f":
            turn = "\f"
            continue
        left, columns, right = line.partition(" |||")
        marked = [f"<{left.strip('*')}", f">{right.strip(' *')}"] if columns else [line.replace(">>", "^", 1)]
        for one in (mark for mark in marked if mark.strip("<>^ ")):
            lines.append(turn + one)
            turn = ""
    return plain_transcript("\n".join(lines))


def _file(
    articles: int = 3, foot: str = FOOT, turn: str = BREAK, head: str = "", note: str = "", grounds: str = GROUNDS[0]
) -> str:
    decision = DECISION + "\n".join(ARTICLES[:articles]) + f"\n{foot}"
    return f"{decision}{turn}{head}\n{TITLE}{note}\n{grounds}\n{PLAN}{FOOT}"


def _paths(transcript: Transcript, lexicon: Lexicon) -> list[str]:
    return [found.value.path for found in find_outline(transcript, lexicon).sections]


@pytest.mark.parametrize(
    ("note", "head", "turn"),
    list(product(NOTES, ("", HEAD), (BREAK, ""))),
)
def test_a_plan_behind_its_decision_is_parted(note: str, head: str, turn: str, lexicon: Lexicon) -> None:
    for grounds, foot in product(GROUNDS, (FOOT, "")):
        transcript = _plain(_file(foot=foot, turn=turn, head=head, note=note, grounds=grounds))
        outline = find_outline(transcript, lexicon)
        assert [found.value.path for found in outline.sections] == PATHS
        assert not [item.path for item in outline.items if item.path.startswith("Điều") and "/" in item.path]
        front = find_front_matter(transcript, lexicon)
        assert isinstance(front.title, Found)
        assert front.title.value == "Nuôi ong lấy mật năm 2021"
        assert isinstance(front.number, Absent)
        assert isinstance(front.wrapper_number, Found)
        assert front.wrapper_number.value == "52/QĐ-UBND"


@pytest.mark.parametrize("articles", [1, 2, 4])
@pytest.mark.parametrize("note", NOTES)
def test_however_many_articles_it_has(articles: int, note: str, lexicon: Lexicon) -> None:
    for foot, head in product((FOOT, ""), (HEAD, "")):
        assert _paths(_plain(_file(articles, foot, head=head, note=note)), lexicon) == PATHS


@pytest.mark.parametrize(
    "title", ["K Ẻ H O Ạ C\n", "", ">>**Nuôi ong lấy mật năm 2021**\n"], ids=["worn", "none", "bare"]
)
@pytest.mark.parametrize("foot", [FOOT, ""], ids=["foot", "no foot"])
def test_a_plan_whose_type_is_lost_keeps_its_outline(title: str, foot: str, lexicon: Lexicon) -> None:
    assert _paths(_plain(_file(foot=foot).replace(TITLE, title)), lexicon) == PATHS


@pytest.mark.parametrize("note", NOTES)
def test_with_an_annex_behind_it(note: str, lexicon: Lexicon) -> None:
    annex = f"{BREAK}>>**PHỤ LỤC**\n>>**DANH SÁCH CÁC THÔN NUÔI ONG**\n"
    assert _paths(_plain(_file(head=HEAD, note=note) + annex), lexicon) == [*PATHS, "Phụ lục"]


def test_an_enacting_formula_without_its_colon_begins_no_document(lexicon: Lexicon) -> None:
    text = _file().replace("QUYẾT ĐỊNH:", "QUYẾT ĐỊNH")
    assert _paths(_plain(text), lexicon) == PATHS


def test_capitals_inside_an_article_begin_no_document(lexicon: Lexicon) -> None:
    text = DECISION + "\n".join(ARTICLES) + "\nKẾ HOẠCH nuôi ong được gửi tới các thôn trước tháng 4.\n" + FOOT
    assert _paths(_plain(text), lexicon) == []


@pytest.mark.parametrize(
    ("note", "head", "turn"), [("", HEAD, BREAK), (NOTES[1], HEAD, BREAK), (NOTES[1], "", ""), ("", "", "")]
)
def test_in_print(note: str, head: str, turn: str, tmp_path: Path, lexicon: Lexicon) -> None:
    pdf = tmp_path / "plan.pdf"
    pdf.write_bytes(typeset(_file(turn=turn, head=head, note=note)))
    with open_document(pdf) as document:
        count = len(document)
    pages = [read_page(pdf, number, ReadSettings()) for number in range(1, count + 1)]
    assert _paths(transcribe(pages), lexicon) == PATHS


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        (f"{DECISION}{ARTICLES[0]}{BREAK}{WORDS}{BREAK}{WORDS}", True),
        (f"{DECISION}{ARTICLES[0]}{BREAK}{WORDS}", False),
        (_file() + BREAK + WORDS, False),
    ],
    ids=["three pages", "two pages", "headed"],
)
def test_pages_without_headings_are_doubted(text: str, doubted: bool) -> None:
    versions = Versions(program="0", extractors="0", lexicon="0", engine="0")
    source = SourceDocument(sha256="0" * 64, file_name="plan.pdf", size=1)
    plan = assemble(_plain(text), source, load_lexicon(), versions)
    assert ("few_headings" in [doubt.code for doubt in plan.doubts]) == doubted


def test_a_mended_citation_is_told_among_the_documents_doubts() -> None:
    text = _file() + "\nThực hiện Nghị quyết số 39-/NQ/TW về việc nuôi ong.\n"
    versions = Versions(program="0", extractors="0", lexicon="0", engine="0")
    source = SourceDocument(sha256="0" * 64, file_name="plan.pdf", size=1)
    plan = assemble(_plain(text), source, load_lexicon(), versions)
    assert [str(doubt) for doubt in plan.doubts if doubt.code == "symbol_mended"] == [
        "symbol_mended: citation, page 2: 39-/NQ/TW → 39-NQ/TW"
    ]


def test_an_annex_counts_as_its_sisters_do() -> None:
    """A scan reads 1 as I; where all that the text names are digits, so is this one."""
    for named, read, label in [("Phụ lục 2", "I", "1"), ("Phụ lục II", "1", "I"), ("nơi khác", "I", "I")]:
        text = _file() + f"\nViệc cần làm ở {named}.\n\f^**PHỤ LỤC {read}**\n^**VIỆC CẦN LÀM TRONG NĂM**\n"
        plain = _plain(text)
        scan = plain.model_copy(
            update={"pages": tuple(page.model_copy(update={"source": "ocr"}) for page in plain.pages)}
        )
        annex = find_outline(scan, load_lexicon()).sections[-1]
        mended = ["label_mended"] if label != read else []
        assert (annex.value.path, [doubt.code for doubt in annex.doubts]) == (f"Phụ lục {label}", mended)
        assert find_outline(plain, load_lexicon()).sections[-1].value.path == f"Phụ lục {read}"
