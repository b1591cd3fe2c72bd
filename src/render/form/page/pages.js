// The other pages, and the way between them.

const TAGS = { answered: "Answered", later: "To come back to", mistake: "Has a mistake", confirm: "To confirm", begun: "Begun", open: "Not answered" };

/** How a section stands, in words. */
function sectionTag(section) {
  const c = counts(askedIn(section));
  const parts = [];
  if (c.answered === c.all) return tag("Completed", "done");
  parts.push(c.open === c.all ? "Not started" : `${c.answered} of ${c.all} answered`);
  if (c.mistake) parts.push(count(c.mistake, "mistake", "mistakes"));
  if (c.later) parts.push(`${c.later} to come back to`);
  if (c.confirm) parts.push(`${c.confirm} to confirm`);
  return tag(parts.join(", "), c.mistake ? "strong" : c.open === c.all ? "" : "begun");
}

/** Where a section is gone on with: its first open question, or its answers. */
function sectionPlace(section) {
  const open = askedIn(section).find((q) => standing(q) !== "answered");
  return open ? `#/question/${open.id}` : `#/check/${section.id}`;
}

const everyQuestion = () => FORM.sections.flatMap(askedIn);

/** When and where the draft is kept. */
function keptLine() {
  if (!store) return "This browser keeps no draft for this page. Save your answers as a file before you close it.";
  if (!draft.kept) return "Your draft will be kept in this browser as you write. Others who use this account on this computer can read it.";
  return `Your draft was kept in this browser at ${new Date(draft.kept).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" })}. Others who use this account on this computer can read it.`;
}

function savedLine() {
  if (draft.saved) return "Your answers are saved as a file as they stand.";
  return draft.touched ? "What you have written since is in no file yet." : "";
}

function task(to, title, hint, state, n) {
  return el("li", {}, el("div", {}, el("a", { href: to, "aria-describedby": `task-${n}-state` }, title), hint && el("p", { class: "hint" }, hint)), el("p", { class: "state", id: `task-${n}-state` }, state));
}

function tasksPage() {
  const all = counts(everyQuestion());
  const sections = FORM.sections.filter((s) => askedIn(s).length > 0);
  const waiting = FORM.sections.flatMap((s) => s.questions).filter((q) => q.only_if && !draft.facts.has(q.only_if)).length;
  const stated = FORM.facts.filter((f) => draft.facts.has(f.id)).length;
  const other = !draft.kept && !draft.touched ? earlierForm() : null;
  let n = 0;
  const next = () => (n += 1);
  return {
    title: "Task list",
    nodes: [
      el("h1", { tabindex: "-1" }, shown(FORM.title)),
      FORM.council && el("p", { class: "lead" }, shown(FORM.council)),
      el("p", { class: "lead" }, `For ${FORM.period}. ${shown(FORM.for_whom)}`),
      FORM.part && el("p", {}, shown(FORM.part)),
      FORM.note && fold("Before you begin: what this checklist is and is not", texts(FORM.note)),
      other && note(el("p", {}, `A draft made with another version of this form is in this browser, kept on ${other.kept.slice(0, 10)}. Answers to questions whose words have changed are to be confirmed.`),
        button("Go on with that draft", () => { adopt(other); draft.touched = true; keep(); show(tasksPage, "heading"); }, "quiet")),
      el("p", { class: "standing" }, `${all.answered} of ${count(all.all, "question is", "questions are")} answered.`,
        all.mistake > 0 && ` ${count(all.mistake, "answer has", "answers have")} a mistake.`, all.later > 0 && ` ${all.later} to come back to.`),
      el("h2", {}, "Prepare"),
      el("ul", { class: "tasks" },
        task("#/about", "About you", "Council, name and post", draft.council && draft.post ? tag("Completed", "done") : tag("Not complete"), next()),
        FORM.facts.length > 0 && task("#/facts", "Facts about your council", "They switch questions on", stated === FORM.facts.length ? tag("Completed", "done") : tag(`${stated} of ${FORM.facts.length} stated`), next())),
      el("h2", {}, "Answer the questions"),
      waiting > 0 && el("p", {}, `${count(waiting, "question waits", "questions wait")} for a fact about your council.`),
      el("ul", { class: "tasks" }, sections.map((s) => task(sectionPlace(s), shown(s.title), count(askedIn(s).length, "question", "questions"), sectionTag(s), next()))),
      el("h2", {}, "Check and save"),
      el("ul", { class: "tasks" },
        task("#/check", "Check all your answers", "", tag(all.answered === all.all ? "Ready" : `${all.all - all.answered} open`, all.answered === all.all ? "done" : ""), next()),
        task("#/save", "Save your answers as a file", "For the program assure, or to go on with elsewhere", draft.saved ? tag("Saved", "done") : tag("Not saved as a file"), next())),
      el("p", { class: "hint" }, keptLine()),
      el("h2", {}, "More"),
      el("ul", {},
        el("li", {}, link("#/open", "Open a file of answers to go on with it")),
        el("li", {}, link("#/delete", "Delete my draft from this browser")),
        el("li", {}, "Print this page to get the form on paper, to be filled in by pen.")),
    ],
  };
}

