"""Sentences of made-up plans with the targets that a careful reader takes from them.

A case is a text (a blank line parts paragraphs) and its targets: value, unit, comparator, and where they matter
change, scope, year, a part of the subject, baseline, value_max, recurring.
"""

from __future__ import annotations

from typing import Any


def t(value: str, unit: str = "%", comparator: str = "=", **more: Any) -> dict[str, Any]:
    """One expected target."""
    return {"value": value, "unit": unit, "comparator": comparator, **more}


READ: list[tuple[str, list[dict[str, Any]]]] = [
    # comparators before
    ("Tối thiểu 97% hồ sơ đất đai được trả trước hẹn.", [t("97", comparator=">=", subject="hồ sơ đất đai")]),
    ("Ít nhất 45% công chức được bồi dưỡng kỹ năng số.", [t("45", comparator=">=", subject="công chức")]),
    ("Không dưới 60% hộ kinh doanh nộp thuế điện tử.", [t("60", comparator=">=")]),
    ("Trên 75% thôn, buôn có tổ công nghệ số cộng đồng.", [t("75", comparator=">", subject="thôn, buôn")]),
    ("Hơn 80% giáo viên dùng học bạ điện tử.", [t("80", comparator=">")]),
    ("Tỷ lệ hồ sơ trễ hạn không quá 1,5%.", [t("1.5", comparator="<=", subject="hồ sơ trễ hạn")]),
    ("Tỷ lệ hộ nghèo đa chiều còn dưới 3%.", [t("3", comparator="<", subject="hộ nghèo")]),
    ("Tỷ lệ thất thoát nước tối đa 12%.", [t("12", comparator="<=", subject="thất thoát nước")]),
    ("Tỷ lệ sinh con thứ ba không vượt quá 8%.", [t("8", comparator="<=")]),
    ("Tỷ lệ dân số nông thôn dùng nước sạch đạt từ 92%.", [t("92", comparator=">=")]),
    ("Tỷ lệ chi thường xuyên so với tổng chi thấp hơn 62%.", [t("62", comparator="<")]),
    # comparators behind
    ("Mức độ hài lòng của hộ dân về cấp nước đạt từ 88% trở lên.", [t("88", comparator=">=", subject="hài lòng")]),
    ("Tỷ lệ giải ngân vốn đầu tư công đạt 95% trở lên.", [t("95", comparator=">=", subject="giải ngân")]),
    ("Tỷ lệ tái nghèo hằng năm từ 0,5% trở xuống.", [t("0.5", comparator="<=")]),
    ("Có 90% trở lên số hồ sơ được số hóa.", [t("90", comparator=">=", subject="hồ sơ")]),
    ("Điểm trung bình bộ chỉ số đạt 85 điểm trở lên.", [t("85", "điểm", ">=", subject="bộ chỉ số")]),
    # comparators in brackets
    ("Rút ngắn thời gian xử lý thủ tục của các phòng (ít nhất 10%).", [t("10", comparator=">=", change="decrease")]),
    ("Số hóa hồ sơ lưu trữ lịch sử của huyện (tối thiểu 30%).", [t("30", comparator=">=", subject="Số hóa hồ sơ")]),
    # subject first, subject behind, verbs between
    ("Tỷ lệ văn bản đến được xử lý đúng hạn đạt 98%.", [t("98", subject="văn bản đến")]),
    ("100% phòng chuyên môn dùng chữ ký số.", [t("100", subject="phòng chuyên môn dùng chữ ký số")]),
    ("Phấn đấu 70% thuê bao di động dùng điện thoại thông minh.", [t("70", subject="thuê bao di động")]),
    ("Bảo đảm 100% kiến nghị của cử tri được trả lời.", [t("100", subject="kiến nghị của cử tri")]),
    ("Cập nhật 100% dữ liệu hộ tịch lên hệ thống dùng chung.", [t("100", subject="Cập nhật dữ liệu hộ tịch")]),
    ("Hoàn thành 100% nhiệm vụ được giao trong chương trình công tác.", [t("100", subject="Hoàn thành nhiệm vụ")]),
    # several clauses
    (
        "Tỷ lệ lao động qua đào tạo đạt 68%, trong đó có bằng cấp, chứng chỉ đạt 29%.",
        [t("68", subject="lao động qua đào tạo"), t("29", subject="bằng cấp")],
    ),
    (
        "100% xã có mạng cáp quang; 85% hộ gia đình có băng rộng; trên 60% người lớn có tài khoản thanh toán.",
        [
            t("100", subject="xã có mạng"),
            t("85", subject="hộ gia đình"),
            t("60", comparator=">", subject="người lớn"),
        ],
    ),
    (
        "Tỷ lệ che phủ rừng đạt 54,5%, tỷ lệ hộ dùng điện đạt 99,8%.",
        [t("54.5", subject="che phủ rừng"), t("99.8", subject="hộ dùng điện")],
    ),
    (
        "Ít nhất 80% thủ tục đủ điều kiện được cung cấp trực tuyến và 50% hồ sơ được nộp trực tuyến.",
        [t("80", comparator=">=", subject="thủ tục"), t("50", comparator=">=", subject="hồ sơ")],
    ),
    (
        "Thu nội địa đạt trên 420,7 tỷ đồng, tổng chi ngân sách 1.250 tỷ đồng.",
        [t("420.7", "tỷ đồng", ">", subject="Thu nội địa"), t("1250", "tỷ đồng", "=", subject="chi ngân sách")],
    ),
    # distributive
    (
        "Tỷ lệ hồ sơ công việc xử lý trên mạng của huyện, xã đạt tối thiểu lần lượt là 85%, 65%.",
        [t("85", comparator=">=", scope="cấp huyện"), t("65", comparator=">=", scope="cấp xã")],
    ),
    (
        "Các năm 2023, 2024, 2025 tỷ lệ thanh toán trực tuyến lần lượt đạt 40%, 50%, 60%.",
        [t("40", year=2023), t("50", year=2024), t("60", year=2025)],
    ),
    (
        "Số hóa kết quả còn hiệu lực ở cấp tỉnh, cấp huyện, cấp xã đạt tương ứng 40%, 30% và 20%.",
        [t("40", scope="cấp tỉnh"), t("30", scope="cấp huyện"), t("20", scope="cấp xã")],
    ),
    # elliptic
    (
        "100% báo cáo của UBND huyện, 90% của UBND cấp xã được gửi qua trục liên thông.",
        [t("100", scope="cấp huyện", subject="báo cáo"), t("90", scope="cấp xã", subject="báo cáo")],
    ),
    (
        "Tỷ lệ cuộc họp không giấy: cấp huyện đạt 70%, cấp xã đạt 40%.",
        [t("70", scope="cấp huyện", subject="cuộc họp"), t("40", scope="cấp xã", subject="cuộc họp")],
    ),
    (
        "90% hồ sơ công việc tại cấp huyện, 70% hồ sơ công việc tại cấp xã được lập trên môi trường mạng.",
        [t("90", scope="cấp huyện", subject="môi trường mạng"), t("70", scope="cấp xã", subject="môi trường mạng")],
    ),
    (
        "Tỷ lệ hồ sơ thanh toán trực tuyến:\n\n- Cấp huyện: tối thiểu 60%;\n\n- Cấp xã: tối thiểu 45%.",
        [
            t("60", comparator=">=", scope="cấp huyện", subject="thanh toán trực tuyến"),
            t("45", comparator=">=", scope="cấp xã", subject="thanh toán trực tuyến"),
        ],
    ),
    (
        "Phấn đấu đến năm 2024:\n\n- 60% hộ dân có tài khoản số;\n\n- 30% doanh nghiệp nhỏ bán hàng qua mạng.",
        [t("60", year=2024, subject="hộ dân"), t("30", year=2024, subject="doanh nghiệp")],
    ),
    # steps
    (
        "Từ năm 2023 đến 2024 mỗi năm giảm 3% chi tiếp khách, năm 2025 giảm 5%.",
        [t("3", change="decrease", year=2024, recurring=True), t("5", change="decrease", year=2025)],
    ),
    (
        "Đến năm 2024 đạt 70% hộ phân loại rác tại nguồn, đến năm 2025 đạt 90%.",
        [t("70", year=2024), t("90", year=2025, subject="phân loại rác")],
    ),
    (
        "Tỷ lệ xã đạt chuẩn đạt 50% vào năm 2023, 75% vào năm 2024 và 100% vào năm 2025.",
        [t("50", year=2023), t("75", year=2024), t("100", year=2025)],
    ),
    (
        "Mỗi năm tăng tối thiểu 10% số hồ sơ trực tuyến cho đến khi đạt 100%.",
        [t("10", comparator=">=", change="increase", recurring=True), t("100", change="", subject="hồ sơ trực tuyến")],
    ),
    # ranges
    ("Giá trị sản xuất công nghiệp tăng 9 - 10%/năm.", [t("9", value_max="10", change="increase", recurring=True)]),
    ("Tỷ lệ đô thị hóa đạt từ 35% đến 38%.", [t("35", value_max="38")]),
    ("Tăng trưởng kinh tế đạt 7,5-8%.", [t("7.5", value_max="8", subject="Tăng trưởng")]),
    # change with base
    (
        "Giảm tối thiểu 15% chi phí tuân thủ so với năm 2022.",
        [t("15", comparator=">=", change="decrease", baseline="so với năm 2022", subject="chi phí tuân thủ")],
    ),
    (
        "Thu ngân sách tăng 12% so với dự toán tỉnh giao.",
        [t("12", change="increase", baseline="so với dự toán tỉnh giao", subject="Thu ngân sách")],
    ),
    (
        "Số vụ vi phạm giảm ít nhất 5% so với cùng kỳ.",
        [t("5", comparator=">=", change="decrease", baseline="so với cùng kỳ", subject="vụ vi phạm")],
    ),
    ("Thu ngân sách vượt dự toán được giao từ 8% trở lên.", [t("8", comparator=">=", subject="Thu ngân sách")]),
    (
        "Nâng tỷ lệ hồ sơ nộp trực tuyến từ 35% năm 2022 lên 60% năm 2024.",
        [t("60", year=2024, change="", baseline="từ 35% năm 2022", subject="hồ sơ nộp trực tuyến")],
    ),
    ("Giảm tỷ lệ hộ cận nghèo xuống còn 4,2%.", [t("4.2", change="", subject="hộ cận nghèo")]),
    ("Tăng tỷ lệ hài lòng lên trên 92%.", [t("92", comparator=">", change="", subject="hài lòng")]),
    (
        "Cắt giảm, đơn giản hóa ít nhất 20% quy định kinh doanh.",
        [t("20", comparator=">=", change="decrease", subject="quy định kinh doanh")],
    ),
    ("Tinh giản 10% biên chế công chức so với năm 2021.", [t("10", change="decrease", baseline="so với năm 2021")]),
    # counts
    ("Xây dựng mới 12 nhà văn hóa thôn.", [t("12", "nhà văn hóa", subject="nhà văn hóa thôn")]),
    ("Thành lập thêm 03 hợp tác xã trở lên.", [t("3", "hợp tác xã", ">=")]),
    ("Tạo việc làm mới cho 1.850 lao động.", [t("1850", "lao động", subject="việc làm")]),
    ("Trồng mới 420 ha rừng phòng hộ.", [t("420", "ha", subject="rừng")]),
    ("Nâng cấp 35,6 km đường liên xã.", [t("35.6", "km", subject="đường liên xã")]),
    ("Kết nạp từ 45 đảng viên trở lên.", [t("45", "đảng viên", ">=")]),
    ("Tổ chức ít nhất 02 hội nghị đối thoại với doanh nghiệp.", [t("2", "hội nghị", ">=")]),
    ("Lắp đặt hệ thống camera tại 14 xã, thị trấn.", [t("14", "xã, thị trấn", scope="cấp xã")]),
    ("Có 8/11 xã đạt chuẩn nông thôn mới nâng cao.", [t("8", "xã", scope="cấp xã")]),
    ("Phấn đấu có thêm 04 sản phẩm OCOP.", [t("4", "sản phẩm ocop")]),
    # money
    (
        "Thu nhập bình quân đầu người đạt 58 triệu đồng/người/năm.",
        [t("58", "triệu đồng/người/năm", subject="Thu nhập bình quân")],
    ),
    ("Tổng thu ngân sách nhà nước trên địa bàn đạt 305,25 tỷ đồng.", [t("305.25", "tỷ đồng", scope="")]),
    ("Tổng vốn đầu tư toàn xã hội đạt khoảng 2.400 tỷ đồng.", [t("2400", "tỷ đồng")]),
    # years
    ("Năm 2024, 75% hồ sơ được ký số.", [t("75", year=2024)]),
    ("Hết quý III/2024, 100% xã hoàn thành rà soát quy trình.", [t("100", year=2024)]),
    ("Trước ngày 30/6/2024, 90% hồ sơ cũ được số hóa.", [t("90", year=2024)]),
    ("Giai đoạn 2023 - 2024, mỗi năm giảm 1,5% hộ nghèo.", [t("1.5", change="decrease", year=2024, recurring=True)]),
    # conditions
    (
        "100% văn bản đi (trừ văn bản mật) được gửi qua hệ thống điện tử.",
        [t("100", condition="trừ văn bản mật", subject="văn bản đi")],
    ),
    ("95% phản ánh được trả lời đúng hạn, nếu có.", [t("95", subject="phản ánh")]),
    # scope
    ("100% UBND các xã bố trí phòng đọc điện tử.", [t("100", scope="cấp xã")]),
    ("100% văn bản của tỉnh được triển khai đúng tiến độ.", [t("100", scope="cấp tỉnh")]),
    ("80% cán bộ, công chức cấp xã đạt chuẩn tin học.", [t("80", scope="cấp xã")]),
    ("75% hồ sơ tại huyện được lập điện tử.", [t("75", scope="cấp huyện")]),
    ("100% cơ quan từ huyện đến xã dùng hòm thư công vụ.", [t("100", scope="")]),
    ("70% người dân trên địa bàn huyện có sổ sức khỏe điện tử.", [t("70", scope="")]),
    ("100% thủ tục được công khai trên Cổng thông tin của huyện.", [t("100", scope="")]),
    # over a page break
    ("Tối thiểu 55% hồ sơ \fđược nộp từ xa.", [t("55", comparator=">=", subject="hồ sơ được nộp từ xa")]),
    # spellings
    ("Tối thiểu 66% hộ dân được nghe đài truyền thanh, mức độ hoà nhập tốt.", [t("66", comparator=">=")]),
    ("TỶ LỆ HỒ SƠ ĐÚNG HẠN ĐẠT TỐI THIỂU 99%.", [t("99", comparator=">=")]),
    ("Tỉ lệ trẻ em tiêm chủng đầy đủ đạt 96,5 %.", [t("96.5")]),
    ("Có sáu mươi phần trăm kế hoạch, trong đó 40 phần trăm số xã hoàn thành.", [t("40")]),
]

