"""Pictures of the paper: the place of a promise cut out of its page."""

from __future__ import annotations

import base64
import io
from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

import pypdfium2
from PIL import Image, ImageDraw

from pipeline.documents import DocumentError, open_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.store import Store

DPI = 110
MARGIN = (28.0, 12.0)
"""Points of paper around the words, beside and above."""
TALLEST = 160.0
"""Points of paper that a picture shows at most."""
MARK = (230, 97, 1)


class Placed(Protocol):
    """What stands at a place of a document: `bbox` as the tables write it, `target_id` names the picture."""

    @property
    def target_id(self) -> str: ...  # noqa: D102
    @property
    def doc_id(self) -> str: ...  # noqa: D102
    @property
    def page(self) -> int: ...  # noqa: D102
    @property
    def bbox(self) -> str: ...  # noqa: D102


def read_crops(store: Store, promises: Iterable[Placed]) -> Iterator[tuple[str, bytes]]:
    """Yield target_id and WebP picture, page by page; what cannot be rendered, or has no place, has none."""
    sha256 = {record.doc_id: record.source.sha256 for record in store.records()}
    by_page: dict[tuple[str, int], list[Placed]] = defaultdict(list)
    for promise in promises:
        if promise.bbox and promise.bbox != "0,0,0,0":
            by_page[promise.doc_id, promise.page].append(promise)
    for (doc_id, number), held in sorted(by_page.items()):
        page = _page(store, sha256[doc_id], number)
        if page is not None:
            for promise in held:
                yield promise.target_id, _cut(page, promise.bbox)


def _page(store: Store, sha256: str, number: int) -> Image.Image | None:
    try:
        with open_document(store.original(sha256)) as document:
            picture: Image.Image = document[number - 1].render(scale=DPI / 72).to_pil().convert("RGB")
            return picture
    except (DocumentError, FileNotFoundError, pypdfium2.PdfiumError, IndexError):
        return None


def _cut(page: Image.Image, bbox: str) -> bytes:
    """Cut a box out with some paper around it, the words framed."""
    scale = DPI / 72
    x0, y0, x1, y1 = (float(edge) for edge in bbox.split(","))
    left, top = max(0.0, x0 - MARGIN[0]), max(0.0, y0 - MARGIN[1])
    right, bottom = x1 + MARGIN[0], min(y1 + MARGIN[1], y0 + TALLEST)
    area = (int(left * scale), int(top * scale), int(right * scale), int(bottom * scale))
    cut = page.crop((area[0], area[1], min(area[2], page.width), min(area[3], page.height)))
    frame = [(x0 - left - 3) * scale, (y0 - top - 2) * scale, (x1 - left + 3) * scale, (y1 - top + 2) * scale]
    ImageDraw.Draw(cut).rectangle(frame, outline=MARK, width=2)
    out = io.BytesIO()
    cut.save(out, "WEBP", quality=55, method=4)
    return out.getvalue()


def data_uri(picture: bytes) -> str:
    """Hold a picture inside the page."""
    return "data:image/webp;base64," + base64.b64encode(picture).decode()
