"use strict";
// Everything a page holds is text: nodes are made by `make`, and the only markup taken in is the article of
// `to_html`, which is stripped of addresses before it is shown.

const LINES_AT_ONCE = 1000; // lines that are drawn before "more" is asked for
const ROW_HEIGHT = 46; // pixels, as in the style
const ROWS_BEYOND = 12; // rows drawn above and below those in view
const CHUNKS_KEPT = 6; // unpacked chunks that stay in memory
// Controls that show nothing or turn the writing direction; they are shown by their numbers.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

const byId = (id) => document.getElementById(id);
const main = byId("main");
let review; // the index: rows of the list and the names of verdicts
let rows; // the rows as objects
let order = []; // numbers of the rows, as the list has them
let shownPage = null;

// -- making nodes

/** An element with properties, attributes (names with a dash, or `attributes`) and children; strings are text. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name in element && !name.includes("-") && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** The nodes of a text of the page; controls that show nothing are drawn as their numbers. */
function write(text) {
  const value = String(text ?? "");
  if (!CONTROLS.test(value)) return [value];
  return value.split(new RegExp(`(${CONTROLS.source})`)).filter(Boolean).map((part) => {
    if (!CONTROLS.test(part)) return part;
    return make("span", { class: "control" }, `U+${part.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
  });
}

const isolate = (text) => make("bdi", { dir: "auto" }, write(text));
const count = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
const percent = (part, whole) => (whole ? `${Math.round((100 * part) / whole)} %` : "–");
const collapse = (text) => text.replace(/\s+/g, " ").trim();
/** Scroll a container, and nothing around it, until a node in it is in view. */
function reveal(node, container, { centre = false } = {}) {
  if (!node || !container) return;
  const [box, frame] = [node.getBoundingClientRect(), container.getBoundingClientRect()];
  const above = box.top - frame.top;
  if (centre) container.scrollTop += above - Math.max(0, (frame.height - box.height) / 2);
  else if (above < 0) container.scrollTop += above;
  else if (box.bottom > frame.bottom) container.scrollTop += box.bottom - frame.bottom;
}

const announce = (text) => { byId("live").textContent = text; };
const listing = (value) => (Array.isArray(value) ? value.join("; ") : value ?? "");

function meter(quality) {
  const bar = make("span", { class: "meter", "aria-hidden": "true" }, make("i"));
  bar.firstChild.style.width = `${100 * (quality ?? 0)}%`;
  return bar;
}

/** A verdict as sign and name; the sign says what the colour says. */
function describe(verdict) {
  const known = review.verdicts[verdict] ?? { family: "unread", sentence: "" };
  const [, sign, family] = review.families.find(([code]) => code === known.family);
  const name = verdict.slice(1);
  return { ...known, sign, familyName: family, name, label: (verdict[0] === "+" ? "field " : "removed: ") + name };
}

function verdictLabel(verdict, extra = "") {
  const { family, sign, name } = describe(verdict);
  return make("span", { class: `verdict f-${family} ${extra}` }, make("span", { class: "sign", "aria-hidden": "true" }, sign), name);
}

// -- reading what is packed into the file

async function unpack(element) {
  const packed = atob(element.textContent.trim());
  const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

const complete = new Promise((resolve) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resolve);
  else resolve();
});
const chunks = new Map();

/** The page of a row; its chunk is unpacked when it is first needed. */
async function readPage(row) {
  if (!byId(`chunk-${row.chunk}`)) await complete;
  if (!chunks.has(row.chunk)) {
    chunks.set(row.chunk, unpack(byId(`chunk-${row.chunk}`)));
    if (chunks.size > CHUNKS_KEPT) chunks.delete(chunks.keys().next().value);
  }
  return (await chunks.get(row.chunk))[row.at];
}

// -- what is kept: the colours, and the marks of pages by their ids

const store = {
  get(name) {
    try { return JSON.parse(localStorage.getItem(`cleantext review ${name}`)); } catch { return null; }
  },
  set(name, value) {
    try { localStorage.setItem(`cleantext review ${name}`, JSON.stringify(value)); } catch { /* memory has them */ }
  },
};

let marks = {};
const marksOf = (id) => (marks[id] ??= { lines: {}, fields: {}, shows: "" });
const countMarks = (id) => (marks[id] ? Object.keys(marks[id].lines).length + Object.keys(marks[id].fields).length : 0);

function keepMarks() {
  store.set(`marks of ${review.key}`, marks);
  if (!shownPage) return;
  const number = countMarks(shownPage.id);
  byId("open-marks").textContent = number ? `Marks (${number})` : "Marks";
}

function setColours(choice) {
  const dark = choice === "dark" || (choice === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("dark", dark);
}

// -- many pages: what they have in common, and their list

const filters = { text: "", quality: null, reason: null, field: null, language: null, host: null, warning: null, status: null, changed: null, move: null };
const sorting = { by: "worst", down: false };
const FAILED = ["timeout", "crash", "error", "empty"];
const COLUMNS = [
  ["title", "Page", "title", (row) => (row.title ?? row.id).toLowerCase()],
  ["host", "Host", "wide wider", (row) => row.host ?? ""],
  ["status", "Status", "", (row) => row.status ?? ""],
  ["quality", "Quality", "q", (row) => row.quality ?? -1],
  ["words", "Words", "figure wider", (row) => row.words],
  ["language", "Language", "wide wider", (row) => row.language ?? ""],
  ["milliseconds", "Time, ms", "figure", (row) => row.milliseconds ?? -1],
];
const CHANGED = ["changed", "Changed", "figure", (row) => row.changed];

const TESTS = {
  text: (row, text) => row.search.includes(text),
  quality: (row, tenth) => row.quality !== null && Math.min(9, Math.floor(row.quality * 10)) === tenth,
  reason: (row, reason) => reason in row.removed,
  field: (row, field) => !row.fields.includes(field),
  language: (row, language) => (row.language ?? "") === language,
  host: (row, host) => (row.host ?? "") === host,
  warning: (row, code) => row.warnings.includes(code),
  status: (row, status) => row.status === status,
  changed: (row, field) => row.changed_fields.includes(field),
  move: (row, move) => move in row.moves,
};

function worst(row) {
  const failed = FAILED.includes(row.status) ? -2 : 0;
  return review.compared ? (row.changed < 0 ? -0.5 : -row.changed) : failed + (row.quality ?? 0);
}

function chooseRows() {
  const tests = Object.entries(filters).filter(([, value]) => value !== null && value !== "");
  const key = sorting.by === "worst" ? worst : [...COLUMNS, CHANGED].find(([name]) => name === sorting.by)[3];
  const found = rows.filter((row) => tests.every(([name, value]) => TESTS[name](row, value)));
  const keys = new Map(found.map((row) => [row, key(row)]));
  const sign = sorting.down ? -1 : 1;
  found.sort((one, other) => {
    const [a, b] = [keys.get(one), keys.get(other)];
    return a < b ? -sign : a > b ? sign : one.number - other.number;
  });
  order = found.map((row) => row.number);
}

function countBy(give) {
  const counts = new Map();
  for (const row of rows) for (const [name, number] of give(row)) counts.set(name, (counts.get(name) ?? 0) + number);
  return [...counts].sort((one, other) => other[1] - one[1]);
}

/** Bars that choose pages: each has a name, a share of the longest, and an amount in words. */
function bars(title, filter, entries, { note = "", limit = 8 } = {}) {
  const most = Math.max(1, ...entries.map((entry) => entry.size));
  const draw = ({ value, label, size, amount, family }) => {
    const track = make("span", { class: "track", "aria-hidden": "true" }, make("i"));
    track.firstChild.style.width = `${(100 * size) / most}%`;
    return make("li", {}, make("button", {
      type: "button", class: family ? `f-${family}` : "", "data-filter": filter, "data-value": String(value),
      "aria-pressed": "false", onclick: () => toggleFilter(filter, value),
    }, make("span", { class: "label" }, label), track, make("span", { class: "amount" }, amount)));
  };
  const list = make("ul", { class: "bars" }, entries.slice(0, limit).map(draw));
  const rest = entries.slice(limit);
  const more = rest.length ? make("details", {}, make("summary", { class: "small muted" }, `${rest.length} more`), make("ul", { class: "bars" }, rest.slice(0, 100).map(draw))) : null;
  const empty = entries.length ? null : make("p", { class: "small muted" }, "None.");
  return make("section", { class: "panel card", "aria-label": title }, make("h2", {}, title), note ? make("p", { class: "small muted" }, note) : null, list, more, empty);
}

function histogram() {
  const counts = Array(10).fill(0);
  for (const row of rows) if (row.quality !== null) counts[Math.min(9, Math.floor(row.quality * 10))] += 1;
  const most = Math.max(1, ...counts);
  const list = make("ul", { class: "histogram" }, counts.map((number, tenth) => {
    const bar = make("span", { class: "column-bar", "aria-hidden": "true" });
    bar.style.height = `${(70 * number) / most}%`;
    return make("li", {}, make("button", {
      type: "button", "data-filter": "quality", "data-value": String(tenth), "aria-pressed": "false",
      "aria-label": `quality from ${tenth / 10} to ${(tenth + 1) / 10}: ${count(number, "page")}`,
      onclick: () => toggleFilter("quality", tenth),
    }, number ? number.toLocaleString("en") : "", bar, `.${tenth}`));
  }));
  return make("section", { class: "panel card", "aria-label": "Quality" }, make("h2", {}, "Quality"), make("p", { class: "small muted" }, "Pages by the expected F1 of their body, from 0 to 1."), list);
}

/** The cards above the list, and those below it. */
function cards() {
  const reasons = countBy((row) => Object.entries(row.removed));
  const removed = reasons.reduce((sum, [, number]) => sum + number, 0);
  const why = bars("Why lines were removed", "reason", reasons.map(([reason, number]) => {
    const { family, sign } = describe(`-${reason}`);
    return { value: reason, label: [make("span", { class: "sign", "aria-hidden": "true" }, sign), ` ${reason}`], size: number, amount: percent(number, removed), family };
  }), { note: `Shares of ${count(removed, "removed line")}. A bar chooses the pages that have such lines.` });
  const filled = review.fields.map((name, at) => [at, rows.filter((row) => row.fields.includes(at)).length]);
  const fields = bars("Fields filled", "field", filled.sort((one, other) => other[1] - one[1]).map(([at, number]) => ({ value: at, label: review.fields[at], size: number, amount: percent(number, rows.length) })), { note: "A bar chooses the pages that lack the field." });
  const simple = (title, filter, give) => {
    const entries = countBy(give);
    if (!entries.some(([value]) => value)) return null;
    return bars(title, filter, entries.map(([value, number]) => ({ value, label: isolate(value || "unknown"), size: number, amount: number.toLocaleString("en") })));
  };
  const slow = rows.filter((row) => row.milliseconds).sort((one, other) => other.milliseconds - one.milliseconds).slice(0, 8);
  const slowest = slow.length ? make("section", { class: "panel card", "aria-label": "Slowest" }, make("h2", {}, "Slowest"), make("ol", { class: "slowest" }, slow.map((row) => make("li", {}, make("a", { href: `#/${row.number}` }, isolate(row.title ?? row.id)), make("span", { class: "amount" }, `${Math.round(row.milliseconds).toLocaleString("en")} ms`))))) : null;
  const others = [
    simple("Warnings", "warning", (row) => row.warnings.map((code) => [code, 1])),
    simple("Languages", "language", (row) => [[row.language ?? "", 1]]),
    simple("Hosts", "host", (row) => [[row.host ?? "", 1]]),
    simple("Status", "status", (row) => [[row.status ?? "", 1]]),
    slowest,
  ];
  return review.compared ? [[...changeCards(), histogram()], [why, fields, ...others]] : [[histogram(), why, fields], others];
}

function changeCards() {
  const moves = countBy((row) => Object.entries(row.moves));
  const fields = countBy((row) => row.changed_fields.map((name) => [name, 1]));
  const name = (verdict) => (verdict ? [make("span", { class: `sign f-${describe(verdict).family}`, "aria-hidden": "true" }, describe(verdict).sign), verdict.slice(1)] : ["nothing"]);
  return [
    fields.length === 0 ? null : bars("Fields that changed", "changed", fields.map(([field, number]) => ({ value: field, label: field, size: number, amount: number.toLocaleString("en") })), { note: "Pages, by field." }),
    bars("Lines that changed", "move", moves.map(([move, number]) => {
      const [before, after] = move.split(" ");
      return { value: move, label: [...name(before), " → ", ...name(after)], size: number, amount: number.toLocaleString("en") };
    }), { note: "Lines, by verdict before and after." }),
  ];
}

function toggleFilter(name, value) {
  filters[name] = filters[name] === value ? null : value;
  updateList();
}

function showMany() {
  shownPage = null;
  document.title = `${review.title} – review`;
  byId("steps").hidden = true;
  byId("open-marks").hidden = true;
  const articles = rows.filter((row) => !FAILED.includes(row.status)).length;
  const changed = rows.filter((row) => row.changed !== 0).length;
  const gained = rows.reduce((sum, row) => sum + row.gained, 0);
  const lost = rows.reduce((sum, row) => sum + row.lost, 0);
  const parts = [`${count(articles, "article")} in ${count(rows.length, "page")}`];
  if (review.compared) {
    parts.push(`${count(changed, "page")} changed`, `${count(gained, "word")} came into articles, ${lost.toLocaleString("en")} left them`);
    if (review.left.length) parts.push(`${count(review.left.length, "page")} of the older run ${review.left.length === 1 ? "is" : "are"} not in this one`);
  }
  const search = make("input", { type: "search", id: "search", placeholder: "headline, id or host", "aria-label": "Search pages", value: filters.text, oninput: (event) => { filters.text = event.target.value.toLowerCase(); updateList(); } });
  const columns = review.compared ? [...COLUMNS, CHANGED] : COLUMNS;
  const head = make("div", { class: "table-row table-head", role: "row" }, columns.map(([name, label, extra]) => make("div", { role: "columnheader", class: extra, "data-column": name }, make("button", { type: "button", onclick: () => sortBy(name) }, label))));
  const body = make("div", { class: "table-body", role: "rowgroup", id: "rows" });
  const table = make("div", { class: "table", role: "table", "aria-label": "Pages", tabindex: "0", id: "table", onscroll: drawRows, onkeydown: walkRows }, make("div", { role: "rowgroup" }, head), body);
  const [above, below] = cards();
  main.replaceChildren(
    make("h1", {}, isolate(review.title)),
    make("p", { class: "summary" }, `${parts.join(" · ")}.`),
    make("div", { class: "cards" }, above.filter(Boolean)),
    make("section", { class: `panel list${review.compared ? " compared" : ""}`, "aria-label": "List of pages" }, make("div", { class: "list-head" }, make("h2", { id: "found" }), make("span", { class: "chosen", id: "chosen" }), make("button", { type: "button", onclick: () => { Object.assign(sorting, { by: "worst", down: false }); updateList(); } }, review.compared ? "Most changed first" : "Worst first"), search), table),
    make("div", { class: "cards" }, below.filter(Boolean)),
  );
  updateList();
  table.scrollTop = showMany.scrolled ?? 0;
  window.scrollTo(0, showMany.page ?? 0);
}

function nameFilter(name, value) {
  if (name === "field") return `no ${review.fields[value]}`;
  if (name === "changed") return `${value} changed`;
  if (name === "move") return value.split(" ").map((verdict) => verdict.slice(1) || "nothing").join(" → ");
  return `${name}: ${name === "quality" ? `.${value}` : value || "unknown"}`;
}

function sortBy(name) {
  sorting.down = sorting.by === name ? !sorting.down : !["title", "host", "status", "language", "quality"].includes(name);
  sorting.by = name;
  updateList();
}

function updateList() {
  chooseRows();
  const table = byId("table");
  if (!table) return;
  for (const button of main.querySelectorAll("button[data-filter]")) button.setAttribute("aria-pressed", String(String(filters[button.dataset.filter]) === button.dataset.value));
  for (const cell of main.querySelectorAll("[data-column]")) {
    if (cell.dataset.column === sorting.by) cell.setAttribute("aria-sort", sorting.down ? "descending" : "ascending");
    else cell.removeAttribute("aria-sort");
  }
  const text = order.length === rows.length ? count(rows.length, "page") : `${order.length.toLocaleString("en")} of ${count(rows.length, "page")}`;
  byId("found").textContent = text;
  announce(text);
  const active = Object.entries(filters).filter(([name, value]) => value !== null && name !== "text");
  byId("chosen").replaceChildren(...active.map(([name, value]) => make("button", { type: "button", onclick: () => toggleFilter(name, value), "aria-label": `Remove the filter ${name}` }, `${nameFilter(name, value)} ×`)));
  byId("rows").style.height = `${order.length * ROW_HEIGHT}px`;
  table.setAttribute("aria-rowcount", String(order.length + 1));
  table.scrollTop = 0;
  drawRows();
}

/** Draw the rows in view; rows that are drawn already stay, so that they keep the focus. */
function drawRows() {
  const [table, body] = [byId("table"), byId("rows")];
  const first = Math.max(0, Math.floor(table.scrollTop / ROW_HEIGHT) - ROWS_BEYOND);
  const last = Math.min(order.length, Math.ceil((table.scrollTop + table.clientHeight) / ROW_HEIGHT) + ROWS_BEYOND);
  const drawn = new Map([...body.children].map((row) => [row.dataset.key, row]));
  const wanted = new Set();
  for (let at = first; at < last; at += 1) {
    const key = `${at}:${order[at]}`;
    wanted.add(key);
    if (!drawn.has(key)) body.append(drawRow(at, key));
  }
  for (const [key, row] of drawn) if (!wanted.has(key)) row.remove();
}

function drawRow(at, key) {
  const row = rows[order[at]];
  const cell = (extra, ...children) => make("div", { class: `cell ${extra}`, role: "cell" }, children);
  const bad = FAILED.includes(row.status);
  const title = make("a", { href: `#/${row.number}` }, isolate(row.title ?? row.id));
  const cells = [
    cell("title", countMarks(row.id) ? make("span", { title: "has marks" }, "✎ ") : "", title),
    cell("wide wider", isolate(row.host ?? "")),
    cell("", make("span", { class: `badge${bad ? " bad" : ""}` }, `${bad ? "✗ " : ""}${row.status ?? "–"}`)),
    cell("q", meter(row.quality), row.quality === null ? "–" : row.quality.toFixed(2)),
    cell("figure wider", row.words.toLocaleString("en")),
    cell("wide wider", row.language ?? "–"),
    cell("figure", row.milliseconds === null ? "–" : Math.round(row.milliseconds).toLocaleString("en")),
  ];
  if (review.compared) cells.push(cell("figure", row.changed < 0 ? "new" : row.changed.toLocaleString("en")));
  const made = make("div", { class: "table-row", role: "row", "aria-rowindex": String(at + 2), "data-key": key, onclick: (event) => { if (event.target.tagName !== "A") location.hash = `#/${row.number}`; } }, cells);
  made.style.top = `${at * ROW_HEIGHT}px`;
  return made;
}

function walkRows(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const here = document.activeElement.closest("[data-key]");
  const at = here ? Number(here.dataset.key.split(":")[0]) + step : 0;
  if (at < 0 || at >= order.length) return;
  event.preventDefault();
  const table = byId("table");
  const [top, head] = [at * ROW_HEIGHT, ROW_HEIGHT];
  if (top < table.scrollTop) table.scrollTop = top;
  if (top + ROW_HEIGHT + head > table.scrollTop + table.clientHeight) table.scrollTop = top + ROW_HEIGHT + head - table.clientHeight;
  drawRows();
  byId("rows").querySelector(`[data-key="${at}:${order[at]}"] a`)?.focus({ preventScroll: true });
}

// -- one page

let lineFilter;
let drawnLines;
let selected; // number of the entry that is chosen
let mouse = {}; // where it is on the screen

async function showPage(number) {
  const row = rows[number];
  const page = await readPage(row);
  shownPage = page;
  selected = null;
  lineFilter = { families: new Set(), reason: "", step: "", text: "", changed: false };
  document.title = `${page.title ?? page.id} – review`;
  showSteps(number);
  byId("open-marks").hidden = false;
  main.replaceChildren(pageHead(page), ...(page.change ? [changePanel(page)] : []), make("div", { class: "columns" }, inputColumn(page), articleColumn(page)));
  keepMarks();
  drawLines();
  window.scrollTo(0, 0);
  fitColumns();
}

/** Let the columns end with the window where it is high enough. */
function fitColumns() {
  const columns = document.querySelector(".columns");
  if (columns) columns.style.setProperty("--above", `${columns.getBoundingClientRect().top + window.scrollY}px`);
}

function showSteps(number) {
  if (!order.includes(number)) chooseRows();
  const at = order.indexOf(number);
  byId("steps").hidden = rows.length < 2;
  byId("position").textContent = `${(at + 1).toLocaleString("en")} of ${order.length.toLocaleString("en")}`;
  for (const [id, step] of [["previous", -1], ["next", 1]]) {
    const target = order[at + step];
    byId(id).setAttribute("aria-disabled", String(target === undefined));
    byId(id).href = target === undefined ? `#/${number}` : `#/${target}`;
  }
}

function pageHead(page) {
  const facts = [];
  const add = (name, ...value) => facts.push(make("span", {}, `${name} `, make("b", {}, ...value)));
  add("Status", page.status ?? "–");
  if (page.quality !== null) add("Quality", meter(page.quality), Number(page.quality).toFixed(2));
  if (page.language) add("Language", page.language);
  if (page.kind) add("Read as", page.kind);
  if (page.milliseconds !== null) add("Time", `${page.milliseconds} ms`);
  if (page.version) add("Version", page.version);
  const places = [page.url, page.id].filter((text, at, all) => text && all.indexOf(text) === at);
  const notes = page.warnings.map(([code, message]) => make("li", {}, make("b", {}, code), message ? ` – ${message}` : ""));
  if (page.reason && !page.warnings.some(([, message]) => message === page.reason)) notes.unshift(make("li", {}, isolate(page.reason)));
  return make("div", { class: "page-head" },
    make("h1", {}, isolate(page.title ?? page.id)),
    make("p", { class: "muted small" }, places.flatMap((text, at) => [at ? " · " : "", isolate(text)])),
    make("div", { class: "facts" }, facts),
    notes.length ? make("ul", { class: "notes", "aria-label": "Warnings" }, notes) : null);
}

function changePanel(page) {
  const { change } = page;
  if (change.new) return make("section", { class: "panel changes", "aria-label": "Changes" }, make("h2", {}, "New page"), make("p", { class: "muted small" }, "The older run has no page with this id or address."));
  const items = change.fields.map(([name, before, after]) => make("li", {}, make("b", {}, name), make("span", {}, make("del", {}, isolate(listing(before) || "empty")), " → ", make("ins", {}, isolate(listing(after) || "empty")))));
  const lines = [...change.lines].sort((one, other) => other[1].length - one[1].length);
  const label = (verdict) => (verdict ? verdictLabel(verdict) : make("span", { class: "muted" }, "not there"));
  for (const [at, text, before, after] of lines) {
    const shown = page.lines && at >= 0 ? make("button", { type: "button", class: "text-button", dir: "auto", onclick: () => selectLine(at, { scroll: true, focus: true }) }, write(text)) : isolate(text);
    items.push(make("li", {}, make("span", {}, label(before), " → ", label(after)), shown));
  }
  const title = items.length ? `Changed: ${count(change.words, "word")}` : "Nothing changed";
  const detail = `${change.gained} words came into the article, ${change.lost} left it. Quality ${change.quality[0] ?? "–"} → ${change.quality[1] ?? "–"}, status ${change.status[0]} → ${change.status[1]}.`;
  return make("section", { class: "panel changes", "aria-label": "Changes" }, make("h2", {}, title), make("p", { class: "muted small" }, detail), items.length ? make("ul", { tabindex: "0", "aria-label": "What changed" }, items) : null);
}

function inputColumn(page) {
  const column = make("section", { class: "panel column", "aria-labelledby": "input-title", id: "input" });
  const head = make("div", { class: "column-head" });
  const title = make("h2", { id: "input-title" }, "Input");
  if (!page.lines) {
    column.append(head, missingLines(page));
    head.append(title);
    return column;
  }
  const tabs = page.shown ? make("div", { class: "filters", role: "group", "aria-label": "View of the input" }, [["lines", "Lines"], ["drawn", "Page"]].map(([view, label]) => make("button", { type: "button", "data-view": view, "aria-pressed": String(view === "lines"), onclick: () => chooseView(view) }, label))) : null;
  head.append(make("div", { class: "row" }, title, make("span", { class: "small muted", id: "line-count" }), tabs), make("div", { id: "choices" }, ...lineChoices(page)));
  const list = make("ol", { class: "lines", id: "lines", role: "listbox", "aria-label": "Lines of the input", tabindex: "-1", onkeydown: walkLines });
  const scroll = make("div", { class: "scroll", id: "line-scroll" }, list, make("button", { type: "button", class: "plain", id: "more-lines", hidden: true, onclick: () => drawLines(drawnLines + LINES_AT_ONCE) }, "Show more lines"));
  column.append(head, scroll, make("div", { class: "inspector", id: "inspector", role: "group", "aria-label": "The chosen line" }, make("p", { class: "muted small" }, "Point at a line, or walk through the lines with the arrow keys, to see why it has its verdict. Enter shows it in the article.")));
  return column;
}

function missingLines(page) {
  if (FAILED.includes(page.status) && page.status !== "empty") return make("div", { class: "none" }, make("p", {}, "The page was not read: ", isolate(page.reason ?? page.status), "."));
  const removed = Object.entries(page.removed).sort((one, other) => other[1] - one[1]);
  return make("div", { class: "none" }, make("p", {}, "This output holds no lines, only how many were removed."), make("p", {}, "To see the lines, add them to the output, or review the pages themselves:"), make("code", {}, "cleantext batch INPUT… -o articles.jsonl --ledger"), make("code", {}, "cleantext review INPUT… -o review.html"), make("ul", { class: "bars" }, removed.map(([reason, number]) => make("li", {}, verdictLabel(`-${reason}`), ` ${count(number, "line")}`))));
}

function lineChoices(page) {
  const lines = page.lines.filter((line) => line[2] !== "-blank");
  const counts = new Map();
  for (const line of lines) counts.set(describe(line[2]).family, (counts.get(describe(line[2]).family) ?? 0) + 1);
  const chips = review.families.filter(([code]) => counts.has(code)).map(([code, sign, name]) => make("button", {
    type: "button", class: `f-${code}`, "aria-pressed": "false", "data-family": code,
    onclick: (event) => { event.currentTarget.setAttribute("aria-pressed", String(lineFilter.families.has(code) ? !lineFilter.families.delete(code) : Boolean(lineFilter.families.add(code)))); drawLines(); },
  }, make("span", { class: "sign", "aria-hidden": "true" }, sign), `${name} `, make("span", { class: "count" }, String(counts.get(code)))));
  if (page.change?.lines.length) chips.push(make("button", { type: "button", "aria-pressed": "false", onclick: (event) => { lineFilter.changed = !lineFilter.changed; event.currentTarget.setAttribute("aria-pressed", String(lineFilter.changed)); drawLines(); } }, "changed"));
  const present = new Set(lines.map((line) => line[2]));
  const choose = (label, name, values) => make("select", { "aria-label": label, onchange: (event) => { lineFilter[name] = event.target.value; drawLines(); } }, make("option", { value: "" }, label), values.map(([value, text]) => make("option", { value }, text)));
  const verdicts = review.order.filter((verdict) => present.has(verdict)).map((verdict) => [verdict, `${describe(verdict).sign} ${verdict.slice(1)}`]);
  const steps = [...new Set(lines.map((line) => line[3]))].sort().map((step) => [step, step]);
  return [
    make("div", { class: "filters", role: "group", "aria-label": "Kinds of lines" }, chips),
    make("div", { class: "row choices" }, choose("All verdicts", "reason", verdicts), choose("All steps", "step", steps), make("input", { type: "search", "aria-label": "Search lines", placeholder: "Search lines", oninput: (event) => { lineFilter.text = event.target.value.toLowerCase(); drawLines(); } })),
  ];
}

function chosenLines() {
  const changed = new Set((shownPage.change?.lines ?? []).map(([at]) => at));
  return shownPage.lines.map((line, at) => [line, at]).filter(([line, at]) => {
    const [, text, verdict, step] = line;
    return verdict !== "-blank" && (!lineFilter.families.size || lineFilter.families.has(describe(verdict).family)) &&
      (!lineFilter.reason || verdict === lineFilter.reason) && (!lineFilter.step || step === lineFilter.step) &&
      (!lineFilter.text || text.toLowerCase().includes(lineFilter.text)) && (!lineFilter.changed || changed.has(at));
  });
}

function drawLines(limit = LINES_AT_ONCE) {
  if (!shownPage?.lines) return;
  const chosen = chosenLines();
  const before = new Map((shownPage.change?.lines ?? []).filter(([at]) => at >= 0).map(([at, , old]) => [at, old]));
  drawnLines = Math.min(limit, chosen.length);
  let blank = false;
  let last = -1;
  const nodes = chosen.slice(0, drawnLines).map(([line, at], position) => {
    blank = at > last + 1 && last >= 0;
    last = at;
    return drawLine(line, at, { blank, before: before.get(at), first: position === 0 });
  });
  byId("lines").replaceChildren(...nodes);
  byId("more-lines").hidden = drawnLines === chosen.length;
  const all = shownPage.lines.filter((line) => line[2] !== "-blank").length;
  const text = chosen.length === all ? count(all, "line") : `${chosen.length.toLocaleString("en")} of ${count(all, "line")}`;
  byId("line-count").textContent = text;
  announce(text);
  if (selected !== null) markSelected(selected);
}

function drawLine([number, text, verdict, step, evidence, , score], at, { blank, before, first }) {
  const { family, label, familyName } = describe(verdict);
  const mark = marksOf(shownPage.id).lines[at];
  const side = make("div", { class: "side" }, verdictLabel(verdict));
  if (score !== null) {
    const bar = make("span", { class: "bar-score", title: `score ${score.toFixed(2)}`, "aria-hidden": "true" }, make("i"));
    bar.firstChild.style.width = `${100 * score}%`;
    side.append(bar);
  }
  if (before !== undefined) side.append(make("span", { class: "was" }, `was ${before ? before.slice(1) : "not there"}`));
  if (mark) side.append(make("span", { class: "mark-note" }, `should be ${mark.slice(1)}`));
  const spoken = make("span", { class: "unseen" }, `${label}${familyName === "body" || familyName === "fields" ? "" : `, ${familyName}`}, ${step}: ${evidence}${score === null ? "" : `, score ${score.toFixed(2)}`}`);
  return make("li", {
    class: `line f-${family}${blank ? " gap" : ""}${mark ? " marked" : ""}`, role: "option", "aria-selected": "false", tabindex: first ? "0" : "-1", "data-at": String(at),
    onclick: () => selectLine(at, { show: true }), onmousemove: (event) => hasMoved(event) && inspect(at), onfocus: () => selectLine(at, {}), onmouseleave: () => selected !== null && inspect(selected),
  }, make("span", { class: "number" }, String(number)), make("span", { class: "text", dir: "auto" }, write(text.trim())), side, spoken);
}

const lineNode = (at) => byId("lines")?.querySelector(`[data-at="${at}"]`);

function markSelected(at) {
  for (const node of byId("lines").querySelectorAll("[aria-selected=true]")) node.setAttribute("aria-selected", "false");
  for (const node of byId("lines").querySelectorAll('[tabindex="0"]')) node.setAttribute("tabindex", "-1");
  const node = lineNode(at) ?? byId("lines").firstElementChild;
  if (!node) return;
  node.setAttribute("tabindex", "0");
  if (node.dataset.at === String(at)) node.setAttribute("aria-selected", "true");
}

/** Choose a line: `show` shows it in the article and the drawn page, `scroll` brings it into view, `focus` goes there. */
function selectLine(at, { show = false, scroll = false, focus = false }) {
  if (!shownPage.lines || at < 0) return;
  selected = at;
  if (!lineNode(at)) {
    // It is beyond what is drawn, or a filter hides it.
    if (!chosenLines().some(([, one]) => one === at)) resetLineFilter();
    drawLines(Math.max(LINES_AT_ONCE, at + 1));
  }
  markSelected(at);
  inspect(at);
  if (scroll) reveal(lineNode(at), byId("line-scroll"), { centre: true });
  if (focus) lineNode(at)?.focus({ preventScroll: true });
  if (show || scroll) showWholeColumns();
  showInArticle(at, show);
  showInDrawn(at, show || scroll);
}

/** In a low window the columns begin high on the page and end below the window: bring them into it. */
function showWholeColumns() {
  if (matchMedia("(min-width: 1001px)").matches) document.querySelector(".columns")?.scrollIntoView({ block: "nearest" });
}

function resetLineFilter() {
  lineFilter = { families: new Set(), reason: "", step: "", text: "", changed: false };
  byId("choices").replaceChildren(...lineChoices(shownPage));
}

/** Whether the mouse has moved: a list that scrolls below it brings another line to it as well. */
const hasMoved = (event) => event.screenX !== mouse.x || event.screenY !== mouse.y;

function walkLines(event) {
  const nodes = [...byId("lines").children];
  const here = nodes.indexOf(document.activeElement);
  const targets = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: nodes.length - 1, PageDown: here + 10, PageUp: here - 10 };
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    selectLine(Number(document.activeElement.dataset.at), { show: true });
    announce(showInArticle(selected, true) ? "Shown in the article." : "The article does not have this line.");
    return;
  }
  if (!(event.key in targets)) return;
  event.preventDefault();
  const node = nodes[Math.max(0, Math.min(nodes.length - 1, targets[event.key]))];
  node?.focus({ preventScroll: true });
  reveal(node, byId("line-scroll"));
  showWholeColumns();
}

function inspect(at) {
  const line = shownPage.lines[at];
  const panel = byId("inspector");
  if (!line || !panel || panel.dataset.at === String(at)) return;
  const [number, , verdict, step, evidence, path, score] = line;
  const { sentence } = describe(verdict);
  const facts = [["Step", make("code", {}, step)], ["Evidence", isolate(evidence)]];
  if (score !== null) facts.push(["Score", score.toFixed(2)]);
  if (path) facts.push(["Element", make("code", {}, write(path))]);
  panel.dataset.at = String(at);
  panel.replaceChildren(
    make("p", {}, `Line ${number}: `, verdictLabel(verdict), " ", make("span", { class: "muted" }, sentence)),
    make("dl", {}, facts.map(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])),
    make("div", { class: "row" }, make("label", { class: "small" }, "This line should be ", markChoice(at, verdict))));
}

