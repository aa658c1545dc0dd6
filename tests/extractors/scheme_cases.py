"""Section schemes as offices number them, each with what a careful reader takes for a section. Labelled beforehand.

"{path role}1. ~Title¦ text" is a section: its label ends at "~", its title at "¦" or at the line's end. Every other
line is text or a numbered paragraph. Titles are set bold, or plain where the case is tried without bold letters.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Expected(NamedTuple):
    """A section as labelled: path, role, heading."""

    path: str
    role: str
    heading: str


_MARK = re.compile(r"\{([^{}]*) (\w+)\}")


def parse_case(text: str, bold: bool, deepest: int = 9) -> tuple[str, list[Expected]]:
    """Return the text to set and the sections expected in it; titles below the level `deepest` are not bold."""
    lines, expected = [], []
    for line in text.strip("\n").split("\n"):
        mark = _MARK.match(line)
        if mark is None:
            lines.append(line)
            continue
        rest = line[mark.end() :]
        centred = rest.startswith("^")
        label, _, title = rest.lstrip("^").partition("~")
        heading, _, behind = title.partition("¦")
        expected.append(Expected(mark[1], mark[2], heading.replace("_", " ").strip().rstrip(":.;")))
        printed = f"{label}{heading.replace('_', chr(10) + '^' if centred else ' ')}"
        if centred:
            lines.append(f"^{printed}" if bold else f"^_{printed}".replace("\n^", "\n^_"))
        elif bold and mark[1].count("/") < deepest:
            lines.append(f"**{printed.strip()}** {behind.strip()}".rstrip())
        else:
            lines.append(f"{printed}{behind}")
    return "\n".join(lines), expected


ONE = "- Thêm bốn mươi đàn ong cho các thôn ở ven rừng, mỗi thôn tự chọn lấy nơi đặt tổ sao cho khuất gió.\n"
TWO = "Việc nuôi ong phải hợp với mùa hoa, không làm hại đến vườn cây của bà con và không tốn nhiều công sức.\n"
THREE = "- Mở lớp dạy nghề cho những hộ mới nuôi, nhất là các hộ ở xa trung tâm và những hộ còn thiếu việc làm.\n"

BOTH: dict[str, str] = {
    "numeral, number, bullet": (
        "{I purpose_requirements}I. ~MỤC ĐÍCH, YÊU CẦU\n{I/1 purpose}1. ~Mục đích\n" + ONE + "{I/2 requirements}2. ~Yêu cầu\n" + TWO
        + "{II targets}II. ~MỤC TIÊU\n" + ONE + "{III tasks_solutions}III. ~NHIỆM VỤ, GIẢI PHÁP\n" + THREE
        + "{IV budget}IV. ~KINH PHÍ THỰC HIỆN\n" + TWO + "{V organization}V. ~TỔ CHỨC THỰC HIỆN\n" + TWO
    ),
    "numeral, number, dotted, letter": (
        "{I targets}I. ~MỤC TIÊU\n{I/1 targets}1. ~Mục tiêu chung\n" + TWO + "{I/2 targets}2. ~Mục tiêu cụ thể\n"
        "{I/2/2.1 targets}2.1. ~Về cải cách thể chế\n" + ONE + "{I/2/2.2 targets}2.2. ~Về cải cách thủ tục hành chính\n"
        "a) 90% hồ sơ của các hộ nuôi ong được trả lời sớm hơn ngày hẹn;\nb) 80% số hộ hài lòng với cách làm việc của tổ giúp việc.\n"
        "{II tasks}II. ~NHIỆM VỤ TRỌNG TÂM\n" + THREE
    ),
    "capital letters": (
        "{A other}A. ~ĐÁNH GIÁ KẾT QUẢ NĂM 2020\n{A/I other}I. ~KẾT QUẢ ĐẠT ĐƯỢC\n" + TWO + "{A/II other}II. ~HẠN CHẾ, NGUYÊN NHÂN\n" + TWO
        + "{B mixed}B. ~KẾ HOẠCH NĂM 2021\n{B/I targets}I. ~MỤC TIÊU\n" + ONE + "{B/II tasks}II. ~NHIỆM VỤ\n{B/II/1 tasks}1. ~Cải cách thể chế\n" + THREE
        + "{B/II/2 tasks}2. ~Cải cách tài chính công\n" + ONE + "{C organization}C. ~TỔ CHỨC THỰC HIỆN\n" + TWO
    ),
    "numbers only": (
        "{1 purpose_requirements}1. ~Mục đích, yêu cầu\n{1/1.1 purpose}1.1. ~Mục đích\n" + ONE + "{1/1.2 requirements}1.2. ~Yêu cầu\n" + TWO
        + "{2 tasks}2. ~Nội dung thực hiện\n{2/2.1 tasks}2.1. ~Cải cách thể chế\n{2/2.1/2.1.1 targets}2.1.1. ~Mục tiêu\n" + ONE
        + "{2/2.1/2.1.2 tasks}2.1.2. ~Nhiệm vụ\n" + THREE + "{2/2.2 tasks}2.2. ~Cải cách thủ tục hành chính\n" + THREE
        + "{3 organization}3. ~Tổ chức thực hiện\n" + TWO
    ),
    "letters under numbers": (
        "{I tasks_solutions}I. ~NHIỆM VỤ VÀ GIẢI PHÁP\n{I/1 tasks_solutions}1. ~Cải cách thể chế\n{I/1/a targets}a) ~Mục tiêu\n" + ONE
        + "{I/1/b tasks}b) ~Nhiệm vụ\n" + THREE + "{I/2 tasks_solutions}2. ~Cải cách tổ chức bộ máy\n{I/2/a targets}a) ~Mục tiêu\n" + ONE
        + "{I/2/b tasks}b) ~Nhiệm vụ\n" + THREE
    ),
    "letters with a point": (
        "{I purpose_requirements}I. ~MỤC ĐÍCH, YÊU CẦU\n{I/a purpose}a. ~Mục đích\n" + ONE + "{I/b requirements}b. ~Yêu cầu\n" + TWO
        + "{II tasks}II. ~NỘI DUNG\n" + THREE
    ),
    "strokes": (
        "{I purpose_requirements}I/ ~MỤC ĐÍCH - YÊU CẦU:\n{I/1 purpose}1/ ~Mục đích:\n" + ONE + "{I/2 requirements}2/ ~Yêu cầu:\n" + TWO
        + "{II tasks}II/ ~NỘI DUNG:\n" + THREE + "{III organization}III/ ~TỔ CHỨC THỰC HIỆN:\n" + TWO
    ),
    "dashes": (
        "{I purpose_requirements}I- ~MỤC ĐÍCH, YÊU CẦU\n{I/1 purpose}1- ~Mục đích\n" + ONE + "{I/2 requirements}2- ~Yêu cầu\n" + TWO
        + "{II tasks}II- ~NỘI DUNG\n" + THREE + "{III organization}III- ~TỔ CHỨC THỰC HIỆN\n" + TWO
    ),
    "numeral with a spaced dash": (
        "{I targets}I - ~MỤC TIÊU\n" + ONE + "{II tasks}II - ~NHIỆM VỤ\n" + THREE + "{III budget}III - ~KINH PHÍ\n" + TWO
    ),
    "numeral with a bracket": ("{I targets}I) ~MỤC TIÊU\n" + ONE + "{II tasks}II) ~NHIỆM VỤ\n" + THREE + "{III budget}III) ~KINH PHÍ\n" + TWO),
    "numbers with a bracket": (
        "{I tasks}I. ~NHIỆM VỤ\n{I/1 tasks}1) ~Cải cách thể chế\n" + THREE + "{I/2 tasks}2) ~Cải cách tài chính công\n" + ONE + "{II budget}II. ~KINH PHÍ\n" + TWO
    ),
    "numeral and number joined": (
        "{I purpose_requirements}I. ~MỤC ĐÍCH, YÊU CẦU\n{I/I.1 purpose}I.1. ~Mục đích\n" + ONE + "{I/I.2 requirements}I.2. ~Yêu cầu\n" + TWO
        + "{II tasks}II. ~NỘI DUNG\n{II/II.1 tasks}II.1. ~Cải cách thể chế\n" + THREE + "{II/II.2 tasks}II.2. ~Cải cách tài chính công\n" + THREE
    ),
    "dotted below a numeral": (
        "{I purpose_requirements}I. ~MỤC ĐÍCH, YÊU CẦU\n{I/1.1 purpose}1.1. ~Mục đích\n" + ONE + "{I/1.2 requirements}1.2. ~Yêu cầu\n" + TWO
        + "{II tasks}II. ~NỘI DUNG\n{II/2.1 tasks}2.1. ~Cải cách thể chế\n" + THREE + "{II/2.2 tasks}2.2. ~Cải cách tài chính công\n" + THREE
    ),
    "dotted without a last point": (
        "{I tasks}I. ~NHIỆM VỤ\n{I/1 tasks}1. ~Cải cách thể chế\n{I/1/1.1 targets}1.1 ~Mục tiêu\n" + ONE + "{I/1/1.2 tasks}1.2 ~Nhiệm vụ\n" + THREE
        + "{I/2 tasks}2. ~Cải cách thủ tục hành chính\n{I/2/2.1 targets}2.1 ~Mục tiêu\n" + ONE + "{I/2/2.2 tasks}2.2 ~Nhiệm vụ\n" + THREE
    ),
    "numbers run on over numerals": (
        "{I purpose_requirements}I. ~MỤC ĐÍCH, YÊU CẦU\n{I/1 purpose}1. ~Mục đích\n" + ONE + "{I/2 requirements}2. ~Yêu cầu\n" + TWO
        + "{II tasks}II. ~NỘI DUNG\n{II/3 tasks}3. ~Cải cách thể chế\n" + THREE + "{II/4 tasks}4. ~Cải cách tài chính công\n" + THREE
    ),
    "twelve numerals": "".join(
        f"{{{label} tasks}}{label}. ~NHIỆM VỤ CỦA THÔN {name}\n" + (ONE, TWO, THREE)[n % 3]
        for n, (label, name) in enumerate(zip(
            "I II III IV V VI VII VIII IX X XI XII".split(),
            "ĐÔNG TÂY NAM BẮC TRUNG THƯỢNG HẠ NỘI NGOẠI SƠN HẢI GIANG".split(), strict=True))
    ),
    "doubled numeral": ("{I targets}I. ~MỤC TIÊU\n" + ONE + "{II tasks}II. ~NHIỆM VỤ\n" + THREE + "{II budget}II. ~KINH PHÍ\n" + TWO + "{III organization}III. ~TỔ CHỨC THỰC HIỆN\n" + TWO),
    "skipped numeral": ("{I targets}I. ~MỤC TIÊU\n" + ONE + "{II tasks}II. ~NHIỆM VỤ\n" + THREE + "{IV budget}IV. ~KINH PHÍ\n" + TWO + "{V organization}V. ~TỔ CHỨC THỰC HIỆN\n" + TWO),
    "skipped number": (
        "{I tasks}I. ~NHIỆM VỤ\n{I/1 tasks}1. ~Cải cách thể chế\n" + ONE + "{I/2 tasks}2. ~Cải cách tổ chức bộ máy\n" + ONE
        + "{I/4 tasks}4. ~Cải cách tài chính công\n" + THREE + "{II budget}II. ~KINH PHÍ\n" + TWO
    ),
    "run-in bodies": (
        "{I tasks}I. ~NHIỆM VỤ\n" + ONE + "{II organization}II. ~TỔ CHỨC THỰC HIỆN\n"
        "{II/1 organization}1. ~Phòng Nội vụ:¦ Theo dõi, đôn đốc các thôn làm đúng Kế hoạch, báo cáo Ủy ban nhân dân huyện trước ngày 15 tháng 12.\n"
        "{II/2 organization}2. ~Phòng Tài chính - Kế hoạch:¦ Lo đủ tiền cho việc nuôi ong từ nguồn sự nghiệp được giao đầu năm.\n"
        "{II/3 organization}3. ~Ủy ban nhân dân các xã, thị trấn:¦ Chọn nơi đặt tổ, vận động các hộ cùng làm, chia sẻ kinh nghiệm.\n"
    ),
    "bodies on lines of their own": (
        "{I tasks}I. ~NHIỆM VỤ\n" + ONE + "{II organization}II. ~TỔ CHỨC THỰC HIỆN\n{II/1 organization}1. ~Phòng Nội vụ\n" + ONE + THREE
        + "{II/2 organization}2. ~Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện\n" + TWO
        + "{II/3 organization}3. ~Ủy ban nhân dân các xã, thị trấn\n" + THREE
    ),
    "parts in words": (
        "{Phần thứ nhất other}^Phần thứ nhất~_ĐÁNH GIÁ TÌNH HÌNH NĂM 2020\n{Phần thứ nhất/I other}I. ~KẾT QUẢ ĐẠT ĐƯỢC\n" + TWO
        + "{Phần thứ nhất/II other}II. ~TỒN TẠI, HẠN CHẾ\n" + TWO
        + "{Phần thứ hai mixed}^Phần thứ hai~_KẾ HOẠCH NĂM 2021\n{Phần thứ hai/I targets}I. ~MỤC TIÊU\n" + ONE + "{Phần thứ hai/II tasks}II. ~NHIỆM VỤ\n" + THREE
    ),
    "parts by numeral": (
        "{Phần I other}^PHẦN I~_TÌNH HÌNH THỰC HIỆN NĂM 2020\n" + TWO + THREE
        + "{Phần II mixed}^PHẦN II~_KẾ HOẠCH NĂM 2021\n{Phần II/1 targets}1. ~Mục tiêu\n" + ONE + "{Phần II/2 tasks}2. ~Nhiệm vụ\n" + THREE
    ),
    "parts in one line": (
        "{Phần I other}PHẦN I. ~TÌNH HÌNH THỰC HIỆN NĂM 2020\n" + TWO + "{Phần II tasks}PHẦN II. ~NHIỆM VỤ NĂM 2021\n{Phần II/I tasks}I. ~CẢI CÁCH THỂ CHẾ\n" + THREE
        + "{Phần II/II tasks}II. ~CẢI CÁCH TÀI CHÍNH CÔNG\n" + ONE
    ),
    "title over two lines": (
        "{I targets}I. ~MỤC TIÊU PHÁT TRIỂN NGHỀ NUÔI ONG LẤY MẬT TRÊN ĐỊA BÀN HUYỆN ĐẾN NĂM 2025 VÀ NHỮNG NĂM TIẾP THEO\n" + ONE
        + "{II tasks_solutions}II. ~NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU ĐỂ THỰC HIỆN CÁC MỤC TIÊU CỦA KẾ HOẠCH NUÔI ONG LẤY MẬT\n" + THREE
    ),
    "numbered paragraphs": (
        "{I purpose_requirements}I. ~MỤC ĐÍCH, YÊU CẦU\n1. Cụ thể hóa các việc phải làm để nghề nuôi ong được mở rộng tới mọi thôn trong huyện.\n"
        "2. Việc nuôi ong phải được làm thường xuyên, có người chịu trách nhiệm và có kiểm tra định kỳ hằng quý.\n"
        "{II tasks}II. ~NHIỆM VỤ\n1. Rà soát các vườn có thể đặt tổ, lập danh sách gửi về huyện trước ngày 15 tháng 3 năm 2021.\n"
        "2. Tổ chức 02 lớp dạy nghề, mỗi lớp ba mươi người, tại nhà văn hóa của các thôn ở xa trung tâm huyện.\n"
        "{III organization}III. ~TỔ CHỨC THỰC HIỆN\n1. Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm trước Chủ tịch Ủy ban nhân dân huyện về kết quả.\n"
        "2. Giao Phòng Nội vụ chủ trì, phối hợp với các cơ quan liên quan theo dõi, đôn đốc việc thực hiện Kế hoạch này.\n"
    ),
    "lines that open with a number": (
        "{I targets}I. ~MỤC TIÊU\n15/7/2021 của Chính phủ là ngày ban hành văn bản mà việc nuôi ong phải theo trong cả giai đoạn này;\n"
        "16/2015/NĐ-CP quy định cách tự chủ về tiền của các đơn vị sự nghiệp, trong đó có trạm nuôi ong của huyện;\n"
        "1.600 tổ ong là con số được giao cho cả giai đoạn và phải đạt được trước khi tổng kết vào cuối năm 2025.\n"
        "{II tasks}II. ~NHIỆM VỤ\n2021 là năm đầu của giai đoạn, các thôn phải làm xong việc chọn nơi đặt tổ trong quý II của năm này.\n"
    ),
    "numbered bodies without a mark": (
        "{I organization}I. ~TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ chủ trì, phối hợp với các cơ quan có liên quan theo dõi, đôn đốc việc thực hiện Kế hoạch.\n"
        "2. Phòng Tài chính - Kế hoạch tham mưu bố trí đủ kinh phí để các thôn nuôi ong theo đúng tiến độ đã đề ra.\n"
    ),
    "dotted paragraphs": (
        "{I tasks}I. ~NHIỆM VỤ\n{I/1 tasks}1. ~Cải cách thể chế\n1.1. Rà soát quy ước của các thôn, sửa đổi những điều không còn hợp với luật mới ban hành trong năm.\n"
        "1.2. Phổ biến quy ước mới tới từng hộ bằng loa truyền thanh và bằng các buổi họp thôn vào cuối tháng.\n"
        "{I/2 tasks}2. ~Cải cách tài chính công\n2.1. Công khai các khoản thu, chi của quỹ nuôi ong tại nhà văn hóa thôn theo đúng quy định hiện hành.\n"
    ),
    "letters as paragraphs": (
        "{I tasks}I. ~NHIỆM VỤ\n{I/1 tasks}1. ~Cải cách thể chế\na) Rà soát quy ước của các thôn, sửa đổi những điều không còn hợp với luật mới ban hành;\n"
        "b) Phổ biến quy ước mới tới từng hộ bằng loa truyền thanh và bằng các buổi họp thôn vào cuối tháng;\n"
        "c) Kiểm tra việc thực hiện quy ước, kịp thời nhắc nhở những hộ còn để ong làm phiền hàng xóm.\n"
        "{I/2 tasks}2. ~Cải cách tài chính công\n" + ONE
    ),
    "title closed by a colon": (
        "{I targets}I. ~MỤC TIÊU:\n" + ONE + "{II tasks}II. ~NHIỆM VỤ:\n{II/1 tasks}1. ~Cải cách thể chế:\n" + THREE + "{II/2 tasks}2. ~Cải cách tài chính công:\n" + THREE
    ),
    "title closed by a point": ("{I targets}I. ~MỤC TIÊU.\n" + ONE + "{II tasks}II. ~NHIỆM VỤ.\n{II/1 tasks}1. ~Cải cách thể chế.\n" + THREE + "{II/2 tasks}2. ~Cải cách tài chính công.\n" + THREE),
    "long titles of solutions": (
        "{I solutions}I. ~GIẢI PHÁP THỰC HIỆN\n{I/1 solutions}1. ~Tăng cường sự lãnh đạo, chỉ đạo của cấp ủy, chính quyền các cấp đối với nghề nuôi ong\n" + ONE
        + "{I/2 solutions}2. ~Đẩy mạnh tuyên truyền, nâng cao nhận thức của cán bộ, công chức và người dân\n" + THREE
        + "{I/3 solutions}3. ~Bảo đảm nguồn lực cho việc thực hiện Kế hoạch\n" + TWO
    ),
    "a section without text": ("{I targets}I. ~MỤC TIÊU\n" + ONE + "{II tasks}II. ~NHIỆM VỤ\n{II/1 tasks}1. ~Cải cách thể chế\n" + THREE + "{III appendix}III. ~PHỤ LỤC NHIỆM VỤ (kèm theo Kế hoạch này)\n{IV organization}IV. ~TỔ CHỨC THỰC HIỆN\n" + TWO),
    "points after labels apart": ("{I targets}I . ~MỤC TIÊU\n" + ONE + "{II tasks}II . ~NHIỆM VỤ\n{II/1 tasks}1 . ~Cải cách thể chế\n" + THREE + "{II/2 tasks}2 . ~Cải cách tài chính công\n" + THREE),
    "labels closed up": ("{I targets}I.~MỤC TIÊU\n" + ONE + "{II tasks}II.~NHIỆM VỤ\n{II/1 tasks}1.~Cải cách thể chế\n" + THREE + "{II/2 tasks}2.~Cải cách tài chính công\n" + THREE),
    "no point after the numeral": ("{I targets}I ~MỤC TIÊU\n" + ONE + "{II tasks}II ~NHIỆM VỤ\n" + THREE + "{III organization}III ~TỔ CHỨC THỰC HIỆN\n" + TWO),
    "small capitals of the first level": (
        "{I purpose_requirements}I. ~Mục đích, yêu cầu\n{I/1 purpose}1. ~Mục đích\n" + ONE + "{I/2 requirements}2. ~Yêu cầu\n" + TWO + "{II tasks}II. ~Nội dung\n" + THREE
        + "{III organization}III. ~Tổ chức thực hiện\n" + TWO
    ),
    "sub-letters": (
        "{I tasks}I. ~NHIỆM VỤ\n{I/1 tasks}1. ~Cải cách thể chế\n{I/1/a tasks}a) ~Xây dựng quy ước\n" + ONE + "{I/1/b tasks}b) ~Theo dõi thi hành quy ước\n" + THREE
        + "{I/1/c tasks}c) ~Kiểm tra, rà soát quy ước\n" + TWO + "{I/1/d tasks}d) ~Phổ biến quy ước\n" + ONE + "{I/1/đ tasks}đ) ~Hòa giải ở thôn\n" + THREE
    ),
    "ten numbers": "{I tasks}I. ~NHIỆM VỤ\n" + "".join(
        f"{{I/{n} tasks}}{n}. ~Việc của thôn {name}\n" + (ONE, TWO, THREE)[n % 3]
        for n, name in enumerate("Đông Tây Nam Bắc Trung Thượng Hạ Nội Ngoại Sơn Hải Giang".split(), 1)
    ),
    "bold lines without labels": (
        "{I targets}I. ~MỤC TIÊU\n" + ONE + "Đối với các thôn ở xa\n" + THREE + "{II tasks}II. ~NHIỆM VỤ\n" + THREE
    ),
    "star lines": ("{I targets}I. ~MỤC TIÊU\n* Mục tiêu đến năm 2025:\n" + ONE + "* Mục tiêu đến năm 2030:\n" + THREE + "{II tasks}II. ~NHIỆM VỤ\n" + THREE),
    "steps and stages": ("{I tasks}I. ~NHIỆM VỤ\nBước 1: Chọn nơi đặt tổ.\nBước 2: Chia tổ cho các hộ.\n" + TWO + "{II organization}II. ~TỔ CHỨC THỰC HIỆN\n" + TWO),
    "run-in titles closed by a colon": (
        "{I solutions}I. ~GIẢI PHÁP\n{I/1 solutions}1. ~Thi đua, khen thưởng:¦ Nêu gương những hộ nuôi giỏi trong buổi họp thôn cuối năm.\n"
        "{I/2 solutions}2. ~Ứng dụng công nghệ:¦ Dùng cân điện tử để chia mật cho các hộ cùng góp tổ.\n"
        "{I/3 solutions}3. ~Sơ kết, tổng kết:¦ Mỗi nửa năm họp một lần để rút kinh nghiệm.\n{II organization}II. ~TỔ CHỨC THỰC HIỆN\n" + TWO
    ),
    "run-in titles closed by a stop": (
        "{I solutions}I. ~GIẢI PHÁP\n{I/1 solutions}1. ~Thi đua, khen thưởng.¦ Nêu gương những hộ nuôi giỏi trong buổi họp thôn cuối năm.\n"
        "{I/2 solutions}2. ~Ứng dụng công nghệ.¦ Dùng cân điện tử để chia mật cho các hộ cùng góp tổ.\n"
        "{I/3 solutions}3. ~Sơ kết, tổng kết.¦ Mỗi nửa năm họp một lần để rút kinh nghiệm.\n{II organization}II. ~TỔ CHỨC THỰC HIỆN\n" + TWO
    ),
    "odd titles closed by a point": (
        "{I tasks}I. ~NHIỆM VỤ\n{I/1 tasks}1. ~Những việc phải làm ngay.\n" + ONE + "{I/2 tasks}2. ~Việc của những tháng sau.\n" + THREE
        + "{II organization}II. ~TỔ CHỨC THỰC HIỆN\n" + TWO
    ),
    "letters below dotted": (
        "{I tasks}I. ~NHIỆM VỤ\n{I/1 tasks}1. ~Cải cách thể chế\n{I/1/1.1 tasks}1.1. ~Xây dựng quy ước\n{I/1/1.1/a tasks}a) ~Soạn thảo\n" + ONE
        + "{I/1/1.1/b tasks}b) ~Lấy ý kiến\n" + THREE + "{I/1/1.2 tasks}1.2. ~Phổ biến quy ước\n" + TWO
    ),
    "one number below each numeral": (
        "{I targets}I. ~MỤC TIÊU\n{I/1 targets}1. ~Mục tiêu chung\n" + ONE + "{II tasks}II. ~NHIỆM VỤ\n{II/1 tasks}1. ~Cải cách thể chế\n" + THREE
    ),
    "numbered paragraphs of two sentences": (
        "{I tasks}I. ~NHIỆM VỤ\n1. Rà soát các vườn có thể đặt tổ. Lập danh sách gửi về huyện trước ngày 15 tháng 3 năm 2021.\n"
        "2. Tổ chức các lớp dạy nghề cho những hộ mới nuôi. Mỗi lớp ba mươi người, học tại nhà văn hóa của các thôn.\n"
        "3. Chia tổ cho những hộ đã học xong lớp nghề của huyện. Hộ nào ở xa thì được ưu tiên nhận trước.\n"
        "{II organization}II. ~TỔ CHỨC THỰC HIỆN\n" + TWO
    ),
    "numbered shares": (
        "{I targets}I. ~MỤC TIÊU\n1. Hồ sơ nộp qua mạng: 80%.\n2. Hồ sơ trả đúng hẹn: 99%.\n3. Số hộ hài lòng: 90%.\n"
        "{II tasks}II. ~NHIỆM VỤ\n" + THREE
    ),
    "budget cases": (
        "{I tasks}I. ~NHIỆM VỤ\n" + ONE + "{II budget}II. ~KINH PHÍ THỰC HIỆN\n1. Nguồn ngân sách nhà nước theo phân cấp hiện hành và các nguồn hợp pháp khác theo quy định.\n"
        "2. Các cơ quan, đơn vị lập dự toán hằng năm gửi Phòng Tài chính - Kế hoạch thẩm định, trình cấp có thẩm quyền.\n"
        "{III organization}III. ~TỔ CHỨC THỰC HIỆN\n" + TWO
    ),
}  # fmt: skip

BOLD_ONLY: dict[str, str] = {
    "run-in bold without a mark": (
        "{I organization}I. ~TỔ CHỨC THỰC HIỆN\n{I/1 organization}1. ~Phòng Nội vụ¦ theo dõi, đôn đốc các thôn làm đúng Kế hoạch và báo cáo kết quả theo định kỳ hằng quý.\n"
        "{I/2 organization}2. ~Phòng Tài chính - Kế hoạch¦ lo đủ tiền cho việc nuôi ong từ nguồn sự nghiệp được giao từ đầu năm.\n"
    ),
    "long bold titles": (
        "{I solutions}I. ~GIẢI PHÁP\n{I/1 solutions}1. ~Nâng cao trách nhiệm của người đứng đầu cơ quan, đơn vị trong việc chỉ đạo, điều hành và chịu trách nhiệm"
        " toàn diện về kết quả nuôi ong của cơ quan, đơn vị mình\n" + ONE + "{I/2 solutions}2. ~Huy động sự tham gia của người dân vào việc giám sát nghề nuôi ong\n" + THREE
    ),
}  # fmt: skip
