#!/usr/bin/env bash
# Install what is missing, and nothing else: system packages, the project's own .venv, the kehoach command.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

missing=()
need() { # need <test command…> -- <package>
  local package="${*: -1}"
  "${@:1:$#-2}" >/dev/null 2>&1 || missing+=("$package")
}
tessdata() { tesseract --list-langs 2>/dev/null | grep -qx "$1"; }
font() { ls /usr/share/fonts/truetype/"$1" >/dev/null 2>&1; }

need command -v tesseract -- tesseract-ocr
need tessdata vie -- tesseract-ocr-vie
need tessdata osd -- tesseract-ocr-osd
need font liberation2/LiberationSerif-Regular.ttf -- fonts-liberation2
need font croscore/Tinos-Regular.ttf -- fonts-croscore
need font freefont/FreeSerif.ttf -- fonts-freefont-ttf
need font dejavu/DejaVuSerif.ttf -- fonts-dejavu-core
need font crosextra/Carlito-Regular.ttf -- fonts-crosextra-carlito
need font doulos/DoulosSIL-Regular.ttf -- fonts-sil-doulos
need font andika/Andika-Regular.ttf -- fonts-sil-andika
need command -v chromium -- chromium
need python3 -c 'import ensurepip, venv' -- python3-venv

if [ "${#missing[@]}" -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    say "kehoach: missing ${missing[*]} and no apt-get here: install them by hand, then run make again."
    exit 1
  fi
  if [ "$(id -u)" -eq 0 ]; then as_root=(); elif command -v sudo >/dev/null; then as_root=(sudo -n); else
    say "kehoach: as root, run: apt-get install ${missing[*]} (then make again)."
    exit 1
  fi
  say "installing ${missing[*]} …"
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || {
    say "kehoach: apt-get could not install ${missing[*]}: run that by hand to see why."
    exit 1
  }
fi

python=python3
"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || {
  say "kehoach: needs Python 3.11 to 3.13, found $("$python" --version)."
  exit 1
}
want=$(cat pyproject.toml constraints.txt | sha256sum | cut -d' ' -f1)
if [ "$(cat .venv/.installed 2>/dev/null || true)" != "$want" ]; then
  say "installing the environment into .venv (some minutes the first time) …"
  [ -x .venv/bin/python ] || "$python" -m venv .venv
  .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
  printf '%s' "$want" > .venv/.installed
fi
PYTHONPATH=. .venv/bin/python tools/write_prefect_schema.py
