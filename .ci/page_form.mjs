// Fills in the form's page as somebody without a mouse does, and looks at every page of it: its markup, its accessibility in both colour
// schemes, how it reflows, where the focus goes, what it asks for, and what the program says of the file that it saves.
//
//   node page_form.mjs FOLDER-OF-PACKAGES CHROMIUM PROGRAM [FOLDER-FOR-PICTURES]

import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [packages, chromium, program, pictures] = process.argv.slice(2);
const require = createRequire(join(resolve(packages), "form.js"));
const puppeteer = (await import(pathToFileURL(require.resolve("puppeteer-core")))).default;
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { HtmlValidate } = require("html-validate");

const work = mkdtempSync(join(tmpdir(), "page-form-"));
const examples = resolve("examples");
const assure = (...args) => execFileSync(resolve(program), [...args, "--quiet", "--today", "2026-11-22"], { cwd: work, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const tried = (...args) => {
  try {
    return { code: 0, out: assure(...args) };
  } catch (e) {
    return { code: e.status, out: `${e.stdout}${e.stderr}` };
  }
};

const problems = [];
const wrong = (what) => problems.push(what);
const same = (what, found, wanted) => {
  if (found !== wanted) wrong(`${what}: ${JSON.stringify(found)?.slice(0, 300)} instead of ${JSON.stringify(wanted)?.slice(0, 300)}`);
};
const holds = (what, text, part) => {
  if (!String(text).includes(part)) wrong(`${what} does not say "${part}": ${String(text).slice(0, 600)}`);
};

// What a page holds in attributes by the name of an event would be markup that was let in.
const validator = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: {
    "no-inline-style": "error", "no-dup-id": "error", 
    // What is wrong stands above the heading of its page, where it is heard first.
    "heading-level": ["error", { minInitialRank: "h2" }],
    // The browser writes these down in its own way when a page is taken from it.
    "attribute-boolean-style": "off", "attribute-empty-style": "off", "void-style": "off", "no-trailing-whitespace": "off", "doctype-style": "off",
  },
});
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await puppeteer.launch({ executablePath: chromium, args });

/** A page in a profile of its own, with what it asks for and says. */
async function opened(file, prepare) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const downloads = mkdtempSync(join(work, "downloads-"));
  const session = await browser.target().createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads, browserContextId: context.id });
  page.asked = [];
  page.downloads = downloads;
  page.on("request", (r) => /^(data|blob):/.test(r.url()) || page.asked.push(r.url()));
  page.on("console", (m) => wrong(`the browser says: ${m.text()}`));
  page.on("pageerror", (e) => wrong(`the script fails: ${e.message}`));
  page.on("dialog", (d) => { page.dialog = d.type(); d.accept(); });
  await page.setViewport({ width: 1280, height: 900 });
  if (prepare) await prepare(page);
  await page.goto(pathToFileURL(join(work, file)).href);
  return page;
}