OTHER_PLANS: list[tuple[str, list[dict[str, Any]]]] = [
    # digital transformation
    ("Hạ tầng số: phủ sóng 5G tại 100% trung tâm xã.", [t("100", subject="trung tâm xã")]),
    ("Kinh tế số chiếm 20% GRDP của tỉnh.", [t("20", subject="Kinh tế số")]),
    (
        "Tỷ trọng kinh tế số trong từng ngành, lĩnh vực đạt tối thiểu 10%.",
        [t("10", comparator=">=", subject="Tỷ trọng kinh tế số")],
    ),
    ("Năng suất lao động hằng năm tăng tối thiểu 7%.", [t("7", comparator=">=", change="increase", recurring=True)]),
    (
        "Trên 50% dân số trưởng thành có tài khoản thanh toán điện tử; 80% bệnh viện có bệnh án điện tử.",
        [t("50", comparator=">"), t("80", subject="bệnh viện")],
    ),
    ("Thử nghiệm 02 mô hình xã thông minh.", [t("2", "mô hình")]),
    (
        "Đưa 150 sản phẩm nông nghiệp lên sàn thương mại điện tử.",
        [t("150", "sản phẩm", subject="sàn thương mại điện tử")],
    ),
    ("Xếp hạng: chỉ số chuyển đổi số cấp huyện đạt 70 điểm.", [t("70", "điểm")]),
    (
        "100% lãnh đạo phòng, 80% công chức được tập huấn kỹ năng số.",
        [t("100", subject="lãnh đạo phòng"), t("80", subject="công chức")],
    ),
    # socio-economic
    ("Tốc độ tăng trưởng GRDP đạt 8,2%.", [t("8.2", change="", subject="GRDP")]),
    ("Tổng sản lượng lương thực có hạt đạt 65.300 tấn.", [t("65300", "tấn", subject="lương thực")]),
    ("Diện tích gieo trồng cây hằng năm 12.450 ha.", [t("12450", "ha", subject="Diện tích gieo trồng")]),
    ("Năng suất lúa bình quân đạt 62,5 tạ/ha.", [t("62.5", "tạ/ha", subject="Năng suất lúa")]),
    (
        "Cơ cấu kinh tế: nông nghiệp 32%, công nghiệp 28%, dịch vụ 40%.",
        [t("32", subject="nông nghiệp"), t("28", subject="công nghiệp"), t("40", subject="dịch vụ")],
    ),
    ("Đưa 250 lao động đi làm việc ở nước ngoài.", [t("250", "lao động")]),
    (
        "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể nhẹ cân dưới 9,5%.",
        [t("9.5", comparator="<", subject="suy dinh dưỡng")],
    ),
    ("Đạt 11 bác sĩ/vạn dân và 28 giường bệnh/vạn dân.", [t("11", "bác sĩ/vạn dân"), t("28", "giường bệnh/vạn dân")]),
    ("Tỷ lệ tham gia bảo hiểm y tế đạt trên 95% dân số.", [t("95", comparator=">", subject="bảo hiểm y tế")]),
    ("Mức giảm sinh 0,2‰.", [t("0.2", "‰")]),
    (
        "Thu hút 320.000 lượt khách du lịch, doanh thu đạt 210 tỷ đồng.",
        [t("320000", "lượt khách"), t("210", "tỷ đồng", subject="doanh thu")],
    ),
    ("Giá trị tăng thêm bình quân đầu người đạt 61,5 triệu đồng.", [t("61.5", "triệu đồng")]),
    (
        "Đàn bò đạt 18.500 con, đàn lợn 42.000 con.",
        [t("18500", "con", subject="Đàn bò"), t("42000", "con", subject="đàn lợn")],
    ),
    (
        "Kim ngạch xuất khẩu đạt 45 triệu USD, tăng 6% so với năm 2022.",
        [t("45", "triệu USD"), t("6", change="increase", baseline="so với năm 2022")],
    ),
    ("Phấn đấu có 02 xã đạt chuẩn nông thôn mới, lũy kế 9/12 xã.", [t("2", "xã"), t("9", "xã")]),
    # drug prevention, environment, order
    ("Kéo giảm ít nhất 3% số người nghiện mới.", [t("3", comparator=">=", change="decrease", subject="người nghiện")]),
    ("Trên 80% người nghiện có hồ sơ quản lý được tư vấn.", [t("80", comparator=">")]),
    ("Chuyển hóa thành công 05 xã trọng điểm về ma túy.", [t("5", "xã")]),
    (
        "Tỷ lệ thu gom chất thải rắn sinh hoạt đô thị đạt 96%, nông thôn đạt 82%.",
        [t("96", subject="đô thị"), t("82", subject="nông thôn")],
    ),
    ("100% cơ sở gây ô nhiễm nghiêm trọng được xử lý.", [t("100")]),
    (
        "Điều tra, khám phá án đạt tỷ lệ từ 80% trở lên, án rất nghiêm trọng đạt trên 95%.",
        [t("80", comparator=">="), t("95", comparator=">", subject="án rất nghiêm trọng")],
    ),
    ("Thời gian chờ của người dân không quá 20 phút/lượt giao dịch.", [t("20", "phút/lượt giao dịch", "<=")]),
    (
        "Giảm 03 đơn vị sự nghiệp công lập so với năm 2021.",
        [t("3", "đơn vị", change="decrease", baseline="so với năm 2021")],
    ),
    ("Mỗi xã có ít nhất 01 mô hình dân vận khéo.", [t("1", "mô hình", ">=")]),
    ("Hằng năm tổ chức tối thiểu 04 cuộc kiểm tra công vụ.", [t("4", "cuộc kiểm tra", ">=", recurring=True)]),
]

