#!/usr/bin/env bash
# The environment that trains the line recogniser: fonts to print lines in, torch apart from the program's own packages.
set -euo pipefail
cd "$(dirname "$0")/.."
fonts="fonts-liberation2 fonts-freefont-ttf fonts-texgyre fonts-dejavu fonts-noto-core fonts-crosextra-carlito
  fonts-roboto-unhinted fonts-lmodern fonts-ebgaramond fonts-inter
  fonts-noto-extra fonts-roboto-slab fonts-lato fonts-yanone-kaffeesatz
  fonts-linuxlibertine fonts-sil-charis fonts-open-sans fonts-sil-gentium"
missing=()
for font in $fonts; do dpkg -s "$font" >/dev/null 2>&1 || missing+=("$font"); done
if [ "${#missing[@]}" -gt 0 ]; then
  if [ "$(id -u)" -eq 0 ]; then as_root=(); else as_root=(sudo -n); fi
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
if [ ! -x .venv-train/bin/python ]; then
  python3 -m venv .venv-train
  .venv-train/bin/python -m pip install --quiet torch==2.13.0
  .venv-train/bin/python -m pip install --quiet -c constraints.txt numpy opencv-python-headless pillow fonttools rapidfuzz onnx \
    onnxruntime underthesea
fi
# Faces of high contrast, which Debian does not hold.
.venv-train/bin/python -m training.web_faces .fonts
