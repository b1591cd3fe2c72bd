// Looks at pages as a reader's browser shows them: their markup, their accessibility in both colour schemes and on two widths, how
// they reflow, what they ask for, and what comes out of a printer.
//
//   node pages.mjs FOLDER-OF-PACKAGES CHROMIUM FOLDER-OF-PAGES [FOLDER-FOR-PICTURES]

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [packages, chromium, folder, pictures] = process.argv.slice(2);
const require = createRequire(join(resolve(packages), "pages.js"));
const puppeteer = (await import(pathToFileURL(require.resolve("puppeteer-core")))).default;
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { HtmlValidate } = require("html-validate");

const problems = [];
const wrong = (page, what) => problems.push(`${page}: ${what}`);

// The standard's rules. Left out is what is a matter of taste there, or is asked by axe with a browser's own eyes.
const validator = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: { "no-inline-style": "error", "no-dup-id": "error", "heading-level": "error" },
});

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function look(browser, name, file) {
  const source = readFileSync(file, "utf8");
  const report = await validator.validateString(source, file);
  for (const message of report.results.flatMap((r) => r.messages)) {
    wrong(name, `markup, line ${message.line}: ${message.message} (${message.ruleId})`);
  }

  for (const scheme of ["light", "dark"]) {
    for (const width of [400, 1280]) {
      const page = await browser.newPage();
      const requests = [];
      page.on("request", (r) => r.url().startsWith("data:") || requests.push(r.url()));
      page.on("console", (m) => wrong(name, `the browser says: ${m.text()}`));
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.goto(pathToFileURL(file).href);
      if (requests.length !== 1) wrong(name, `asks for ${requests.length} files: ${requests}`);
      if (pictures) {
        const high = await page.evaluate(() => document.documentElement.scrollHeight);
        const clip = { x: 0, y: 0, width, height: Math.min(high, 8000) };
        await page.screenshot({ path: join(pictures, `${name}-${width}-${scheme}.png`), clip, captureBeyondViewport: true });
      }
      // Folded and unfolded: axe does not see what is folded away.
      for (const open of [false, true]) {
        if (open) await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
        await page.evaluate(axe);
        const found = await page.evaluate((values) => axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }), tags);
        for (const v of found.violations) {
          wrong(name, `axe, ${scheme}, ${width} pixels: ${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 200)} (${v.nodes.length} places)`);
        }
      }
      await page.close();
    }
  }

  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  for (const width of [320, 400, 640, 1023, 1024, 1280]) {
    await page.setViewport({ width, height: 900 });
    for (const open of [false, true]) {
      await page.evaluate((o) => document.querySelectorAll("details").forEach((d) => (d.open = o)), open);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) wrong(name, `scrolls sideways at ${width} pixels: it is ${wide} wide`);
      // What is wider than its place can be reached with the keyboard, and cuts nothing off.
      const hidden = await page.evaluate(() =>
        [...document.querySelectorAll(".table, pre")]
          .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.tabIndex !== 0 && e.checkVisibility({ contentVisibilityAuto: true }))
          .map((e) => e.outerHTML.slice(0, 200)),
      );
      if (hidden.length) wrong(name, `${hidden.length} tables are cut off at ${width} pixels: ${hidden[0]}`);
    }
  }

  // What is wider than the paper is not cut off but makes everything smaller: A4 without its margins is 178 mm wide.
  await page.emulateMediaType("print");
  await page.setViewport({ width: 673, height: 900 });
  const paper = await page.evaluate(() => document.documentElement.scrollWidth);
  if (paper > 673) wrong(name, `is wider than paper: ${paper} pixels instead of 673`);
  await page.emulateMediaType(null);

  // A reader who is led to a part finds it unfolded.
  const folded = await page.evaluate(() => {
    document.querySelectorAll("details").forEach((d) => (d.open = false));
    const part = document.querySelector(".fold > div[id]");
    if (part) location.hash = part.id;
    return part?.id;
  });
  if (folded) {
    await new Promise((done) => setTimeout(done, 100));
    const open = await page.evaluate((id) => document.getElementById(id).parentElement.open, folded);
    if (!open) wrong(name, `#${folded} stays folded for those who are led to it`);
  }

  await page.goto(pathToFileURL(file).href);
  const words = await page.evaluate(() => {
    const of = (selector) => [...document.querySelectorAll(selector)].map((e) => e.textContent.trim().split(/\s+/).slice(0, 6).join(" "));
    // What a printed page is made of, by the names that a PDF has for it.
    const names = { H2: "h2", H3: "h3", P: "main p", LI: "main li", Table: "table", TH: "th", Link: "main a", Figure: "figure" };
    const tags = Object.keys(names).filter((tag) => document.querySelector(names[tag]));
    // Paper has figures once where they stand in the table below their picture.
    return { tags, folded: of(":not(.below) > details > :not(summary)"), links: [...document.querySelectorAll("main a[href^=http]")].length };
  });
  const pdf = join(folder, `${name}.pdf`);
  writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true, printBackground: false }));
  await page.close();
  printed(name, pdf, words);
}

function printed(name, pdf, words) {
  // Poppler complains of names of PDF 2.0 that it does not know yet.
  const stdio = ["ignore", "pipe", "ignore"];
  const run = (program, ...args) => execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, stdio });
  const info = run("pdfinfo", pdf);
  const pages = Number(/^Pages:\s+(\d+)/m.exec(info)?.[1]);
  if (!/^Tagged:\s+yes/m.test(info)) wrong(name, "the printed page is not tagged");
  if (!/^Page size:.*A4/m.test(info)) wrong(name, "the printed page is not A4");
  if (!pages) wrong(name, "nothing is printed");
  const texts = run("pdftotext", "-layout", pdf, "-").split("\f").slice(0, pages);
  texts.forEach((text, n) => {
    if (!text.includes(`Page ${n + 1} of ${pages}`)) wrong(name, `page ${n + 1} of ${pages} has no number`);
  });
  const structure = run("pdfinfo", "-struct", pdf);
  for (const tag of ["H1", ...words.tags]) {
    if (!new RegExp(`^\\s*${tag}\\b`, "m").test(structure)) wrong(name, `nothing printed is tagged as ${tag}`);
  }
  // What is folded on the screen is there on paper; words, not lines: a printer breaks lines elsewhere.
  const letters = (text) => text.replace(/[^\p{L}\p{N}]/gu, "");
  const all = letters(run("pdftotext", "-raw", pdf, "-"));
  for (const folded of words.folded.map(letters).filter((f) => f && !f.includes("�"))) {
    if (!all.includes(folded.slice(0, 20))) wrong(name, `folded away on paper: ${folded}`);
  }
  if (words.links && !run("pdfinfo", "-url", pdf).includes("http")) wrong(name, "the printed page has lost its links");
  console.log(`${name}: ${pages} pages printed`);
}

if (pictures) mkdirSync(pictures, { recursive: true });
const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  for (const file of readdirSync(folder).filter((f) => f.endsWith(".html")).sort()) {
    await look(browser, file.replace(/\.html$/, ""), resolve(folder, file));
  }
} finally {
  await browser.close();
}
for (const problem of problems) console.error(problem);
if (problems.length) {
  console.error(`${problems.length} problems`);
  process.exit(1);
}