function markChoice(at, verdict) {
  const mark = marksOf(shownPage.id).lines[at] ?? "";
  const option = (value) => make("option", { value, selected: value === mark }, value.slice(1));
  const group = (label, sign) => make("optgroup", { label }, review.order.filter((one) => one[0] === sign && one !== "-blank" && one !== verdict).map(option));
  return make("select", { onchange: (event) => markLine(at, event.target.value) }, make("option", { value: "", selected: !mark }, `${verdict.slice(1)} (as it is)`), group("part of the article", "+"), group("removed", "-"));
}

function markLine(at, verdict) {
  const { lines } = marksOf(shownPage.id);
  if (verdict) lines[at] = verdict;
  else delete lines[at];
  keepMarks();
  drawLines(drawnLines);
  announce(verdict ? `Marked: should be ${verdict.slice(1)}.` : "The mark is taken away.");
}

// -- the article

function articleColumn(page) {
  const scroll = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Text and fields of the article" }, readerView(page), make("h3", { class: "fields-title" }, "Fields"), fieldList(page));
  return make("section", { class: "panel column", "aria-labelledby": "article-title", id: "article" }, make("div", { class: "column-head" }, make("div", { class: "row" }, make("h2", { id: "article-title" }, "Article"), make("span", { class: "small muted" }, count(page.words, "word")))), scroll);
}

