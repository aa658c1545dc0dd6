from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from extractors.front_matter import find_front_matter
from extractors.periods import parse_period
from models.source import Absent, Found
from models.transcript import Block, PlacedWord, Transcript
from tests.made import plain_transcript

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

LEFT = "<ỦY BAN NHÂN DÂN\n<HUYỆN TUY AN\n<Số: 27 /KH-UBND\n"
RIGHT = ">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n>Độc lập - Tự do - Hạnh phúc\n>Tuy An, ngày 11 tháng 02 năm 2022\n"
TITLE = "^**KẾ HOẠCH**\n^**Nuôi ong lấy mật huyện Tuy An năm 2022**\n"
BODY = "Căn cứ Quyết định số 9/QĐ-UBND ngày 05/01/2022 của UBND tỉnh Phú Yên;\n**I. MỤC TIÊU**\n- Thêm 40 đàn ong.\n"
FOOT = "<Nơi nhận:\n<- Như trên;\n>TM. ỦY BAN NHÂN DÂN\n>KT. CHỦ TỊCH\n>PHÓ CHỦ TỊCH\n>Lê Thị Hoa\n"
PLAN = LEFT + RIGHT + TITLE + BODY + FOOT


def fields(text: str, lexicon: Lexicon, ocr: bool = False) -> dict[str, object]:
    """Values of the stated fields; for the absent ones why."""
    transcript = plain_transcript(text)
    if ocr:
        pages = tuple(page.model_copy(update={"source": "ocr"}) for page in transcript.pages)
        transcript = transcript.model_copy(update={"pages": pages})
    front = find_front_matter(transcript, lexicon)
    found = {name: getattr(front, name) for name in type(front).model_fields}
    return {name: field.value if isinstance(field, Found) else field.why for name, field in found.items()}


def doubts(text: str, name: str, lexicon: Lexicon) -> list[str]:
    field = getattr(find_front_matter(plain_transcript(text), lexicon), name)
    return [doubt.code for doubt in field.doubts]


WHOLE = {
    "doc_type": "Kế hoạch",
    "number": "27/KH-UBND",
    "issue_date": date(2022, 2, 11),
    "issue_place": "Tuy An",
    "issuer": "Ủy ban nhân dân huyện Tuy An",
    "superior": "not_stated",
    "unit_name": "Tuy An",
    "unit_level": "huyện",
    "district": "Tuy An",
    "province": "Phú Yên",
    "title": "Nuôi ong lấy mật huyện Tuy An năm 2022",
    "period_start": 2022,
    "period_end": 2022,
    "signer_name": "Lê Thị Hoa",
    "signer_title": "PHÓ CHỦ TỊCH",
    "wrapper_type": "not_stated",
    "wrapper_number": "not_stated",
    "wrapper_date": "not_stated",
}


def test_a_plan(lexicon: Lexicon) -> None:
    assert fields(PLAN, lexicon) == WHOLE


def test_a_plan_with_its_lines_run_together(lexicon: Lexicon) -> None:
    text = (
        "ỦY BAN NHÂN DÂN HUYỆN TUY AN Số: 27 /KH-UBND\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Tuy An, ngày 11 tháng 02 năm 2022\n"
        "KẾ HOẠCH Nuôi ong lấy mật huyện Tuy An năm 2022\n" + BODY.replace("*", "") + "Nơi nhận: - Như trên;\n"
        "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Thị Hoa\n"
    )
    assert {key: value for key, value in fields(text, lexicon).items() if key != "issue_place"} == {
        key: value for key, value in WHOLE.items() if key != "issue_place"
    }


