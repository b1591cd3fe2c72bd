#!/usr/bin/env bash
# The pages for a browser, looked at in one, and the form among them filled in by keyboard: .ci/pages.sh PROGRAM
#
# It needs Chromium, poppler's programs and Node 18 or later, which it installs with apt-get where they are missing, and three
# packages of npm's, which go into a folder of their own that goes at the end (or into PAGES_PACKAGES, to keep them). The tests
# write their sample of every block, and a report of hostile texts, into the folder that ASSURE_PAGES names; where PAGES is set,
# that is where everything stays, with pictures.
set -euo pipefail
cd "$(dirname "$0")/.."

program=$(realpath "${1:-target/release/assure}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pages=${PAGES:-$work/pages}
packages=${PAGES_PACKAGES:-$work/packages}
mkdir -p "$pages" "$packages"

missing=()
command -v chromium > /dev/null || missing+=(chromium)
command -v pdfinfo > /dev/null || missing+=(poppler-utils)
command -v node > /dev/null || missing+=(nodejs)
command -v npm > /dev/null || missing+=(npm)
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing ${missing[*]} with apt-get"
  as_root=
  [ "$(id -u)" = 0 ] || as_root=sudo
  $as_root apt-get update -qq
  $as_root apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
if [ ! -d "$packages/node_modules/axe-core" ]; then
  echo "installing puppeteer-core, axe-core and html-validate into a folder of their own"
  npm install --prefix "$packages" --no-audit --no-fund --no-save --silent puppeteer-core@24.43.1 axe-core@4.14.1 html-validate@9.7.1
fi

# They may lie there already: the tests were run with the folder's name.
if [ -n "${ASSURE_PAGES:-}" ] && [ -f "$ASSURE_PAGES/sample.html" ] && [ -f "$ASSURE_PAGES/hostile.html" ]; then
  cp "$ASSURE_PAGES/sample.html" "$ASSURE_PAGES/hostile.html" "$pages/"
else
  ASSURE_PAGES=$(realpath "$pages") cargo test --locked --quiet --test it is_kept_where_it_is_wanted > /dev/null
fi
write() { "$program" "${@:2}" --quiet --format html --today 2026-11-22 > "$pages/$1.html"; }
write report report examples/ce-2025-26.toml
write half report examples/ce-2025-26-half.toml
write public report examples/ce-2025-26.toml --public
write previous report examples/ce-2025-26.toml --previous examples/ce-2024-25.toml
write diff diff examples/ce-2024-25.toml examples/ce-2025-26.toml
write trend trend examples/ce-2024-25.toml examples/ce-2025-26.toml
write score score examples/ce-2025-26.toml
write list list
write show show ce
write question show ce quartet-works
write glossary glossary
# A report by a template, and every page of the folder for the annual conversation.
"$program" report --print-template html > "$work/template.html"
"$program" report examples/ce-2026-27.toml --previous examples/ce-2025-26.toml --template "$work/template.html" --quiet -o "$pages/template.html"
"$program" pack examples/ce-2026-27.toml --previous examples/ce-2025-26.toml --today 2026-11-22 --quiet -o "$work/pack"
for page in "$work"/pack/*.html "$work"/pack/public/*.html; do
  name=${page#"$work/pack/"}
  cp "$page" "$pages/pack-${name//\//-}"
done

node .ci/pages.mjs "$packages" "$(command -v chromium)" "$pages" ${PAGES:+"$pages/pictures"}
node .ci/page_form.mjs "$packages" "$(command -v chromium)" "$program" ${PAGES:+"$pages/pictures"}
