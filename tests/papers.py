"""Small PDFs for tests: a digital plan of a district that does not exist, and files that nobody can read."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf")
LINES = (
    "I. MỤC ĐÍCH, YÊU CẦU",
    "Nâng cao chất lượng phục vụ người dân trên địa bàn huyện.",
    "II. CHỈ TIÊU",
    "- Tối thiểu 87% hồ sơ của huyện được trả kết quả trước hẹn;",
    "- Trên 62,5% cuộc họp của xã được tổ chức trực tuyến.",
    "III. TỔ CHỨC THỰC HIỆN",
    "Phòng Nội vụ theo dõi, đôn đốc việc thực hiện Kế hoạch này./.",
)


def write_plan(path: Path, place: str = "Phú La", year: int = 2022, pages: int = 1, password: str = "") -> Path:
    """Print a one-page plan (its body repeated on further pages), locked where a password is given."""
    pdfmetrics.registerFont(TTFont("Serif", FONT))
    lock = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1, encrypt=lock)
    for page in range(pages):
        canvas.setFont("Serif", 13)
        y = 780.0
        if page == 0:
            canvas.drawCentredString(160, y, "ỦY BAN NHÂN DÂN")
            canvas.drawCentredString(420, y, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
            canvas.drawCentredString(160, y - 18, f"HUYỆN {place.upper()}")
            canvas.drawCentredString(420, y - 18, "Độc lập - Tự do - Hạnh phúc")
            canvas.drawCentredString(160, y - 40, "Số: 41/KH-UBND")
            canvas.drawCentredString(420, y - 40, f"{place}, ngày 09 tháng 3 năm {year}")
            canvas.drawCentredString(297, y - 80, "KẾ HOẠCH")
            canvas.drawCentredString(297, y - 98, f"Cải cách hành chính huyện {place} năm {year}")
            y -= 140
        for line in LINES:
            canvas.drawString(85, y, line)
            y -= 22
        canvas.showPage()
    canvas.save()
    return path


def write_bad_files(folder: Path) -> dict[str, Path]:
    """Write one file of each kind that must be set aside: by error code."""
    whole = write_plan(folder / "whole.pdf").read_bytes()
    (folder / "whole.pdf").unlink()
    bad = {"not_pdf": b"PK\x03\x04 a word file", "empty": b"", "truncated": whole[: len(whole) // 2]}
    paths = {code: folder / f"{code}.pdf" for code in bad}
    for code, content in bad.items():
        paths[code].write_bytes(content)
    paths["encrypted"] = write_plan(folder / "encrypted.pdf", password="secret")
    return paths