CHANGED = [
    # what the sheet says instead, and what follows from it
    ({"Số: 27 /KH-UBND": "Số: /KH-UBND"}, {"number": "not_stated"}),
    ({"Số: 27 /KH-UBND": "Số:……/KH-UBND"}, {"number": "not_stated"}),
    ({"Số: 27 /KH-UBND": "Số: 27a/KH-UBND"}, {"number": "27a/KH-UBND"}),
    ({"ngày 11 tháng 02 năm": "ngày tháng năm"}, {"issue_date": "not_stated", "issue_place": "Tuy An"}),
    ({"ngày 11 tháng 02 năm": "ngày … tháng 02 năm"}, {"issue_date": "not_stated"}),
    ({"ngày 11 tháng 02 năm": "ngày A1 tháng 02 năm"}, {"issue_date": "unreadable"}),
    ({"ngày 11 tháng 02 năm": "ngày 31 tháng 02 năm"}, {"issue_date": "unreadable"}),
    ({"năm 2022**": "giai đoạn 2021 - 2025**"}, {"period_start": 2021, "period_end": 2025}),
    ({"năm 2022**": "năm 2022 và những năm tiếp theo**"}, {"period_start": 2022, "period_end": "not_stated"}),
    ({" năm 2022**": "**"}, {"period_start": "not_stated"}),
    ({"UBND tỉnh Phú Yên": "UBND tỉnh"}, {"province": "not_stated"}),
    ({"<Số: 27 /KH-UBND": "<Số: 27 /KH-UBND\n<CÔNG VĂN ĐẾN"}, {"issuer": "Ủy ban nhân dân huyện Tuy An"}),
    ({LEFT: ""}, {"issuer": "Ủy ban nhân dân huyện Tuy An", "number": "not_stated"}),
    (
        {"<ỦY BAN NHÂN DÂN\n<HUYỆN TUY AN": "<ỦY BAN NHÂN DÂN\n<HUYỆN TUY AN\n<ỦY BAN NHÂN DÂN\n<XÃ AN MỸ"},
        {"issuer": "Ủy ban nhân dân xã An Mỹ", "superior": "Ủy ban nhân dân huyện Tuy An", "unit_name": "An Mỹ",
         "unit_level": "xã", "district": "Tuy An"},
    ),
    (
        {"<ỦY BAN NHÂN DÂN\n<HUYỆN TUY AN": "<UBND TỈNH PHÚ YÊN\n<SỞ Y TẾ", "/KH-UBND": "/KH-SYT"},
        {"issuer": "Sở Y tế tỉnh Phú Yên", "superior": "Ủy ban nhân dân tỉnh Phú Yên", "unit_name": "Phú Yên",
         "unit_level": "tỉnh", "district": "not_stated", "number": "27/KH-SYT"},
    ),
    ({"<HUYỆN TUY AN": "<THỊ TRẤN CHÍ THẠNH"}, {"unit_name": "Chí Thạnh", "unit_level": "xã", "district": "Tuy An"}),
    ({"KT. CHỦ TỊCH\n>PHÓ CHỦ TỊCH": "CHỦ TỊCH"}, {"signer_title": "CHỦ TỊCH"}),
    ({">Lê Thị Hoa\n": ""}, {"signer_name": "not_found"}),
    ({FOOT: ""}, {"signer_name": "not_stated", "signer_title": "not_stated"}),
    ({"KẾ HOẠCH": "CHỈ THỊ", "/KH-": "/CT-"}, {"doc_type": "Chỉ thị", "number": "27/CT-UBND"}),
    # A place that begins like the word for day.
    ({"Tuy An, ngày": "Thái Nguyên, ngày"}, {"issue_place": "Thái Nguyên", "issue_date": date(2022, 2, 11)}),
    ({"Tuy An, ngày": "Nguyên Bình, ngày"}, {"issue_place": "Nguyên Bình", "issue_date": date(2022, 2, 11)}),
    # A level without a name takes the place of issue, where there is such a unit.
    (
        {"<ỦY BAN NHÂN DÂN\n<HUYỆN TUY AN": "<UBND TỈNH\n<SỞ Y TẾ", "Tuy An, ngày": "Phú Yên, ngày"},
        {"issuer": "Sở Y tế tỉnh Phú Yên", "unit_name": "Phú Yên", "unit_level": "tỉnh", "province": "Phú Yên"},
    ),
    (
        {"<ỦY BAN NHÂN DÂN\n<HUYỆN TUY AN": "<SỞ Y TẾ", "Tuy An, ngày": "Đà Nẵng, ngày"},
        {"issuer": "Sở Y tế thành phố Đà Nẵng", "unit_name": "Đà Nẵng", "unit_level": "tỉnh"},
    ),
    (
        {"<ỦY BAN NHÂN DÂN\n<HUYỆN TUY AN": "<UBND HUYỆN\n<PHÒNG NỘI VỤ"},
        {"issuer": "Phòng Nội vụ huyện Tuy An", "unit_name": "Tuy An", "unit_level": "huyện", "province": "Phú Yên"},
    ),
    (
        {"<ỦY BAN NHÂN DÂN\n<HUYỆN TUY AN": "<UBND TỈNH\n<SỞ Y TẾ", "Tuy An, ngày": "Tuy Hòa, ngày"},
        {"issuer": "Sở Y tế", "unit_name": "not_found", "province": "not_found"},
    ),
    # Bodies that issue together, and an office named by its head alone.
    (
        {"<ỦY BAN NHÂN DÂN\n<HUYỆN TUY AN": "<UBND TỈNH PHÚ YÊN - HỘI NÔNG DÂN TỈNH"},
        {"issuer": "Ủy ban nhân dân tỉnh Phú Yên - Hội Nông dân tỉnh", "unit_name": "Phú Yên", "province": "Phú Yên"},
    ),
    ({"<ỦY BAN NHÂN DÂN\n<HUYỆN TUY AN": "<SỞ Y TẾ - CÔNG AN TỈNH"}, {"issuer": "Sở Y tế - Công an tỉnh"}),
    (
        {"<ỦY BAN NHÂN DÂN\n<HUYỆN TUY AN": "<UBND HUYỆN TUY AN\n<VĂN PHÒNG"},
        {"issuer": "Văn phòng Ủy ban nhân dân huyện Tuy An", "unit_name": "Tuy An", "unit_level": "huyện"},
    ),
    (
        {"KẾ HOẠCH": "KẾ HOẠCH PHỐI HỢP"},
        {"doc_type": "Kế hoạch phối hợp", "title": "Nuôi ong lấy mật huyện Tuy An năm 2022"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), CHANGED)
def test_a_changed_sheet(changes: dict[str, str], expected: dict[str, object], lexicon: Lexicon) -> None:
    text = PLAN
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    found = fields(text, lexicon)
    assert {name: found[name] for name in expected} == expected


def _wrapped(note: str, appendix: str = "") -> str:
    return (
        LEFT.replace("27 /KH", "31/QĐ") + RIGHT + "^**QUYẾT ĐỊNH**\n^**Ban hành Kế hoạch nuôi ong năm 2022**\n"
        "^**ỦY BAN NHÂN DÂN HUYỆN**\nCăn cứ Luật Chăn nuôi;\n^**QUYẾT ĐỊNH:**\nĐiều 1. Ban hành kèm theo Kế hoạch.\n"
        + FOOT
        + f"\f{TITLE}{note}\n**I. MỤC TIÊU**\n- Thêm 40 đàn ong.\n>TM. ỦY BAN NHÂN DÂN\n>Lê Thị Hoa\n"
        + appendix
    )


NOTE = "(Kèm theo Quyết định số 31/QĐ-UBND ngày 11/02/2022 của Ủy ban nhân dân huyện Tuy An)"


def test_a_decision_with_its_plan(lexicon: Lexicon) -> None:
    assert fields(_wrapped(NOTE), lexicon) == {
        **WHOLE,
        "number": "not_stated",
        "province": "not_stated",
        "wrapper_type": "Quyết định",
        "wrapper_number": "31/QĐ-UBND",
        "wrapper_date": date(2022, 2, 11),
    }
    assert doubts(_wrapped(NOTE), "wrapper_number", lexicon) == []


def test_readings_of_one_number_are_reconciled(lexicon: Lexicon) -> None:
    annex = "\f^**PHỤ LỤC**\n^**BẢNG ĐÀN ONG**\n(Kèm theo Quyết định số 37/QĐ-UBND ngày 14/02/2022)\n- a\n"
    text = _wrapped(NOTE.replace("31/QĐ-UBND", "3/UBND/QĐ-UBND"), annex)
    found = fields(text, lexicon)
    assert (found["wrapper_number"], found["wrapper_date"]) == ("31/QĐ-UBND", date(2022, 2, 11))
    field = find_front_matter(plain_transcript(text), lexicon).wrapper_number
    assert [str(doubt) for doubt in field.doubts] == [
        "numbers_disagree: 31/QĐ-UBND / 3/UBND/QĐ-UBND / 37/QĐ-UBND",
    ]
    assert doubts(text, "wrapper_date", lexicon) == ["dates_disagree"]


def test_the_annexes_outvote_a_letterhead(lexicon: Lexicon) -> None:
    annex = f"\f^**PHỤ LỤC**\n^**BẢNG ĐÀN ONG**\n{NOTE}\n- a\n"
    text = _wrapped(NOTE, annex).replace("Số: 31/QĐ", "Số: 81/QĐ")
    assert fields(text, lexicon)["wrapper_number"] == "31/QĐ-UBND"
    assert doubts(text, "wrapper_number", lexicon) == ["numbers_disagree"]


def test_a_plan_whose_decision_is_not_in_the_file(lexicon: Lexicon) -> None:
    note = "(Ban hành kèm theo Quyết định số /QĐ-UBND ngày tháng năm 2022 của Ủy ban nhân dân huyện Tuy An)\n"
    found = fields(TITLE + note + BODY, lexicon)
    assert found["issuer"] == "Ủy ban nhân dân huyện Tuy An"
    assert (found["wrapper_type"], found["wrapper_number"], found["wrapper_date"]) == (
        "Quyết định", "not_stated", "not_stated",
    )  # fmt: skip


def test_an_issuer_composed_of_text_and_title_is_doubted(lexicon: Lexicon) -> None:
    text = TITLE + "UBND huyện ban hành Kế hoạch nuôi ong như sau:\n" + BODY + FOOT
    assert fields(text, lexicon)["issuer"] == "Ủy ban nhân dân huyện Tuy An"
    assert doubts(text, "issuer", lexicon) == ["issuer_composed"]


def test_what_only_the_gazetteer_knows_is_a_doubt(lexicon: Lexicon) -> None:
    field = find_front_matter(plain_transcript(PLAN.replace("tỉnh Phú Yên", "tỉnh")), lexicon).province
    assert isinstance(field, Absent)
    assert [str(doubt) for doubt in field.doubts] == ["by_gazetteer: Phú Yên"]


def test_a_pens_number_is_not_guessed(lexicon: Lexicon) -> None:
    transcript = plain_transcript(PLAN)
    pages = tuple(page.model_copy(update={"source": "ocr"}) for page in transcript.pages)
    words = tuple(
        word.model_copy(update={"confidence": 0.4 if transcript.text[word.start : word.end] in ("27", "11") else 0.95})
        for word in transcript.words
    )
    front = find_front_matter(transcript.model_copy(update={"pages": pages, "words": words}), lexicon)
    for field, code in ((front.number, "number_unreadable"), (front.issue_date, "date_unreadable")):
        assert isinstance(field, Absent)
        assert field.why == "unreadable"
        assert [doubt.code for doubt in field.doubts] == [code]


def test_a_printed_bracket_stands_beside_a_day_by_hand_and_never_in_its_place(lexicon: Lexicon) -> None:
    """Day by hand in the head and in the bracket of the list (quyet-dinh-1200-2019-dak-rlap.pdf, pages 1 and 3)."""
    text = _wrapped(NOTE).replace("ngày 11 tháng 02 năm 2022", "ngày A1 tháng 02 năm 2022")
    transcript = plain_transcript(text)
    pages = tuple(page.model_copy(update={"source": "ocr"}) for page in transcript.pages)
    for confidence, codes in ((0.99, ["date_unreadable", "date_in_note"]), (0.5, ["date_unreadable"])):
        words = tuple(
            word.model_copy(update={"confidence": confidence if "11/02/2022" in _word(transcript, word) else 0.99})
            for word in transcript.words
        )
        field = find_front_matter(transcript.model_copy(update={"pages": pages, "words": words}), lexicon).wrapper_date
        assert isinstance(field, Absent)
        assert (field.why, [doubt.code for doubt in field.doubts]) == ("unreadable", codes)


def _word(transcript: Transcript, word: PlacedWord) -> str:
    return transcript.text[word.start : word.end]


def test_a_place_misread_by_a_letter_takes_the_units_name(lexicon: Lexicon) -> None:
    """ "Tnuy Phong" beside HUYỆN TUY PHONG (tuy-phong-2022.office.pdf, page 1)."""
    text = PLAN.replace("Tuy An, ngày", "Tnuy An, ngày")
    assert fields(text, lexicon, ocr=True)["issue_place"] == "Tuy An"
    assert fields(text, lexicon)["issue_place"] == "Tnuy An"


def test_a_level_misread_by_a_letter_is_still_a_level(lexicon: Lexicon) -> None:
    """ "TỈÍNH ĐẮK NÔNG", and a province that only the text names (chi-thi-08-ktxh-dak-rlap.pdf, page 1)."""
    text = PLAN.replace("HUYỆN TUY AN", "HUYỆNN TUY AN")
    assert fields(text, lexicon, ocr=True)["issuer"] == "Ủy ban nhân dân huyện Tuy An"


def test_a_body_of_a_field_beside_another_is_no_misread_field(lexicon: Lexicon) -> None:
    """ "CÔNG AN" was taken for "công sản" on a scan."""
    text = PLAN.replace("<ỦY BAN NHÂN DÂN\n<HUYỆN TUY AN", "<SỞ Y TẾ - CÔNG AN TỈNH")
    assert fields(text, lexicon, ocr=True)["issuer"] == "Sở Y tế - Công an tỉnh"


def test_a_province_that_nothing_ties_to_the_document_is_a_doubt(lexicon: Lexicon) -> None:
    title = "^**KẾ HOẠCH**\n^**Nuôi ong năm 2022**\n"
    text = title + "Học tập kinh nghiệm của tỉnh Lâm Đồng.\n**I. MỤC TIÊU**\n- Thêm đàn ong.\n"
    field = find_front_matter(plain_transcript(text), lexicon).province
    assert isinstance(field, Absent)
    assert [str(doubt) for doubt in field.doubts] == ["province_unsure: Lâm Đồng"]


def test_a_deputy_whose_title_a_seal_covers(lexicon: Lexicon) -> None:
    text = PLAN.replace(">PHÓ CHỦ TỊCH", ">1Ó CHỦ TỊCH")
    assert fields(text, lexicon)["signer_title"] == "PHÓ CHỦ TỊCH"
    assert doubts(text, "signer_title", lexicon) == ["title_mended"]


NAMES = [  # how OCR leaves a name under a seal, what is read, what is doubted
    ("“Lê Thị Hoa", "Lê Thị Hoa", []),
    ("Trân Văn Bình", "Trần Văn Bình", ["name_mended"]),
    ("Lê l Thị Hoa", "Lê Thị Hoa", ["name_mended"]),
    ("Xyz Thị Hoa", "Xyz Thị Hoa", ["name_unusual"]),
    ("Y Biêr Niê", "Y Biêr Niê", []),
]


@pytest.mark.parametrize(("printed", "name", "codes"), NAMES)
def test_a_name_under_a_seal(printed: str, name: str, codes: list[str], lexicon: Lexicon) -> None:
    text = PLAN.replace(">Lê Thị Hoa", f">{printed}")
    assert fields(text, lexicon)["signer_name"] == name
    assert doubts(text, "signer_name", lexicon) == codes


WORN_NAMES = [  # what a scan leaves of a name, what is read, what is doubted
    ("rần Ngọc Lâm", "Trần Ngọc Lâm", ["name_mended"]),
    ("nạm Hoàng Lân", "Phạm Hoàng Lân", ["name_mended"]),
    ("4Lê-Báo Lâm", "Lê Bảo Lâm", ["name_mended"]),
    ("Lê Nhớc Lâm", "Lê Nhớc Lâm", ["name_unusual"]),
    ("ương Ngọc Lâm", "unreadable", ["name_unreadable"]),  # Dương, Lương, Trương, Vương
    ("rần Nhớc Lâm", "unreadable", ["name_unreadable"]),
    ("Lê Ngọc Chi", "Lê Ngọc Chi", ["name_unsure"]),  # as it was read, not "Chí"
    ("Lê Thị Hoa", "Lê Thị Hoa", ["name_unsure"]),  # no width tells print from pen here
]


@pytest.mark.parametrize(("printed", "name", "codes"), WORN_NAMES)
def test_a_worn_name_of_a_scan(printed: str, name: str, codes: list[str], lexicon: Lexicon) -> None:
    transcript = plain_transcript(PLAN.replace(">Lê Thị Hoa", f">{printed}"))
    pages = tuple(page.model_copy(update={"source": "ocr"}) for page in transcript.pages)
    field = find_front_matter(transcript.model_copy(update={"pages": pages}), lexicon).signer_name
    assert (field.value if isinstance(field, Found) else field.why) == name
    assert [doubt.code for doubt in field.doubts] == codes


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "^**NUÔI ONG LẤY MẬT Ở CÁC XÃ, THỊ TRẤN NĂM**\n^**2022 (%)**\n",
            "NUÔI ONG LẤY MẬT Ở CÁC XÃ, THỊ TRẤN NĂM 2022 (%)",
        ),
        ("^**Nuôi ong lấy mật năm 2022**\n^(Dự thảo lần 2)\n", "Nuôi ong lấy mật năm 2022"),
    ],
)
def test_what_ends_a_title(lines: str, title: str, lexicon: Lexicon) -> None:
    text = PLAN.replace("^**Nuôi ong lấy mật huyện Tuy An năm 2022**\n", lines)
    assert fields(text, lexicon)["title"] == title


