#!/usr/bin/env bash
# Read the sample scans as a user would and say where the result lies.
set -euo pipefail
cd "$(dirname "$0")/.."
data=build/demo
status=0
.venv/bin/kehoach run corpus/samples/*.pdf --data "$data" || status=$?
[ "$status" -eq 0 ] || [ "$status" -eq 3 ] || exit "$status"
.venv/bin/kehoach export "$data/export" --data "$data" >/dev/null
cat <<EOM

Consolidated CSV: $PWD/$data/export/consolidated.csv

What to do next:
  .venv/bin/kehoach show <doc_id> --data $data     one plan in the terminal
  mkdir -p data/inbox
  cp your-scans/*.pdf data/inbox/                  drop your own plans
  .venv/bin/kehoach run                            read them
  .venv/bin/kehoach export data/export             write the tables
EOM
