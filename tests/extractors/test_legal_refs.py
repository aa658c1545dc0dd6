from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from extractors.legal_refs import find_legal_refs
from tests.made import plain_transcript

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

READ = [
    ("Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ", "76/NQ-CP", "Nghị quyết", date(2021, 7, 15), "Chính phủ"),
    ("Luật Chăn nuôi các loài số 72/2025/QH15;", "72/2025/QH15", "Luật", None, "Quốc hội"),
    ("Bộ luật Nuôi ong số 72/2025/QH15 ngày 04/3/2025", "72/2025/QH15", "Bộ luật", date(2025, 3, 4), "Quốc hội"),
    ("Thông tư liên tịch số: 18/2010/TTLT/BTC-BNN, ngày 04 tháng 3 năm 2010 giữa Bộ Tài chính và Bộ Nông nghiệp về",
     "18/2010/TTLT/BTC-BNN", "Thông tư liên tịch", date(2010, 3, 4), "Bộ Tài chính và Bộ Nông nghiệp"),
    ("Quyết định số 01/1999/QĐ.UB ngày 04/3/1999 của UBND tỉnh", "01/1999/QĐ.UB", "Quyết định", date(1999, 3, 4),
     "UBND tỉnh"),
    ("Kế hoạch số 34/KH-UBND.VX ngày 04/3/2020 của UBND tỉnh", "34/KH-UBND.VX", "Kế hoạch",
     date(2020, 3, 4), "UBND tỉnh"),
    ("Kế hoạch số 34/KH-UBND (VX) ngày 04/3/2020 của UBND tỉnh", "34/KH-UBND", "Kế hoạch",
     date(2020, 3, 4), "UBND tỉnh"),
    ("theo Kế hoạch số 34/KH-UBND.UBND các xã", "34/KH-UBND", "Kế hoạch", None, ""),
    ("theo Kế hoạch số 34/KH-UBND. UBND các xã", "34/KH-UBND", "Kế hoạch", None, ""),
    ("Quy định số 11-QĐi/TW ngày 04/3/2019", "11-QĐi/TW", "Quy định", date(2019, 3, 4), "Trung ương"),
    ("Quy định số 11-QĐ/TW ngày 04/3/2019", "11-QĐ/TW", "Quy định", date(2019, 3, 4), "Trung ương"),
    ("Thông báo kết luận số 45/TB-UBND ngày 04/3/2019", "45/TB-UBND", "Thông báo kết luận", date(2019, 3, 4), ""),
    ("Báo cáo thẩm định số 18/BCTĐ-STP ngày 04/3/2019", "18/BCTĐ-STP", "Báo cáo thẩm định", date(2019, 3, 4), ""),
    ("Theo đề nghị của Sở Y tế tại công văn số: 41/SYT-NV ngày 9 tháng 5 năm 2008", "41/SYT-NV", "Công văn",
     date(2008, 5, 9), "Sở Y tế"),
    ("Kế hoạch số 119/KH-BCĐ389QNg ngày 02/3/2021", "119/KH-BCĐ389QNg", "Kế hoạch", date(2021, 3, 2), ""),
    ("Nghị quyết 30c/NQ-CP ngày 08/11/2011của Chính phủ", "30c/NQ-CP", "Nghị quyết", date(2011, 11, 8), "Chính phủ"),
    ("theo Nghị định số 15/2020/NĐ- CP;", "15/2020/NĐ-CP", "Nghị định", None, "Chính phủ"),
    ("Kế hoạch số 19/KH- UBND ngày 07/9/2021 của UBND xã", "19/KH-UBND", "Kế hoạch", date(2021, 9, 7), "UBND xã"),
    ("Nghị quyết số 18-NQ/TW của Ban Chấp hành Trung ương", "18-NQ/TW", "Nghị quyết", None, "Ban Chấp hành Trung ương"),
    ("Chỉ thị số 11- CT/TU ngày 07/9/2021", "11-CT/TU", "Chỉ thị", date(2021, 9, 7), ""),
    ("Văn bản số 41/SNV-TCBC&VTLT ngày 11/01/2021 của Sở Nội vụ về", "41/SNV-TCBC&VTLT", "Văn bản", date(2021, 1, 11),
     "Sở Nội vụ"),
    ("Nghị quyết số 819/NQ- UBTVQH14 ngày 21/11/2019 về", "819/NQ-UBTVQH14", "Nghị quyết", date(2019, 11, 21),
     "Ủy ban Thường vụ Quốc hội"),
    ("Tờ trình số 84/TTr-VPUBND ngày 22 tháng 7 năm 2019,", "84/TTr-VPUBND", "Tờ trình", date(2019, 7, 22), ""),
    ("Thông tư số 06/2013/TT-BXD của Bộ Xây dựng ngày 13/5/2013", "06/2013/TT-BXD", "Thông tư", date(2013, 5, 13),
     "Bộ Xây dựng"),
    ("(Kèm theo Quyết định số 71/QĐ-UBND ngày 11/11/2019 của UBND xã)", "71/QĐ-UBND", "Quyết định", date(2019, 11, 11),
     "UBND xã"),
    ("Nghị quyết số 23-2031/NQ-CP ngày 04/3/2031 của Chính phủ về nuôi ong", "23-2031/NQ-CP", "Nghị quyết",
     date(2031, 3, 4), "Chính phủ"),
    ("Công văn số 77/LĐTBXH-TE ngày 04/3/2014 của Bộ Lao động, Thương binh và Xã hội về nuôi ong", "77/LĐTBXH-TE",
     "Công văn", date(2014, 3, 4), "Bộ Lao động, Thương binh và Xã hội"),
    ("Công văn số 78/SVHTTDL ngày 04/3/2014 của Sở Văn hóa, Thể thao và Du lịch tỉnh Phú La, gửi các xã", "78/SVHTTDL",
     "Công văn", date(2014, 3, 4), "Sở Văn hóa, Thể thao và Du lịch tỉnh Phú La"),
    ("Ngày 04/3/2021, UBND tỉnh Phú La đã ban hành Chỉ thị số 05/CT-UBND về nuôi ong", "05/CT-UBND", "Chỉ thị",
     date(2021, 3, 4), "UBND tỉnh Phú La"),
    ("Ngày 04 tháng 3 năm 2021, Bộ Y tế ký ban hành Thông tư số 05/2021/TT-BYT", "05/2021/TT-BYT", "Thông tư",
     date(2021, 3, 4), "Bộ Y tế"),
    ("Ngày 04/3/2021, UBND tỉnh họp về Chỉ thị số 05/CT-UBND", "05/CT-UBND", "Chỉ thị", None, ""),
    ("Đến ngày 04/3/2021, các xã đã ban hành kế hoạch theo Chỉ thị số 05/CT-UBND", "05/CT-UBND", "Chỉ thị", None, ""),
    ("một số quy định của Nghị định số 61/2018/NĐ-CP", "61/2018/NĐ-CP", "Nghị định", None, "Chính phủ"),
    ("| Quyết định 12/2019/QĐ-TTg | Quý I |", "12/2019/QĐ-TTg", "Quyết định", None, "Thủ tướng Chính phủ"),
]  # fmt: skip
WILD = [  # as OCR or a line end broke them
    ("Nghị quyết số 39-/NQ/TW ngày 17/4/2015", "39-NQ/TW"),
    ("Quyết định số 52/2017/QD-UBND", "52/2017/QĐ-UBND"),
    ("Nghị định số l6/2015/NĐ-CP", "16/2015/NĐ-CP"),
    ("Nghị quyết số 77 NQ-HĐND ngày 1/12/2020", "77/NQ-HĐND"),
    ("Thông tư số 11/2017 TT-BTC", "11/2017/TT-BTC"),
    ("Chỉ thị số 6/CT-T1g", "6/CT-TTg"),
    ("Nghị quyết số 66/NQ TU ngày 04/9/2020 của Tỉnh ủy", "66-NQ/TU"),  # the stroke stood at the line's end
    ("Chương trình hành động số 12-CTr TU của Tỉnh ủy", "12-CTr/TU"),
    ("Quyết định số 51/2015/QĐ-UBIND ngày 04 tháng 9 năm 2015", "51/2015/QĐ-UBND"),
    ("Nghị quyết số 41/2025/NQ-HĐIND ngày 29/5/2025", "41/2025/NQ-HĐND"),
]
TRAPS = [
    "Số: 27/KH-UBND",
    "ố: 27/KH-UBND",
    "s6: 27/KH-UBND",
    "(Ban hành kèm theo Quyết định số /QĐ-UBND ngày tháng năm 2021 của UBND xã)",
    "Số: /KH-UBND",
    "đạt 100% theo TCVN ISO 9001:2015, mức độ 3/4",
    "ngày 24/7/2020 và 6/7 xã",
    "03 xã, 05/11 chỉ tiêu; CBCC/VC",
    "tỷ lệ 12/15 TTHC",
]