PERIODS = [
    ("Nuôi ong năm 2021", 2021, 2021),
    ("Nuôi ong giai đoạn 2021-2025", 2021, 2025),
    ("Nuôi ong giai đoạn từ năm 2021 đến năm 2025", 2021, 2025),
    ("Nuôi ong năm 2022 thuộc giai đoạn 2021 – 2025", 2022, 2022),
    ("Nuôi ong năm 2019 và những năm tiếp theo", 2019, None),
    ("Nuôi ong đến năm 2030", None, 2030),
    ("Nuôi ong năm học 2021 - 2022", 2021, 2022),
    ("Nuôi ong từ 2016 đến hết năm 2020", 2016, 2020),
    ("Nuôi ong từ năm 2022 đến cuối năm 2025", 2022, 2025),
    ("Nuôi ong giai đoạn 2024 tới 2026", 2024, 2026),
    ("Nuôi ong 2021 ÷ 2025", 2021, 2025),
    ("Nuôi ong giai đoạn 2021-2025 và năm 2021", 2021, 2025),
    ("Nuôi ong năm 2021 và giai đoạn 2021 - 2025", 2021, 2025),
    ("Nuôi ong năm 2022 và Đề án giai đoạn 2021 - 2025", 2022, 2022),
]


@pytest.mark.parametrize(("title", "start", "end"), PERIODS)
def test_period(title: str, start: int | None, end: int | None) -> None:
    period = parse_period(title)
    assert period is not None
    assert (period.start, period.end) == (start, end)


