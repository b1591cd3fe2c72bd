#!/usr/bin/env bash
# The brief printed: at most two A4 pages, in a browser and in an office suite, on the full example and on answers of the longest
# texts. .ci/brief.sh PROGRAM. It needs what .ci/pages.sh and .ci/office.py install.
set -euo pipefail
cd "$(dirname "$0")/.."

program=$(realpath "${1:-target/release/assure}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp examples/ce-2024-25.toml examples/ce-2025-26.toml "$work"
python3 - "$work" <<'PY'
import pathlib, re, sys
work = pathlib.Path(sys.argv[1])
long = "Wide words without mercy and " * 40
text = (work / "ce-2025-26.toml").read_text()
fill = lambda m: f'{m.group(1)} = "{(long + m.group(2))[:1000]}"'
text = re.sub(r'(?m)^(finding|what|owner|measure|judgement) = "([^"\n]*)"$', fill, text)
# Nothing is shown: the weaknesses, alerts and questions to talk through are as many as they can be.
text = re.sub(r"(?m)^rating = [123]$", "rating = 0", text)
(work / "longest.toml").write_text(text)
PY
for answers in ce-2025-26 longest; do
  for format in html docx; do
    "$program" report "$work/$answers.toml" --previous "$work/ce-2024-25.toml" --brief --quiet -o "$work/$answers.$format"
  done
  chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --no-pdf-header-footer \
    --print-to-pdf="$work/$answers-html.pdf" "file://$work/$answers.html" > /dev/null 2>&1
  mkdir -p "$work/office"
  soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf --outdir "$work/office" "$work/$answers.docx" > /dev/null 2>&1
  for pdf in "$work/$answers-html.pdf" "$work/office/$answers.pdf"; do
    pages=$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')
    echo "$(basename "$pdf"): $pages pages"
    [ "$pages" -le 2 ] || { echo "the brief has more than two pages"; exit 1; }
  done
done
