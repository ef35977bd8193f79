#!/usr/bin/env bash
# subset-symbols.sh DIR   makes the two symbol faces of this folder from the full ones in DIR (see README.md for their origin).
# Needs fonttools (PyPI). Keeps common signs: arrows, circled digits, boxes, ticks, crosses, stars, hands, warning signs.
set -euo pipefail
from=$1
here=$(cd "$(dirname "$0")" && pwd)
subset() { # FULL OUT UNICODES
  SOURCE_DATE_EPOCH=0 pyftsubset "$from/$1" --unicodes="$3" --output-file="$here/$2" --no-recalc-timestamp --notdef-outline --no-hinting --layout-features='' --name-IDs='*'
}
subset NotoSansSymbols_400Regular.ttf NotoSansSymbols_subset.ttf \
  "U+2122,U+2190-2199,U+2460-24FF,U+2600-26FF,U+2700-2721,U+2776-2793"
subset NotoSansSymbols2_400Regular.ttf NotoSansSymbols2_subset.ttf \
  "U+2300-23FF,U+25A0-26FF,U+2700-27BF,U+2B00-2BFF,U+1F315,U+1F31C,U+1F44D-1F44E,U+1F5F8-1F5F9,U+1F6C7"