WILD: list[tuple[str, list[dict[str, Any]]]] = [
    # brackets with levels, colons, lists behind a colon
    (
        "Tối thiểu 97% hồ sơ được trả đúng hẹn (cấp huyện 96%, cấp xã 98%).",
        [
            t("97", comparator=">=", scope=""),
            t("96", scope="cấp huyện", subject="đúng hẹn"),
            t("98", scope="cấp xã", subject="đúng hẹn"),
        ],
    ),
    (
        "Tỷ lệ trả kết quả đúng hẹn: cấp huyện ≥ 98%; cấp xã ≥ 99%.",
        [
            t("98", comparator=">=", scope="cấp huyện", subject="đúng hẹn"),
            t("99", comparator=">=", scope="cấp xã", subject="đúng hẹn"),
        ],
    ),
    (
        "Tỷ lệ hồ sơ trực tuyến toàn trình: năm 2023 đạt 50%; năm 2024 đạt 60%; năm 2025 đạt 70%.",
        [
            t("50", year=2023, subject="toàn trình"),
            t("60", year=2024, subject="toàn trình"),
            t("70", year=2025, subject="toàn trình"),
        ],
    ),
    (
        "Tỷ lệ xã có trung tâm học tập đến năm 2023 là 30%, năm 2024 là 40% và năm 2025 là 50%.",
        [
            t("30", year=2023),
            t("40", year=2024, subject="trung tâm học tập"),
            t("50", year=2025, subject="trung tâm học tập"),
        ],
    ),
    (
        "Nộp trực tuyến toàn trình đạt từ 40% trở lên, trong đó: lĩnh vực đất đai đạt 30%, hộ tịch đạt 60%.",
        [t("40", comparator=">="), t("30", subject="đất đai"), t("60", subject="hộ tịch")],
    ),
    ("Số thủ tục cung cấp toàn trình: 120 thủ tục.", [t("120", "thủ tục", subject="toàn trình")]),
    # the same bound repeated, bounds that stay with their own number
    (
        "Trên 94% hồ sơ cấp huyện và trên 97% hồ sơ cấp xã được trả đúng hẹn.",
        [
            t("94", comparator=">", scope="cấp huyện", subject="trả đúng hẹn"),
            t("97", comparator=">", scope="cấp xã", subject="trả đúng hẹn"),
        ],
    ),
    ("Công chức có trình độ đại học trở lên chiếm 85%.", [t("85", comparator="=", subject="trình độ đại học trở lên")]),
    (
        "Giảm tối thiểu 10% số đầu mối và giảm 8% biên chế so với năm 2021.",
        [
            t("10", comparator=">=", change="decrease", subject="đầu mối"),
            t("8", comparator="=", change="decrease", subject="biên chế"),
        ],
    ),
    ("Có từ 20% trở lên đơn vị sự nghiệp tự bảo đảm chi.", [t("20", comparator=">=", subject="đơn vị sự nghiệp")]),
    ("Đạt tỷ lệ ≥95% hộ gia đình văn hóa.", [t("95", comparator=">=", subject="hộ gia đình văn hóa")]),
    # changes
    ("Tỷ lệ hộ nghèo giảm từ 5,2% xuống còn 3,8%.", [t("3.8", change="", baseline="từ 5,2%", subject="hộ nghèo")]),
    ("Tỷ lệ hộ nghèo giảm bình quân 1,5%/năm.", [t("1.5", change="decrease", recurring=True, subject="hộ nghèo")]),
    (
        "Hồ sơ đúng hẹn đạt 98,5% (tăng 1,5% so với năm 2022).",
        [t("98.5", change=""), t("1.5", change="increase", baseline="so với năm 2022")],
    ),
    (
        "Thu ngân sách đạt 450 tỷ đồng, bằng 105% dự toán tỉnh giao, tăng 8% so với thực hiện năm 2022.",
        [t("450", "tỷ đồng"), t("105"), t("8", change="increase", baseline="so với thực hiện năm 2022")],
    ),
    (
        "Nông nghiệp tăng 4,2%; công nghiệp tăng 12%; dịch vụ tăng 10%.",
        [
            t("4.2", change="increase", subject="Nông nghiệp"),
            t("12", change="increase", subject="công nghiệp"),
            t("10", change="increase", subject="dịch vụ"),
        ],
    ),
    (
        "Rút ngắn thời gian giải quyết từ 15 ngày xuống còn 10 ngày.",
        [t("10", "ngày", change="", subject="thời gian giải quyết")],
    ),
    # counts and measures
    (
        "Giải quyết việc làm cho 3.500 - 4.000 lao động/năm.",
        [t("3500", "lao động/năm", value_max="4000", recurring=True)],
    ),
    ("Có 40 doanh nghiệp và 6 hợp tác xã thành lập mới.", [t("40", "doanh nghiệp"), t("6", "hợp tác xã")]),
    ("Tổng giá trị sản xuất (giá so sánh 2010) đạt 5.230 tỷ đồng.", [t("5230", "tỷ đồng", subject="giá trị sản xuất")]),
    ("Tuổi thọ trung bình đạt 74,5 tuổi.", [t("74.5", "tuổi", subject="Tuổi thọ")]),
    ("Duy trì 12/12 xã đạt chuẩn quốc gia về y tế.", [t("12", "xã")]),
    ("Nhà ở bình quân đạt 28 m2 sàn/người.", [t("28", "m2 sàn/người", subject="Nhà ở bình quân")]),
    ("Kết nạp mới từ 50 đến 60 đảng viên.", [t("50", "đảng viên", value_max="60")]),
    ("Xóa 120 nhà tạm, xây 45 nhà tình nghĩa.", [t("120", "nhà tạm"), t("45", "nhà tình nghĩa")]),
    ("Mỗi cơ quan có ít nhất 01 sáng kiến được công nhận.", [t("1", "sáng kiến", ">=")]),
    ("Gieo trồng 1.250 ha lúa, 300 ha ngô.", [t("1250", "ha", subject="lúa"), t("300", "ha", subject="ngô")]),
    ("Số ca mắc mới dưới 10 ca/năm.", [t("10", "ca/năm", "<", recurring=True)]),
    ("Thu nhập bình quân đầu người: 62 triệu đồng/năm.", [t("62", "triệu đồng/năm", subject="Thu nhập bình quân")]),
    ("Cử 05 công chức đi đào tạo sau đại học.", [t("5", "công chức")]),
    ("Bê tông hóa 18,5km đường nội đồng.", [t("18.5", "km", subject="đường nội đồng")]),
    # scopes
    (
        "100% công chức cấp tỉnh, 90% công chức cấp huyện, 80% công chức cấp xã được cấp chứng thư số.",
        [
            t("100", scope="cấp tỉnh", subject="chứng thư số"),
            t("90", scope="cấp huyện", subject="chứng thư số"),
            t("80", scope="cấp xã"),
        ],
    ),
    ("100% các phòng, ban, đơn vị và UBND các xã ban hành kế hoạch kiểm tra.", [t("100", scope="")]),
    ("100% xã, phường, thị trấn có trang thông tin điện tử.", [t("100", scope="cấp xã")]),
    ("90% hồ sơ thuộc thẩm quyền của UBND cấp xã được số hóa.", [t("90", scope="cấp xã")]),
    # years
    (
        "Đến năm 2024: 60% hồ sơ ký số; 70% văn bản không giấy; 80% họp trực tuyến.",
        [t("60", year=2024), t("70", year=2024), t("80", year=2024)],
    ),
    ("Đến năm 2025, tầm nhìn 2030, 90% xã đạt chuẩn.", [t("90")]),
    ("Ban hành Kế hoạch cải cách hành chính năm 2024 tại 100% xã.", [t("100", year=2025)]),
    ("Từ năm 2024, 100% hồ sơ được lập điện tử.", [t("100", year=2025)]),
    (
        "80% dân số được quản lý sức khỏe và 95% trẻ em được tiêm chủng vào năm 2024.",
        [t("80", year=2024), t("95", year=2024)],
    ),
    # lists of levels with a common verb behind
    (
        "70% lãnh đạo, 60% chuyên viên và 50% nhân viên dùng trợ lý ảo.",
        [t("70", subject="lãnh đạo"), t("60", subject="chuyên viên"), t("50", subject="nhân viên dùng")],
    ),
    (
        "Phòng Tư pháp chủ trì, phối hợp các phòng rà soát văn bản, bảo đảm 100% văn bản hết hiệu lực được công bố.",
        [t("100", subject="văn bản hết hiệu lực")],
    ),
    (
        "Đẩy mạnh tuyên truyền; tăng cường kiểm tra; nâng cao trách nhiệm, phấn đấu tỷ lệ hồ sơ đúng hẹn đạt 99%.",
        [t("99", change="", subject="tỷ lệ hồ sơ đúng hẹn")],
    ),
    (
        "Sự hài lòng của người dân đạt trên 90%. Tỷ lệ phản ánh được xử lý đạt 100%.",
        [t("90", comparator=">"), t("100", subject="phản ánh")],
    ),
    ("1. 100% xã có đài truyền thanh. 2. 90% thôn có nhà văn hóa.", [t("100", subject="xã"), t("90", subject="thôn")]),
    ("a) 75% hộ dân dùng nước hợp vệ sinh;", [t("75", subject="hộ dân")]),
    ("+ Tỷ lệ thôn văn hóa: 92%;", [t("92", subject="thôn văn hóa")]),
    ("- Giá trị sản xuất nông nghiệp: 1.120 tỷ đồng;", [t("1120", "tỷ đồng", subject="Giá trị sản xuất")]),
    (
        "Có 100% cán bộ chủ chốt và trên 98,5% đảng viên học tập nghị quyết.",
        [t("100", subject="cán bộ chủ chốt"), t("98.5", comparator=">", subject="đảng viên")],
    ),
    # brackets, markers, notes
    (
        "Hoàn thành 100% kế hoạch thanh tra (tối thiểu 25% số trường học).",
        [t("100"), t("25", comparator=">=", subject="trường học")],
    ),
    (
        "Ít nhất 70% hồ sơ nộp từ xa, trong đó cấp tỉnh 80%, cấp huyện 65%.",
        [t("70", comparator=">="), t("80", scope="cấp tỉnh", subject="nộp từ xa"), t("65", scope="cấp huyện")],
    ),
    ("60% số xã (9 xã) có sân thể thao.", [t("60", subject="số xã")]),
    ("Chỉ số sẵn sàng công nghệ đạt trên 0,55.", [t("0.55", "điểm", ">", subject="Chỉ số")]),
    ("Xã Phú Mỹ đạt 15/19 tiêu chí nông thôn mới.", [t("15", "tiêu chí")]),
    ("Trên 90% phụ nữ từ 15 đến 49 tuổi được khám sức khỏe.", [t("90", comparator=">", subject="phụ nữ")]),
    ("Phấn đấu tăng 02 - 03 bậc trên bảng xếp hạng.", [t("2", "bậc", value_max="3", change="increase")]),
    (
        "95% công việc tại cấp tỉnh; 75% tại cấp huyện và 55% tại cấp xã được giao qua mạng.",
        [
            t("95", scope="cấp tỉnh", subject="được giao qua mạng"),
            t("75", scope="cấp huyện", subject="công việc tại cấp huyện được giao qua mạng"),
            t("55", scope="cấp xã", subject="công việc tại cấp xã"),
        ],
    ),
    (
        "Chỉ tiêu đến năm 2023: 50%, đến năm 2024: 60%, đến năm 2025: 70% văn bản được ký số.",
        [t("50", year=2023, subject="văn bản"), t("60", year=2024, subject="văn bản"), t("70", year=2025)],
    ),
    (
        "Hài lòng của người dân: Đối với y tế đạt từ 85% trở lên, đối với giáo dục đạt từ 88% trở lên.",
        [
            t("85", comparator=">=", subject="y tế"),
            t("88", comparator=">=", subject="Hài lòng của người dân đối với giáo dục"),
        ],
    ),
    ("80% thủ tục được cung cấp ở mức độ 3 trở lên.", [t("80", comparator="=", subject="mức độ 3 trở lên")]),
    # what was reached stands in the bracket, alone or as a list
    (
        "Trạm y tế giảm 20% thời gian chờ khám (hiện bình quân 64 phút).",
        [t("20", change="decrease", subject="thời gian chờ khám")],
    ),
    (
        "Văn bản ký số: huyện 88%, xã 67% (cuối năm 2021 tương ứng là 71% và 44%).",
        [t("88", scope="cấp huyện"), t("67", scope="cấp xã")],
    ),
]

