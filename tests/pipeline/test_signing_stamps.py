"""What digital signatures show: kept beside the page, never in its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.page import Page
from pipeline.read_page import ReadSettings, read_page
from pipeline.signing_stamps import read_signing_stamps
from pipeline.transcript.transcribe import transcribe

BODY = " ".join(f"0 -20 Td ({line}) Tj" for line in ["Nam nay huyen lo cho dan, cho xa"] * 12)


def signed(path: Path, kind: str = "Sig", rect: str = "400 780 560 830") -> Path:
    """Write a page of text with one form field over it that shows two lines."""
    text = f"BT /F 14 Tf 80 700 Td {BODY} ET"
    stamp = "BT /F 10 Tf 2 30 Td (UBND) Tj 0 -12 Td (02.03.2023 08:15:30 +07:00) Tj ET"
    fonts = "/Resources <</Font <</F <</Type/Font /Subtype/Type1 /BaseFont/Times-Roman>> >> >>"
    parts = [
        "<</Type/Catalog /Pages 2 0 R /AcroForm <</Fields [5 0 R] /SigFlags 3>> >>",
        "<</Type/Pages /Kids [3 0 R] /Count 1>>",
        f"<</Type/Page /Parent 2 0 R /MediaBox [0 0 595 842] {fonts} /Contents 4 0 R /Annots [5 0 R]>>",
        f"<</Length {len(text)}>>\nstream\n{text}\nendstream",
        f"<</Type/Annot /Subtype/Widget /FT/{kind} /T (a) /F 4 /Rect [{rect}] /P 3 0 R /AP <</N 6 0 R>> >>",
        f"<</Type/XObject /Subtype/Form /BBox [0 0 160 50] {fonts} /Length {len(stamp)}>>\nstream\n{stamp}\nendstream",
    ]
    content = "%PDF-1.7\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(content)
    content += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    content += f"trailer <</Root 1 0 R /Size {len(parts) + 1}>>\nstartxref\n{start}\n%%EOF\n"
    path.write_bytes(content.encode("ascii"))
    return path


def test_a_signature_shows_its_lines_in_their_place(tmp_path: Path) -> None:
    lines = read_signing_stamps(signed(tmp_path / "a.pdf"), 1)
    assert [line.text for line in lines] == ["UBND", "02.03.2023 08:15:30 +07:00"]
    assert all(line.box.x0 >= 400 and line.box.x1 <= 562 and line.box.y1 < 842 - 775 for line in lines)


@pytest.mark.parametrize(("kind", "rect"), [("Tx", "400 780 560 830"), ("Sig", "0 0 0 0")])
def test_other_fields_and_hidden_signatures_are_no_stamps(tmp_path: Path, kind: str, rect: str) -> None:
    assert read_signing_stamps(signed(tmp_path / "a.pdf", kind, rect), 1) == ()


def test_a_stamp_is_kept_beside_the_text(tmp_path: Path) -> None:
    page = read_page(signed(tmp_path / "a.pdf"), 1, ReadSettings())
    assert isinstance(page, Page)
    found = transcribe([page])
    assert "Nam nay huyen" in found.text
    assert "02.03.2023" not in found.text
    assert [mark.value for mark in found.furniture] == ["UBND", "02.03.2023 08:15:30 +07:00"]


REAL = [
    ("chi-thi-08-2018-quang-ngai", 1, "04.04.2018"),
    ("chi-thi-16-2021-quang-ngai", 1, "27/12/2021"),
    ("ke-hoach-3125-cchc-dak-nong", 3, "28.12.2018"),
    ("quyet-dinh-195-2019-dak-rlap", 10, "13.02.2019"),
    ("chi-thi-08-ktxh-dak-rlap", 8, "18.07.2019"),
    ("thong-bao-217-2019-krong-no", 6, "18.06.2019"),
]


@pytest.mark.shared
@pytest.mark.parametrize(("name", "number", "date"), REAL)
def test_dates_of_real_signatures(shared: Path, name: str, number: int, date: str) -> None:
    lines = read_signing_stamps(shared / "real" / f"{name}.pdf", number)
    assert any(line.text.startswith(date) for line in lines)