function aboutPage() {
  const set = (key) => (value) => { draft[key] = value; touch(); };
  return {
    title: "About you", back: "#/",
    nodes: [
      el("h1", { tabindex: "-1" }, "About you"),
      el("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); keep(); location.hash = FORM.facts.length ? "#/facts" : "#/"; } },
        FORM.council
          ? el("p", {}, `This form is for ${shown(FORM.council)}.`)
          : textField({ id: "council", label: "Council", value: draft.council, set: set("council"), autocomplete: "organization" }),
        textField({ id: "name", label: "Your name", hint: "If it should stand in the report", value: draft.name, set: set("name"), autocomplete: "name" }),
        textField({ id: "post", label: "Your post", value: draft.post, set: set("post"), autocomplete: "organization-title" }),
        el("div", { class: "buttons" }, el("button", { type: "submit", class: "button" }, "Save and continue"))),
    ],
  };
}

function factsPage() {
  return {
    title: "Facts about your council", back: "#/",
    nodes: [
      el("h1", { tabindex: "-1" }, "Facts about your council"),
      el("p", {}, "They switch questions on. Until all are stated the assessment is not complete."),
      el("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); keep(); location.hash = "#/"; } },
        FORM.facts.map((fact) => radios({
          id: `fact-${fact.id}`, legend: shown(fact.text), hint: fact.note && shown(fact.note),
          value: draft.facts.has(fact.id) ? String(draft.facts.get(fact.id)) : "",
          choices: [{ value: "true", label: "Yes" }, { value: "false", label: "No" }],
          choose: (value) => { draft.facts.set(fact.id, value === "true"); touch(); },
        })),
        el("div", { class: "buttons" }, el("button", { type: "submit", class: "button" }, "Save and continue"))),
    ],
  };
}

/** An answer to look through. */
function answerRow(q, from) {
  const a = answerTo(q.id);
  const state = standing(q);
  const evidence = a.evidence.filter((e) => !isEmptyEvidence(e)).map((e) => ({ ...e, date: dayWords(dateIn(e, "").day?.text) }));
  const actions = a.actions.filter((x) => !isEmptyAction(x)).map((x) => ({ ...x, due: dayWords(dateIn(x, "").day?.text) }));
  return el("div", { class: "answer" },
    el("dt", {}, shown(q.text)),
    el("dd", {},
      state !== "answered" && el("p", {}, tag(TAGS[state], state === "mistake" ? "strong" : "")),
      a.response && el("p", { class: "said" }, capital(saidOf(q, a.response))),
      !isBlank(a.reason) && a.response === "not-applicable" && texts(a.reason),
      !isBlank(a.finding) && texts(a.finding),
      evidence.length > 0 && [el("p", { class: "what" }, "Evidence"), list(evidence.map((e) => el("span", { class: "texts" }, shown(evidenceLine(e)))))],
      actions.length > 0 && [el("p", { class: "what" }, "Actions"), list(actions.map((x) => el("span", { class: "texts" }, shown(actionLine(x)))))]),
    el("dd", { class: "change" }, link(`#/question/${q.id}/${from}`, state === "open" ? "Answer" : "Change", heard(`: ${q.text}`))));
}