function fieldList(page) {
  const usual = ["headline", "date", "authors", "place", "publisher"];
  const [shown, empty] = [[], []];
  for (const field of page.fields) (listing(field[1]) || usual.includes(field[0]) || field[0] in marksOf(page.id).fields ? shown : empty).push(field);
  const list = (fields) => make("dl", { class: "fields" }, fields.map((field) => fieldRow(page, field)));
  return make("div", { id: "fields" }, list(shown), empty.length ? make("details", { class: "more" }, make("summary", {}, count(empty.length, "empty field")), list(empty)) : null);
}

function fieldRow(page, [name, value, step, rule, entry]) {
  const mark = marksOf(page.id).fields[name];
  const text = listing(value) ? isolate(listing(value)) : make("span", { class: "muted" }, "–");
  const shown = page.lines && entry >= 0 ? make("button", { type: "button", class: "value text-button", title: "show its line", onclick: () => selectLine(entry, { scroll: true, show: true }) }, text) : make("span", { class: "value" }, text);
  const right = mark === undefined ? null : make("span", { class: "right" }, "✎ ", isolate(listing(mark) || "should be empty"));
  const why = rule ? make("span", { class: "why" }, `${step}: `, isolate(rule)) : null;
  const row = make("div", { class: `field${mark === undefined ? "" : " wrong"}`, "data-first": String(entry), "data-name": name }, make("dt", {}, name), make("dd", {}, shown, right, why), make("dd", {}, make("button", { type: "button", class: "plain", "aria-label": `Correct ${name}`, "aria-expanded": "false", onclick: (event) => openCorrection(page, name, mark === undefined ? value : mark, row, event.currentTarget) }, "Correct")));
  return row;
}