def test_no_period() -> None:
    assert parse_period("Nuôi ong theo Luật số 32") is None


def test_a_name_that_lost_its_last_word_is_the_decisions(lexicon: Lexicon) -> None:
    whole, _, plan = _wrapped(NOTE).replace("Lê Thị Hoa", "Lê Thị Thu Hoa").partition("\f")
    for text, name in (
        (f"{whole}\f{plan.replace('Lê Thị Thu Hoa', 'Lê Thị Thu')}", "Lê Thị Thu Hoa"),
        (f"{whole}\f{plan.replace('Lê Thị Thu Hoa', 'Lê Văn Thu')}", "Lê Văn Thu"),
        (f"{whole}\f{plan.replace('Lê Thị Thu Hoa', 'Xp Lê Thị Thu Hoa')}", "Lê Thị Thu Hoa"),
    ):
        assert fields(text, lexicon)["signer_name"] == name
        assert "signers_disagree" in doubts(text, "signer_name", lexicon)


def test_an_empty_document(lexicon: Lexicon) -> None:
    front = find_front_matter(Transcript(text=""), lexicon)
    assert isinstance(front.doc_type, Absent)
    assert front.doc_type.why == "not_found"


def test_quotes_are_slices(lexicon: Lexicon) -> None:
    transcript = plain_transcript(_wrapped(NOTE))
    front = find_front_matter(transcript, lexicon)
    for name in type(front).model_fields:
        field = getattr(front, name)
        if isinstance(field, Found):
            assert field.quote == " ".join(transcript.slice(span) for span in field.spans), name