function checkPage(only) {
  const sections = FORM.sections.filter((s) => (!only || s === only) && askedIn(s).length > 0);
  const c = counts(sections.flatMap(askedIn));
  const after = only ? FORM.sections.slice(FORM.sections.indexOf(only) + 1).find((s) => askedIn(s).length > 0) : null;
  const open = c.all - c.answered;
  return {
    title: only ? `Check your answers: ${only.title}` : "Check your answers", back: "#/", print: "answers",
    nodes: [
      el("h1", { tabindex: "-1" }, only ? `Check your answers: ${shown(only.title)}` : "Check your answers"),
      el("p", {}, open === 0 ? "Every question is answered." : `${count(open, "question is", "questions are")} still open.`),
      sections.map((s) => [!only && el("h2", {}, shown(s.title)), el("dl", { class: "answers" }, askedIn(s).map((q) => answerRow(q, only ? `check/${only.id}` : "check")))]),
      el("div", { class: "buttons" },
        only && after && el("a", { href: sectionPlace(after), class: "button" }, `Go on: ${shown(after.title)}`),
        only && !after && el("a", { href: "#/check", class: "button" }, "Check all your answers"),
        !only && el("a", { href: "#/save", class: "button" }, "Save your answers as a file"),
        link("#/", "Task list")),
      el("p", { class: "hint" }, "Print this page to have these answers on paper."),
    ],
  };
}

/** Every mistake in the draft, each with the way to its question. */
function allFaults() {
  return [...QUESTIONS.values()].flatMap((q) => faultsOf(answerTo(q.id)).map((f) => ({ text: `${f.text}: ${shown(q.text)}`, to: `#/question/${q.id}/save` })));
}

let fileAddress = "";

function savePage(done) {
  const faults = allFaults();
  const c = counts(everyQuestion());
  if (faults.length) {
    return {
      title: "Save your answers as a file", back: "#/", faulty: true,
      nodes: [summary(faults), el("h1", { tabindex: "-1" }, "Save your answers as a file"),
        el("p", {}, "A file cannot hold these. Mend them first; nothing of your draft is lost meanwhile."), link("#/", "Task list")],
    };
  }
  const text = answerFile();
  const download = () => {
    URL.revokeObjectURL(fileAddress);
    fileAddress = URL.createObjectURL(new Blob([text], { type: "application/toml" }));
    el("a", { href: fileAddress, download: FORM.file }).click();
    draft.saved = new Date().toISOString();
    draft.file = text;
    origins();
    keep();
    show(() => savePage(true), "heading");
  };
  const copy = el("textarea", { id: "copy", rows: 8, readonly: true, spellcheck: "false" });
  copy.value = text;
  return {
    title: "Save your answers as a file", back: "#/",
    nodes: [
      el("h1", { tabindex: "-1" }, done ? "Your answers are on their way to a file" : "Save your answers as a file"),
      done && note(el("p", {}, `The browser puts ${FORM.file} where it puts downloads; it may have given it another name if there was one already. Look whether it is there before you delete your draft.`)),
      el("p", {}, c.answered === c.all ? "Every question is answered." : `${c.answered} of ${count(c.all, "question is", "questions are")} answered; the others stay open in the file, and you can go on later.`),
      el("p", {}, "The file is text. The program assure makes the report from it, and this page can open it again."),
      el("p", {}, "It can be asked for under freedom of information. There must be no child’s name and no details of a child in it."),
      el("div", { class: "buttons" }, button(done ? "Save the file again" : "Save the file", download), link("#/", "Task list")),
      fold("If no file comes: copy the text", el("div", { class: "field" }, el("label", { for: "copy", class: "small" }, `Everything in ${FORM.file}`), copy)),
    ],
  };
}

