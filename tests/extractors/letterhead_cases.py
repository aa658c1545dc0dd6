"""Letterheads as offices write them: the left column, place and date, and what a careful reader takes from them.

Labelled before the first run; places are invented but for those of the gazetteer where the case asks for it.
"""

from __future__ import annotations

from typing import NamedTuple


class Letterhead(NamedTuple):
    """Lines of the left column, the place line, and the expected fields (those named)."""

    left: str
    date: str
    expected: dict[str, str]


def _case(left: str, date: str, issuer: str, unit: str, level: str, **more: str) -> Letterhead:
    return Letterhead(left, date, {"issuer": issuer, "unit_name": unit, "unit_level": level, **more})


UB = "Ủy ban nhân dân"
DATE = "Phú La, ngày 09 tháng 3 năm 2021"
LETTERHEADS: dict[str, Letterhead] = {
    "district, two lines": _case(
        "ỦY BAN NHÂN DÂN|HUYỆN PHÚ LA|Số: 41/KH-UBND", DATE, f"{UB} huyện Phú La", "Phú La", "huyện",
        district="Phú La", issue_place="Phú La", issue_date="2021-03-09", number="41/KH-UBND",
    ),
    "district, one line": _case(
        "ỦY BAN NHÂN DÂN HUYỆN PHÚ LA|Số: 41/KH-UBND", DATE, f"{UB} huyện Phú La", "Phú La", "huyện", district="Phú La"
    ),
    "district, short": _case("UBND HUYỆN PHÚ LA|Số: 41/KH-UBND", DATE, f"{UB} huyện Phú La", "Phú La", "huyện"),
    "district, short over two lines": _case("UBND|HUYỆN PHÚ LA|Số: 41/KH-UBND", DATE, f"{UB} huyện Phú La", "Phú La", "huyện"),
    "old place of the tone": _case("UỶ BAN NHÂN DÂN|HUYỆN HOÀ LẠC|Số: 1/KH-UBND", "Hoà Lạc, ngày 02 tháng 01 năm 2014", f"{UB} huyện Hòa Lạc", "Hòa Lạc", "huyện"),
    "district, three lines": _case("ỦY BAN|NHÂN DÂN|HUYỆN PHÚ LA|Số: 41/KH-UBND", DATE, f"{UB} huyện Phú La", "Phú La", "huyện"),
    "province above the district": _case(
        "TỈNH BÌNH THUẬN|ỦY BAN NHÂN DÂN HUYỆN PHÚ LA|Số: 41/KH-UBND", DATE, f"{UB} huyện Phú La", "Phú La", "huyện",
        province="Bình Thuận",
    ),
    "province's committee above the district's": _case(
        "ỦY BAN NHÂN DÂN|TỈNH BÌNH THUẬN|ỦY BAN NHÂN DÂN|HUYỆN PHÚ LA|Số: 41/KH-UBND", DATE, f"{UB} huyện Phú La",
        "Phú La", "huyện", province="Bình Thuận",
    ),
    "town of a district's rank": _case("ỦY BAN NHÂN DÂN|THỊ XÃ PHÚ LA|Số: 41/KH-UBND", DATE, f"{UB} thị xã Phú La", "Phú La", "huyện", district="Phú La"),
    "city of a province": _case("ỦY BAN NHÂN DÂN|THÀNH PHỐ PHÚ LA|Số: 41/KH-UBND", "TP. Phú La, ngày 09 tháng 3 năm 2021", f"{UB} thành phố Phú La", "Phú La", "huyện", issue_place="TP. Phú La"),
    "city, short": _case("UBND TP PHÚ LA|Số: 41/KH-UBND", DATE, f"{UB} thành phố Phú La", "Phú La", "huyện"),
    "city, shorter": _case("UBND TP. PHÚ LA|Số: 41/KH-UBND", DATE, f"{UB} thành phố Phú La", "Phú La", "huyện"),
    "numbered quarter": _case("ỦY BAN NHÂN DÂN|QUẬN 7|Số: 41/KH-UBND", "Quận 7, ngày 09 tháng 3 năm 2021", f"{UB} quận 7", "7", "huyện", issue_place="Quận 7"),
    "named quarter": _case("ỦY BAN NHÂN DÂN|QUẬN HẢI LA|Số: 41/KH-UBND", "Hải La, ngày 09 tháng 3 năm 2021", f"{UB} quận Hải La", "Hải La", "huyện"),
    "commune": _case("ỦY BAN NHÂN DÂN|XÃ AN LẠNG|Số: 5/KH-UBND", "An Lạng, ngày 09 tháng 3 năm 2021", f"{UB} xã An Lạng", "An Lạng", "xã"),
    "commune, short, district above": _case("UBND HUYỆN PHÚ LA|UBND XÃ AN LẠNG|Số: 5/KH-UBND", "An Lạng, ngày 09 tháng 3 năm 2021", f"{UB} xã An Lạng", "An Lạng", "xã", district="Phú La"),
    "commune, district above, four lines": _case(
        "ỦY BAN NHÂN DÂN|HUYỆN PHÚ LA|ỦY BAN NHÂN DÂN|XÃ AN LẠNG|Số: 5/KH-UBND", "An Lạng, ngày 09 tháng 3 năm 2021",
        f"{UB} xã An Lạng", "An Lạng", "xã", district="Phú La",
    ),
    "commune, district's name alone above": _case(
        "HUYỆN PHÚ LA|ỦY BAN NHÂN DÂN XÃ AN LẠNG|Số: 5/KH-UBND", "An Lạng, ngày 09 tháng 3 năm 2021",
        f"{UB} xã An Lạng", "An Lạng", "xã", district="Phú La",
    ),
    "ward of a numbered quarter": _case(
        "ỦY BAN NHÂN DÂN QUẬN 7|ỦY BAN NHÂN DÂN|PHƯỜNG TÂN LẠNG|Số: 5/KH-UBND", "Tân Lạng, ngày 09 tháng 3 năm 2021",
        f"{UB} phường Tân Lạng", "Tân Lạng", "xã", district="7",
    ),
    "numbered ward": _case("UBND QUẬN 7|UBND PHƯỜNG 5|Số: 5/KH-UBND", "Phường 5, ngày 09 tháng 3 năm 2021", f"{UB} phường 5", "5", "xã", issue_place="Phường 5"),
    "townlet": _case("ỦY BAN NHÂN DÂN|THỊ TRẤN LA NGÀ|Số: 5/KH-UBND", "La Ngà, ngày 09 tháng 3 năm 2021", f"{UB} thị trấn La Ngà", "La Ngà", "xã"),
    "townlet, short": _case("UBND THỊ TRẤN LA NGÀ|Số: 5/KH-UBND", "Thị trấn La Ngà, ngày 09 tháng 3 năm 2021", f"{UB} thị trấn La Ngà", "La Ngà", "xã"),
    "commune after July 2025": _case(
        "ỦY BAN NHÂN DÂN|XÃ KIM ANH|Số: 12/KH-UBND", "Kim Anh, ngày 15 tháng 8 năm 2025", f"{UB} xã Kim Anh", "Kim Anh", "xã",
        issue_date="2025-08-15", district="",
    ),
    "ward after July 2025, province above": _case(
        "UBND TỈNH LÂM ĐỒNG|UBND PHƯỜNG PHAN THIẾT|Số: 12/KH-UBND", "Phan Thiết, ngày 15 tháng 8 năm 2025",
        f"{UB} phường Phan Thiết", "Phan Thiết", "xã", province="Lâm Đồng", district="",
    ),
    "special zone": _case("ỦY BAN NHÂN DÂN|ĐẶC KHU CÔN ĐẢO|Số: 12/KH-UBND", "Côn Đảo, ngày 15 tháng 8 năm 2025", f"{UB} đặc khu Côn Đảo", "Côn Đảo", "xã"),
    "province": _case("ỦY BAN NHÂN DÂN|TỈNH QUẢNG NAM|Số: 4123/KH-UBND", "Quảng Nam, ngày 09 tháng 3 năm 2021", f"{UB} tỉnh Quảng Nam", "Quảng Nam", "tỉnh", province="Quảng Nam", district=""),
    "province, short": _case("UBND TỈNH QUẢNG NAM|Số: 4123/KH-UBND", "Quảng Nam, ngày 09 tháng 3 năm 2021", f"{UB} tỉnh Quảng Nam", "Quảng Nam", "tỉnh"),
    "city of the state": _case("ỦY BAN NHÂN DÂN|THÀNH PHỐ ĐÀ NẴNG|Số: 4123/KH-UBND", "Đà Nẵng, ngày 09 tháng 3 năm 2021", f"{UB} thành phố Đà Nẵng", "Đà Nẵng", "tỉnh", province="Đà Nẵng"),
    "Hồ Chí Minh City": _case("ỦY BAN NHÂN DÂN|THÀNH PHỐ HỒ CHÍ MINH|Số: 4123/KH-UBND", "Thành phố Hồ Chí Minh, ngày 09 tháng 3 năm 2021", f"{UB} thành phố Hồ Chí Minh", "Hồ Chí Minh", "tỉnh", issue_place="Thành phố Hồ Chí Minh"),
    "joined name": _case("ỦY BAN NHÂN DÂN|TỈNH BÀ RỊA - VŨNG TÀU|Số: 15/KH-UBND", "Bà Rịa - Vũng Tàu, ngày 09 tháng 3 năm 2021", f"{UB} tỉnh Bà Rịa - Vũng Tàu", "Bà Rịa - Vũng Tàu", "tỉnh", issue_place="Bà Rịa - Vũng Tàu"),
    "joined name, closed up": _case("ỦY BAN NHÂN DÂN TỈNH|THỪA THIÊN HUẾ|Số: 15/KH-UBND", "Thừa Thiên Huế, ngày 09 tháng 3 năm 2021", f"{UB} tỉnh Thừa Thiên Huế", "Thừa Thiên Huế", "tỉnh"),
    "level at the line's end": _case("ỦY BAN NHÂN DÂN HUYỆN|PHÚ LA|Số: 41/KH-UBND", DATE, f"{UB} huyện Phú La", "Phú La", "huyện"),
    "highland name": _case("ỦY BAN NHÂN DÂN|HUYỆN ĐẮK R'MĂNG|Số: 41/KH-UBND", "Đắk R'Măng, ngày 09 tháng 3 năm 2021", f"{UB} huyện Đắk R'Măng", "Đắk R'Măng", "huyện", issue_place="Đắk R'Măng"),
    "department": _case("UBND TỈNH QUẢNG NAM|SỞ NỘI VỤ|Số: 15/KH-SNV", "Quảng Nam, ngày 09 tháng 3 năm 2021", "Sở Nội vụ tỉnh Quảng Nam", "Quảng Nam", "tỉnh", number="15/KH-SNV", province="Quảng Nam"),
    "department over two lines": _case("ỦY BAN NHÂN DÂN|TỈNH QUẢNG NAM|SỞ THÔNG TIN VÀ|TRUYỀN THÔNG|Số: 15/KH-STTTT", "Quảng Nam, ngày 09 tháng 3 năm 2021", "Sở Thông tin và Truyền thông tỉnh Quảng Nam", "Quảng Nam", "tỉnh"),
    "department, dash": _case("UBND TỈNH QUẢNG NAM|SỞ LAO ĐỘNG - THƯƠNG BINH|VÀ XÃ HỘI|Số: 15/KH-SLĐTBXH", "Quảng Nam, ngày 09 tháng 3 năm 2021", "Sở Lao động - Thương binh và Xã hội tỉnh Quảng Nam", "Quảng Nam", "tỉnh", number="15/KH-SLĐTBXH"),
    "department, and": _case("UBND TỈNH QUẢNG NAM|SỞ NÔNG NGHIỆP VÀ|PHÁT TRIỂN NÔNG THÔN|Số: 15/KH-SNNPTNT", "Quảng Nam, ngày 09 tháng 3 năm 2021", "Sở Nông nghiệp và Phát triển nông thôn tỉnh Quảng Nam", "Quảng Nam", "tỉnh"),
    "department, ampersand": _case("UBND TỈNH QUẢNG NAM|SỞ NÔNG NGHIỆP & PTNT|Số: 15/KH-SNN&PTNT", "Quảng Nam, ngày 09 tháng 3 năm 2021", "Sở Nông nghiệp & PTNT tỉnh Quảng Nam", "Quảng Nam", "tỉnh", number="15/KH-SNN&PTNT"),
    "department of a state city": _case("UBND THÀNH PHỐ HÀ NỘI|SỞ QUY HOẠCH - KIẾN TRÚC|Số: 15/KH-QHKT", "Hà Nội, ngày 09 tháng 3 năm 2021", "Sở Quy hoạch - Kiến trúc thành phố Hà Nội", "Hà Nội", "tỉnh"),
    "department of today": _case("UBND TỈNH GIA LAI|SỞ DÂN TỘC VÀ TÔN GIÁO|Số: 15/KH-SDTTG", "Gia Lai, ngày 15 tháng 8 năm 2025", "Sở Dân tộc và Tôn giáo tỉnh Gia Lai", "Gia Lai", "tỉnh"),
    "inspectorate": _case("UBND TỈNH QUẢNG NAM|THANH TRA TỈNH|Số: 15/KH-TTT", "Quảng Nam, ngày 09 tháng 3 năm 2021", "Thanh tra tỉnh Quảng Nam", "Quảng Nam", "tỉnh"),
    "board of management": _case("UBND TỈNH QUẢNG NAM|BAN QUẢN LÝ CÁC KHU|CÔNG NGHIỆP|Số: 15/KH-BQL", "Quảng Nam, ngày 09 tháng 3 năm 2021", "Ban Quản lý các khu công nghiệp tỉnh Quảng Nam", "Quảng Nam", "tỉnh"),
    "office of a district": _case("UBND HUYỆN PHÚ LA|PHÒNG NỘI VỤ|Số: 15/KH-PNV", DATE, "Phòng Nội vụ huyện Phú La", "Phú La", "huyện", number="15/KH-PNV"),
    "office of a district, written out": _case("ỦY BAN NHÂN DÂN|HUYỆN PHÚ LA|PHÒNG TÀI CHÍNH - KẾ HOẠCH|Số: 15/KH-TCKH", DATE, "Phòng Tài chính - Kế hoạch huyện Phú La", "Phú La", "huyện"),
    "office with its district": _case("UBND HUYỆN PHÚ LA|PHÒNG TƯ PHÁP HUYỆN|Số: 15/KH-PTP", DATE, "Phòng Tư pháp huyện Phú La", "Phú La", "huyện"),
    "steering committee": _case("UBND HUYỆN PHÚ LA|BAN CHỈ ĐẠO CẢI CÁCH|HÀNH CHÍNH|Số: 02/KH-BCĐ", DATE, "Ban Chỉ đạo cải cách hành chính huyện Phú La", "Phú La", "huyện", number="02/KH-BCĐ"),
    "secretariat": _case("UBND HUYỆN PHÚ LA|VĂN PHÒNG HĐND VÀ UBND|Số: 02/KH-VP", DATE, "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Phú La", "Phú La", "huyện"),
    "council": _case("HỘI ĐỒNG NHÂN DÂN|HUYỆN PHÚ LA|Số: 02/NQ-HĐND", DATE, "Hội đồng nhân dân huyện Phú La", "Phú La", "huyện"),
    "tax branch": _case("CỤC THUẾ TỈNH QUẢNG NAM|CHI CỤC THUẾ HUYỆN PHÚ LA|Số: 15/KH-CCT", DATE, "Chi cục Thuế huyện Phú La", "Phú La", "huyện"),
    "ministry": Letterhead("BỘ NỘI VỤ|Số: 15/KH-BNV", "Hà Nội, ngày 09 tháng 3 năm 2021", {"issuer": "Bộ Nội vụ", "number": "15/KH-BNV", "issue_place": "Hà Nội", "unit_level": ""}),
    "party committee of a district": Letterhead("ĐẢNG BỘ TỈNH QUẢNG NAM|HUYỆN ỦY PHÚ LA|*|Số 41-KH/HU", DATE, {"issuer": "Huyện ủy Phú La", "number": "41-KH/HU"}),
    "committee's people": _case("ỦY BAN NHÂN DÂN|HUYỆN PHÚ LA|-------|Số: 41/KH-UBND", DATE, f"{UB} huyện Phú La", "Phú La", "huyện", number="41/KH-UBND"),
    "subject under the number": _case("ỦY BAN NHÂN DÂN|HUYỆN PHÚ LA|Số: 41/KH-UBND|V/v cải cách hành chính|năm 2021", DATE, f"{UB} huyện Phú La", "Phú La", "huyện", number="41/KH-UBND"),
}

