from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.outline import find_outline
from extractors.role_classifier import PartSigns, classify_part, part_words
from extractors.roles import domain_of, join_roles, role_of
from tests.sheets import PLAN_HEAD, set_sheet

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from models.plan import Domain, Role

READ: list[tuple[str, Role | None, Role]] = [
    ("MỤC ĐÍCH, YÊU CẦU", None, "purpose_requirements"),
    ("MỤC ĐÍCH YÊU CẦU", None, "purpose_requirements"),
    ("Mục đích và yêu cầu của kế hoạch", None, "purpose_requirements"),
    ("Mục đích", "purpose_requirements", "purpose"),
    ("Yêu cầu", "purpose_requirements", "requirements"),
    ("CÁC CHỈ TIÊU CỤ THỂ", None, "targets"),
    ("Mục tiêu đến năm 2030", "mixed", "targets"),
    ("NHIỆM VỤ, GIẢI PHÁP", None, "tasks_solutions"),
    ("Nhiệm vụ trọng tâm và các giải pháp chủ yếu", None, "tasks_solutions"),
    ("NỘI DUNG, MỤC TIÊU, NHIỆM VỤ VÀ GIẢI PHÁP", None, "mixed"),
    ("Giải pháp và trách nhiệm thực hiện", "tasks_solutions", "solutions"),
    ("KINH PHÍ", None, "budget"),
    ("TỔ CHỨC THỰC HIỆN", None, "organization"),
    ("Trách nhiệm của các phòng", None, "organization"),
    ("Nhiệm vụ của Phòng Nội vụ", "organization", "organization"),
    ("Tổ chức bộ máy", "targets", "targets"),
    ("Tăng cường tổ chức thực hiện các nhiệm vụ", "solutions", "solutions"),
    ("Phòng Tài chính", "organization", "organization"),
    ("PHỤ LỤC NHIỆM VỤ TRỌNG TÂM", None, "appendix"),
    ("Đặc điểm tình hình", None, "other"),
    ("Những việc làm được", None, "other"),
    ("Những việc đã làm trong năm", None, "other"),
    ("Những việc cần làm", None, "tasks"),
    ("Khâu tổ chức thực hiện", None, "organization"),
    ("Các nhóm nhiệm vụ, giải pháp", None, "tasks_solutions"),
    ("Bảo đảm kinh phí", "mixed", "budget"),
    ("MỤC TIÊU VÀ CÁC PHẦN VIỆC", None, "mixed"),
    ("Giải pháp về tài chính, đầu tư", None, "solutions"),
    ("Hoạt động của chính quyền", "targets", "targets"),
    ("QUAN ĐIỂM, MỤC TIÊU", None, "targets"),
    ("Những việc chưa làm được", None, "other"),
]
FIELDS: list[tuple[str, Domain, Domain]] = [
    ("Công tác chỉ đạo, điều hành", "", "direction"),
    ("Cải cách thể chế", "", "institutions"),
    ("Cải cách TTHC gắn với cơ chế một cửa", "", "procedures"),
    ("Cải cách tổ chức bộ máy hành chính", "", "organization"),
    ("Lĩnh vực 5: Nâng cao chất lượng đội ngũ cán bộ", "", "civil_service"),
    ("Cải cách tài chính công", "", "finance"),
    ("Hiện đại hoá hành chính", "", "digital"),
    ("Cải cách thủ tục, nâng chất lượng phục vụ", "", "procedures"),
    ("Phát triển dữ liệu và hạ tầng số", "", "digital"),
    ("Mục tiêu", "finance", "finance"),
    ("Kinh phí", "", ""),
]


@pytest.mark.parametrize(("heading", "parent", "role"), READ)
def test_role(heading: str, parent: Role | None, role: Role, lexicon: Lexicon) -> None:
    assert role_of(heading, parent, lexicon) == role


@pytest.mark.parametrize(("heading", "parent", "domain"), FIELDS)
def test_field(heading: str, parent: Domain, domain: Domain, lexicon: Lexicon) -> None:
    assert domain_of(heading, parent, lexicon) == domain


