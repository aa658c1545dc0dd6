"""Trích yếu as offices set them: the lines under the type, what follows, and the title and years a reader takes.

Labelled before the first run. "^" begins a centred bold line, "^_" a centred plain one, anything else a paragraph.
"""

from __future__ import annotations

GROUNDS = "Căn cứ Luật Chăn nuôi ngày 19 tháng 11 năm 2018 và tình hình thực tế của địa phương trong năm qua;"

TITLES: dict[str, tuple[str, str, str, str]] = {
    # lines, title, first year, last year
    "one line": ("^KẾ HOẠCH\n^Cải cách hành chính năm 2021", "Cải cách hành chính năm 2021", "2021", "2021"),
    "two lines": (
        "^KẾ HOẠCH\n^Cải cách hành chính nhà nước trên địa bàn\n^huyện Phú La giai đoạn 2021-2025",
        "Cải cách hành chính nhà nước trên địa bàn huyện Phú La giai đoạn 2021-2025", "2021", "2025",
    ),
    "three lines": (
        "^KẾ HOẠCH\n^Thực hiện Chương trình tổng thể cải cách hành chính nhà nước\n"
        "^giai đoạn 2021 - 2030 trên địa bàn huyện Phú La\n^năm 2022",
        "Thực hiện Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030 trên địa bàn huyện Phú La"
        " năm 2022", "2022", "2022",
    ),
    "four lines": (
        "^KẾ HOẠCH\n^Nâng cao Chỉ số cải cách hành chính, Chỉ số hài lòng của\n^người dân, tổ chức đối với sự phục vụ\n"
        "^của cơ quan hành chính nhà nước trên địa bàn\n^huyện Phú La năm 2023",
        "Nâng cao Chỉ số cải cách hành chính, Chỉ số hài lòng của người dân, tổ chức đối với sự phục vụ của cơ quan hành"
        " chính nhà nước trên địa bàn huyện Phú La năm 2023", "2023", "2023",
    ),
    "about": ("^KẾ HOẠCH\n^Về việc kiểm tra công tác cải cách hành chính năm 2017", "Về việc kiểm tra công tác cải cách hành chính năm 2017", "2017", "2017"),
    "about, short": ("^KẾ HOẠCH\n^V/v tuyên truyền cải cách hành chính năm 2014", "V/v tuyên truyền cải cách hành chính năm 2014", "2014", "2014"),
    "all capitals": ("^KẾ HOẠCH\n^CẢI CÁCH HÀNH CHÍNH NĂM 2016", "CẢI CÁCH HÀNH CHÍNH NĂM 2016", "2016", "2016"),
    "capitals over two lines": (
        "^KẾ HOẠCH\n^CẢI CÁCH HÀNH CHÍNH NHÀ NƯỚC HUYỆN PHÚ LA\n^GIAI ĐOẠN 2016 - 2020",
        "CẢI CÁCH HÀNH CHÍNH NHÀ NƯỚC HUYỆN PHÚ LA GIAI ĐOẠN 2016 - 2020", "2016", "2020",
    ),
    "type and title in one line": ("^KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2016", "CẢI CÁCH HÀNH CHÍNH NĂM 2016", "2016", "2016"),
    "plain letters": ("^KẾ HOẠCH\n^_Cải cách hành chính nhà nước trên địa bàn xã\n^_năm 2019", "Cải cách hành chính nhà nước trên địa bàn xã năm 2019", "2019", "2019"),
    "rule under it": ("^KẾ HOẠCH\n^Cải cách hành chính năm 2021\n^_-----------", "Cải cách hành chính năm 2021", "2021", "2021"),
    "low line under it": ("^KẾ HOẠCH\n^Cải cách hành chính năm 2021\n^_________________", "Cải cách hành chính năm 2021", "2021", "2021"),
    "bracket of the period": (
        "^KẾ HOẠCH\n^Phát triển kinh tế - xã hội 5 năm (2021 - 2025)\n^huyện Phú La", "Phát triển kinh tế - xã hội 5 năm (2021 - 2025) huyện Phú La", "2021", "2025",
    ),
    "five years": ("^KẾ HOẠCH\n^Phát triển kinh tế - xã hội 5 năm 2021-2025", "Phát triển kinh tế - xã hội 5 năm 2021-2025", "2021", "2025"),
    "vision": ("^KẾ HOẠCH\n^Chuyển đổi số huyện Phú La đến năm 2025,\n^định hướng đến năm 2030", "Chuyển đổi số huyện Phú La đến năm 2025, định hướng đến năm 2030", "", "2025"),
    "span and vision": (
        "^KẾ HOẠCH\n^Chuyển đổi số giai đoạn 2021-2025, định hướng đến năm 2030", "Chuyển đổi số giai đoạn 2021-2025, định hướng đến năm 2030",
        "2021", "2025",
    ),
    "half a year": ("^KẾ HOẠCH\n^Cải cách hành chính 6 tháng cuối năm 2020", "Cải cách hành chính 6 tháng cuối năm 2020", "2020", "2020"),
    "quarter": ("^KẾ HOẠCH\n^Kiểm tra công vụ quý II năm 2022", "Kiểm tra công vụ quý II năm 2022", "2022", "2022"),
    "slashed quarter": ("^KẾ HOẠCH\n^Kiểm tra công vụ quý II/2022", "Kiểm tra công vụ quý II/2022", "2022", "2022"),
    "two years": ("^KẾ HOẠCH\n^Tinh giản biên chế các năm 2020, 2021", "Tinh giản biên chế các năm 2020, 2021", "2020", "2021"),
    "cited decision": (
        "^KẾ HOẠCH\n^Thực hiện Quyết định số 06/QĐ-TTg ngày 06/01/2022 của\n^Thủ tướng Chính phủ trên địa bàn huyện năm 2023",
        "Thực hiện Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ trên địa bàn huyện năm 2023", "2023", "2023",
    ),
    "cited resolution alone": (
        "^KẾ HOẠCH\n^Triển khai thực hiện Nghị quyết số 76/NQ-CP ngày 15 tháng 7\n^năm 2021 của Chính phủ",
        "Triển khai thực hiện Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ", "", "",
    ),
    "no year": ("^KẾ HOẠCH\n^Kiểm soát thủ tục hành chính", "Kiểm soát thủ tục hành chính", "", ""),
    "comma at the end": ("^KẾ HOẠCH\n^Cải cách hành chính huyện Phú La,\n^giai đoạn 2021 – 2025", "Cải cách hành chính huyện Phú La, giai đoạn 2021 – 2025", "2021", "2025"),
    "point at the end": ("^KẾ HOẠCH\n^Cải cách hành chính năm 2021.", "Cải cách hành chính năm 2021", "2021", "2021"),
    "quotation": ("^KẾ HOẠCH\n^Thực hiện phong trào thi đua “Một cửa thân thiện”\n^năm 2024", "Thực hiện phong trào thi đua “Một cửa thân thiện” năm 2024", "2024", "2024"),
    "programme of action": ("^CHƯƠNG TRÌNH HÀNH ĐỘNG\n^Cải cách hành chính năm 2021", "Cải cách hành chính năm 2021", "2021", "2021"),
    "programme": ("^CHƯƠNG TRÌNH\n^Cải cách hành chính giai đoạn 2021-2025", "Cải cách hành chính giai đoạn 2021-2025", "2021", "2025"),
    "spaced type": ("^K Ế  H O Ạ C H\n^Cải cách hành chính năm 2013", "Cải cách hành chính năm 2013", "2013", "2013"),
    "wide type": ("^KẾ   HOẠCH\n^Cải cách hành chính năm 2013", "Cải cách hành chính năm 2013", "2013", "2013"),
    "type with a colon": ("^KẾ HOẠCH:\n^Cải cách hành chính năm 2013", "Cải cách hành chính năm 2013", "2013", "2013"),
    "bracket of the decision": (
        "^KẾ HOẠCH\n^Cải cách hành chính năm 2021\n^_(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 09/3/2021\n"
        "^_của Ủy ban nhân dân huyện Phú La)", "Cải cách hành chính năm 2021", "2021", "2021",
    ),
    "bracket of the draft": ("^KẾ HOẠCH\n^Cải cách hành chính năm 2021\n^_(Dự thảo)", "Cải cách hành chính năm 2021", "2021", "2021"),
    "title that begins like grounds": ("^KẾ HOẠCH\n^Thực hiện công tác cải cách hành chính, kiểm soát thủ tục\n^hành chính năm 2018", "Thực hiện công tác cải cách hành chính, kiểm soát thủ tục hành chính năm 2018", "2018", "2018"),
    "capital name opens a line": ("^KẾ HOẠCH\n^Triển khai Đề án đào tạo cán bộ của\n^Ủy ban nhân dân huyện Phú La năm 2022", "Triển khai Đề án đào tạo cán bộ của Ủy ban nhân dân huyện Phú La năm 2022", "2022", "2022"),
    "year alone on a line": ("^KẾ HOẠCH\n^Cải cách hành chính nhà nước huyện Phú La\n^năm 2026", "Cải cách hành chính nhà nước huyện Phú La năm 2026", "2026", "2026"),
    "bare year": ("^KẾ HOẠCH\n^Cải cách hành chính 2021", "Cải cách hành chính 2021", "2021", "2021"),
    "bare span": ("^KẾ HOẠCH\n^Cải cách hành chính 2021 - 2025", "Cải cách hành chính 2021 - 2025", "2021", "2025"),
    "from to": ("^KẾ HOẠCH\n^Cải cách hành chính từ năm 2021 đến năm 2025", "Cải cách hành chính từ năm 2021 đến năm 2025", "2021", "2025"),
    "until the end of": ("^KẾ HOẠCH\n^Rà soát thủ tục hành chính đến hết năm 2024", "Rà soát thủ tục hành chính đến hết năm 2024", "", "2024"),
    "misread tail of the year": ("^KẾ HOẠCH\n^Cải cách hành chính năm 2021 của thị xã Phú La", "Cải cách hành chính năm 2021 của thị xã Phú La", "2021", "2021"),
}  # fmt: skip
