"""Feet of the sheet as offices set them: recipients, authority, title and name. Labelled before the first run.

"a || b" is a row of the two columns; rows without "||" stand alone, as a copy without columns has them.
"""

from __future__ import annotations

SIGNATURES: dict[str, tuple[str, str, str]] = {
    # rows, signer's name, signer's title ("" not stated, "?" not found or unreadable)
    "chairman": ("Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**\n- Như trên; || **CHỦ TỊCH**\n- Lưu: VT. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "CHỦ TỊCH"),
    "deputy": ("Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**\n- Như trên; || **KT. CHỦ TỊCH**\n- Lưu: VT. || **PHÓ CHỦ TỊCH**\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "PHÓ CHỦ TỊCH"),
    "closed up": ("Nơi nhận: || **TM.ỦY BAN NHÂN DÂN**\n- Như trên; || **KT.CHỦ TỊCH**\n- Lưu: VT. || **PHÓ CHỦ TỊCH**\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "PHÓ CHỦ TỊCH"),
    "short body": ("Nơi nhận: || **TM. UBND HUYỆN**\n- Như trên; || **CHỦ TỊCH**\n- Lưu: VT. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "CHỦ TỊCH"),
    "body with its name": ("Nơi nhận: || **TM. UBND XÃ AN LẠNG**\n- Như trên; || **CHỦ TỊCH**\n- Lưu: VT. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "CHỦ TỊCH"),
    "standing deputy": ("Nơi nhận: || **KT. CHỦ TỊCH**\n- Như trên; || **PHÓ CHỦ TỊCH THƯỜNG TRỰC**\n- Lưu: VT. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"),
    "acting": ("Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**\n- Như trên; || **Q. CHỦ TỊCH**\n- Lưu: VT. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "Q. CHỦ TỊCH"),
    "acting, written out": ("Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**\n- Như trên; || **QUYỀN CHỦ TỊCH**\n- Lưu: VT. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "QUYỀN CHỦ TỊCH"),
    "by order": ("Nơi nhận: || **TL. CHỦ TỊCH**\n- Như trên; || **CHÁNH VĂN PHÒNG**\n- Lưu: VT. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "CHÁNH VĂN PHÒNG"),
    "by authority": ("Nơi nhận: || **TUQ. CHỦ TỊCH**\n- Như trên; || **TRƯỞNG PHÒNG NỘI VỤ**\n- Lưu: VT. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "TRƯỞNG PHÒNG NỘI VỤ"),
    "director": ("Nơi nhận: || **GIÁM ĐỐC**\n- Như trên; ||\n- Lưu: VT. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "GIÁM ĐỐC"),
    "deputy director": ("Nơi nhận: || **KT. GIÁM ĐỐC**\n- Như trên; || **PHÓ GIÁM ĐỐC**\n- Lưu: VT. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "PHÓ GIÁM ĐỐC"),
    "head of an office": ("Nơi nhận: || **TRƯỞNG PHÒNG**\n- Như trên; ||\n- Lưu: VT. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "TRƯỞNG PHÒNG"),
    "deputy head of an office": ("Nơi nhận: || **KT. TRƯỞNG PHÒNG**\n- Như trên; || **PHÓ TRƯỞNG PHÒNG**\n- Lưu: VT. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "PHÓ TRƯỞNG PHÒNG"),
    "head of a committee": ("Nơi nhận: || **TM. BAN CHỈ ĐẠO**\n- Như trên; || **TRƯỞNG BAN**\n- Lưu: VT. ||\n ||\n || **CHỦ TỊCH UBND HUYỆN**\n || **Lê Thị Hoa**", "Lê Thị Hoa", "CHỦ TỊCH UBND HUYỆN"),
    "chief inspector": ("Nơi nhận: || **CHÁNH THANH TRA**\n- Như trên; ||\n- Lưu: VT. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "CHÁNH THANH TRA"),
    "signed": ("Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**\n- Như trên; || **CHỦ TỊCH**\n- Lưu: VT. ||\n || (Đã ký)\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "CHỦ TỊCH"),
    "signed, small": ("Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**\n- Như trên; || **CHỦ TỊCH**\n- Lưu: VT. ||\n || đã ký\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "CHỦ TỊCH"),
    "name in capitals": ("Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**\n- Như trên; || **CHỦ TỊCH**\n- Lưu: VT. ||\n ||\n || **LÊ THỊ HOA**", "Lê Thị Hoa", "CHỦ TỊCH"),
    "four words": ("Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**\n- Như trên; || **CHỦ TỊCH**\n- Lưu: VT. ||\n ||\n || **Nguyễn Hoàng Minh Khuê**", "Nguyễn Hoàng Minh Khuê", "CHỦ TỊCH"),
    "five words": ("Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**\n- Như trên; || **CHỦ TỊCH**\n- Lưu: VT. ||\n ||\n || **Tôn Nữ Thị Ngọc Khuê**", "Tôn Nữ Thị Ngọc Khuê", "CHỦ TỊCH"),
    "two words": ("Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**\n- Như trên; || **CHỦ TỊCH**\n- Lưu: VT. ||\n ||\n || **Bùi Khuê**", "Bùi Khuê", "CHỦ TỊCH"),
    "highland man": ("Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**\n- Như trên; || **CHỦ TỊCH**\n- Lưu: VT. ||\n ||\n || **Y Thuận Niê Kđăm**", "Y Thuận Niê Kđăm", "CHỦ TỊCH"),
    "highland woman": ("Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**\n- Như trên; || **CHỦ TỊCH**\n- Lưu: VT. ||\n ||\n || **H'Lan Byă**", "H'Lan Byă", "CHỦ TỊCH"),
    "Jrai": ("Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**\n- Như trên; || **CHỦ TỊCH**\n- Lưu: VT. ||\n ||\n || **Rơ Châm Hyin**", "Rơ Châm Hyin", "CHỦ TỊCH"),
    "Hmong": ("Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**\n- Như trên; || **CHỦ TỊCH**\n- Lưu: VT. ||\n ||\n || **Giàng A Chua**", "Giàng A Chua", "CHỦ TỊCH"),
    "degree": ("Nơi nhận: || **GIÁM ĐỐC**\n- Như trên; ||\n- Lưu: VT. ||\n ||\n || **ThS. Lê Thị Hoa**", "Lê Thị Hoa", "GIÁM ĐỐC"),
    "name left out": ("Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**\n- Như trên; || **CHỦ TỊCH**\n- Lưu: VT. ||", "?", "CHỦ TỊCH"),
    "recipients name people": (
        "Nơi nhận: || **TM. ỦY BAN NHÂN DÂN**\n- Chủ tịch, các PCT; || **KT. CHỦ TỊCH**\n- Các Phó Chủ tịch; || **PHÓ CHỦ TỊCH**\n- Lưu: VT, Hà. ||\n ||\n || **Lê Thị Hoa**",
        "Lê Thị Hoa", "PHÓ CHỦ TỊCH",
    ),
    "signature above recipients": ("|| **TM. ỦY BAN NHÂN DÂN**\n || **CHỦ TỊCH**\nNơi nhận: ||\n- Như trên; ||\n- Lưu: VT. || **Lê Thị Hoa**", "Lê Thị Hoa", "CHỦ TỊCH"),
    "one below the other": ("Nơi nhận:\n- Như trên;\n- Lưu: VT.\n**TM. ỦY BAN NHÂN DÂN**\n**KT. CHỦ TỊCH**\n**PHÓ CHỦ TỊCH**\n**Lê Thị Hoa**", "Lê Thị Hoa", "PHÓ CHỦ TỊCH"),
    "one below the other, signature first": ("**TM. ỦY BAN NHÂN DÂN**\n**CHỦ TỊCH**\n**Lê Thị Hoa**\nNơi nhận:\n- Như trên;\n- Lưu: VT.", "Lê Thị Hoa", "CHỦ TỊCH"),
    "all in one line": ("Nơi nhận: - Như trên; - Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Thị Hoa", "Lê Thị Hoa", "PHÓ CHỦ TỊCH"),
    "marked letters": ("*Nơi nhận:* || **TM. ỦY BAN NHÂN DÂN**\n- Như trên; || **CHỦ TỊCH**\n- Lưu: VT. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "CHỦ TỊCH"),
    "party": ("Nơi nhận: || **T/M BAN THƯỜNG VỤ**\n- Như trên; || **PHÓ BÍ THƯ**\n- Lưu: VP. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "PHÓ BÍ THƯ"),
    "nothing": ("Trên đây là Kế hoạch.", "", ""),
    "council": ("Nơi nhận: || **CHỦ TỊCH**\n- Như trên; ||\n- Lưu: VT. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "CHỦ TỊCH"),
    "committee's deputy head": ("Nơi nhận: || **KT. TRƯỞNG BAN**\n- Như trên; || **PHÓ TRƯỞNG BAN**\n- Lưu: VT. ||\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "PHÓ TRƯỞNG BAN"),
    "deputy chief of office": ("Nơi nhận: || **TL. CHỦ TỊCH**\n- Như trên; || **KT. CHÁNH VĂN PHÒNG**\n- Lưu: VT. || **PHÓ CHÁNH VĂN PHÒNG**\n ||\n || **Lê Thị Hoa**", "Lê Thị Hoa", "PHÓ CHÁNH VĂN PHÒNG"),
}  # fmt: skip
