// The draft: what has been answered so far, kept in this browser, made from an answer file and made into one.

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
  let read;
  try {
    read = JSON.parse(text ?? "");
  } catch {
    return null;
  }
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
    if (FORM.council && council !== FORM.council) continue;
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

// To a file and from one.

const inOrder = (map, keys) => {
  const at = (key) => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return new Map([...map].sort(([a], [b]) => at(a) - at(b)));
};
const said = (map, key, value) => {
  if (value instanceof Day || (typeof value === "string" && !isBlank(value)) || typeof value === "number" || value === true) {
    map.set(key, typeof value === "string" ? tidy(value) : value);
  } else {
    map.delete(key);
  }
};
const listOf = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

function answerTable(q, a, before) {
  const table = new Map(before ?? []);
  const rated = /^[0-3]$/.test(a.response);
  said(table, "rating", rated ? Number(a.response) : undefined);
  said(table, "state", rated ? undefined : a.response);
  said(table, "reason", a.reason);
  said(table, "finding", a.finding);
  said(table, "unfinished", a.later);
  said(table, "on", /^\d{4}-\d\d-\d\d$/.test(a.on) ? new Day(a.on) : undefined);
  said(table, "asked", a.response ? a.asked : undefined);
  if (!a.begun) table.delete("draft");
  const evidence = a.evidence.filter((e) => !isEmptyEvidence(e)).map((e) => {
    const item = new Map(listOf(before?.get("evidence"))[e.from] ?? []);
    item.set("kind", e.kind);
    said(item, "text", e.text);
    said(item, "date", dateIn(e, "").day);
    said(item, "link", e.link);
    return inOrder(item, FORM.keys.evidence);
  });
  const actions = a.actions.filter((x) => !isEmptyAction(x)).map((x) => {
    const item = new Map(listOf(before?.get("action"))[x.from] ?? []);
    said(item, "what", x.what);
    said(item, "owner", x.owner);
    said(item, "due", dateIn(x, "").day);
    said(item, "measure", x.measure);
    if (!item.has("status")) item.set("status", "open");
    return inOrder(item, FORM.keys.action);
  });
  table.delete("evidence");
  table.delete("action");
  if (evidence.length) table.set("evidence", evidence);
  if (actions.length) table.set("action", actions);
  return inOrder(table, FORM.keys.answer);
}

/** The answer file. Only for a draft in which nothing is wrong. */
function answerFile() {
  const before = draft.file ? readToml(draft.file) : new Map();
  const root = new Map(before);
  const answers = new Map(before.get("answer") ?? []);
  root.set("format", 1);
  root.set("checklist", FORM.checklist);
  root.set("edition", FORM.edition);
  // Answers that do not say to which words they were given have only the head to say it.
  const silent = [...answers].some(([id, a]) => !QUESTIONS.has(id) && (a.has("rating") || a.has("state")) && !a.has("asked"));
  if (!silent || !before.has("digest")) {
    root.set("revision", FORM.revision);
    root.set("digest", FORM.digest);
  }
  if (!before.has("checklist_file")) said(root, "checklist_file", FORM.checklist_file);
  if (!before.has("rule")) root.set("rule", FORM.rule);
  said(root, "council", draft.council);
  root.set("period", FORM.period);
  const day = (key) => { const v = before.get(key); return v instanceof Day ? v.text : textIn(v); };
  const started = day("started") || [...draft.answers.values()].map((a) => a.on).filter(Boolean).sort()[0] || today();
  const last = day("updated");
  root.set("started", new Day(started));
  root.set("updated", new Day([started, draft.touched ? today() : last, last].sort().pop()));
  const assessor = new Map(before.get("assessor") ?? []);
  said(assessor, "name", draft.name);
  said(assessor, "post", draft.post);
  root.set("assessor", assessor);
  const context = new Map(before.get("context") ?? []);
  for (const { id } of FORM.facts) {
    if (draft.facts.has(id)) context.set(id, draft.facts.get(id));
    else context.delete(id);
  }
  if (context.size) root.set("context", context);
  else root.delete("context");
  for (const q of QUESTIONS.values()) {
    const a = answerTo(q.id);
    const table = answerTable(q, a, answers.get(q.id));
    // Nothing but a day says nothing.
    if (isEmptyAnswer(a) && !a.later && [...table.keys()].every((k) => k === "on")) answers.delete(q.id);
    else answers.set(q.id, table);
  }
  if (answers.size) root.set("answer", inOrder(answers, FORM.order));
  else root.delete("answer");
  return FORM.preface + writeToml(inOrder(root, FORM.keys.head));
}

/** A file that is no answer file of this form, and why. */
class Refused extends Error {}

