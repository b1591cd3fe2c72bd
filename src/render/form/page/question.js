// One question a page.

/** The choices that a kind of question offers. */
function responses(q, a, fault) {
  const rated = q.kind === "yes-no"
    ? [{ value: "3", label: "Yes" }, { value: "0", label: "No" }]
    : FORM.ratings.map(([value, word, hint]) => ({ value: String(value), label: `${value} – ${capital(word)}`, hint: capital(hint) }));
  return [
    ...rated,
    { value: "dont-know", label: "Don’t know", hint: "Nobody can say: a blind spot, worth naming", apart: true },
    {
      value: "not-applicable", label: "Not applicable",
      more: textField({ id: "reason", label: "Why does it not apply?", hint: "The report prints the reason", value: a.reason, rows: 3, fault, small: true, set: (v) => { change(q.id).reason = v; } }),
    },
  ];
}

const saidOf = (q, response) => {
  if (response === "dont-know") return "don’t know";
  if (response === "not-applicable") return "not applicable";
  if (q.kind === "yes-no") return { 0: "no", 3: "yes" }[response] ?? "";
  const rating = FORM.ratings.find(([value]) => String(value) === response);
  return rating ? `${rating[0]}, ${rating[1]}` : "";
};

const dayWords = (iso) => (iso ? `${Number(iso.slice(8))} ${capital(MONTHS[Number(iso.slice(5, 7)) - 1])} ${Number(iso.slice(0, 4))}` : "");
const kindTitle = (word) => capital(FORM.kinds.find(([k]) => k === word)?.[1] ?? "");
const evidenceLine = (e) => `${kindTitle(e.kind)}${e.date ? `, ${e.date}` : ""}: ${e.text}`;
const actionLine = (x) => [x.what, x.owner && `owner: ${x.owner}`, x.due && `due: ${x.due}`, x.measure && `measure: ${x.measure}`].filter(Boolean).join("; ");

/** What was said last year: shown, and taken over only where a person says so. */
function lastYear(q, a, again) {
  return q.last.map((last) => note(
    el("h2", { class: "plain" }, `Last year (${FORM.last_period}): ${last.said || "not rated"}`),
    last.text !== q.text && el("p", {}, "The question was then: ", shown(last.text)),
    last.reason && texts(last.reason),
    last.finding && texts(last.finding),
    last.evidence.length > 0 && fold(`Last year’s evidence (${last.evidence.length})`, list(last.evidence.map((e) => shown(evidenceLine(e))))),
    last.actions.length > 0 && fold(`Last year’s actions (${last.actions.length})`, list(last.actions.map((x) => shown(actionLine(x))))),
    last.repeat
      ? button("Use last year’s rating and finding", () => {
        const answer = change(q.id);
        const own = !isBlank(answer.finding) && answer.finding !== last.finding;
        answer.response = last.response;
        answer.asked = q.asked;
        answer.reason = last.reason || answer.reason;
        if (!own) answer.finding = last.finding;
        again();
        announce(own ? "Last year’s rating is chosen. Your own finding was kept." : "Last year’s rating and finding are in the form. Look through them.");
        document.querySelector("input[name=rating]:checked")?.focus();
      }, "quiet")
      : el("p", { class: "hint" }, "What is asked has changed since, so last year’s answer is no answer to it."),
  ));
}