def test_a_units_name_is_spelt_as_its_text_spells_it(lexicon: Lexicon) -> None:
    """Marks lost in the letterhead of a scan: the text says "Tuy Ân" three times."""
    text = PLAN.replace("- Thêm 40 đàn ong.", "- Thêm 40 đàn ong ở Tuy Ân, chợ Tuy Ân, bến Tuy Ân.").replace(
        "huyện Tuy An năm", "huyện năm"
    )
    found = fields(text, lexicon, ocr=True)
    assert (found["issuer"], found["unit_name"]) == ("Ủy ban nhân dân huyện Tuy Ân", "Tuy Ân")
    assert fields(text, lexicon)["unit_name"] == "Tuy An"


def test_marks_get_lost_and_are_not_won(lexicon: Lexicon) -> None:
    """Two mentions with more marks than the letterhead suffice against one without; fewer marks need more."""
    text = PLAN.replace("Tuy An", "Tuy")
    for mentions, name in ((("Tuy Ân", "Tuy Ân", "Tuy An"), "Tuy Ân"), (("Tuy Ân", "Tuy An"), "Tuy An")):
        body = BODY + "".join(f"Nuôi ong ở {mention}.\n" for mention in mentions)
        assert fields(text.replace(BODY, body), lexicon, ocr=True)["unit_name"] == name


