"""Typefaces of high contrast that no Debian package holds: fetched as npm packages, joined to one file a style.

    python -m training.web_faces .fonts

A package parts a style into files of letters (Latin, extended Latin, Vietnamese); a line is printed from one file. All
are under the SIL Open Font License. Nothing is fetched where the joined file is there.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.merge import Merger, Options  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = {
    "playfair-display": "5.3.0",
    "playfair": "5.3.0",
    "libre-bodoni": "5.3.0",
    "old-standard-tt": "5.3.0",
    "cormorant": "5.3.0",
    "newsreader": "5.3.0",
    "source-serif-4": "5.3.1",
    "spectral": "5.3.0",
    "imbue": "5.3.0",
    "prata": "5.3.0",
    "bona-nova": "5.3.0",
    "fraunces": "5.3.0",
}
SUBSETS = ("latin", "latin-ext", "vietnamese")
STYLES = ("400-normal", "700-normal", "400-italic", "700-italic")


def packed_files(name: str, version: str) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the .woff files of one npm package.

    Raises:
        subprocess.CalledProcessError: npm is absent, or reaches no packages.
    """
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", f"@fontsource/{name}@{version}"], cwd=folder, check=True, capture_output=True
        )
        archive = next(Path(folder).glob("*.tgz"))
        with tarfile.open(archive) as tar:
            for member in tar:
                content = tar.extractfile(member) if member.name.endswith(".woff") else None
                if content is not None:
                    yield Path(member.name).name, content.read()


def lining_figures(font: TTFont) -> dict[str, str]:
    """Glyphs of text figures → glyphs of lining ones (feature lnum): no office prints text figures."""
    if "GSUB" not in font:
        return {}
    table = font["GSUB"].table
    chosen = {
        k
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "lnum"
        for k in record.Feature.LookupListIndex
    }
    swaps: dict[str, str] = {}
    for k in sorted(chosen):
        for lookup in table.LookupList.Lookup[k].SubTable:
            swaps |= getattr(getattr(lookup, "ExtSubTable", lookup), "mapping", {})
    return swaps


def without_layout(content: bytes, taken: set[int]) -> bytes:
    """A part as TrueType without layout tables, hints and the characters `taken`: parts of one style then join."""
    font = TTFont(io.BytesIO(content))
    font.flavor = None
    swaps = lining_figures(font)
    for table in ("GSUB", "GPOS", "GDEF", "fpgm", "prep", "cvt ", "gasp", "STAT", "DSIG", "MATH", "avar", "MVAR"):
        if table in font:
            del font[table]
    for table in font["cmap"].tables:
        table.cmap = {code: swaps.get(glyph, glyph) for code, glyph in table.cmap.items() if code not in taken}
    taken |= set(font.getBestCmap())
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def join_style(parts: list[bytes], out: Path) -> None:
    """Writes one TrueType file that draws the characters of all parts."""
    taken: set[int] = set()
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for k, part in enumerate(parts):
            file = Path(folder) / f"{k}.ttf"
            file.write_bytes(without_layout(part, taken))
            files.append(str(file))
        joined = Merger(options=Options(drop_tables=["vhea", "vmtx"])).merge(files)
        joined.save(out.with_suffix(".tmp"))
    out.with_suffix(".tmp").replace(out)


def fetch_family(name: str, version: str, folder: Path) -> None:
    """Joins the styles that the package has into `folder`/name-style.ttf."""
    if any(folder.glob(f"{name}-[47]00-*.ttf")):
        return
    files = dict(packed_files(name, version))
    for style in STYLES:
        parts = [files[part] for subset in SUBSETS if (part := f"{name}-{subset}-{style}.woff") in files]
        if parts:
            join_style(parts, folder / f"{name}-{style}.ttf")


def main() -> None:
    """Fetches every family of `PACKAGES`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, version in PACKAGES.items():
        fetch_family(name, version, folder)


if __name__ == "__main__":
    main()
