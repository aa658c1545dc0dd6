from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.roles import domain_of, join_roles, role_of

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