ISSUE_LINES = {
    # the number's line, the date's line -> number, date, place ("!" unreadable, "" not stated)
    "closed up": ("Số:41/KH-UBND", "Phú La,ngày 9 tháng 3 năm 2021", "41/KH-UBND", "2021-03-09", "Phú La"),
    "spread": ("Số : 41 / KH - UBND", "Phú La , ngày 09 tháng 03 năm 2021", "41/KH-UBND", "2021-03-09", "Phú La"),
    "no colon": ("Số 41/KH-UBND", "Phú La, ngày 09 tháng 3 năm 2021", "41/KH-UBND", "2021-03-09", "Phú La"),
    "capital day": ("Số: 41/KH-UBND", "Phú La, Ngày 09 tháng 3 năm 2021", "41/KH-UBND", "2021-03-09", "Phú La"),
    "leading zero": ("Số: 041/KH-UBND", "Phú La, ngày 09 tháng 3 năm 2021", "041/KH-UBND", "2021-03-09", "Phú La"),
    "lettered": ("Số: 41a/KH-UBND", "Phú La, ngày 09 tháng 3 năm 2021", "41a/KH-UBND", "2021-03-09", "Phú La"),
    "office behind": ("Số: 41/KH-UBND-NV", "Phú La, ngày 31 tháng 12 năm 2020", "41/KH-UBND-NV", "2020-12-31", "Phú La"),
    "office behind a point": ("Số: 41/KH-UBND.NC", "Phú La, ngày 31 tháng 12 năm 2020", "41/KH-UBND.NC", "2020-12-31", "Phú La"),
    "programme": ("Số: 41/CTr-UBND", "Phú La, ngày 31 tháng 12 năm 2020", "41/CTr-UBND", "2020-12-31", "Phú La"),
    "four digits": ("Số: 4123/KH-UBND", "Phú La, ngày 31 tháng 12 năm 2020", "4123/KH-UBND", "2020-12-31", "Phú La"),
    "blank": ("Số:      /KH-UBND", "Phú La, ngày       tháng       năm 2021", "", "", "Phú La"),
    "dots": ("Số: ……/KH-UBND", "Phú La, ngày … tháng … năm 2021", "", "", "Phú La"),
    "points": ("Số: ...../KH-UBND", "Phú La, ngày .... tháng 3 năm 2021", "", "", "Phú La"),
    "low lines": ("Số: ____/KH-UBND", "Phú La, ngày __ tháng __ năm 2021", "", "", "Phú La"),
    "day blank": ("Số: 41/KH-UBND", "Phú La, ngày     tháng 3 năm 2021", "41/KH-UBND", "", "Phú La"),
    "draft": ("Số:      /DT-UBND", "Phú La, ngày      tháng    năm 2021", "", "", "Phú La"),
    "month of one digit": ("Số: 41/KH-UBND", "Phú La, ngày 09 tháng 3 năm  2021", "41/KH-UBND", "2021-03-09", "Phú La"),
    "no comma": ("Số: 41/KH-UBND", "Phú La ngày 09 tháng 3 năm 2021", "41/KH-UBND", "2021-03-09", "Phú La"),
    "no place": ("Số: 41/KH-UBND", "Ngày 09 tháng 3 năm 2021", "41/KH-UBND", "2021-03-09", ""),
    "slashed": ("Số: 41/KH-UBND", "Phú La, ngày 09/3/2021", "41/KH-UBND", "2021-03-09", "Phú La"),
    "words touch digits": ("Số: 41/KH-UBND", "Phú La, ngày09 tháng3 năm2021", "41/KH-UBND", "2021-03-09", "Phú La"),
    "impossible day": ("Số: 41/KH-UBND", "Phú La, ngày 31 tháng 6 năm 2021", "41/KH-UBND", "!", "Phú La"),
    "place of two words with a dash": ("Số: 41/KH-UBND", "Phan Rang - Tháp Chàm, ngày 09 tháng 3 năm 2021", "41/KH-UBND", "2021-03-09", "Phan Rang - Tháp Chàm"),
    "town's rank in the place": ("Số: 41/KH-UBND", "Thị xã Phú La, ngày 09 tháng 3 năm 2021", "41/KH-UBND", "2021-03-09", "Thị xã Phú La"),
    "short month word": ("Số: 41/KH-UBND", "Phú La, ngày 09 tháng 03 năm 2021.", "41/KH-UBND", "2021-03-09", "Phú La"),
}  # fmt: skip