/** Pieces of evidence, or actions: any number, each added and removed. */
function pieces(q, a, what, faults) {
  const { list: name, one, empty, heading, hint } = what;
  const box = el("div", {});
  const draw = (focus) => {
    const items = answerTo(q.id)[name];
    box.replaceChildren(
      ...items.map((item, i) => {
        const n = i + 1;
        const id = `${what.id}-${n}`;
        return el("fieldset", { class: "piece", id: `${id}-group`, tabindex: "-1" },
          el("legend", {}, el("h3", {}, `${one} ${n}`)),
          what.fields(item, id, n, faults, () => change(q.id)),
          el("button", {
            type: "button", class: "button quiet",
            onclick: () => {
              change(q.id)[name].splice(i, 1);
              faults = new Map();
              draw(items.length ? `${what.id}-${Math.max(1, Math.min(n, items.length))}-group` : `${what.id}-add`);
              announce(`${one} ${n} is removed`);
            },
          }, `Remove ${one.toLowerCase()} ${n}`));
      }),
      el("button", {
        type: "button", class: "button quiet", id: `${what.id}-add`,
        onclick: () => {
          const all = change(q.id)[name];
          all.push(empty());
          draw(`${what.id}-${all.length}-${what.first}`);
        },
      }, items.length ? `Add another ${what.word}` : `Add ${what.word === "action" ? "an action" : "evidence"}`),
    );
    if (focus) document.getElementById(focus)?.focus();
  };
  draw();
  return el("section", { "aria-labelledby": `${what.id}-title` }, el("h2", { id: `${what.id}-title` }, heading), el("p", { class: "hint" }, hint), box);
}

const EVIDENCE = {
  list: "evidence", id: "evidence", one: "Evidence", word: "piece of evidence", empty: emptyEvidence, first: "kind",
  heading: "How do you know?",
  hint: "Evidence of two kinds or more, one of them from outside line management, stands best. It counts for 12 months from its date.",
  fields: (item, id, n, faults, touched) => {
    const set = (key) => (value) => { touched(); item[key] = value; };
    const fault = faults.get(`${id}-kind`);
    const kind = el("select", {
      id: `${id}-kind`, name: `${id}-kind`, "aria-describedby": fault && `${id}-kind-error`, "aria-invalid": fault ? "true" : undefined,
      onchange: (event) => set("kind")(event.target.value),
    }, el("option", { value: "" }, "Choose a kind"), FORM.kinds.map(([word, title]) => el("option", { value: word }, capital(title))));
    kind.options[0].setAttribute("value", "");
    kind.value = item.kind;
    const dates = ["day", "month", "year"].find((f) => faults.has(`${id}-date-${f}`));
    return [
      el("div", { class: fault ? "field wrong" : "field" }, el("label", { for: `${id}-kind`, class: "small" }, "Kind of knowledge"), errorText(`${id}-kind`, fault), kind),
      textField({ id: `${id}-text`, label: "What does it say?", value: item.text, rows: 3, small: true, fault: faults.get(`${id}-text`), set: set("text") }),
      dateField({ id: `${id}-date`, legend: "Its date", hint: "Without a date it does not count as current. For example, 27 3 2026", item, changed: touched, fault: dates && faults.get(`${id}-date-${dates}`), faultField: dates }),
      textField({ id: `${id}-link`, label: "Where can it be found?", hint: "A web address or a place, if there is one", value: item.link, small: true, set: set("link") }),
    ];
  },
};

const ACTIONS = {
  list: "actions", id: "action", one: "Action", word: "action", empty: emptyAction, first: "what",
  heading: "What will be done?",
  hint: "Without an owner, a due date and a measure a plan is not credible.",
  fields: (item, id, n, faults, touched) => {
    const set = (key) => (value) => { touched(); item[key] = value; };
    const dates = ["day", "month", "year"].find((f) => faults.has(`${id}-due-${f}`));
    return [
      textField({ id: `${id}-what`, label: "What will be done?", value: item.what, rows: 2, small: true, fault: faults.get(`${id}-what`), set: set("what") }),
      textField({ id: `${id}-owner`, label: "Who owns it?", value: item.owner, small: true, set: set("owner") }),
      dateField({ id: `${id}-due`, legend: "By when?", hint: "For example, 31 3 2027", item, changed: touched, fault: dates && faults.get(`${id}-due-${dates}`), faultField: dates }),
      textField({ id: `${id}-measure`, label: "How will success be seen?", value: item.measure, rows: 2, small: true, set: set("measure") }),
    ];
  },
};