/** Looks at a page as it stands, in both schemes and on narrow and wide screens. */
async function look(page, name) {
  const html = await page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true);
    // Hidden while the script runs, and looked at where none does.
    copy.querySelector("#paper[hidden]")?.remove();
    return `<!DOCTYPE html>\n${copy.outerHTML}\n`;
  });
  const report = await validator.validateString(html);
  for (const m of report.results.flatMap((r) => r.messages)) {
    wrong(`${name}: markup, line ${m.line}: ${m.message} (${m.ruleId}): ${html.split("\n")[m.line - 1]?.slice(Math.max(0, m.column - 60), m.column + 100)}`);
  }
  const pwned = await page.evaluate(() => ({ ran: window.pwned, on: [...document.querySelectorAll("*")].filter((e) => [...e.attributes].some((a) => a.name.startsWith("on"))).length, images: document.images.length }));
  if (pwned.ran || pwned.on || pwned.images) wrong(`${name}: foreign text is not inert: ${JSON.stringify(pwned)}`);
  for (const scheme of ["light", "dark"]) {
    for (const width of [320, 400, 1280]) {
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) wrong(`${name}: scrolls sideways at ${width} pixels: it is ${wide} wide`);
      if (pictures && width > 320) {
        const high = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.screenshot({ path: join(pictures, `form-${name}-${width}-${scheme}.png`), clip: { x: 0, y: 0, width, height: Math.min(high, 6000) }, captureBeyondViewport: true });
      }
      if (width === 400 || (width === 1280 && scheme === "dark")) continue;
      // Unfolded: axe does not see what is folded away.
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
      if (!(await page.evaluate(() => Boolean(window.axe)))) await page.evaluate(axe);
      const found = await page.evaluate((values) => axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }), tags);
      for (const v of found.violations) wrong(`${name}: axe, ${scheme}, ${width} pixels: ${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 200)} (${v.nodes.length} places)`);
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = false)));
    }
  }
  await page.setViewport({ width: 1280, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
}

/** Goes to an element with the tab key. */
async function tabTo(page, selector) {
  for (const key of ["Tab", "Tab"]) {
    for (let i = 0; i < 300; i += 1) {
      const there = await page.evaluate((s) => document.activeElement?.matches(s), selector);
      if (there) {
        const ring = await page.evaluate(() => {
          const s = getComputedStyle(document.activeElement);
          return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
        });
        if (!ring) wrong(`${selector}: the focus cannot be seen`);
        return;
      }
      await page.keyboard.press(key);
    }
  }
  throw new Error(`the tab key does not come to ${selector} on ${await page.title()}`);
}

async function press(page, selector, key = "Enter") {
  await tabTo(page, selector);
  await page.keyboard.press(key);
}

/** Types into a field, in the place of what stands there. */
async function type(page, selector, text) {
  await tabTo(page, selector);
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  if (text === "") await page.keyboard.press("Delete");
  else await page.keyboard.sendCharacter(text);
}

/** Chooses in a group of radios: into it with the tab key, along it with the arrows. */
async function choose(page, name, value) {
  await tabTo(page, `input[type=radio][name="${name}"]`);
  await page.keyboard.press("Space");
  for (let i = 0; i < 10; i += 1) {
    if (await page.evaluate((v) => document.activeElement.value === v && document.activeElement.checked, value)) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`${name} cannot be set to ${value}`);
}

const active = (page) => page.evaluate(() => ({ tag: document.activeElement?.tagName, id: document.activeElement?.id, text: document.activeElement?.textContent.slice(0, 80) }));
const heading = (page) => page.evaluate(() => document.querySelector("#app h1").textContent);
const app = (page) => page.evaluate(() => document.getElementById("app").innerText);
async function atHeading(page, what) {
  await page.waitForFunction(() => document.activeElement?.tagName === "H1", { timeout: 3000 }).catch(() => {});
  const now = await active(page);
  same(`${what}: the focus`, now.tag, "H1");
}
async function turned(page, act, what) {
  const before = await page.evaluate(() => location.hash);
  await act();
  await page.waitForFunction((b) => location.hash !== b, { timeout: 5000 }, before);
  await atHeading(page, what);
}
const submit = (page) => press(page, "#app form button[type=submit]");
async function atSummary(page, what, ...texts) {
  same(`${what}: the focus`, (await active(page)).id, "summary");
  if (!(await page.title()).startsWith("Error: ")) wrong(`${what}: the title does not say that there is an error`);
  const text = await page.evaluate(() => document.getElementById("summary").innerText);
  for (const t of texts) holds(what, text, t);
}
/** Goes to an address inside the page; it is there once the focus is. */
async function to(page, hash) {
  const moves = await page.evaluate((h) => {
    if (location.hash === h || (location.hash === "" && h === "#/")) return false;
    document.activeElement?.blur();
    location.hash = h;
    return true;
  }, hash);
  if (moves) await page.waitForFunction(() => document.activeElement?.matches("#app h1, #summary"), { timeout: 10000 });
}

async function saved(page, name) {
  const path = join(page.downloads, name);
  rmSync(path, { force: true });
  await to(page, "#/save");
  await press(page, "#app .buttons button.button");
  for (let i = 0; i < 100 && !existsSync(path); i += 1) await new Promise((done) => setTimeout(done, 50));
  if (!existsSync(path)) throw new Error(`no file ${name} comes`);
  await atHeading(page, "after saving");
  return path;
}

/** How often a file was asked for by keyboard, and how often the browser's own window for it came. */
const choosers = { wanted: 0, came: 0 };

/**
 * Opens a file by keyboard. A browser without a screen loses its window for files now and then on a busy machine: it is asked a
 * second time, and then the file is handed over without it. The end of the run says how often it came.
 */
async function open(page, path) {
  await to(page, "#/");
  await to(page, "#/open");
  // A key pressed on a page behind another opens nothing.
  await page.bringToFront();
  choosers.wanted += 1;
  let chooser = null;
  for (let i = 0; i < 2 && !chooser; i += 1) {
    await tabTo(page, "#file");
    const coming = page.waitForFileChooser({ timeout: 10000 }).catch(() => null);
    await page.keyboard.press("Space");
    chooser = await coming;
  }
  if (chooser) {
    choosers.came += 1;
    await chooser.accept([path]);
  } else {
    await (await page.$("#file")).uploadFile(path);
  }
  await submit(page);
  await page.waitForFunction(() => document.querySelector("#summary") || /^Go on with/.test(document.querySelector("#app h1").textContent), { timeout: 20000 });
}

const hostile = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1> \"quoted\" \\u0041 \\ '''\"\"\" \u202eright\u202c\n[answer.x]\nrating = 3 # no\n\ttab, Ŵŵ Ŷŷ â ê î ô û, 👩‍🚀, שלום";
const long = "Ŵyth deg. ".repeat(1000);

async function everyShape() {
  assure("form", "ce", "--from", join(examples, "ce-2025-26.toml"), "-o", "form.html");
  const page = await opened("form.html");
  const ids = await page.evaluate(() => JSON.parse(document.getElementById("form-data").textContent).sections.flatMap((s) => s.questions.map((q) => ({ id: q.id, kind: q.kind, repeat: q.last.some((l) => l.repeat), only: q.only_if, finding: q.last[0]?.finding, response: q.last[0]?.response, section: s.id }))));
  await look(page, "tasks");
  await press(page, ".skip");
  same("the link past the head", (await active(page)).id, "main");

  await turned(page, () => press(page, 'a[href="#/about"]'), "about you");
  await look(page, "about");
  await type(page, "#name", "Siân Ŵyn");
  await type(page, "#post", "Chief executive");
  await turned(page, () => page.keyboard.press("Enter"), "facts");
  await look(page, "facts");
  await choose(page, "fact-trust", "false");
  await choose(page, "fact-second-portfolio", "true");
  await choose(page, "fact-combined-dcs", "false");
  await choose(page, "fact-shared-dcs", "false");
  await turned(page, () => submit(page), "the task list");
  holds("the task list", await app(page), "Completed");

  // The first question, with everything that can be wrong.
  const [first, , third] = ids;
  await turned(page, () => press(page, `a[href="#/question/${first.id}"]`), "the first question");
  await look(page, "question");
  await submit(page);
  await atSummary(page, "a question without a rating", "Choose a rating");
  await look(page, "error");
  await press(page, "#summary a");
  same("the link of the error", (await active(page)).id, "rating");
  await choose(page, "rating", "not-applicable");
  await submit(page);
  await atSummary(page, "not applicable without a reason", "Say why");
  await press(page, "#summary a");
  same("the link of the error", (await active(page)).id, "reason");
  await page.keyboard.sendCharacter("Because \"it\" does not\u0007 apply");
  await choose(page, "rating", "2");
  await type(page, "#finding", hostile);
  await press(page, "#evidence-add");
  same("after adding evidence, the focus", (await active(page)).id, "evidence-1-kind");
  await type(page, "#evidence-1-date-day", "31");
  await type(page, "#evidence-1-date-month", "2");
  await type(page, "#evidence-1-date-year", "2026");
  await press(page, "#evidence-add");
  await press(page, "#action-add");
  await type(page, "#action-1-owner", "Director");
  await type(page, "#action-1-due-year", "27");
  await submit(page);
  await atSummary(page, "evidence and action", "Choose what kind", "Write what evidence 1 says", "must be a real date", "Write what will be done", "must include a day and a month");
  await look(page, "errors");
  await press(page, "#summary li:nth-child(3) a");
  same("the link of the date's error", (await active(page)).id, "evidence-1-date-day");
  await type(page, "#evidence-1-kind", "Case");
  await type(page, "#evidence-1-kind", "");
  await tabTo(page, "#evidence-1-kind");
  await page.keyboard.type("Case a");
  await type(page, "#evidence-1-text", `Audit: ${hostile}`);
  await type(page, "#evidence-1-date-month", "Mar");
  await type(page, "#evidence-1-link", "javascript:window.pwned=1");
  await press(page, "#evidence-add");
  await tabTo(page, "#evidence-3-kind");
  await page.keyboard.type("Staff");
  await type(page, "#evidence-3-text", "To be removed");
  await press(page, "#evidence-3-group > button");
  same("after removing evidence, the focus", (await active(page)).id, "evidence-2-group");
  holds("after removing evidence, what is said", await page.evaluate(() => document.getElementById("status").textContent), "Evidence 3 is removed");
  await type(page, "#action-1-what", "Do it \"now\"\\");
  await type(page, "#action-1-due-day", "1");
  await type(page, "#action-1-due-month", "9");
  await type(page, "#action-1-due-year", "2027");
  await type(page, "#action-1-measure", "Seen");
  await turned(page, () => submit(page), "the second question");

  // Last year's answer is an option, and only that.
  const repeated = ids.find((q) => q.repeat && q.finding && /^[0-3]$/.test(q.response) && q.kind === "graded" && q.id !== first.id && q.id !== third.id);
  await to(page, `#/question/${repeated.id}`);
  same("last year's answer before it is taken", await page.evaluate(() => document.querySelector("input[name=rating]:checked")), null);
  await look(page, "last-year");
  await tabTo(page, "#app .note button");
  await page.keyboard.press("Enter");
  same("last year's rating", await page.evaluate(() => document.querySelector("input[name=rating]:checked")?.value), repeated.response);
  same("last year's finding", await page.evaluate(() => document.getElementById("finding").value), repeated.finding);
  await turned(page, () => submit(page), "after last year's answer");

  await to(page, `#/question/${third.id}`);
  await choose(page, "rating", "dont-know");
  await type(page, "#finding", long);
  await turned(page, () => submit(page), "after don't know");
  const yesNo = ids.filter((q) => q.kind === "yes-no" && !q.only);
  await to(page, `#/question/${yesNo[0].id}`);
  await look(page, "yes-no");
  await choose(page, "rating", "0");
  await turned(page, () => submit(page), "after no");
  await to(page, `#/question/${yesNo[1].id}`);
  await choose(page, "rating", "not-applicable");
  await type(page, "#reason", "Nid yw’n berthnasol: ŵ");
  await turned(page, () => submit(page), "after not applicable");
  const later = ids.filter((q) => !q.only && q.kind === "graded").at(-1);
  await to(page, `#/question/${later.id}`);
  await type(page, "#finding", "Begun only");
  await turned(page, () => press(page, "#app form .buttons button[type=button]"), "after coming back to it later");

  // What is typed is kept, without a word of saving.
  const half = ids.filter((q) => !q.only && q.kind === "graded").at(-2);
  await to(page, `#/question/${half.id}`);
  await type(page, "#finding", "Half a sentence");
  await page.reload();
  same("after a reload, the place", await page.evaluate(() => location.hash), `#/question/${half.id}`);
  same("after a reload, the draft", await page.evaluate(() => document.getElementById("finding").value), "Half a sentence");
  await type(page, "#finding", "");
  await to(page, `#/question/${first.id}`);
  same("after a reload, the finding", await page.evaluate(() => document.getElementById("finding").value), hostile);
  same("after a reload, the evidence", await page.evaluate(() => document.getElementById("evidence-1-kind").value), "audit");

  await to(page, `#/check/${first.section}`);
  await look(page, "check-section");
  await turned(page, () => press(page, "#app .change a"), "a change from the check");
  await turned(page, () => submit(page), "back at the check");
  same("back at the check", await page.evaluate(() => location.hash), `#/check/${first.section}`);
  await to(page, "#/check");
  await look(page, "check");
  await to(page, "#/");
  await look(page, "tasks-begun");
  holds("the task list", await app(page), "to come back to");

  const path = await saved(page, "ce-2026-27.toml");
  await look(page, "saved");
  const checked = tried("check", path);
  same("check of the saved file", checked.code, 0);
  same("score of the saved file", tried("score", path).code, 0);
  const answered = JSON.parse(assure("ce", "--answers", path, "--no-input", "--format", "json", "--file", join(work, "from-page.toml"), "-o", "-"));
  const answers = new Map(answered.sections.flatMap((s) => s.answers).map((a) => [a.id, a]));
  const of = (q) => answers.get(q.id) ?? wrong(`the report has no answer to ${q.id}`) ?? {};
  same("the finding in the report", of(first).finding, hostile);
  same("the evidence in the report", of(first).evidence?.[0]?.date, "2026-03-31");
  same("the action in the report", of(first).actions?.[0]?.what, "Do it \"now\"\\");
  same("the long finding in the report", of(third).finding, long);
  same("the reason in the report", of(yesNo[1]).reason, "Nid yw’n berthnasol: ŵ");
  if (/[\u0000-\u0008]/.test(readFileSync(path, "utf8"))) wrong("a control character is in the file");
  for (const asked of page.asked) if (!asked.startsWith("file:")) wrong(`the page asks for ${asked}`);

  // In another profile, the file is gone on with and is the same file.
  copyFileSync(path, join(work, "given.toml"));
  const other = await opened("form.html");
  holds("a new profile", await app(other), "0 of");
  await open(other, join(work, "given.toml"));
  await atHeading(other, "a file that was opened");
  await look(other, "opened");
  await turned(other, () => press(other, "#app .buttons button"), "after opening");
  const again = await saved(other, "ce-2026-27.toml");
  same("the file saved again", readFileSync(again, "utf8"), readFileSync(join(work, "given.toml"), "utf8"));

  // A question whose words have changed since it was answered is to be answered again, and until then the file says what it said.
  const old = readFileSync(path, "utf8").replace(/asked = "[0-9a-f]{12}"/, 'asked = "000000000000"');
  writeFileSync(join(work, "old.toml"), old);
  await open(other, join(work, "old.toml"));
  await turned(other, () => press(other, "#app .buttons button"), "after opening");
  holds("answers to other words", await app(other), "1 to confirm");
  same("the file of answers to other words", readFileSync(await saved(other, "ce-2026-27.toml"), "utf8"), old);
  await to(other, `#/question/${first.id}`);
  holds("a question in other words", await app(other), "The words of this question have changed");
  await look(other, "confirm");
  await submit(other);
  await atSummary(other, "a question in other words", "Choose a rating");
  await choose(other, "rating", "2");
  await turned(other, () => submit(other), "after choosing again");
  if (readFileSync(await saved(other, "ce-2026-27.toml"), "utf8").includes("000000000000")) wrong("an answer that was given again is still to be confirmed");

  // The program goes on with the file, and the page with the program's.
  assure("approve", again, "--name", "A. Example", "--post", "Chief executive");
  const approved = readFileSync(again, "utf8");
  await open(other, again);
  holds("an approved file", await app(other), "were approved");
  await turned(other, () => press(other, "#app .buttons button"), "after opening");
  same("check of a file that was approved", tried("check", await saved(other, "ce-2026-27.toml")).code, 0);
  holds("a file that was approved", readFileSync(again, "utf8"), "[[approval]]");
  holds("the program's file", approved, "[[approval]]");

  // What it does not understand is refused in words, and the draft stays.
  for (const [name, text, words] of [
    ["other.toml", readFileSync(join(examples, "ce-2025-26.toml"), "utf8"), "ce@2022"],
    ["broken.toml", `${readFileSync(path, "utf8")}\n[answer.${first.id}]\n`, "stands there twice"],
    ["misspelt.toml", readFileSync(path, "utf8").replace("rating = 2", "ratng = 2"), "ratng"],
    ["newer.toml", readFileSync(path, "utf8").replace("format = 1", "format = 2"), "format 2"],
    ["picture.toml", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0]), "no text file"],
    ["empty.toml", "", "empty"],
  ]) {
    writeFileSync(join(work, name), text);
    await open(other, join(work, name));
    await atSummary(other, `opening ${name}`, words);
    if (name === "broken.toml") await look(other, "refused");
  }
  await to(other, `#/question/${third.id}`);
  same("the draft after files that were refused", await other.evaluate(() => document.getElementById("finding").value), long);

  // Deleted is deleted.
  await to(other, "#/delete");
  await look(other, "delete");
  await turned(other, () => press(other, "#app .buttons button"), "after deleting");
  same("what is kept after deleting", await other.evaluate(() => localStorage.length), 0);
  await other.reload();
  holds("after deleting", await app(other), "0 of");
  await printed(page);
  await page.browserContext().close();
  await other.browserContext().close();
}

