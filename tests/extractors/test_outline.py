from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.outline import Outline, find_outline
from models.page import Reading
from models.source import Box
from models.transcript import PlacedWord, Transcript
from tests.made import plain_transcript
from tests.sheets import PLAN_HEAD, set_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from extractors.lexicon import Lexicon

HEAD = "<ỦY BAN NHÂN DÂN\n<XÃ AN MỸ\n<Số: 5/KH-UBND\n>An Mỹ, ngày 3 tháng 2 năm 2022\n"
TITLE = "^**KẾ HOẠCH**\n^**Trồng cây và giữ rừng xã An Mỹ năm 2022**\nCăn cứ Kế hoạch của huyện;\n"
FOOT = "<Nơi nhận:\n<- UBND huyện;\n>TM. ỦY BAN NHÂN DÂN\n>CHỦ TỊCH\n>Lê Văn Bình\n"


def outline_of(body: str, lexicon: Lexicon, ocr: bool = False) -> Outline:
    transcript = plain_transcript(HEAD + TITLE + body + FOOT)
    return find_outline(scanned(transcript) if ocr else transcript, lexicon)


def scanned(transcript: Transcript) -> Transcript:
    """The same text as OCR would give it: no bold letters, no measured words."""
    pages = tuple(page.model_copy(update={"source": "ocr"}) for page in transcript.pages)
    blocks = tuple(block.model_copy(update={"bold": False, "centred": False}) for block in transcript.blocks)
    return transcript.model_copy(update={"pages": pages, "blocks": blocks, "words": ()})


def paths(outline: Outline) -> list[str]:
    return [found.value.path for found in outline.sections]


BODY = """**I. MỤC ĐÍCH, YÊU CẦU**
**1. Mục đích**
- Giữ màu xanh cho các thôn.
**2. Yêu cầu**
Làm đúng mùa mưa.
**II. MỤC TIÊU**
1. 100% các thôn có vườn ươm trước tháng 9.
2. Trồng mới 5.000 cây, trong đó 60% là cây bản địa.
**3. Chăm sóc cây**
- 95% số cây sống sau một năm.
**III. NHIỆM VỤ VÀ GIẢI PHÁP**
**1. Cải cách thể chế**
**1.1. Mục tiêu**
- Ban hành 02 quy chế.
**1.2 Nhiệm vụ**
a) Rà soát quy ước của thôn, sửa cho hợp với luật mới.
b) Phổ biến quy ước tới từng hộ.
Các thôn tự chọn ngày họp.
**2. Truyền thông**
- Làm bảng tin.
**IV. TỔ CHỨC THỰC HIỆN**
**1. Công chức Văn phòng:** Theo dõi, đôn đốc các thôn.
**2. Hội Nông dân:** Vận động hội viên.
3. Trưởng các thôn chịu trách nhiệm trước Ủy ban nhân dân xã về kết quả trồng và giữ cây ở thôn mình, báo cáo mỗi quý.
Trên đây là Kế hoạch trồng cây của xã./.
"""


def test_a_plan_is_parted(lexicon: Lexicon) -> None:
    outline = outline_of(BODY, lexicon)
    assert [(f.value.path, f.value.heading, f.value.level, f.value.role) for f in outline.sections] == [
        ("I", "MỤC ĐÍCH, YÊU CẦU", 1, "purpose_requirements"),
        ("I/1", "Mục đích", 2, "purpose"),
        ("I/2", "Yêu cầu", 2, "requirements"),
        ("II", "MỤC TIÊU", 1, "targets"),
        ("II/3", "Chăm sóc cây", 2, "targets"),
        ("III", "NHIỆM VỤ VÀ GIẢI PHÁP", 1, "tasks_solutions"),
        ("III/1", "Cải cách thể chế", 2, "tasks_solutions"),
        ("III/1/1.1", "Mục tiêu", 3, "targets"),
        ("III/1/1.2", "Nhiệm vụ", 3, "tasks"),
        ("III/2", "Truyền thông", 2, "tasks_solutions"),
        ("IV", "TỔ CHỨC THỰC HIỆN", 1, "organization"),
        ("IV/1", "Công chức Văn phòng", 2, "organization"),
        ("IV/2", "Hội Nông dân", 2, "organization"),
    ]
    assert [item.path for item in outline.items] == ["II/1", "II/2", "III/1/1.2/a", "III/1/1.2/b", "IV/3"]
    assert outline.sections[7].value.domain == "institutions"


