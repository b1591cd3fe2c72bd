// TOML as the program reads and writes it. A table is a Map, so that no key can be anything but a key.

const MOST_DEEP = 40;

/** What is wrong with a text, and on which line. */
class TomlFault extends Error {
  constructor(line, what) {
    super(what);
    this.line = line;
  }
}

/** A date of the calendar, as `2026-11-22`. */
class Day {
  constructor(text) {
    this.text = text;
  }
}

/** A fraction, kept as it is written: the page only hands it on. */
class Fraction {
  constructor(text) {
    this.text = text;
  }
}

/** Whether there is such a day. */
function isDay(year, month, day) {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

/** Reads a text; throws a TomlFault. */
function readToml(source) {
  const text = source.replace(/^\uFEFF/, "").replace(/\r\n/g, "\n");
  let at = 0;
  const root = new Map();
  // Tables that have had their header, and values that stand in one piece and take nothing more.
  const named = new WeakSet();
  const whole = new WeakSet();

  const fault = (what) => {
    let line = 1;
    for (let i = 0; i < at; i += 1) if (text[i] === "\n") line += 1;
    throw new TomlFault(line, what);
  };
  const match = (pattern) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const take = (sign) => {
    if (!text.startsWith(sign, at)) return false;
    at += sign.length;
    return true;
  };
  const blanks = () => match(/[ \t]*/y);
  const comment = () => {
    if (text[at] !== "#") return;
    match(/#[^\n]*/y);
  };
  const lines = () => {
    for (;;) {
      match(/[ \t\n]*/y);
      if (text[at] !== "#") return;
      comment();
    }
  };
  const lineEnd = () => {
    blanks();
    comment();
    if (at < text.length && !take("\n")) fault("there is something behind the end of a value that does not belong there");
  };

  const escapes = { b: "\b", t: "\t", n: "\n", f: "\f", r: "\r", e: "\u001b", '"': '"', "\\": "\\" };
  const escaped = (long) => {
    const sign = text[at];
    at += 1;
    if (Object.hasOwn(escapes, sign)) return escapes[sign];
    const digits = { x: 2, u: 4, U: 8 }[sign];
    if (digits) {
      const hex = text.slice(at, at + digits);
      const code = /^[0-9A-Fa-f]+$/.test(hex) && hex.length === digits ? Number.parseInt(hex, 16) : -1;
      if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) fault("a \\ stands before something that is no character");
      at += digits;
      return String.fromCodePoint(code);
    }
    at -= 1;
    if (long && match(/[ \t]*\n[ \t\n]*/y)) return "";
    return fault("a \\ stands before a letter that it does not go with");
  };
  const string = (quote) => {
    const three = quote.repeat(3);
    const long = text.startsWith(three, at);
    at += long ? 3 : 1;
    if (long) take("\n");
    const plain = quote === '"' ? /[^"\\\n\u0000-\u0008\u000b-\u001f\u007f]+/y : /[^'\n\u0000-\u0008\u000b-\u001f\u007f]+/y;
    const parts = [];
    for (;;) {
      const run = match(plain);
      if (run) parts.push(run[0]);
      if (long && text.startsWith(three, at)) {
        // One or two quotes may stand right before the three that end it.
        const quotes = match(quote === '"' ? /"{3,5}/y : /'{3,5}/y)[0];
        parts.push(quotes.slice(3));
        return parts.join("");
      }
      if (text[at] === quote) {
        at += 1;
        if (!long) return parts.join("");
        parts.push(quote);
      } else if (long && text[at] === "\n") {
        at += 1;
        parts.push("\n");
      } else if (quote === '"' && text[at] === "\\") {
        at += 1;
        parts.push(escaped(long));
      } else if (at >= text.length || text[at] === "\n") {
        fault("a text has no end: its closing quotation mark is missing");
      } else {
        fault("a text holds a control character");
      }
    }
  };

  const key = () => {
    const parts = [];
    do {
      blanks();
      const bare = match(/[A-Za-z0-9_-]+/y);
      if (bare) parts.push(bare[0]);
      else if (text[at] === '"' || text[at] === "'") parts.push(string(text[at]));
      else fault("here should be the name of a key");
      blanks();
    } while (take("."));
    return parts;
  };
  const number = () => {
    const day = match(/(\d{4})-(\d{2})-(\d{2})/y);
    if (day) {
      if (/[Tt]|[ ]\d/y.test(text.slice(at, at + 2))) fault("a time stands where a date should be");
      if (!isDay(Number(day[1]), Number(day[2]), Number(day[3]))) fault(`${day[0]} is in no calendar`);
      return new Day(day[0]);
    }
    const fraction = match(/[+-]?(?:0|[1-9](?:_?\d)*)\.\d(?:_?\d)*(?![\d_.:eE])/y);
    if (fraction) return new Fraction(fraction[0]);
    const whole = match(/[+-]?(?:0|[1-9](?:_?\d)*)(?![\d_.:eExobXOB-])/y);
    const value = whole && Number(whole[0].replace(/_/g, ""));
    if (!whole || !Number.isSafeInteger(value)) fault("here should be a text in quotation marks, a number, a date, true or false");
    return value;
  };
  const value = (depth) => {
    if (depth > MOST_DEEP) fault("it is nested too deeply");
    const sign = text[at];
    if (sign === '"' || sign === "'") return string(sign);
    if (sign === "[") {
      at += 1;
      const list = [];
      whole.add(list);
      for (;;) {
        lines();
        if (take("]")) return list;
        list.push(value(depth + 1));
        lines();
        if (!take(",") && text[at] !== "]") fault("a list has no end, or a comma is missing in it");
      }
    }
    if (sign === "{") {
      at += 1;
      const table = new Map();
      lines();
      while (!take("}")) {
        put(table, depth + 1);
        lines();
        if (!take(",") && text[at] !== "}") fault("a table in curly brackets has no end, or a comma is missing in it");
        lines();
      }
      seal(table);
      return table;
    }
    const word = match(/(?:true|false)\b/y);
    return word ? word[0] === "true" : number();
  };
  const seal = (table) => {
    whole.add(table);
    for (const inside of table.values()) if (inside instanceof Map) seal(inside);
  };
  const put = (into, depth) => {
    const path = key();
    if (!take("=")) fault("here should be a = behind the name of a key");
    blanks();
    let table = into;
    for (const step of path.slice(0, -1)) {
      if (!table.has(step)) table.set(step, new Map());
      table = table.get(step);
      if (!(table instanceof Map) || whole.has(table) || named.has(table)) fault(`the key ${step} stands there twice`);
    }
    const last = path[path.length - 1];
    if (table.has(last)) fault(`the key ${last} stands there twice`);
    table.set(last, value(depth));
  };
  const header = () => {
    const many = take("[[");
    if (!many) at += 1;
    const path = key();
    if (!take(many ? "]]" : "]")) fault("the heading of a table has no end");
    let table = root;
    for (const step of path.slice(0, -1)) {
      if (!table.has(step)) table.set(step, new Map());
      table = table.get(step);
      if (Array.isArray(table) && !whole.has(table)) table = table[table.length - 1];
      if (!(table instanceof Map) || whole.has(table)) fault(`${step} stands there twice`);
    }
    const last = path[path.length - 1];
    const there = table.get(last);
    const fresh = new Map();
    if (many) {
      if (there === undefined) table.set(last, [fresh]);
      else if (Array.isArray(there) && !whole.has(there)) there.push(fresh);
      else fault(`${path.join(".")} stands there twice`);
      lineEnd();
      return fresh;
    }
    if (there !== undefined && (!(there instanceof Map) || whole.has(there) || named.has(there))) fault(`[${path.join(".")}] stands there twice`);
    if (there === undefined) table.set(last, fresh);
    const now = table.get(last);
    named.add(now);
    lineEnd();
    return now;
  };

  let table = root;
  for (;;) {
    lines();
    if (at >= text.length) return root;
    if (text[at] === "[") {
      table = header();
    } else {
      put(table, 0);
      lineEnd();
    }
  }
}

/** A text in quotation marks; where it has several lines, on several lines. */
function quoted(text) {
  const signs = { "\\": "\\\\", '"': '\\"', "\t": "\\t" };
  const safe = text.replace(/[\\"\t]|[\u0000-\u0009\u000b-\u001f\u007f]/g, (c) => signs[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return safe.includes("\n") ? `"""\n${safe}"""` : `"${safe}"`;
}

/** A table as text, its keys in the order in which they stand in it. */
function writeToml(root) {
  const out = [];
  const name = (key) => (/^[A-Za-z0-9_-]+$/.test(key) ? key : quoted(key).replace(/^"""\n|"""$/g, '"').replace(/\n/g, "\\n"));
  const inline = (value) => {
    if (typeof value === "string") return quoted(value);
    if (value instanceof Day || value instanceof Fraction) return value.text;
    if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
    if (value instanceof Map) return `{ ${[...value].map(([k, v]) => `${name(k)} = ${inline(v)}`).join(", ")} }`;
    return String(value);
  };
  const isTables = (value) => Array.isArray(value) && value.length > 0 && value.every((v) => v instanceof Map);
  const table = (map, path) => {
    for (const [key, value] of map) {
      if (!(value instanceof Map) && !isTables(value)) out.push(`${name(key)} = ${inline(value)}`);
    }
    for (const [key, value] of map) {
      const here = [...path, name(key)].join(".");
      if (value instanceof Map) {
        const onlyTables = value.size > 0 && [...value.values()].every((v) => v instanceof Map || isTables(v));
        if (!onlyTables) out.push("", `[${here}]`);
        table(value, [...path, name(key)]);
      } else if (isTables(value)) {
        for (const one of value) {
          out.push("", `[[${here}]]`);
          table(one, [...path, name(key)]);
        }
      }
    }
  };
  table(root, []);
  return `${out.join("\n").replace(/^\n/, "")}\n`;
}