/** A file of the program's own keeps everything that the page does not show. */
async function nothingLost() {
  const file = join(examples, "ce-2026-27.toml");
  for (const [name, more] of [["whole.html", []], ["section.html", ["--section", "roles"]]]) {
    assure("form", "ce", "--council", "Northmoor Council", ...more, "-o", name);
    const page = await opened(name);
    await open(page, file);
    await turned(page, () => press(page, "#app .buttons button"), "after opening");
    const path = await saved(page, "ce-2026-27.toml");
    const compare = "import sys, tomllib\na, b = (tomllib.load(open(p, 'rb')) for p in sys.argv[1:])\nsys.exit(0 if a == b else 1)";
    try {
      execFileSync("python3", ["-c", compare, file, path]);
    } catch {
      wrong(`${name}: a file that was opened and saved again says something else: ${path}`);
    }
    await page.browserContext().close();
  }
}

async function withoutStorage() {
  const page = await opened("form.html", (p) => p.evaluateOnNewDocument(() => {
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
  }));
  holds("a browser that keeps nothing", await app(page), "keeps no draft");
  await to(page, "#/about");
  await type(page, "#name", "A. Nobody");
  await turned(page, () => page.keyboard.press("Enter"), "facts");
  const path = await saved(page, "ce-2026-27.toml");
  holds("the file of a browser that keeps nothing", readFileSync(path, "utf8"), 'name = "A. Nobody"');
  await to(page, "#/about");
  await type(page, "#name", "A. Nother");
  await page.reload();
  same("leaving without a draft or a file asks first", page.dialog, "beforeunload");
  await page.browserContext().close();
}