def test_a_scan_without_bold_letters_is_parted_alike(lexicon: Lexicon) -> None:
    assert paths(outline_of(BODY, lexicon, ocr=True)) == paths(outline_of(BODY, lexicon))


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("5.000 cây", "II/2"),
        ("95% số cây", "II/3"),
        ("02 quy chế", "III/1/1.1"),
        ("Các thôn tự chọn", "III/1/1.2/b"),
        ("Làm bảng tin", "III/2"),
        ("Vận động", "IV/2"),
        ("Căn cứ", ""),
        ("UBND huyện", ""),
    ],
)
def test_path_of_a_place(words: str, path: str, lexicon: Lexicon) -> None:
    transcript = plain_transcript(HEAD + TITLE + BODY + FOOT)
    outline = find_outline(transcript, lexicon)
    offset = transcript.text.index(words)
    assert outline.path_at(offset) == path
    section = outline.section_at(offset)
    assert (section.path if section else "") == (path if path in paths(outline) else path.rpartition("/")[0])


def test_the_authors_own_misnumbering_stays(lexicon: Lexicon) -> None:
    body = (
        "**I. MỤC ĐÍCH**\n- a\n**II. NHIỆM VỤ**\n- b\n**IV. PHỤ LỤC**\n(Có bảng kèm theo)\n"
        "**IV. KINH PHÍ**\nNgân sách xã.\n**V. TỔ CHỨC THỰC HIỆN**\n- c\n"
    )
    outline = outline_of(body, lexicon)
    assert paths(outline) == ["I", "II", "IV", "IV", "V"]
    assert [tuple(doubt.code for doubt in f.doubts) for f in outline.sections] == [
        (), (), ("label_skips",), ("label_repeats",), (),
    ]  # fmt: skip


WILD = [
    ("I. MỤC TIÊU", "II", "I → II"),  # OCR lost a stroke
    ("1I. MỤC TIÊU", "II", "1I → II"),
    ("Il. MỤC TIÊU", "II", "Il → II"),
    ("H. MỤC TIÊU", "II", "H → II"),
    ("MỤC TIÊU", "II", "∅ → II"),  # lost the label
]


@pytest.mark.parametrize(("line", "label", "mended"), WILD)
def test_a_misread_label_is_mended_by_the_sequence(line: str, label: str, mended: str, lexicon: Lexicon) -> None:
    body = BODY.replace("**II. MỤC TIÊU**", line)
    outline = outline_of(body, lexicon, ocr=True)
    assert paths(outline) == paths(outline_of(BODY, lexicon))
    found = next(f for f in outline.sections if f.value.path == label)
    assert [(doubt.code, doubt.detail.replace(".", "")) for doubt in found.doubts] == [("label_mended", mended)]


def test_a_text_layer_is_not_mended(lexicon: Lexicon) -> None:
    outline = outline_of(BODY.replace("**II. MỤC TIÊU**", "**I. MỤC TIÊU**"), lexicon)
    assert "II" not in paths(outline)