function openCorrection(page, name, value, row, button) {
  const open = row.querySelector("form");
  button.setAttribute("aria-expanded", String(!open));
  if (open) { open.parentElement.remove(); return; }
  const several = review.lists.includes(name);
  const input = make("textarea", { rows: several ? "3" : "2", dir: "auto", "aria-label": `The right value of ${name}` });
  input.value = Array.isArray(value) ? value.join("\n") : value ?? "";
  const form = make("form", { onsubmit: (event) => {
    event.preventDefault();
    const texts = input.value.split("\n").map(collapse).filter(Boolean);
    setField(page, name, several ? texts : texts.join(" ") || null);
  } }, input, make("p", { class: "muted small" }, several ? "One value a line; nothing if it should be empty." : ["date", "published", "modified"].includes(name) ? "As 2024-03-09 or 2024-03-09T14:05; nothing if it should be empty." : "Nothing if it should be empty."), make("div", { class: "row" }, make("button", { class: "main", type: "submit" }, "Mark as wrong"), make("button", { type: "button", onclick: () => setField(page, name, undefined) }, "It is right")));
  row.append(make("dd", { class: "form" }, form));
  row.lastChild.style.gridColumn = "1 / -1";
  input.focus();
}

function setField(page, name, value) {
  const { fields } = marksOf(page.id);
  if (value === undefined) delete fields[name];
  else fields[name] = value;
  keepMarks();
  byId("fields").replaceWith(fieldList(page));
  byId("fields").querySelector(`[data-name="${name}"] button`)?.focus();
  announce(value === undefined ? `${name} is right.` : `${name} is marked as wrong.`);
}

