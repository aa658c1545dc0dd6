"""Two annexes of one number: an author's slip, or a numeral that lost a stroke on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.front_matter import find_front_matter
from extractors.outline import find_outline
from models.source import Found
from pipeline.transcript.transcribe import transcribe
from tests.sheets import PLAN_HEAD, set_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.lexicon import Lexicon
    from models.page import Line, Page
    from models.transcript import Transcript

BODY = """**I. MỤC TIÊU**
- Ươm hai nghìn cây giống trước mùa nước, mỗi ấp nhận một đoạn đê và cử người chăm sóc{cited}.
Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**
- Như trên; || **CHỦ TỊCH**
 ||
 || **Lê Thị Hoa**
"""
ANNEXES = (
    "---\n^PHỤ LỤC {}\n^VIỆC CỦA CÁC ẤP TRONG NĂM\n- Ấp Đông đào hố, ấp Tây ươm cây, ấp Nam chở phân.\n",
    "---\n^PHỤ LỤC {}\n^CÂY GIỐNG VÀ NGƯỜI CHĂM SÓC\n- Mỗi ấp nhận hai trăm cây và cử năm người.\n",
    "---\n^PHỤ LỤC {}\n^TIỀN CÔNG, TIỀN PHÂN\n- Tiền công trả sau mùa nước, tiền phân ứng trước.\n",
)


def _read(printed: Sequence[str], read: Sequence[str], cited: str, scan: bool, wide: bool = True) -> Transcript:
    """Set annexes as printed, each with the number that a reader saw; `wide`: its box is as wide as the print."""
    annexed = [annex.format(number) for annex, number in zip(ANNEXES, printed if wide else read, strict=False)]
    pages = set_pages(PLAN_HEAD + BODY.format(cited=cited) + "".join(annexed), ocr=scan)
    annexes = [number for number, page in enumerate(pages) if page.lines and page.lines[0].text.startswith("PHỤ LỤC")]
    for number, seen in zip(annexes, read, strict=True):
        pages[number] = _renumbered(pages[number], seen)
    return transcribe(pages)


def _renumbered(page: Page, seen: str) -> Page:
    label: Line = page.lines[0]
    words = (*label.words[:-1], label.words[-1].model_copy(update={"text": seen}))
    return page.model_copy(update={"lines": (label.model_copy(update={"words": words}), *page.lines[1:])})


CASES = [  # printed, read, cited, whether the box is as wide as the print; numbers, doubts of the last one named so
    (("I", "II"), ("I", "II"), "", True, "I II", {}),
    (("I", "II"), ("I", "I"), "", True, "I II", {"II": "label_mended"}),
    (("I", "I"), ("I", "I"), "", True, "I I", {"I": "label_repeats"}),
    (("I", "II"), ("I", "I"), " (Phụ lục I, Phụ lục II)", False, "I II", {"II": "label_mended"}),
    (("I", "II", "III"), ("I", "I", "III"), "", False, "I II III", {"II": "label_mended"}),
    (("I", "II", "III"), ("I", "I", "I"), "", True, "I II III", {"II": "label_mended", "III": "label_mended"}),
    (("V", "VI"), ("V", "V"), "", True, "V VI", {"VI": "label_mended"}),
    (("1", "1"), ("1", "1"), "", True, "1 1", {"1": "label_repeats"}),
    (("I", "II"), ("I", "1l"), "", True, "I II", {"II": "label_mended"}),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "read", "cited", "wide", "numbers", "doubted"), CASES)
def test_a_numeral_that_repeats_the_one_before_it(
    printed: tuple[str, ...],
    read: tuple[str, ...],
    cited: str,
    wide: bool,
    numbers: str,
    doubted: dict[str, str],
    lexicon: Lexicon,
) -> None:
    sections = find_outline(_read(printed, read, cited, scan=True, wide=wide), lexicon).sections[1:]
    annexes = [(one.value.path.removeprefix("Phụ lục "), [doubt.code for doubt in one.doubts]) for one in sections]
    assert " ".join(number for number, _ in annexes) == numbers
    assert {number: codes[0] for number, codes in annexes if codes} == doubted


@pytest.mark.parametrize("scan", [False, True])
@pytest.mark.parametrize("numbers", [("1",), ("1", "2"), ("I", "II", "III"), ("1", "2", "3")])
def test_annexes_that_begin_in_the_margin_are_no_running_heads(
    numbers: tuple[str, ...], scan: bool, lexicon: Lexicon
) -> None:
    """ "PHỤ LỤC 1" was taken for a page number, three alike labels for a running head: the annexes were lost."""
    sections = find_outline(_read(numbers, numbers, "", scan), lexicon).sections[1:]
    assert [one.value.path.removeprefix("Phụ lục ") for one in sections] == list(numbers)


@pytest.mark.parametrize("scan", [False, True])
def test_three_letterheads_are_no_running_heads(scan: bool, lexicon: Lexicon) -> None:
    """A decision, its plan and an annex with a letterhead each."""
    head, _, titled = PLAN_HEAD.partition("\n\n")
    plan = titled + BODY.format(cited="")
    decision = (
        "^QUYẾT ĐỊNH\n^Ban hành Kế hoạch trồng cây ven đê năm 2021\nCăn cứ Luật Đê điều;\n^QUYẾT ĐỊNH:\n"
        "**Điều 1.** Ban hành kèm theo Quyết định này Kế hoạch trồng cây ven đê năm 2021.\n"
    )
    annex = ANNEXES[0].format("").removeprefix("---\n")
    text = f"{head}\n\n{decision}---\n{head}\n\n{plan}---\n{head}\n\n{annex}"
    front = find_front_matter(transcribe(set_pages(text, ocr=scan)), lexicon)
    assert isinstance(front.issuer, Found)
    assert front.issuer.value == "Ủy ban nhân dân xã Bến Gỗ"


def test_print_is_taken_at_its_word(lexicon: Lexicon) -> None:
    sections = find_outline(_read(("I", "II"), ("I", "I"), "", scan=False), lexicon).sections[1:]
    assert [(one.value.path, [doubt.code for doubt in one.doubts]) for one in sections] == [
        ("Phụ lục I", []),
        ("Phụ lục I", ["label_repeats"]),
    ]