def _measured(transcript: Transcript, widths: dict[str, float]) -> Transcript:
    """Words of 14 pt Times on one line a block; labels as wide as told (points)."""
    from extractors.letter_widths import nominal_width

    words = []
    for block in transcript.blocks:
        x, offset = 85.0, block.span.start
        for text in transcript.slice(block.span).split(" "):
            width = widths.get(f"{text} {transcript.slice(block.span)[len(text) + 1 :][:4]}", 14 * nominal_width(text))
            box = Box(x0=x, y0=block.box.y0, x1=x + width, y1=block.box.y1)
            words.append(PlacedWord(start=offset, end=offset + len(text), page=block.page, box=box))
            x, offset = x + width + 4, offset + len(text) + 1
    return transcript.model_copy(update={"words": tuple(words)})


def test_the_width_of_a_label_tells_a_misreading_from_the_authors_slip(lexicon: Lexicon) -> None:
    body = (
        "I. MỤC ĐÍCH, YÊU CẦU\n- a\nII. CÁC CHỈ TIÊU\n- b\nIII. NHIỆM VỤ\n- c\nV. PHỤ LỤC\n(Có bảng)\n"
        "V. KINH PHÍ\nNgân sách.\nVI. TỔ CHỨC THỰC HIỆN\n- c\n"
    )
    transcript = scanned(plain_transcript(HEAD + TITLE + body + FOOT))
    as_printed = find_outline(_measured(transcript, {}), lexicon)
    assert paths(as_printed) == ["I", "II", "III", "V", "V", "VI"]
    wider = find_outline(_measured(transcript, {"V. PHỤ ": 14 * 1.3}), lexicon)
    assert paths(wider) == ["I", "II", "III", "IV", "V", "VI"]


TRAPS = [
    "18/6/2021 của Ban Chấp hành về giữ rừng",
    "16/2015/NĐ-CP quy định cơ chế tự chủ",
    "1.600 tỷ đồng cho toàn giai đoạn",
    "(Chi tiết tại Phụ lục kèm theo)",
    "- 1. Không phải mục",
]


@pytest.mark.parametrize("line", TRAPS)
def test_what_is_no_label(line: str, lexicon: Lexicon) -> None:
    outline = outline_of(f"**I. MỤC TIÊU**\n- a\n{line}\n**II. KINH PHÍ**\nNgân sách xã.\n", lexicon)
    assert paths(outline) == ["I", "II"]
    assert outline.items == ()


def test_a_title_over_two_blocks(lexicon: Lexicon) -> None:
    body = "**I. MỤC TIÊU TRỒNG CÂY**\n**VÀ GIỮ RỪNG**\n- a\n**II.**\n**KINH PHÍ**\nNgân sách xã.\n"
    outline = outline_of(body, lexicon)
    assert [(f.value.path, f.value.heading) for f in outline.sections] == [
        ("I", "MỤC TIÊU TRỒNG CÂY VÀ GIỮ RỪNG"),
        ("II", "KINH PHÍ"),
    ]


def test_a_decision_with_its_plan_and_annex(lexicon: Lexicon) -> None:
    text = (
        "^**QUYẾT ĐỊNH**\n^**Ban hành Kế hoạch trồng cây**\n^**ỦY BAN NHÂN DÂN XÃ**\nCăn cứ Luật Lâm nghiệp;\n"
        "^**QUYẾT ĐỊNH:**\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch.\nĐiều 2. Có hiệu lực từ ngày ký.\n"
        + FOOT
        + "\f^**KẾ HOẠCH**\n^**Trồng cây năm 2022**\n(Kèm theo Quyết định số 7/QĐ-UBND ngày 3/2/2022)\n"
        + "**I. MỤC TIÊU**\n- Một nghìn cây.\n"
        + FOOT
        + "\f^**PHỤ LỤC II**\n^**PHÂN CÔNG NHIỆM VỤ**\n(Kèm theo Kế hoạch)\n**I. Việc của thôn**\n- Đào hố.\n"
    )
    transcript = plain_transcript(text)
    outline = find_outline(transcript, lexicon)
    assert [(f.value.path, f.value.heading) for f in outline.sections] == [
        ("I", "MỤC TIÊU"),
        ("Phụ lục II", "PHÂN CÔNG NHIỆM VỤ"),
        ("Phụ lục II/I", "Việc của thôn"),
    ]
    assert [item.path for item in outline.items] == ["Điều 1", "Điều 2"]
    assert outline.path_at(transcript.text.index("Đào hố")) == "Phụ lục II/I"