function readerView(page) {
  const template = document.createElement("template");
  template.innerHTML = page.article;
  const article = template.content.querySelector("article") ?? make("article");
  for (const link of article.querySelectorAll("a")) {
    const text = make("span", { class: "link", title: link.getAttribute("href") });
    text.append(...link.childNodes);
    link.replaceWith(text);
  }
  for (const picture of article.querySelectorAll("img")) picture.replaceWith(make("span", { class: "picture" }, "Picture: ", isolate(picture.getAttribute("alt") || picture.getAttribute("src") || "")));
  for (const note of article.querySelectorAll("[id]")) note.removeAttribute("id");
  // The page has one first heading already.
  for (const heading of article.querySelectorAll("h1, h2, h3, h4, h5, h6")) { heading.setAttribute("role", "heading"); heading.setAttribute("aria-level", String(Number(heading.tagName[1]) + 1)); }
  const headline = article.querySelector("header h1");
  const entry = page.fields.find(([name]) => name === "headline")?.[4] ?? -1;
  if (headline && entry >= 0) { headline.dataset.first = entry; headline.dataset.last = entry; }
  article.classList.add("reader");
  article.setAttribute("dir", article.getAttribute("dir") ?? "auto");
  if (!page.paragraphs.length) article.append(make("p", { class: "muted" }, "No line reads as the article."));
  for (const block of article.querySelectorAll("p, h1, h2, h3, li, tr, pre")) if (!block.hasAttribute("dir")) block.setAttribute("dir", "auto");
  const blocks = [...article.querySelectorAll("[data-first]")];
  blocks.forEach((block, at) => {
    if (block.closest("table") === null) block.setAttribute("tabindex", at ? "-1" : "0");
    block.addEventListener("click", () => selectLine(Number(block.dataset.first), { scroll: true }));
    block.addEventListener("keydown", (event) => walkBlocks(event, blocks, at));
  });
  return article;
}

