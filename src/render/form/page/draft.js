// The draft: what has been answered so far, kept in this browser, and how it stands.

const FORM = JSON.parse(document.getElementById("form-data").textContent);
const QUESTIONS = new Map(FORM.sections.flatMap((s) => s.questions.map((q) => [q.id, q])));

/** A text as it goes into a file: no control characters, no halves of characters, line ends as everywhere else. */
function tidy(text) {
  return String(text)
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "")
    .replace(/[\ud800-\udfff]/gu, "\ufffd");
}

const isBlank = (text) => tidy(text).trim() === "";

/** Today by this computer's clock. */
function today() {
  const now = new Date();
  const two = (n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

const emptyAnswer = () => ({ response: "", reason: "", finding: "", evidence: [], actions: [], later: false, begun: "", asked: "", on: "" });
const emptyEvidence = () => ({ kind: "", text: "", day: "", month: "", year: "", link: "", from: -1 });
const emptyAction = () => ({ what: "", owner: "", day: "", month: "", year: "", measure: "", from: -1 });
const emptyDraft = () => ({
  council: FORM.council ?? "", name: FORM.name ?? "", post: FORM.post ?? "",
  facts: new Map(), answers: new Map(), file: "", touched: false, kept: "", saved: "",
});

let draft = emptyDraft();

/** The answer to a question, or an empty one that is not yet part of the draft. */
const answerTo = (id) => draft.answers.get(id) ?? emptyAnswer();

/** The answer to a question, to be changed. */
function change(id) {
  const answer = answerTo(id);
  draft.answers.set(id, answer);
  answer.on = today();
  touch();
  return answer;
}

// Whether it is kept, and under what name.

let store = null;
let pending = 0;
let overtaken = false;
try {
  const probe = "assure-form-probe";
  window.localStorage.setItem(probe, "1");
  window.localStorage.removeItem(probe);
  store = window.localStorage;
} catch {
  store = null;
}

const PLACE = ["assure-form", FORM.form, FORM.role, FORM.period].map(encodeURIComponent).join("/");
const placeOf = (council) => `${PLACE}/${encodeURIComponent(tidy(council).trim())}`;
let place = placeOf(draft.council);

/** Something was changed: it is kept as soon as the person pauses. */
function touch() {
  draft.touched = true;
  draft.saved = "";
  clearTimeout(pending);
  pending = setTimeout(keep, 300);
}

/** Keeps the draft now. */
function keep() {
  clearTimeout(pending);
  pending = 0;
  if (!store || overtaken) return;
  const now = placeOf(draft.council);
  // Another council's draft is not written over by a name that is typed.
  const free = now === place || store.getItem(now) === null;
  draft.kept = new Date().toISOString();
  try {
    store.setItem(free ? now : place, written());
    if (free && now !== place) {
      store.removeItem(place);
      place = now;
    }
  } catch {
    store = null;
    announce("This browser does not keep the draft any longer. Save your answers as a file.");
  }
}

function written() {
  return JSON.stringify({
    version: 1, checklist: FORM.checklist, edition: FORM.edition, ...draft,
    facts: [...draft.facts], answers: [...draft.answers].map(([id, a]) => [id, a]),
  });
}

const textIn = (value) => (typeof value === "string" ? value : "");
const filled = (empty, value) => {
  const out = empty();
  for (const name of Object.keys(out)) {
    if (typeof value?.[name] === typeof out[name] && !Array.isArray(out[name])) out[name] = value[name];
  }
  return out;
};

/** A kept draft, or nothing where this is none. */
function revived(text) {
  try {
    return revive(JSON.parse(text ?? ""));
  } catch {
    return null;
  }
}

const RESPONSES = ["0", "1", "2", "3", "dont-know", "not-applicable"];

function revive(read) {
  if (read?.version !== 1 || read.checklist !== FORM.checklist || read.edition !== FORM.edition) return null;
  const list = (value) => (Array.isArray(value) ? value : []);
  const out = { ...emptyDraft(), council: textIn(read.council), name: textIn(read.name), post: textIn(read.post), file: textIn(read.file) };
  out.kept = textIn(read.kept);
  out.saved = textIn(read.saved);
  out.touched = read.touched === true;
  for (const [id, fact] of list(read.facts)) if (typeof fact === "boolean") out.facts.set(String(id), fact);
  for (const [id, given] of list(read.answers)) {
    const answer = filled(emptyAnswer, given);
    answer.evidence = list(given?.evidence).map((e) => filled(emptyEvidence, e));
    if (!RESPONSES.includes(answer.response)) answer.response = "";
    answer.actions = list(given?.actions).map((a) => filled(emptyAction, a));
    out.answers.set(String(id), answer);
  }
  return out;
}

/** Drafts of this form that are kept here, by the names under which they are. */
function keptDrafts() {
  const found = new Map();
  for (let i = 0; store && i < store.length; i += 1) {
    const key = store.key(i);
    if (!key.startsWith(`${PLACE}/`)) continue;
    if (FORM.council && key !== placeOf(FORM.council)) continue;
    const read = revived(store.getItem(key));
    if (read) found.set(key, read);
  }
  return found;
}

/** The newest draft made with another version of this form, for the same role and period. */
function earlierForm() {
  let newest = null;
  for (let i = 0; store && i < store.length; i += 1) {
    const parts = store.key(i).split("/").map((p) => {
      try {
        return decodeURIComponent(p);
      } catch {
        return "";
      }
    });
    const [what, form, role, period, council] = parts;
    if (what !== "assure-form" || form === FORM.form || role !== FORM.role || period !== FORM.period) continue;
    if (FORM.council && council !== tidy(FORM.council).trim()) continue;
    const read = revived(store.getItem(store.key(i)));
    if (read && (!newest || read.kept > newest.kept)) newest = read;
  }
  return newest;
}

/** Takes up a draft. */
function adopt(read, key) {
  draft = read;
  place = key ?? placeOf(draft.council);
  overtaken = false;
}

function forget() {
  clearTimeout(pending);
  if (store) store.removeItem(place);
  adopt(emptyDraft());
}

// What is shown, what is open, what is wrong.

/** Whether a question is asked, by the facts as they are stated. */
const isAsked = (q) => !q.only_if || draft.facts.get(q.only_if) === true;
const askedIn = (section) => section.questions.filter(isAsked);

const isEmptyEvidence = (e) => [e.kind, e.text, e.day, e.month, e.year, e.link].every(isBlank);
const isEmptyAction = (a) => [a.what, a.owner, a.day, a.month, a.year, a.measure].every(isBlank);
const isEmptyAnswer = (a) =>
  !a.response && isBlank(a.finding) && isBlank(a.reason) && !a.begun && a.evidence.every(isEmptyEvidence) && a.actions.every(isEmptyAction);

/** Whether the question was put in other words when it was answered. */
const isToConfirm = (q, a) => a.response !== "" && a.asked !== "" && a.asked !== q.asked;

const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/** The date in three fields: nothing, a Day, or what is wrong with it and in which field. */
function dateIn(item, what) {
  const [day, month, year] = [item.day, item.month, item.year].map((x) => tidy(x).trim());
  const missing = [["day", day], ["month", month], ["year", year]].filter(([, x]) => x === "").map(([n]) => n);
  if (missing.length === 3) return {};
  if (missing.length) return { field: missing[0], fault: `${what} must include a ${missing.join(" and a ")}` };
  const named = month.length > 2 ? MONTHS.findIndex((m) => m.startsWith(month.toLowerCase())) + 1 : 0;
  const numbers = [Number(year), named || Number(month), Number(day)];
  if (!/^\d{4}$/.test(year) || numbers[0] < 1900) return { field: "year", fault: `${what} must have a year of four numbers, such as ${FORM.period.slice(0, 4)}` };
  if (!/^\d{1,2}$/.test(day) || (!named && !/^\d{1,2}$/.test(month)) || !isDay(...numbers)) return { field: "day", fault: `${what} must be a real date` };
  const two = (n) => String(n).padStart(2, "0");
  return { day: new Day(`${year}-${two(numbers[1])}-${two(numbers[2])}`) };
}

/** What keeps an answer from being written into a file: the field of each fault, and what to do. */
function faultsOf(a) {
  const found = [];
  const add = (field, text) => found.push({ field, text });
  if (a.response === "not-applicable" && isBlank(a.reason)) add("reason", "Say why the question does not apply");
  a.evidence.forEach((e, i) => {
    if (isEmptyEvidence(e)) return;
    const n = i + 1;
    if (!e.kind) add(`evidence-${n}-kind`, `Choose what kind of knowledge evidence ${n} is`);
    if (isBlank(e.text)) add(`evidence-${n}-text`, `Write what evidence ${n} says`);
    const date = dateIn(e, `The date of evidence ${n}`);
    if (date.fault) add(`evidence-${n}-date-${date.field}`, date.fault);
  });
  a.actions.forEach((x, i) => {
    if (isEmptyAction(x)) return;
    const n = i + 1;
    if (isBlank(x.what)) add(`action-${n}-what`, `Write what will be done in action ${n}`);
    const date = dateIn(x, `The due date of action ${n}`);
    if (date.fault) add(`action-${n}-due-${date.field}`, date.fault);
  });
  return found;
}

/** How an answer stands. */
function standing(q) {
  const a = answerTo(q.id);
  if (faultsOf(a).length) return "mistake";
  if (a.later) return "later";
  if (isToConfirm(q, a)) return "confirm";
  if (a.response && !a.begun) return "answered";
  return isEmptyAnswer(a) ? "open" : "begun";
}

/** Questions by how they stand. */
function counts(questions) {
  const out = { all: questions.length, answered: 0, later: 0, mistake: 0, confirm: 0, open: 0, begun: 0 };
  for (const q of questions) out[standing(q)] += 1;
  return out;
}