def test_quotes_are_slices(lexicon: Lexicon) -> None:
    transcript = plain_transcript(HEAD + TITLE + BODY + FOOT)
    for found in find_outline(transcript, lexicon).sections:
        assert found.quote == " ".join(transcript.slice(span) for span in found.spans)
        assert found.value.heading in found.quote


def test_an_empty_document(lexicon: Lexicon) -> None:
    assert find_outline(Transcript(text=""), lexicon) == Outline()


@pytest.mark.shared
def test_section_counts_of_the_real_plans(shared: Path, lexicon: Lexicon) -> None:
    """Headed sections a careful reader counts in the blocks of ../shared/scans/truth, without any typography."""
    import json

    counts = {"cam-xuyen-2021": 24, "nghia-hung-2021-2025": 29, "tuy-phong-2022": 34}
    for stem, count in counts.items():
        pages = json.loads((shared / f"scans/truth/{stem}.json").read_text(encoding="utf-8"))["pages"]
        text = "\n\f".join("\n".join(block for block in page if not block.strip().isdigit()) for page in pages)
        outline = find_outline(scanned(plain_transcript(text)), lexicon)
        assert len(outline.sections) == count, stem


STAINED = [  # what stands where "II. MỤC TIÊU" and "2. Yêu cầu" were printed
    ("**II. MỤC TIÊU**", "-_L MỤC TIÊU"),
    ("**II. MỤC TIÊU**", "_I. MỤC TIÊU"),
    ("**2. Yêu cầu**", "'2. Yêu cầu `"),
    ("**2. Yêu cầu**", "2,. Yêu cầu"),
    ("**2. Yêu cầu**", "- 2. Yêu cầu"),
    ("**2. Yêu cầu**", "+ 2. Yêu cầu"),
    ("**2. Truyền thông**", "2. Truyền thông ."),
    ("**1.2 Nhiệm vụ**", "3 2. Nhiệm vụ"),
]


@pytest.mark.parametrize(("printed", "read"), STAINED)
def test_stains_of_a_scan(printed: str, read: str, lexicon: Lexicon) -> None:
    outline = outline_of(BODY.replace(printed, read), lexicon, ocr=True)
    assert paths(outline) == paths(outline_of(BODY, lexicon))
    assert [found.value.heading for found in outline.sections] == [
        found.value.heading for found in outline_of(BODY, lexicon).sections
    ]


def test_a_table_read_as_lines_makes_no_sections(lexicon: Lexicon) -> None:
    text = (
        HEAD + TITLE + "**I. MỤC TIÊU**\n- Một nghìn cây.\n" + FOOT + "\f^**PHỤ LỤC**\n^**PHÂN CÔNG NHIỆM VỤ**\n"
        "**TT Nội dung Cơ quan chủ trì Thời gian**\n**I. GIỮ RỪNG**\n1 Đào hố Công chức địa chính Quý I\n"
    )
    outline = find_outline(plain_transcript(text), lexicon)
    assert paths(outline) == ["I", "Phụ lục"]


def test_a_list_behind_a_plan_is_an_annex(lexicon: Lexicon) -> None:
    text = (
        HEAD + TITLE + "**I. MỤC TIÊU**\n- Một nghìn cây.\n" + FOOT + "\f^**DANH MỤC VƯỜN ƯƠM**\n"
        "(Kèm theo Kế hoạch số 5/KH-UBND)\n- Vườn thôn Đông.\n"
    )
    outline = find_outline(plain_transcript(text), lexicon)
    assert [(found.value.path, found.value.heading) for found in outline.sections][1:] == [
        ("Phụ lục", "DANH MỤC VƯỜN ƯƠM"),
    ]
    assert [doubt.code for doubt in outline.sections[1].doubts] == ["appendix_unnamed"]


