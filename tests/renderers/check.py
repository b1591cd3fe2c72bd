#!/usr/bin/env python3
"""Renders reports with hostile findings in other programs' Markdown, and compares them with a calm report.

Not part of `cargo test`: it needs Python and Node packages.

    pip install cmarkgfm mistune markdown-it-py linkify-it-py mdit-py-plugins markdown pymdown-extensions pypandoc_binary
    npm install markdown-it markdown-it-emoji markdown-it-footnote markdown-it-sub markdown-it-sup markdown-it-mark \
        markdown-it-ins markdown-it-deflist markdown-it-attrs markdown-it-task-lists markdown-it-container markdown-it-abbr \
        markdown-it-texmath katex marked commonmark
    cargo build && NODE_PATH=$PWD/node_modules python3 tests/renderers/check.py target/debug/assure

What is known and stays: cmark-gfm makes a link of a bare address of a person, with the same words; pandoc makes a ticked box of
`[x]` at the beginning of an item.
"""
import html.parser
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import cmarkgfm
import markdown
import markdown_it
import mistune
import pypandoc
from cmarkgfm.cmark import Options

ROOT = Path(__file__).resolve().parents[2]
ASSURE = Path(sys.argv[1]).resolve()

TEXTS = [
    "- item", "* item", "+ item", "1986. A great year", "3) x", "a. x", "iv) x", "(1) x", "(a) x", "#. x", "::: x", ": x", "~ x",
    "see http://a.example/x_y_z and https://b.example.", "www.example.org is there", "example.org and kent.gov.uk", "ftp://x.example",
    "mailto:someone", ":smile: :100: :+1: and at 10:30", ":) ;-) 8-) <3 :D", "@cite and [@cite; @other]", "[ ] open box", "a[ ]b",
    "~sub~ ~~gone~~", "^sup^", "$x^2$ and $$y$$", "\\(x\\) \\[y\\]", "==mark== ++ins++", "{.attr} {#id} text", "[^1] and [^1]: x",
    "a | b | c", "| a | b |", "    four spaces", "\tx", "=== x", "===", "---", "--- x", "***", "&copy; &#42; &lt;b&gt;", "<b>x</b> <!-- x -->",
    "<script>alert(1)</script>", "![x](y) [x](y) [x]: y", "`code` ```x", "```x", "# heading", "text ##", "> quote", "*[HTML]: x", "%%% x",
    "!!! note x", "trailing \\", "\\* a", "_a_ __b__ *c* **d**", "a__b__c", "5 < 6 & 7 > 2", "\"quoted\" 'text'", "[[wiki]]", "{{x}} {% y %}",
    "http:// x", "a*b*c_d_e", "Term\n: definition", "x\n===", "| a |\n|---|\n| b |", "```\nx\n```",
]

class Shape(html.parser.HTMLParser):
    """The tags of a page in order, and its text."""

    def __init__(self):
        super().__init__()
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attrs):
        # A generated name of a heading follows its words; a page has one calm shape apart from that.
        self.tags.append((tag, sorted(a for a, _ in attrs if a not in ("id", "name"))))

    def handle_data(self, data):
        self.text.append(data)


def shape(page):
    parser = Shape()
    parser.feed(page)
    return parser.tags, " ".join("".join(parser.text).split())


NODE = r"""
const markdown = require('fs').readFileSync(0, 'utf8');
const which = process.argv[1] || process.argv[2];
const plug = n => { const m = require(n); return m.default || m; };
let out;
if (which === 'commonmark') {
  const { Parser, HtmlRenderer } = require('commonmark');
  out = new HtmlRenderer().render(new Parser().parse(markdown));
} else if (which === 'marked') {
  out = require('marked').parse(markdown, { gfm: true });
} else {
  const it = require('markdown-it')({ html: true, linkify: true });
  for (const n of ['footnote', 'sub', 'sup', 'mark', 'ins', 'deflist', 'attrs', 'task-lists', 'abbr']) it.use(plug('markdown-it-' + n));
  it.use(require('markdown-it-emoji').full);
  it.use(plug('markdown-it-container'), 'x');
  it.use(plug('markdown-it-texmath'), { engine: require('katex'), delimiters: 'dollars' });
  out = it.render(markdown);
}
process.stdout.write(out);
"""


def node(which):
    return lambda text: subprocess.run(
        ["node", "-e", NODE, which], input=text, capture_output=True, text=True, check=True
    ).stdout


def pandoc(more):
    return lambda text: pypandoc.convert_text(text, "html", format="markdown" + more)


RENDERERS = {
    "cmark-gfm": lambda t: cmarkgfm.github_flavored_markdown_to_html(t, Options.CMARK_OPT_UNSAFE),
    "python-markdown": lambda t: markdown.markdown(
        t,
        extensions=["extra", "sane_lists", "admonition", "pymdownx.emoji", "pymdownx.magiclink", "pymdownx.tilde", "pymdownx.caret", "pymdownx.mark", "pymdownx.tasklist"],
    ),
    "mistune": mistune.create_markdown(
        escape=False,
        plugins=["url", "task_lists", "strikethrough", "footnotes", "table", "def_list", "abbr", "mark", "insert", "superscript", "subscript", "math"],
    ),
    "markdown-it-py": lambda t: markdown_it.MarkdownIt("gfm-like").render(t),
    "pandoc": pandoc("-smart"),
    "pandoc, more": pandoc("-smart+emoji+autolink_bare_uris+mark"),
    "pandoc gfm": lambda t: pypandoc.convert_text(t, "html", format="gfm"),
    "commonmark.js": node("commonmark"),
    "markdown-it": node("markdown-it"),
    "marked": node("marked"),
}


def report(text):
    """A report with the text wherever a person can write one."""
    said = json.dumps(text)
    head = """format = 1\nchecklist = "ce"\nedition = 2022\nperiod = "2026-27"\nstarted = 2026-11-01\nupdated = 2026-11-02\ncouncil = %s\n
[assessor]\nname = %s\n""" % (json.dumps(" ".join(text.split())), json.dumps(" ".join(text.split())))
    ids = re.findall(r"^\[answer\.([a-z0-9-]+)\]", (ROOT / "examples/ce-2025-26.toml").read_text(), re.M)
    for i, rating in zip(ids, (0, 1, 3, 3)):
        head += f"""\n[answer.{i}]\nrating = {rating}\nfinding = {said}\n[[answer.{i}.evidence]]\nkind = "audit"\ntext = {said}\ndate = 2026-10-01\n
[[answer.{i}.action]]\nwhat = {said}\nowner = {said}\nmeasure = {said}\ndue = 2027-01-01\n"""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.toml"
        file.write_text(head)
        ran = subprocess.run([ASSURE, "report", file, "--today", "2026-11-22"], capture_output=True, text=True)
    if ran.returncode:
        sys.exit(f"{text!r}: {ran.stderr}")
    return ran.stdout


bad = 0
for name, render in RENDERERS.items():
    for text in TEXTS:
        lines = [line for line in text.splitlines() if line.strip()]
        # As many paragraphs as the text has.
        calm = "\n\n".join("Calm" for _ in lines)
        wanted, _ = shape(render(report(calm)))
        found, words = shape(render(report(text)))
        plain = " ".join(lines[0].split())
        if found != wanted or plain not in words:
            bad += 1
            more = [t for t in found if t not in wanted]
            print(f"{name}: {text!r}: {'markup ' + str(more[:3]) if found != wanted else 'other words'}")
print(f"{bad} of {len(RENDERERS) * len(TEXTS)} come out otherwise")
sys.exit(bad > 0)