/** After saving, the pieces of the draft are those of the file. */
function origins() {
  for (const a of draft.answers.values()) {
    a.evidence = a.evidence.filter((e) => !isEmptyEvidence(e));
    a.actions = a.actions.filter((x) => !isEmptyAction(x));
    a.evidence.forEach((e, i) => { e.from = i; });
    a.actions.forEach((x, i) => { x.from = i; });
  }
}

const MOST_BYTES = 16 * 1024 * 1024;

function openPage(fault) {
  const id = "file";
  const refused = (text) => { show(() => openPage(text), "summary"); };
  const open = async (event) => {
    event.preventDefault();
    const file = document.getElementById(id).files[0];
    if (!file) { refused("Choose a file of answers"); return; }
    if (file.size > MOST_BYTES) { refused(`${file.name} is larger than any file of answers`); return; }
    try {
      const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
      const read = draftOf(text);
      show(() => openedPage(read, file.name), "heading");
    } catch (e) {
      if (e instanceof TomlFault) refused(`${file.name} cannot be read: line ${e.line}: ${e.message}`);
      else if (e instanceof Refused) refused(`${file.name} cannot be opened here. ${e.message}`);
      else refused(`${file.name} cannot be read: it is no text file of answers`);
    }
  };
  return {
    title: "Open a file of answers", back: "#/", faulty: Boolean(fault),
    nodes: [
      fault && summary([{ field: id, text: shown(fault) }]),
      el("h1", { tabindex: "-1" }, "Open a file of answers"),
      fault && el("p", {}, "Nothing was changed: your draft and the file are as they were."),
      el("form", { novalidate: true, onsubmit: open },
        el("div", { class: fault ? "field wrong" : "field" },
          el("label", { for: id }, "File of answers"),
          hintText(id, "A file that this page or the program assure has written. Its name ends in .toml"),
          errorText(id, fault && shown(fault)),
          el("input", { type: "file", id, name: id, accept: ".toml,application/toml,text/plain", "aria-describedby": ids(`${id}-hint`, fault && `${id}-error`) })),
        el("div", { class: "buttons" }, el("button", { type: "submit", class: "button" }, "Open the file"))),
    ],
  };
}

/** A file that was read, before it takes the draft's place. */
function openedPage(read, name) {
  const here = [...QUESTIONS.keys()].filter((id) => read.answers.has(id) && !isEmptyAnswer(read.answers.get(id))).length;
  const root = readToml(read.file);
  const kept = [...(root.get("answer")?.keys() ?? [])].filter((id) => !QUESTIONS.has(id)).length;
  const taken = draft.touched || [...draft.answers.values()].some((a) => !isEmptyAnswer(a));
  const take = () => {
    adopt(read);
    if (FORM.council && draft.council !== FORM.council) draft.council = FORM.council;
    place = placeOf(draft.council);
    keep();
    location.hash = "#/";
  };
  return {
    title: "Go on with this file", back: "#/open",
    nodes: [
      el("h1", { tabindex: "-1" }, `Go on with ${shown(name)}`),
      el("p", {}, `It has answers to ${here} of the ${count(QUESTIONS.size, "question", "questions")} on this form.`),
      FORM.council && read.council && read.council !== FORM.council && el("p", {}, `It is of ${shown(read.council)}, and this form is for ${shown(FORM.council)}.`),
      kept > 0 && el("p", {}, `${count(kept, "answer", "answers")} to questions that this form does not show will be in the file that you save, as they are.`),
      root.has("approval") && el("p", {}, "The answers were approved. If you change one, the approval does not cover it any longer, and the report says so."),
      el("p", {}, "The file itself stays as it is. Remarks that somebody wrote between its lines with a # are not carried into the file that you save."),
      taken && note(el("p", {}, "There are answers in your draft. They are replaced by those of the file. Save them as a file first if you want to keep them.")),
      el("div", { class: "buttons" }, button(taken ? "Replace my draft" : "Go on", take), link("#/", taken ? "Keep my draft" : "Task list")),
    ],
  };
}