def test_roles_together(lexicon: Lexicon) -> None:
    assert join_roles({"tasks", "solutions"}, lexicon) == "tasks_solutions"
    assert join_roles({"tasks", "targets"}, lexicon) == "mixed"


BODIES = """**III. CHÚNG TA CÙNG LO**
**1. Văn phòng - Thống kê**
Theo dõi, nhắc việc.
**2. Công an xã**
Giữ trật tự trên các bến.
**3. Hội Nông dân xã**
Vận động hội viên góp công.
"""


def test_bodies_below_a_part_share_its_work_out(lexicon: Lexicon) -> None:
    found = {s.value.path: s.value.role for s in find_outline(set_sheet(PLAN_HEAD + BODIES), lexicon).sections}
    assert found == dict.fromkeys(("III", "III/1", "III/2", "III/3"), "organization")


PAST = [
    # a heading over parts of what was reached, and the role of all of them
    ("KẾT QUẢ THỰC HIỆN NĂM 2020", "other"),
    ("TÌNH HÌNH THỰC HIỆN KẾ HOẠCH NĂM 2020", "other"),
    ("ĐÁNH GIÁ KẾT QUẢ GIAI ĐOẠN 2016 - 2020", "other"),
    ("NHIỆM VỤ KHẮC PHỤC HẠN CHẾ NĂM 2020", "tasks"),
]


@pytest.mark.parametrize(("heading", "role"), PAST)
def test_what_was_reached_is_neither_task_nor_target(heading: str, role: str, lexicon: Lexicon) -> None:
    """Fields below it were called tasks by their names, and parts without such a name by the classifier."""
    text = f"""**I. {heading}**
**1. Cải cách thể chế**
Các phòng, ban chủ động xây dựng kế hoạch, phân công rõ người, rõ việc, rõ thời gian và rõ kết quả phải đạt.
**2. Công tác chỉ đạo, điều hành**
Các phòng, ban chủ động xây dựng kế hoạch, phân công rõ người, rõ việc, rõ thời gian và rõ kết quả phải đạt.
**II. MỤC TIÊU**
Khơi thông 12 km kênh.
"""
    found = {s.value.path: s.value.role for s in find_outline(set_sheet(PLAN_HEAD + text), lexicon).sections}
    assert found == {"I": role, "I/1": role, "I/2": role, "II": "targets"}


def test_what_no_word_decides_is_classified_and_doubted(lexicon: Lexicon) -> None:
    text = """**I. LO TIỀN NONG**
Kinh phí thực hiện từ nguồn ngân sách xã giao trong dự toán đầu năm và các nguồn hợp pháp khác theo quy định hiện hành.
Kế toán xã lập dự toán chi tiết, trình Chủ tịch xem xét và thanh toán, quyết toán theo Luật Ngân sách nhà nước./.
"""
    (section,) = find_outline(set_sheet(PLAN_HEAD + text), lexicon).sections
    assert (section.value.role, [doubt.code for doubt in section.doubts]) == ("budget", ["role_unsure"])


def test_what_nothing_decides_is_other_with_a_doubt(lexicon: Lexicon) -> None:
    (section,) = find_outline(set_sheet(PLAN_HEAD + "**I. HOA NỞ**\n"), lexicon).sections
    assert (section.value.role, [doubt.code for doubt in section.doubts]) == ("other", ["role_unsure"])


def test_the_classifier_gives_the_same_answer_and_none_to_nothing() -> None:
    signs = PartSigns("XIN CHÀO", "Hoa nở.")
    assert classify_part(signs) == classify_part(PartSigns("XIN CHÀO", "Hoa nở."))
    assert classify_part(PartSigns("", "")) is None


def test_signs_say_where_a_word_was_seen() -> None:
    signs = PartSigns("Lo tiền", "Chi 15% và 3,5 tỷ", ("Một việc",), last=True)
    assert part_words(signs) == [
        "h:lo", "h:tien", "c:mot", "c:viec", "t:chi", "t:percent", "t:va", "t:figure", "t:ty", "last",
    ]  # fmt: skip