def test_a_name_that_stands_in_a_picture_is_doubted(lexicon: Lexicon) -> None:
    """Title in print, signature and name a picture (ke-hoach-3125-cchc-dak-nong.pdf, page 3)."""
    field = find_front_matter(plain_transcript(PLAN.replace(FOOT, FOOT.rsplit(">", 1)[0])), lexicon).signer_name
    assert isinstance(field, Absent)
    assert [doubt.code for doubt in field.doubts] == ["name_not_found"]


def _scanned(text: str) -> Transcript:
    transcript = plain_transcript(text)
    pages = tuple(page.model_copy(update={"source": "ocr"}) for page in transcript.pages)
    return transcript.model_copy(update={"pages": pages})


@pytest.mark.parametrize("edges", [(17.0, 60.0), (77.0, 130.0), (0.0, 155.0)])
def test_a_stamp_between_the_lines_of_a_title_neither_ends_it_nor_dates_it(
    edges: tuple[float, float], lexicon: Lexicon
) -> None:
    """The wider one stands on the real directive 08 of 2018."""
    title = "^**KẾ HOẠCH**\n^**Nuôi ong lấy mật giai đoạn 2021 -**\nNay. 06.\n^**2025 huyện Tuy An**\n"
    transcript = _scanned(LEFT + RIGHT + title + BODY + FOOT)
    places = {"KẾ HOẠCH": (272.0, 327.0), "Nuôi ong": (200.0, 400.0), "Nay.": edges, "2025 huyện": (230.0, 370.0)}

    def moved(block: Block) -> Block:
        text = transcript.slice(block.span)
        x0, x1 = next(
            (place for words, place in places.items() if text.startswith(words)), (block.box.x0, block.box.x1)
        )
        return block.model_copy(update={"box": block.box.model_copy(update={"x0": x0, "x1": x1})})

    blocks = map(moved, transcript.blocks)
    front = find_front_matter(transcript.model_copy(update={"blocks": tuple(blocks)}), lexicon)
    assert isinstance(front.title, Found)
    assert front.title.value == "Nuôi ong lấy mật giai đoạn 2021 - 2025 huyện Tuy An"
    assert isinstance(front.period_end, Found)
    assert front.period_end.value == 2025


