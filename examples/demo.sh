#!/usr/bin/env bash
# The record of the Harrow Bank dispute, from these sixteen reports, and its reading room. Called by `make demo`.
#
#   BIN         where sayso is (.venv/bin)
#   DEMO        where the record is kept (build/demo); what you correct in it is kept from one time to the next
#   PORT        where the reading room listens (8000)
#   DEMO_SERVE  0: only make the record and show it here, as is done where standard output is no terminal
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
sayso=${BIN:-.venv/bin}/sayso
folder=${DEMO:-build/demo}
export SAYSO_RECORD=$folder/sayso.db SAYSO_AUTHOR=${SAYSO_AUTHOR:-demo}
mkdir -p "$folder"

[ -e "$SAYSO_RECORD" ] || rm -f "$folder/followed"
echo "Reading the reports in examples/ into $SAYSO_RECORD"
"$sayso" add "$here"
"$sayso" reread --quiet > /dev/null

# What the dispute is about; once, so that an issue which somebody gave up stays so.
follow() {
  grep -qF "$1" <<< "$("$sayso" issue list 2> /dev/null)" || "$sayso" issue add "$1" --about "$2" > /dev/null
}
if [ ! -e "$folder/followed" ]; then
  follow "The Strand line" "opening the railway to Ulvany again, trains running, freight on the Strand line"
  follow "The crew of the Signe Marie" "setting the fishermen free, releasing the crew, bringing the men home"
  follow "The gas survey" "withdrawing the survey ship Professor Dalmat from the Harrow Bank, halting the gas survey"
  follow "The closed zone" "the zone round the survey ship, where the trawler was, warnings, the treaty of Lisarra"
  touch "$folder/followed"
fi

if [ ! -t 1 ] || [ "${DEMO_SERVE:-1}" = 0 ]; then
  echo
  "$sayso" read "$here/05-continental-press-2024-03-11.txt"
  "$sayso" positions "The Strand line"
  echo "In the browser:  $sayso serve --record $SAYSO_RECORD"
  exit 0
fi

cat <<'WORDS'

What to look at:
  the front page     four questions of the dispute, and where each party stands on them
  The Strand line    who offered, refused and accepted what, and when; each mark leads to the words
  any report         select words and press Ctrl + Enter to correct what the machine read

WORDS
exec "$sayso" serve --port "${PORT:-8000}"