@pytest.mark.parametrize(("text", "symbol", "kind", "issued", "issuer"), READ)
def test_a_citation_is_read(
    text: str, symbol: str, kind: str, issued: date | None, issuer: str, lexicon: Lexicon
) -> None:
    (found,) = find_legal_refs(plain_transcript(f"Căn cứ {text}"), lexicon)
    assert (found.value.symbol, found.value.type, found.value.issued, found.value.issuer) == (
        symbol, kind, issued, issuer,
    )  # fmt: skip
    assert not found.doubts


@pytest.mark.parametrize(("text", "symbol"), WILD)
def test_a_broken_symbol_is_mended_and_doubted(text: str, symbol: str, lexicon: Lexicon) -> None:
    (found,) = find_legal_refs(plain_transcript(text), lexicon)
    assert found.value.symbol == symbol
    assert [doubt.code for doubt in found.doubts] == ["symbol_mended"]


BROKEN_DATES = [("1101/2021", date(2021, 1, 11)), ("24/7 2020", date(2020, 7, 24)), ("059/2016", date(2016, 9, 5))]


@pytest.mark.parametrize(("printed", "issued"), BROKEN_DATES)
def test_a_broken_date_is_mended_and_doubted(printed: str, issued: date, lexicon: Lexicon) -> None:
    (found,) = find_legal_refs(plain_transcript(f"Kế hoạch số 5/KH-UBND ngày {printed} của xã"), lexicon)
    assert found.value.issued == issued
    assert [doubt.code for doubt in found.doubts] == ["date_mended"]