def test_a_column_joined_to_the_motto_names_its_district_alone(lexicon: Lexicon) -> None:
    head = "<UBND HUYỆN TUY ANCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n<ỦY BAN NHÂN DÂN XÃ\n<AN THẠCH\n"
    found = fields(head + RIGHT + TITLE + BODY + FOOT, lexicon, ocr=True)
    assert (found["district"], found["issuer"]) == ("Tuy An", "Ủy ban nhân dân xã An Thạch")


def test_a_name_that_lost_a_space_takes_it_from_the_text(lexicon: Lexicon) -> None:
    body = BODY + "Các xã của huyện Tuy Hòa An góp đàn.\nUBND huyện Tuy Hòa An lo giống.\n"
    text = (LEFT.replace("TUY AN", "TUY HÒAAN") + RIGHT + TITLE + body + FOOT).replace("Tuy An", "Tuy Hòa An")
    assert fields(text, lexicon, ocr=True)["issuer"] == "Ủy ban nhân dân huyện Tuy Hòa An"


@pytest.mark.parametrize(("confidence", "name"), [(0.7, "Lê Văn Bằng"), (1.0, "Lê Văn Bảng")])
def test_a_rare_name_that_was_read_plainly_is_kept_with_a_doubt(confidence: float, name: str, lexicon: Lexicon) -> None:
    transcript = _scanned(PLAN.replace("Lê Thị Hoa", "Lê Văn Bảng"))
    words = tuple(word.model_copy(update={"confidence": confidence}) for word in transcript.words)
    found = find_front_matter(transcript.model_copy(update={"words": words}), lexicon).signer_name
    assert isinstance(found, Found)
    assert found.value == name
    assert found.doubts
