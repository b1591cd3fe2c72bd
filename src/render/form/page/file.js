// The draft as an answer file, and an answer file as a draft.

const inOrder = (map, keys) => {
  const at = (key) => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return new Map([...map].sort(([a], [b]) => at(a) - at(b)));
};
const said = (map, key, value) => {
  if (value instanceof Day || value instanceof Fraction || (typeof value === "string" && !isBlank(value)) || typeof value === "number" || value === true) {
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
