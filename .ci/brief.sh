#!/usr/bin/env bash
# The brief printed: at most two A4 pages, in a browser and in an office suite, on the full example and on answers of the longest
# texts, where every risk is accepted, every due date was moved, and the answers are approved. .ci/brief.sh PROGRAM. It needs what .ci/pages.sh and .ci/office.py install.
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
# Every due date was moved three times.
change = f'{{ from = 2025-06-30, on = 2025-06-20, reason = "{long[:1000]}" }}'
text, moves = re.subn(r"(?m)^due = [0-9-]+\nmeasure = ", lambda m: f"moved = [{', '.join([change] * 3)}]\n{m.group(0)}", text)
risk = f'risk_accepted = {{ by = "{long[:300]}", on = 2025-11-10, reason = "{long[:1000]}" }}'
# Nothing is shown: the weaknesses, alerts and questions to talk through are as many as they can be. Or what is embedded stays, so that
# strengths come to them.
for name, weak in [("weakest", "[123]"), ("longest", "[12]")]:
    made = re.sub(rf"(?m)^rating = {weak}$", "rating = 0", text)
    made, risks = re.subn(r"(?m)^rating = 0$", lambda m: f"{m.group(0)}\n{risk}", made)
    assert risks > 40 and moves > 30, f"{name}: {risks} risks accepted, {moves} dates moved"
    (work / f"{name}.toml").write_text(made)
PY
for post in "Chief executive" "Director of children's services and of everything else that the council does for its people"; do
  for answers in weakest longest; do
    "$program" approve "$work/$answers.toml" --name "A. Example" --post "$post" --quiet < /dev/null > /dev/null
  done
done
for answers in ce-2025-26 weakest longest; do
  for format in html docx; do
    "$program" report "$work/$answers.toml" --previous "$work/ce-2024-25.toml" --brief --quiet -o "$work/$answers.$format"
  done
  # The brief of the folder for the annual conversation is the same.
  "$program" pack "$work/$answers.toml" --previous "$work/ce-2024-25.toml" --quiet -o "$work/pack-$answers"
  cmp "$work/$answers.html" "$work/pack-$answers/brief.html"
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
