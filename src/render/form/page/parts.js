// What pages are made of. Text becomes text nodes and nothing else: no page is ever put together from markup.

/** An element. Attributes that are false or missing are left out; `on…` listens. */
function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false || value === "") continue;
    if (typeof value === "function") node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.flat(9).filter((c) => c !== undefined && c !== null && c !== false && c !== ""));
  return node;
}

/** Foreign text as it is shown: what turns the reading direction or hides is made visible. */
const shown = (text) => String(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu, "\ufffd");

const count = (n, one, more) => `${n} ${n === 1 ? one : more}`;
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const heard = (text) => el("span", { class: "heard" }, text);
const link = (to, ...children) => el("a", { href: to }, ...children);
const button = (text, onclick, kind) => el("button", { type: "button", class: kind ? `button ${kind}` : "button", onclick }, text);
const note = (...children) => el("div", { class: "note" }, ...children);
const texts = (text) => el("p", { class: "texts", dir: "auto" }, shown(text));
const fold = (title, ...children) => el("details", {}, el("summary", {}, title), el("div", {}, ...children));
const list = (items) => el("ul", {}, items.map((item) => el("li", {}, item)));

/** A web address as a link that leaves this page where it is; anything else as text. */
const address = (url, text) => (/^https?:\/\/[A-Za-z0-9][\x21-\x7e]*$/.test(url) ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, shown(text), " (opens in a new tab)") : shown(text));

/** Says something to those who listen to the page. */
function announce(text) {
  document.getElementById("status").textContent = text;
}

const ids = (...names) => names.filter(Boolean).join(" ");
const errorText = (id, fault) => fault && el("p", { class: "fault", id: `${id}-error` }, heard("Error: "), fault);
const hintText = (id, hint) => hint && el("p", { class: "hint", id: `${id}-hint` }, hint);

/** A text in one line or several, with its label, hint and fault. */
function textField({ id, label, hint, value, set, rows, width, fault, autocomplete, inputmode, small }) {
  const field = el(rows ? "textarea" : "input", {
    id, name: id, rows, class: width && `w-${width}`, type: rows ? undefined : "text", dir: "auto", inputmode,
    autocomplete: autocomplete ?? "off", spellcheck: rows ? "true" : undefined,
    "aria-describedby": ids(hint && `${id}-hint`, fault && `${id}-error`), "aria-invalid": fault ? "true" : undefined,
    oninput: (event) => set(event.target.value),
  });
  field.value = value;
  return el("div", { class: fault ? "field wrong" : "field" },
    el("label", { for: id, class: small && "small" }, label), hintText(id, hint), errorText(id, fault), field);
}

/** One choice of several, with more to fill in where a choice asks for it. */
function radios({ id, legend, hint, choices, value, choose, fault, heading }) {
  const title = el("legend", {}, heading ? el("h2", {}, legend) : legend);
  const group = el("fieldset", { "aria-describedby": ids(hint && `${id}-hint`, fault && `${id}-error`) }, title, hintText(id, hint), errorText(id, fault));
  choices.forEach((choice, n) => {
    // No id of a fact has two hyphens in a row.
    const own = n === 0 ? id : `${id}--${choice.value}`;
    const input = el("input", {
      type: "radio", id: own, name: id, value: choice.value, "aria-describedby": choice.hint && `${own}-hint`,
      onchange: () => { choose(choice.value); unfold(); },
    });
    input.checked = choice.value === value;
    if (choice.apart) group.append(el("p", { class: "or" }, "or"));
    group.append(el("div", { class: "choice" }, input, el("label", { for: own }, choice.label), choice.hint && el("p", { class: "hint", id: `${own}-hint` }, choice.hint)));
    if (choice.more) group.append(el("div", { class: "more" }, choice.more));
    choice.input = input;
  });
  const unfold = () => choices.forEach((c) => { if (c.more) c.more.parentNode.hidden = !c.input.checked; });
  unfold();
  return el("div", { class: fault ? "field wrong" : "field" }, group);
}

/** A date in three fields. */
function dateField({ id, legend, hint, item, changed, fault, faultField }) {
  const part = (name, label, width) => {
    const input = el("input", {
      type: "text", id: `${id}-${name}`, name: `${id}-${name}`, class: `w-${width}`, inputmode: name === "month" ? undefined : "numeric", autocomplete: "off",
      "aria-invalid": fault && faultField === name ? "true" : undefined, oninput: (event) => { item[name] = event.target.value; changed(); },
    });
    input.value = item[name];
    return el("div", {}, el("label", { for: `${id}-${name}` }, label), input);
  };
  return el("div", { class: fault ? "field wrong" : "field" },
    el("fieldset", { "aria-describedby": ids(`${id}-hint`, fault && `${id}-error`) },
      el("legend", { class: "small" }, legend), hintText(id, hint), errorText(id, fault),
      el("div", { class: "date" }, part("day", "Day", 2), part("month", "Month", 4), part("year", "Year", 4))));
}

/** What has to be mended, each with the way to its field. */
function summary(faults) {
  const go = (fault) => (event) => {
    event.preventDefault();
    const field = document.getElementById(fault.field);
    if (!field) return;
    (field.closest("fieldset, .field") ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  };
  const line = (fault) => el("li", {}, fault.to ? link(fault.to, fault.text) : el("a", { href: `#${fault.field}`, onclick: go(fault) }, fault.text));
  return el("div", { class: "summary", id: "summary", tabindex: "-1", role: "group", "aria-labelledby": "summary-title" },
    el("div", { role: "alert" }, el("h2", { id: "summary-title" }, "There is a problem"), el("ul", {}, faults.map(line))));
}

/** A tag that says how something stands. */
const tag = (text, kind) => el("span", { class: kind ? `tag ${kind}` : "tag" }, text);