TRAPS: list[str] = [
    "Hồ sơ gồm 01 bộ hồ sơ gốc và 02 bản sao.",
    "Trẻ em từ 6 tuổi đến 14 tuổi được ưu tiên.",
    "Trụ sở tại thôn 3, tổ 5, khu phố 7.",
    "Tuyến Quốc lộ 1A và đường dây 500 kV đi qua huyện.",
    "Tiếp công dân từ 7h30 đến 17h00.",
    "Theo điểm a khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP.",
    "Trong năm 2022, huyện đã thành lập 03 tổ công tác.",
    "Bộ Luật gồm 5 chương, 32 điều.",
    "Bản đồ địa chính tỷ lệ 1:500.",
    "Năm học 2023 - 2024 bắt đầu từ tháng 9.",
    "Phấn đấu nằm trong nhóm 5 huyện dẫn đầu, trong top 10 của tỉnh.",
    "Vận hành tổng đài giải đáp 1022 của tỉnh.",
    "Hưởng ứng Ngày Chuyển đổi số quốc gia 10/10 bằng việc làm thiết thực.",
    "Cung cấp dịch vụ công trực tuyến mức độ 3, mức độ 4 theo danh mục.",
    "Duy trì hệ thống quản lý chất lượng theo TCVN ISO 9001:2015.",
    "Thực hiện Thông tư số 12/2019/TT-BTTTT ngày 05/11/2019 của Bộ.",
    "Triển khai Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ.",
    "Kế hoạch được xây dựng cho giai đoạn 2021 - 2025, tầm nhìn 2030.",
    "Thực hiện phương châm “5 rõ”, “3 không”, 4 tại chỗ.",
    "Báo cáo định kỳ quý, 6 tháng, 9 tháng và năm.",
    "Giao quyền tự chủ khi hết giai đoạn 05 năm.",
    "Gửi báo cáo trước ngày 15/11/2024 về Phòng Nội vụ.",
    "Trong thời hạn 05 ngày làm việc kể từ khi nhận đủ hồ sơ.",
    "Liên hệ số điện thoại 0912 345 678 hoặc tổng đài 1022.",
    "Căn cứ Điều 12, Điều 15 Luật Ban hành văn bản quy phạm pháp luật năm 2015.",
    "Thực hiện theo Nghị quyết Hội nghị lần thứ 6 Ban Chấp hành Trung ương khóa XII.",
    "Toàn huyện hiện có 14 xã, thị trấn và 120 thôn.",
    "Kế hoạch gồm 7 lĩnh vực và 25 nhiệm vụ.",
    "Tổ chức đánh giá đủ 04 nội dung theo hướng dẫn.",
    "Phát triển hạ tầng 4G, 5G và giao thức IPv6.",
    "Bản đồ tỷ lệ 1/2.000 được cập nhật.",
    "Cuộc cách mạng công nghiệp lần thứ tư (công nghiệp 4.0).",
    "Thực hiện Đề án 06 và Chương trình 135.",
    "Kinh phí thực hiện từ nguồn ngân sách năm 2023 theo quy định.",
    "Hỗ trợ 2 triệu đồng/hợp tác xã thành lập mới.",
    "Ngân sách nhà nước hỗ trợ 50% kinh phí xây dựng nhà văn hóa.",
    "Kỳ họp thứ 8 Hội đồng nhân dân huyện khóa XX, nhiệm kỳ 2021 - 2026.",
    "Phụ lục 2, biểu số 03 kèm theo Kế hoạch này.",
    "Bộ phận một cửa làm việc 24/7.",
    "Năm 2022, tỷ lệ hồ sơ đúng hạn đã đạt 97,5%.",
    "Theo kết quả xếp hạng, huyện đứng vị trí thứ 5.",
    "Quy trình gồm 05 bước, chia thành 02 giai đoạn.",
    "Lĩnh vực 3: Cải cách thủ tục hành chính",
    "Giấy phép số 45/GP-STTTT ngày 02/3/2020.",
    "Thực hiện ở cả 3 cấp chính quyền.",
]

SCANNED: list[tuple[str, list[dict[str, Any]]]] = [
    ("Tối thiếu 61% hồ sơ cắp xã được sô hóa.", [t("61", comparator=">=", scope="cấp xã", subject="số hóa")]),
    ("Năm 2024 giám 3% chi hội họp.", [t("3", change="decrease", year=2024)]),
    ("Mức dộ hài lòng dạt tôi thiêu 88%.", [t("88", comparator=">=", subject="Mức độ hài lòng")]),
]
"""As OCR reads them: marks wrong, letters right."""