function walkBlocks(event, blocks, at) {
  if (event.key === "Enter") {
    event.preventDefault();
    event.stopPropagation();
    selectLine(Number(blocks[at].dataset.first), { scroll: true, focus: true });
    return;
  }
  const target = blocks[at + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] ?? NaN)];
  if (!target) return;
  event.preventDefault();
  event.stopPropagation();
  for (const block of blocks) if (block.getAttribute("tabindex") === "0") block.setAttribute("tabindex", "-1");
  target.setAttribute("tabindex", "0");
  target.focus({ preventScroll: true });
  reveal(target, target.closest(".scroll"));
}

/** Point out an entry in the article; whether the article has it. */
function showInArticle(at, scroll) {
  for (const node of byId("article").querySelectorAll(".current")) node.classList.remove("current");
  const nodes = [...byId("article").querySelectorAll("[data-first]")].filter((node) => Number(node.dataset.first) <= at && at <= Number(node.dataset.last ?? node.dataset.first));
  for (const node of nodes) node.classList.add("current");
  const target = nodes.find((node) => node.closest(".reader")) ?? nodes[0];
  if (scroll) reveal(target, target?.closest(".scroll"), { centre: true });
  return Boolean(target);
}

// -- the page as it came, drawn in a frame that runs nothing

function chooseView(view) {
  const column = byId("input");
  for (const button of column.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  byId("line-scroll").hidden = view === "drawn";
  byId("choices").hidden = view === "drawn";
  if (view === "drawn" && !byId("drawn")) {
    // Without allow-scripts nothing in it runs; the same origin lets this script follow clicks within it.
    const frame = make("iframe", { class: "drawn", id: "drawn", sandbox: "allow-same-origin", title: "The page as it came, without its styles", referrerpolicy: "no-referrer" });
    const style = make("style", {}, document.querySelector("style").textContent);
    frame.srcdoc = `<!doctype html><html class="frame" lang="und"><head><meta charset="utf-8"><title>page</title>${style.outerHTML}</head>${shownPage.shown}</html>`;
    frame.addEventListener("load", () => connectFrame(frame));
    byId("line-scroll").after(frame);
  }
  if (byId("drawn")) byId("drawn").hidden = view !== "drawn";
  if (view === "drawn" && selected !== null) showInDrawn(selected, true);
}

function connectFrame(frame) {
  const inside = frame.contentDocument;
  if (!inside) return;
  inside.addEventListener("click", (event) => {
    event.preventDefault();
    const block = event.target.closest("[data-entry]");
    if (block) selectLine(Number(block.dataset.entry), { show: true });
  });
  if (selected !== null) showInDrawn(selected, true);
}

function showInDrawn(at, scroll) {
  const inside = byId("drawn")?.contentDocument;
  if (!inside) return;
  for (const node of inside.querySelectorAll(".current")) node.classList.remove("current");
  let found = null;
  for (const node of inside.querySelectorAll("[data-entry]")) if (Number(node.dataset.entry) <= at && (!found || Number(node.dataset.entry) >= Number(found.dataset.entry))) found = node;
  found?.classList.add("current");
  const box = found?.getBoundingClientRect();
  if (scroll && box) inside.defaultView.scrollBy(0, box.top - (inside.defaultView.innerHeight - box.height) / 2);
}

// -- marks: what a person says of a page, as a fixture and as phrases

function openMarks() {
  const page = shownPage;
  const { lines, fields, shows } = marksOf(page.id);
  const dialog = byId("marks");
  const remove = (label, act) => make("button", { type: "button", "aria-label": `Remove the mark of ${label}`, onclick: () => { act(); refresh(); } }, "Remove");
  const items = [
    ...Object.entries(fields).map(([name, value]) => make("li", {}, make("span", {}, make("b", {}, name), ": ", isolate(listing(value) || "empty")), remove(name, () => delete fields[name]))),
    ...Object.entries(lines).map(([at, verdict]) => make("li", {}, make("span", {}, isolate(collapse(page.lines[at][1]).slice(0, 120)), " → ", verdictLabel(verdict)), remove(`line ${page.lines[at][0]}`, () => delete lines[at]))),
  ];
  const refresh = () => { keepMarks(); drawLines(drawnLines); byId("fields").replaceWith(fieldList(page)); openMarks(); };
  const sentence = make("input", { type: "text", id: "shows", oninput: (event) => { marksOf(page.id).shows = event.target.value; keepMarks(); } });
  sentence.value = shows;
  const phrases = writePhrases(page);
  dialog.replaceChildren(make("div", { class: "stack" },
    make("h2", { id: "marks-title" }, "Marks of this page"),
    items.length ? make("ul", {}, items) : make("p", { class: "muted" }, "Nothing is marked. Choose what a line should be below the lines, or correct a field beside the article."),
    make("label", { for: "shows", class: "small" }, "What the page shows, in one sentence"), sentence,
    make("p", { class: "muted small" }, "The fixture holds the page, what it is, and what is expected of it: headline, date, authors and body as they are shown, with your marks. Check it before you add it, and keep pages of other people out of the repository."),
    sourceBytes(page) ? null : make("p", { class: "small" }, page.kind === "html" ? "The review does not hold this page as it came (--embed always): add it to the fixture as page.html." : "The review does not hold the text of this page: add it to the fixture as page.txt."),
    make("div", { class: "row" },
      make("button", { type: "button", class: "main", id: "download-fixture", onclick: () => downloadFixture(page) }, "Download the fixture (.zip)"),
      make("button", { type: "button", id: "download-phrases", disabled: !phrases, onclick: () => download("phrases.toml", phrases, "text/plain") }, "Download phrases (.toml)"),
      make("button", { type: "button", onclick: () => dialog.close() }, "Close"))));
  if (!dialog.open) dialog.showModal();
}

/** The value of expected.json for a field, in the form that the fixtures have. */
function expectField(page, name, value) {
  if (name === "place") return value === null ? null : { name: value };
  if (name === "sponsors") return value.map((sponsor) => ({ name: sponsor, count: 1 }));
  if (name === "comment_count") return value === null ? null : Number(value);
  if (name === "truncated") return value === "yes";
  return value;
}

function expectPage(page) {
  const { lines, fields } = marksOf(page.id);
  const values = Object.fromEntries(page.fields.map(([name, value]) => [name, value]));
  const expected = {};
  for (const name of ["headline", "date", "authors"]) if (name in values) expected[name] = expectField(page, name, values[name]);
  const removed = {};
  let body = page.paragraphs.map(([text, first, last]) => ({ text, first, last }));
  for (const [key, verdict] of Object.entries(lines)) {
    const [at, text] = [Number(key), collapse(page.lines[key][1])];
    if (verdict === "+body") body.push({ text, first: at, last: at });
    else body = body.map((one) => (one.first <= at && at <= one.last ? { ...one, text: one.first === one.last ? "" : collapse(one.text.replace(text, "")) } : one));
    if (verdict[0] === "-") removed[text] = verdict.slice(1);
    const name = verdict.slice(1);
    if (verdict[0] === "+" && ["headline", "byline", "section", "description", "dateline", "publisher", "place"].includes(name)) expected[name] = expectField(page, name, text);
    if (verdict[0] === "+" && ["tags", "captions", "related"].includes(name)) expected[name] = [...(expected[name] ?? values[name] ?? []), text];
  }
  for (const [name, value] of Object.entries(fields)) expected[name] = expectField(page, name, value);
  expected.body = body.filter((one) => one.text).sort((one, other) => one.first - other.first).map((one) => one.text);
  if (Object.keys(removed).length) expected.removed = removed;
  return expected;
}

const quote = (text) => JSON.stringify(text.toWellFormed()).replace(/\u007f/g, "\\u007f");

function describeCase(page) {
  const { lines, fields, shows } = marksOf(page.id);
  const marked = [...Object.keys(fields), ...(Object.keys(lines).length ? [count(Object.keys(lines).length, "line")] : [])];
  const about = { language: page.language ?? "und", layout: page.kind === "html" ? "html" : "raw", shows: shows || `Marked in a review: ${marked.join(", ") || "nothing"}.` };
  if (page.url) about.url = page.url;
  if (review.now) about.now = review.now;
  return Object.entries(about).map(([name, value]) => `${name} = ${quote(value)}\n`).join("");
}

function sourceBytes(page) {
  if (page.kind !== "html" && page.lines) return new TextEncoder().encode(page.lines.map((line) => line[1]).join(""));
  if (!page.source) return null;
  const [form, text] = page.source;
  return form === "text" ? new TextEncoder().encode(text) : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function downloadFixture(page) {
  const slug = (page.title ?? page.id).normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 50) || "page";
  const encode = (text) => new TextEncoder().encode(text);
  const files = [[`${slug}/case.toml`, encode(describeCase(page))], [`${slug}/expected.json`, encode(`${JSON.stringify(expectPage(page), null, 2)}\n`)]];
  const source = sourceBytes(page);
  if (source) files.push([`${slug}/page.${page.kind === "html" ? "html" : "txt"}`, source]);
  download(`${slug}.zip`, zip(files), "application/zip");
}

/** Lines that should be removed, as entries of the word lists; "" where no such line is marked. */
function writePhrases(page) {
  const found = {};
  for (const [at, verdict] of Object.entries(marksOf(page.id).lines)) if (verdict[0] === "-" && review.phrases.includes(verdict.slice(1))) (found[verdict.slice(1)] ??= new Set()).add(collapse(page.lines[at][1]).replace(/\p{Nd}+/gu, "#"));
  const blocks = Object.entries(found).map(([category, phrases]) => `[${category}]\nexact = [\n${[...phrases].map((phrase) => `  ${quote(phrase)},\n`).join("")}]\n`);
  return blocks.length ? `# For src/cleantext/data/${page.language ?? "LANGUAGE"}.toml: add each phrase to the list of its category.\n${blocks.join("\n")}` : "";
}

function download(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  announce(`${name} is downloaded.`);
}

/** A ZIP archive that stores its files as they are; names are ASCII. */
function zip(files) {
  const parts = [];
  const entries = [];
  let offset = 0;
  for (const [name, data] of files) {
    const title = new TextEncoder().encode(name);
    // Version, flags, method, time, day (1980-01-01), checksum, sizes, length of the name, no extra field.
    const fields = new DataView(new ArrayBuffer(26));
    fields.setUint16(0, 20, true);
    fields.setUint16(8, 33, true);
    fields.setUint32(10, checksum(data), true);
    fields.setUint32(14, data.length, true);
    fields.setUint32(18, data.length, true);
    fields.setUint16(22, title.length, true);
    const head = new Uint8Array(fields.buffer);
    const place = new DataView(new ArrayBuffer(14));
    place.setUint32(10, offset, true);
    entries.push(Uint8Array.of(0x50, 0x4b, 1, 2, 20, 0), head, new Uint8Array(place.buffer), title);
    parts.push(Uint8Array.of(0x50, 0x4b, 3, 4), head, title, data);
    offset += 30 + title.length + data.length;
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, files.length, true);
  end.setUint16(10, files.length, true);
  end.setUint32(12, entries.reduce((sum, part) => sum + part.length, 0), true);
  end.setUint32(16, offset, true);
  return new Blob([...parts, ...entries, new Uint8Array(end.buffer)]);
}

function checksum(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

// -- beginning

async function follow() {
  const number = /^#\/(\d+)$/.exec(location.hash)?.[1];
  if (byId("table")) { showMany.scrolled = byId("table").scrollTop; showMany.page = window.scrollY; }
  if (byId("marks").open) byId("marks").close();
  if (rows.length === 1) await showPage(0);
  else if (number !== undefined && Number(number) < rows.length) await showPage(Number(number));
  else showMany();
}

async function begin() {
  const colours = store.get("colours") ?? "auto";
  byId("theme").value = colours;
  setColours(colours);
  byId("theme").addEventListener("change", (event) => { store.set("colours", event.target.value); setColours(event.target.value); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setColours(byId("theme").value));
  byId("open-marks").addEventListener("click", openMarks);
  document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); main.focus(); });
  review = await unpack(byId("index"));
  rows = review.pages.map((values, number) => {
    const row = Object.fromEntries(review.row.map((name, at) => [name, values[at]]));
    return { ...row, number, search: `${row.title ?? ""} ${row.id} ${row.host ?? ""}`.toLowerCase() };
  });
  marks = store.get(`marks of ${review.key}`) ?? {};
  chooseRows();
  addEventListener("hashchange", async () => {
    await follow();
    main.focus({ preventScroll: true });
  });
  addEventListener("resize", fitColumns);
  addEventListener("mousemove", (event) => { mouse = { x: event.screenX, y: event.screenY }; });
  await follow();
  document.documentElement.dataset.ready = "yes";
}

begin().catch((error) => {
  main.replaceChildren(make("p", { class: "wait", role: "alert" }, `The review cannot be shown: ${error.message}. It needs a browser of 2023 or newer.`));
});