async function withoutScript() {
  const report = await validator.validateFile(join(work, "form.html"));
  for (const m of report.results.flatMap((r) => r.messages)) wrong(`the form for a pen: markup, line ${m.line}: ${m.message} (${m.ruleId})`);
  const page = await opened("form.html", (p) => p.setJavaScriptEnabled(false));
  const text = await page.evaluate(() => document.body.innerText);
  holds("a browser without scripts", text, "runs no script");
  holds("a browser without scripts", text, "What a good answer can point to");
  await page.setViewport({ width: 320, height: 900 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > 320) wrong(`the form for a pen scrolls sideways at 320 pixels: it is ${wide} wide`);
  await page.browserContext().close();
}

/** Two tabs: the one that was overtaken says so and writes over nothing. */
async function twoTabs() {
  const page = await opened("form.html");
  const second = await page.browserContext().newPage();
  await second.goto(page.url());
  await to(second, "#/about");
  await type(second, "#name", "Second");
  await second.evaluate(() => { location.hash = "#/"; });
  await page.waitForFunction(() => document.getElementById("status").textContent.includes("another tab"), { timeout: 5000 });
  await to(page, "#/about");
  holds("a tab that was overtaken", await app(page), "changed in another tab");
  await type(page, "#name", "First");
  await to(page, "#/");
  await second.reload();
  await to(second, "#/about");
  same("the draft of the other tab", await second.evaluate(() => document.getElementById("name").value), "Second");
  await page.browserContext().close();
}

/** A checklist of somebody who means no good. */
async function hostileChecklist() {
  const bad = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>";
  const quoted = JSON.stringify(bad);
  writeFileSync(join(work, "bad.toml"), `format = 1
id = "constructor"
edition = 2026
revision = 1
role = "ce"
title = ${quoted}
status = "current"
minutes = 10
note = ${quoted}
[[source]]
id = "s"
title = ${quoted}
publisher = ${quoted}
date = "2026"
[[context]]
id = "to-string"
text = ${JSON.stringify(`${bad}?`)}
[[section]]
id = "proto"
title = ${quoted}
[[section.question]]
id = "constructor"
text = ${JSON.stringify(`${bad}?`)}
why = ${quoted}
look_for = [${quoted}]
warning_signs = [${quoted}]
theme = "voice"
key = true
source = { id = "s", locator = ${quoted} }
`);
  const made = tried("form", "bad.toml", "--council", bad, "-o", "bad.html");
  if (made.code !== 0) {
    wrong(`no form of a hostile checklist: ${made.out}`);
    return;
  }
  const page = await opened("bad.html");
  await look(page, "hostile-tasks");
  for (const [hash, name] of [["#/question/constructor", "hostile-question"], ["#/facts", "hostile-facts"], ["#/check", "hostile-check"]]) {
    await to(page, hash);
    await look(page, name);
  }
  await to(page, "#/question/constructor");
  await choose(page, "rating", "1");
  await turned(page, () => submit(page), "after the hostile question");
  const path = await saved(page, "constructor-2026-27.toml");
  copyFileSync(path, join(work, "bad-answers.toml"));
  const checked = tried("check", "bad-answers.toml");
  same(`check of the answers to a council's own checklist: ${checked.out}`, checked.code, 0);
  await page.browserContext().close();
}

async function printed(page) {
  const run = (name, ...more) => execFileSync(name, more, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
  const questions = await page.evaluate(() => JSON.parse(document.getElementById("form-data").textContent).sections.flatMap((s) => s.questions.map((q) => q.text)));
  const letters = (text) => text.replace(/[^\p{L}\p{N}]/gu, "");
  for (const [hash, name, part] of [["#/", "paper", "Measure of success"], ["#/check", "answers", "Nid yw’n berthnasol"]]) {
    await to(page, hash);
    const pdf = join(pictures ?? work, `form-${name}.pdf`);
    writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true, printBackground: false }));
    const info = run("pdfinfo", pdf);
    if (!/^Page size:.*A4/m.test(info) || !/^Tagged:\s+yes/m.test(info)) wrong(`${name}: what is printed is no tagged A4`);
    const text = run("pdftotext", "-raw", pdf, "-");
    const all = letters(text);
    // The page's own number stands where a question breaks over two pages.
    const missing = questions.filter((q) => !all.includes(letters(q).slice(0, 30)));
    if (missing.length > 4) wrong(`${name}: ${missing.length} questions are not on paper: ${missing[0]}`);
    if (!all.includes(letters(part))) wrong(`${name}: "${part}" is not on paper`);
    if (name === "paper" && all.includes(letters("Prepare About you"))) wrong("the task list is printed with the form");
    console.log(`form, ${name}: ${/^Pages:\s+(\d+)/m.exec(info)?.[1]} pages printed`);
  }
}

if (pictures) mkdirSync(pictures, { recursive: true });
try {
  for (const part of [everyShape, nothingLost, withoutStorage, withoutScript, twoTabs, hostileChecklist]) {
    try {
      await part();
    } catch (e) {
      wrong(`${part.name}: ${e.stack}`);
    }
  }
} finally {
  await browser.close();
  if (!process.env.KEEP) rmSync(work, { recursive: true });
}
console.log(`the browser's window for files, opened by keyboard: ${choosers.came} of ${choosers.wanted} times`);
if (choosers.came * 2 < choosers.wanted) wrong("the keyboard does not open the browser's window for files");
for (const problem of problems) console.error(problem);
if (problems.length) {
  console.error(`${problems.length} problems`);
  process.exit(1);
}
console.log("the form's page is filled in by keyboard, kept, saved and opened again");