def test_an_annex_without_a_title_is_headed_by_its_label(lexicon: Lexicon) -> None:
    text = HEAD + TITLE + "**I. MỤC TIÊU**\n- Một nghìn cây.\n" + FOOT + "\f^**Phụ lục**\n"
    outline = find_outline(plain_transcript(text), lexicon)
    annex = outline.sections[-1]
    assert (annex.value.path, annex.value.heading) == ("Phụ lục", "Phụ lục")
    assert [doubt.code for doubt in annex.doubts] == ["heading_not_found"]


def test_numbered_with_brackets(lexicon: Lexicon) -> None:
    body = (
        "**I. TỔ CHỨC THỰC HIỆN**\n**1) Các phòng**\n**1.1 Phòng Nội vụ**\n- a\n**1.2 Phòng Tư pháp**\n- b\n"
        "**2) Các xã**\n- c\n**II. KINH PHÍ**\nNgân sách.\n"
    )
    assert paths(outline_of(body, lexicon)) == ["I", "I/1", "I/1/1.1", "I/1/1.2", "I/2", "II"]


def test_two_readers_that_agree_hold_the_authors_slips(lexicon: Lexicon) -> None:
    """Sections V, V, VI after III, surely read, were mended (cam-xuyen-2021.office.pdf, page 7)."""
    titles = ("I. MỤC ĐÍCH", "II. CHỈ TIÊU", "III. NHIỆM VỤ", "V. PHỤ LỤC", "V. KINH PHÍ", "VI. TỔ CHỨC THỰC HIỆN")
    body = "".join(f"{title}\n- việc phải làm\n" for title in titles)
    transcript = scanned(plain_transcript(HEAD + TITLE + body + FOOT))
    blurred = _measured(transcript, {"V. PHỤ ": 14 * 1.3})
    assert paths(find_outline(blurred, lexicon)) == ["I", "II", "III", "IV", "V", "VI"]
    sure = tuple(
        word.model_copy(update={"confidence": 0.99, "readings": _twice(blurred.text[word.start : word.end])})
        for word in blurred.words
    )
    witnessed = blurred.model_copy(update={"words": sure})
    assert paths(find_outline(witnessed, lexicon)) == ["I", "II", "III", "V", "V", "VI"]


def test_no_v_is_thought_up_where_a_sure_reader_saw_strokes(lexicon: Lexicon) -> None:
    """The second III of a doubled count was read II by the other reader and became IV."""
    titles = ("I. MỤC ĐÍCH", "II. CHỈ TIÊU", "III. KINH PHÍ", "III. TỔ CHỨC THỰC HIỆN")
    body = "".join(f"{title}\n- việc phải làm\n" for title in titles)
    measured = _measured(scanned(plain_transcript(HEAD + TITLE + body + FOOT)), {})
    at = measured.text.index("III. TỔ")
    for sure, expected in ((1.0, ["I", "II", "III", "III"]), (0.9, ["I", "II", "III", "IV"])):
        readings = (
            Reading(reader="one", text="III", confidence=sure),
            Reading(reader="other", text="II", confidence=0.9),
        )
        words = tuple(
            word.model_copy(update={"confidence": 0.8, "readings": readings}) if word.start == at else word
            for word in measured.words
        )
        assert paths(find_outline(measured.model_copy(update={"words": words}), lexicon)) == expected