/** An answer file as a draft; throws what is wrong with it, in words. */
function draftOf(text) {
  if (isBlank(text)) throw new Refused("The file is empty. Look for another copy of it");
  const root = readToml(text);
  const refuse = (what) => { throw new Refused(what); };
  const known = (map, keys, where) => {
    if (!(map instanceof Map)) refuse(`${where} should be a table with keys and values`);
    for (const key of map.keys()) if (!keys.includes(key)) refuse(`${where} has a key ${key} that this page does not know`);
  };
  const texts = (map, keys, where) => {
    for (const key of keys) if (map.has(key) && typeof map.get(key) !== "string") refuse(`${key} of ${where} should be a text`);
    return keys.map((key) => map.get(key) ?? "");
  };
  const date = (map, key, where) => {
    const value = map.get(key);
    const given = value instanceof Day ? value.text : value ?? "";
    const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(given);
    if (given !== "" && (!parts || !isDay(...parts.slice(1).map(Number)))) refuse(`${key} of ${where} should be a date`);
    return parts ? { year: parts[1], month: String(Number(parts[2])), day: String(Number(parts[3])) } : { year: "", month: "", day: "" };
  };
  if (root.get("format") > 1) refuse(`It has format ${root.get("format")} and this page reads format 1. Use a newer form`);
  if (!root.has("format") || !root.has("checklist")) refuse("It is no answer file: it does not say which checklist it answers");
  if (root.get("checklist") !== FORM.checklist || root.get("edition") !== FORM.edition) {
    refuse(`It answers ${root.get("checklist")}@${root.get("edition")}, and this form is ${FORM.checklist}@${FORM.edition}. Use the form of that checklist, or carry the file over with assure upgrade`);
  }
  if (root.get("period") !== FORM.period) refuse(`It is of ${root.get("period") ?? "no period"}, and this form is for ${FORM.period}`);
  known(root, FORM.keys.head, "The file");
  const out = emptyDraft();
  const [council] = texts(root, ["council"], "the file");
  const assessor = root.get("assessor") ?? new Map();
  known(assessor, ["name", "post"], "assessor");
  const [name, post] = texts(assessor, ["name", "post"], "assessor");
  Object.assign(out, { council, name, post, file: text });
  date(root, "started", "the file");
  date(root, "updated", "the file");
  const context = root.get("context") ?? new Map();
  if (!(context instanceof Map)) refuse("context should be a table with keys and values");
  for (const [id, value] of context) {
    const fact = { yes: true, no: false }[value] ?? value;
    if (typeof fact !== "boolean") refuse(`the fact ${id} should be true or false`);
    out.facts.set(id, fact);
  }
  const answers = root.get("answer") ?? new Map();
  if (!(answers instanceof Map)) refuse("answer should be a table with keys and values");
  for (const [id, given] of answers) {
    const where = `the answer ${id}`;
    known(given, FORM.keys.answer, where);
    const q = QUESTIONS.get(id);
    if (!q) {
      if (!FORM.order.includes(id) && !(root.get("revision") < FORM.revision)) refuse(`It answers a question ${id} that the checklist has not got`);
      continue;
    }
    const a = emptyAnswer();
    const rating = { yes: 3, no: 0 }[given.get("rating")] ?? given.get("rating");
    const state = given.get("state") === "don't know" ? "dont-know" : given.get("state");
    if (rating !== undefined && (![0, 1, 2, 3].includes(rating) || (q.kind === "yes-no" && (rating === 1 || rating === 2)))) refuse(`rating of ${where} should be ${q.kind === "yes-no" ? "0 or 3" : "0, 1, 2 or 3"}`);
    if (![undefined, "rated", "dont-know", "not-applicable", "unanswered"].includes(state)) refuse(`state of ${where} is a word that this page does not know`);
    if ((state === "rated") !== (rating !== undefined) && state !== undefined) refuse(`state and rating of ${where} do not go together`);
    a.response = rating !== undefined ? String(rating) : ["dont-know", "not-applicable"].includes(state) ? state : "";
    [a.reason, a.finding, a.asked] = texts(given, ["reason", "finding", "asked"], where);
    const on = date(given, "on", where);
    a.on = on.year && `${on.year}-${on.month.padStart(2, "0")}-${on.day.padStart(2, "0")}`;
    a.later = given.get("unfinished") === true;
    if (given.has("draft")) a.begun = textIn(given.get("draft")?.get?.("text"));
    listOf(given.get("evidence")).forEach((e, from) => {
      known(e, FORM.keys.evidence, `evidence ${from + 1} of ${where}`);
      const [kind, text, link] = texts(e, ["kind", "text", "link"], where);
      if (!FORM.kinds.some(([word]) => word === kind)) refuse(`evidence ${from + 1} of ${where} is of a kind that this page does not know`);
      a.evidence.push({ ...emptyEvidence(), kind, text, link, ...date(e, "date", where), from });
    });
    listOf(given.get("action")).forEach((x, from) => {
      known(x, FORM.keys.action, `action ${from + 1} of ${where}`);
      const [what, owner, measure] = texts(x, ["what", "owner", "measure"], where);
      a.actions.push({ ...emptyAction(), what, owner, measure, ...date(x, "due", where), from });
    });
    out.answers.set(id, a);
  }
  return out;
}