/** What stands behind a question. */
function background(q) {
  return [
    q.warning_signs.length > 0 && fold("Warning signs", list(q.warning_signs.map(shown))),
    q.indicators.length > 0 && fold("Figures worth having in front of you", list(q.indicators.map(shown))),
    fold(q.sources.length || !q.practice ? "Sources" : "What it rests on",
      q.practice && el("p", {}, "It rests on good practice as the authors know it; no document stands behind it."),
      q.sources.length > 0 && list(q.sources.map((s) => [s.url ? address(s.url, s.title) : shown(s.title), shown(`, ${s.publisher}, ${s.date}: ${s.locator}`)])),
      q.then_now.length > 0 && el("p", {}, "Terms that have changed since:"),
      q.then_now.length > 0 && list(q.then_now.map((t) => shown(`${t.then}: now ${t.now} (${t.when})${t.note ? `. ${t.note}` : ""}`)))),
  ];
}

/** The page of a question. `from` is where its answer was asked to be changed. */
function questionPage(section, q, from, faulty) {
  const a = answerTo(q.id);
  const run = askedIn(section);
  const index = run.indexOf(q);
  const check = from ? `#/${from}` : `#/check/${section.id}`;
  const next = from ? check : index + 1 < run.length ? `#/question/${run[index + 1].id}` : check;
  const back = from ? check : index > 0 ? `#/question/${run[index - 1].id}` : "#/";
  const faults = new Map((faulty ?? []).map((f) => [f.field, f.text]));
  const again = (found) => show(() => questionPage(section, q, from, found), found ? "summary" : "stay");
  const save = () => {
    const now = answerTo(q.id);
    const found = faultsOf(now);
    if (!now.response || isToConfirm(q, now)) found.unshift({ field: "rating", text: q.kind === "yes-no" ? "Choose an answer, or come back to it later" : "Choose a rating, or come back to it later" });
    if (found.length) {
      again(found);
      return;
    }
    const answer = now.later || now.begun ? change(q.id) : now;
    answer.later = false;
    answer.begun = "";
    answer.evidence = answer.evidence.filter((e) => !isEmptyEvidence(e));
    answer.actions = answer.actions.filter((x) => !isEmptyAction(x));
    keep();
    location.hash = next;
  };
  const postpone = () => {
    change(q.id).later = true;
    keep();
    location.hash = next;
  };
  const choose = (value) => {
    const answer = change(q.id);
    answer.response = value;
    answer.asked = q.asked;
  };
  const confirm = isToConfirm(q, a);
  const marks = [q.key && tag("Key question"), q.critical && tag("Hard expectation", "strong"), q.weight > 1 && tag(`Counts ${q.weight} times`)].filter(Boolean);
  return {
    title: q.text,
    back,
    nodes: [
      faults.size > 0 && summary(faulty),
      el("p", { class: "caption" }, `${shown(section.title)}: question ${index + 1} of ${run.length}`),
      el("h1", { tabindex: "-1" }, shown(q.text)),
      marks.length > 0 && el("p", { class: "marks" }, marks),
      index === 0 && section.intro && el("p", {}, shown(section.intro)),
      el("h2", { class: "plain" }, "Why it matters"),
      el("p", {}, shown(q.why)),
      el("h2", { class: "plain" }, "What a good answer can point to"),
      list(q.look_for.map(shown)),
      background(q),
      lastYear(q, a, () => again()),
      confirm && note(el("p", {}, `The words of this question have changed since it was answered: ${saidOf(q, a.response)}. Choose again, and the answer stands.`)),
      a.begun && note(el("p", {}, "A text was begun here and not finished. It is not kept once you save this question:"), texts(a.begun)),
      el("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); save(); } },
        radios({
          id: "rating", legend: q.kind === "yes-no" ? "Your answer" : "Your rating", heading: true, fault: faults.get("rating"),
          value: confirm ? "" : a.response, choices: responses(q, a, faults.get("reason")), choose,
        }),
        textField({ id: "finding", label: "What do you know?", hint: "The finding, in a few sentences. Never a child’s name or details.", value: a.finding, rows: 6, set: (v) => { change(q.id).finding = v; } }),
        pieces(q, a, EVIDENCE, faults),
        pieces(q, a, ACTIONS, faults),
        el("div", { class: "buttons" },
          el("button", { type: "submit", class: "button" }, "Save and continue"),
          button("I’ll come back to this", postpone, "quiet"),
          link("#/", "Task list"))),
    ],
  };
}