def test_the_front_of_a_first_dotted_label_is_mended_by_what_stands_above(lexicon: Lexicon) -> None:
    body = (
        "1. Mục đích\n1.1. Mục đích chung\n- a\n1.2. Mục đích riêng\n- b\n2. Nhiệm vụ\n8.1. Cải cách thể chế\n- c\n"
        "2.2. Cải cách bộ máy\n- d\n3. Kinh phí\nTiền công.\n"
    )
    meant = ["1", "1/1.1", "1/1.2", "2", "2/2.1", "2/2.2", "3"]
    scan = outline_of(body, lexicon, ocr=True)
    assert paths(scan) == meant
    assert [[doubt.code for doubt in f.doubts] for f in scan.sections if f.doubts] == [["label_mended"]]
    assert "2/2.1" not in paths(outline_of(body, lexicon))


DASHED = """**1. Mục đích**
- Giữ rừng.
**2. Chỉ tiêu**
2.1- Chỉ tiêu chung
Rừng xanh.
2.2- Chỉ tiêu riêng
2.2.1- Vườn ươm
Mỗi thôn một vườn.
2.2.2- Đường rừng
Mỗi thôn một lối.
**3. Việc của các thôn**
3.1- Thôn Đông
Đào hố.
3.2- Thôn Tây
Ươm cây.
3.3- Thôn Nam
Chở phân.
**4. Kinh phí**
Tiền công.
"""


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (("\n2.2- ", "2.2.1- ", "2.2.2- "), ("\n22- ", "22.1- ", "22.2- ")),  # lost points
        (("3.2- ",), ("3.7- ",)),
        (("**3. ",), ("**8- ",)),
    ],
)
def test_dotted_labels_with_a_dash_that_a_scan_hurt(
    printed: tuple[str, ...], read: tuple[str, ...], lexicon: Lexicon
) -> None:
    worn = DASHED
    for one, other in zip(printed, read, strict=True):
        assert one in worn
        worn = worn.replace(one, other)
    assert paths(outline_of(worn, lexicon, ocr=True)) == paths(outline_of(DASHED, lexicon))


def _twice(text: str) -> tuple[Reading, ...]:
    return tuple(Reading(reader=reader, text=text, confidence=0.99) for reader in ("one", "other"))


FORMS = {  # bodies in forms of many offices, and the paths and headings of their sections
    "capitals to Đ": (
        "**A. MỤC ĐÍCH**\n- a\n**B. YÊU CẦU**\n- b\n**C. CHỈ TIÊU**\n- c\n**D. NHIỆM VỤ**\n- d\n"
        "**Đ. KINH PHÍ**\nTiền công.\n",
        ["A MỤC ĐÍCH", "B YÊU CẦU", "C CHỈ TIÊU", "D NHIỆM VỤ", "Đ KINH PHÍ"],
    ),
    "capitals without Đ": (
        "**A. MỤC ĐÍCH**\n- a\n**B. YÊU CẦU**\n- b\n**C. CHỈ TIÊU**\n- c\n**D. NHIỆM VỤ**\n- d\n"
        "**E. KINH PHÍ**\nTiền công.\n",
        ["A MỤC ĐÍCH", "B YÊU CẦU", "C CHỈ TIÊU", "D NHIỆM VỤ", "E KINH PHÍ"],
    ),
    "a standard's year behind a colon": (
        "**I. NHIỆM VỤ**\n1. Máy cũ thay hết trong năm.\n2. Áp dụng hệ thống quản lý TCVN ISO 9001:2015 ở các phòng.\n"
        "3. Cổng tin đăng đều.\n",
        ["I NHIỆM VỤ"],
    ),
    "a figure behind the colon of a body": (
        "**I. MỤC TIÊU**\n1. Thu phí chợ 3 tỷ đồng.\n2. Đơn vị sự nghiệp tự lo chi: thêm 02 đơn vị.\n"
        "3. Phòng họp còn 01 phòng.\n",
        ["I MỤC TIÊU"],
    ),
    "numerals alone over their titles": (
        "^**I**\n^**MỤC ĐÍCH, YÊU CẦU**\n- a\n^**II**\n^**KINH PHÍ VÀ CÔNG**\nTiền công.\n",
        ["I MỤC ĐÍCH, YÊU CẦU", "II KINH PHÍ VÀ CÔNG"],
    ),
    "half sentences before a colon": (
        "**I. MỤC TIÊU**\n1. Phấn đấu trong năm:\n- Trồng 5.000 cây.\n2. Đến hết năm:\n- Xong vườn ươm.\n"
        "**II. KINH PHÍ**\nTiền công.\n",
        ["I MỤC TIÊU", "II KINH PHÍ"],
    ),
}