def test_an_odd_symbol_is_kept_and_doubted(lexicon: Lexicon) -> None:
    (found,) = find_legal_refs(plain_transcript("theo Quyết định số 5/UBND/QĐ-UBND"), lexicon)
    assert found.value.symbol == "5/UBND/QĐ-UBND"
    assert [doubt.code for doubt in found.doubts] == ["symbol_unusual"]


@pytest.mark.parametrize("text", TRAPS)
def test_what_is_no_citation(text: str, lexicon: Lexicon) -> None:
    assert find_legal_refs(plain_transcript(text), lexicon) == ()


def test_one_symbol_of_two_years_is_two_documents(lexicon: Lexicon) -> None:
    text = (
        "Nghị quyết số 76/NQ-CP ngày 13/6/2013 của Chính phủ; Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ\n"
        "theo Nghị quyết số 76/NQ-CP\ncủa Nghị quyết số 76/NQ-CP ngày 15/7/2021"
    )
    found = find_legal_refs(plain_transcript(text), lexicon)
    assert [(f.value.symbol, f.value.issued) for f in found] == [
        ("76/NQ-CP", date(2013, 6, 13)),
        ("76/NQ-CP", date(2021, 7, 15)),
    ]


def test_two_dates_of_one_year_are_doubted(lexicon: Lexicon) -> None:
    found = find_legal_refs(
        plain_transcript("Kế hoạch số 5/KH-UBND ngày 01/3/2021\nKế hoạch số 5/KH-UBND ngày 07/3/2021"), lexicon
    )
    assert {doubt.code for f in found for doubt in f.doubts} == {"dates_disagree"}


def test_a_list_shares_its_issuer(lexicon: Lexicon) -> None:
    text = "hai Quyết định của UBND tỉnh: số 51/2016/QĐ-UBND ngày 02/10/2016; số 3/2018/QĐ-UBND ngày 9/5/2018."
    found = find_legal_refs(plain_transcript(text), lexicon)
    assert [(f.value.symbol, f.value.issuer) for f in found] == [
        ("51/2016/QĐ-UBND", "UBND tỉnh"),
        ("3/2018/QĐ-UBND", "UBND tỉnh"),
    ]


def test_the_quote_is_the_slice(lexicon: Lexicon) -> None:
    transcript = plain_transcript("Căn cứ Luật A; Nghị định số 09/2020/NĐ-\fCP ngày 1/2/2020 của Chính phủ về B;")
    (found,) = find_legal_refs(transcript, lexicon)
    assert found.quote == " ".join(transcript.slice(span) for span in found.spans)
    assert found.quote.startswith("Nghị định số 09")
    assert found.value.symbol == "09/2020/NĐ-CP"


KNOWN = [  # as a scan has it, the symbol meant
    ("Nghị quyết số 308/NQ-CP ngày 08/11/2011", "30c/NQ-CP"),
    ("Nghị định số 36/2020/NĐ-CP ngày 05 tháng 3 năm 2020", "30/2020/NĐ-CP"),
    ("Nghị quyết số 308/NQ-CP ngày 09/11/2011", "308/NQ-CP"),  # another day
    ("Nghị quyết số 18-NQ/TW ngày 25/10/2017", "18-NQ/TW"),  # known itself; 19-NQ/TW is of the same day
    ("Nghị quyết số 308/NQ-HĐND ngày 08/11/2011", "308/NQ-HĐND"),
]


@pytest.mark.parametrize(("text", "symbol"), KNOWN)
def test_a_scan_that_hurts_a_well_known_symbol(text: str, symbol: str, lexicon: Lexicon) -> None:
    plain = plain_transcript(f"Căn cứ {text} về việc nuôi ong")
    pages = tuple(page.model_copy(update={"source": "ocr"}) for page in plain.pages)
    (found,) = find_legal_refs(plain.model_copy(update={"pages": pages}), lexicon)
    assert found.value.symbol == symbol
    assert [doubt.code for doubt in found.doubts] == ([] if symbol in text else ["symbol_mended"])
    (printed,) = find_legal_refs(plain, lexicon)
    assert printed.value.symbol in text