function deletePage() {
  return {
    title: "Delete my draft", back: "#/",
    nodes: [
      el("h1", { tabindex: "-1" }, "Delete my draft from this browser"),
      el("p", {}, "Every answer on this page goes, and cannot be brought back. Files that you have saved stay."),
      savedLine() && el("p", {}, savedLine()),
      el("div", { class: "buttons" }, button("Delete my draft", () => {
        forget();
        location.hash = "#/";
        announce("Your draft is deleted");
      }, "danger"), link("#/", "Keep my draft")),
    ],
  };
}

/** Several drafts: which one? */
function choosePage(drafts) {
  return {
    title: "Which draft?",
    nodes: [
      el("h1", { tabindex: "-1" }, "Which draft do you want to go on with?"),
      el("ul", { class: "tasks" }, [...drafts].map(([key, read]) => el("li", {}, button(read.council ? shown(read.council) : "Without a council’s name", () => { adopt(read, key); show(tasksPage, "heading"); }, "quiet"), el("p", { class: "state" }, `${count([...read.answers.values()].filter((a) => a.response).length, "answer", "answers")}, kept ${read.kept.slice(0, 10)}`)))),
    ],
  };
}

// The way between the pages.

const root = document.getElementById("app");

/** Shows a page; focus goes to its heading, to what is wrong, or stays. */
function show(make, focus) {
  const page = make();
  const service = document.getElementById("service");
  document.title = `${page.faulty || page.nodes.flat().some((n) => n?.id === "summary") ? "Error: " : ""}${shown(page.title)} – ${shown(FORM.title)}`;
  document.documentElement.dataset.print = page.print ?? "form";
  service.hidden = false;
  document.getElementById("skip").hidden = false;
  const warning = overtaken && el("div", { class: "note strong", role: "alert" }, el("p", {}, "This form was changed in another tab or window. What you write here is not kept any longer."), button("Load the draft as it is now", () => location.reload(), "quiet"));
  root.replaceChildren(
    ...[page.back && el("nav", { "aria-label": "Back" }, el("a", { href: page.back, class: "back" }, "Back"))].filter(Boolean),
    el("main", { id: "main", tabindex: "-1" }, warning, page.nodes),
  );
  if (focus === "stay") return;
  const target = document.getElementById("summary") ?? root.querySelector("h1");
  if (focus) {
    window.scrollTo(0, 0);
    target.focus();
  }
}

/** The page of an address. */
function pageAt(hash) {
  const [what, id, ...rest] = hash.replace(/^#\//, "").split("/");
  const section = FORM.sections.find((s) => (what === "question" ? askedIn(s).some((q) => q.id === id) : s.id === id));
  if (what === "question" && section) return () => questionPage(section, QUESTIONS.get(id), ["check", "save"].includes(rest[0]) ? rest.join("/") : "");
  if (what === "check" && (section || !id)) return () => checkPage(id ? section : undefined);
  return { about: aboutPage, facts: factsPage, save: () => savePage(false), open: () => openPage(), delete: deletePage }[what] ?? tasksPage;
}

window.addEventListener("hashchange", () => {
  // A link to a field or to the content is no other page.
  if (location.hash !== "" && !location.hash.startsWith("#/")) return;
  if (pending) keep();
  announce("");
  show(pageAt(location.hash), "heading");
});
window.addEventListener("pagehide", () => { if (pending) keep(); });
document.addEventListener("visibilitychange", () => { if (document.hidden && pending) keep(); });
window.addEventListener("beforeunload", (event) => {
  if (pending) keep();
  if (!store && draft.touched && !draft.saved) event.preventDefault();
});
window.addEventListener("storage", (event) => {
  if (event.key !== place || event.newValue === null || overtaken) return;
  overtaken = true;
  announce("This form was changed in another tab or window. What you write here is not kept any longer.");
});

document.getElementById("paper").hidden = true;
document.documentElement.classList.add("runs");
const drafts = keptDrafts();
if (drafts.size > 1) {
  show(() => choosePage(drafts));
} else {
  for (const [key, read] of drafts) adopt(read, key);
  show(pageAt(location.hash));
}