@pytest.mark.parametrize(("body", "sections"), FORMS.values(), ids=FORMS)
def test_forms_of_many_offices(body: str, sections: list[str], lexicon: Lexicon) -> None:
    for ocr in (False, not body.startswith("^")):
        found = outline_of(body, lexicon, ocr).sections
        assert [f"{one.value.path} {one.value.heading}" for one in found] == sections


def test_a_sentence_that_opens_like_the_receivers_ends_no_body(lexicon: Lexicon) -> None:
    body = "**I. NHIỆM VỤ**\nNơi nhận hồ sơ của dân là bộ phận một cửa.\n**II. KINH PHÍ**\nTiền công.\n"
    assert paths(outline_of(body, lexicon)) == ["I", "II"]


def test_a_colon_that_a_scan_wore_to_a_semicolon_takes_no_sisters_title(lexicon: Lexicon) -> None:
    body = (
        "**I. MỤC TIÊU**\n1. Đường sá: các ngõ đều có đèn.\n2. Nhà cửa; nhà tạm được xóa hết.\n"
        "3. Chợ búa: mở thêm chợ phiên.\n4. Trường lớp: trẻ đến lớp đông đủ.\n**II. KINH PHÍ**\nTiền công.\n"
    )
    scan = outline_of(body, lexicon, ocr=True)
    assert paths(scan) == ["I", "I/1", "I/2", "I/3", "I/4", "II"]
    assert scan.sections[2].value.heading == "Nhà cửa"
    assert "I/2" not in paths(outline_of(body, lexicon))


@pytest.mark.parametrize("bullet", ["o", "a", "n"])
def test_a_bullet_that_a_scan_read_as_a_letter_carries_no_title_on(bullet: str, lexicon: Lexicon) -> None:
    """A round or square bullet is read as a small letter; the title above it was taken for a cut sentence."""
    body = (
        "**1. MỤC TIÊU**\n**1.1. Cây xanh**\nGiữ rừng.\n**1.2. Mục tiêu chi tiết**\n"
        + "".join(
            f"1.2.{count}. {title}\n{bullet} Đạt thêm vườn ươm ở các thôn.\n"
            for count, title in enumerate(["Nhóm việc về trồng cây ở ven sông", "Nhóm việc về giữ rừng ở đầu nguồn"], 1)
        )
        + "**2. KINH PHÍ**\nTiền công.\n"
    )
    assert paths(outline_of(body, lexicon, ocr=True))[3:5] == ["1/1.2/1.2.1", "1/1.2/1.2.2"]


SHORT_RUN_INS = [
    ("**1. Đối tượng:** Hộ nuôi ong.", "Đối tượng"),
    ("**1. Thời gian:** Năm 2022.", "Thời gian"),
    ("**1. Phạm vi: Toàn xã.**", "Phạm vi: Toàn xã"),  # bold throughout
]


@pytest.mark.parametrize(("line", "heading"), SHORT_RUN_INS)
def test_a_printed_colon_parts_a_few_plain_words_from_their_title(line: str, heading: str, lexicon: Lexicon) -> None:
    text = f"{PLAN_HEAD}**I. ĐỐI TƯỢNG, PHẠM VI**\n{line}\n**2. Yêu cầu:** Làm nhanh, gọn.\n"
    found = {s.value.path: s.value.heading for s in find_outline(set_sheet(text), lexicon).sections}
    assert found["I/1"] == heading
