// Keys, lists and cards. What is read and what is said comes from the server; this moves between them.
import { Paper } from "./paper.js";
import { Marking } from "./marking.js";
import { watchForm } from "./form.js";

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const desk = one("main[data-doc]");
const typing = (target) => target.closest("input:not([type=radio]):not([type=hidden]), textarea, select") !== null;
const OPEN = new Set(["unreviewed", "doubtful", "conflict"]);

function tell(text, fault = false) {
  const said = document.createElement("p");
  said.textContent = text;
  said.classList.toggle("fault", fault);
  one("#told").replaceChildren(said);
}

let fading = 0;
new MutationObserver(() => {
  clearTimeout(fading);
  fading = setTimeout(() => one("#told").replaceChildren(), one("#told .fault") ? 9000 : 2600);
}).observe(one("#told"), { childList: true });

document.addEventListener("htmx:responseError", (event) => {
  const { status, responseText } = event.detail.xhr;
  tell(status === 403 ? one("#told").dataset.stale : responseText || String(status), true);
});
document.addEventListener("htmx:sendError", () => tell(one("#told").dataset.lost, true));

function help() {
  const dialog = one("#help");
  if (dialog.open) dialog.close();
  else dialog.showModal();
}
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-help]")) help();
  else if (event.target === one("#help")) one("#help").close();
});

// ---- the list of plans ------------------------------------------------------------------------------------------

function listKeys(event) {
  const rows = all("tr.plan");
  const at = rows.indexOf(document.activeElement.closest("tr.plan"));
  const go = (row) => row && (row.focus({ preventScroll: true }), row.scrollIntoView({ block: "nearest" }));
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (step) go(rows[Math.max(0, Math.min(rows.length - 1, at + step))]);
  else if (event.key === "Home") go(rows[0]);
  else if (event.key === "End") go(rows[rows.length - 1]);
  else if (event.key === "Enter" && at >= 0) open(rows[at]);
  else return false;
  return true;
}
function open(row) {
  if (row.dataset.href) location.assign(row.dataset.href);
}
if (!desk && one("#rows")) {
  one("#rows").addEventListener("click", (event) => {
    const row = event.target.closest("tr.plan");
    if (row && !event.target.closest("a")) open(row);
  });
  one("#filter").addEventListener("submit", (event) => event.preventDefault());
  // The next rows are fetched before the reader comes to the last ones.
  const near = new IntersectionObserver((seen) => seen.forEach((row) => row.isIntersecting && window.htmx.trigger(row.target, "near")), { root: one("main"), rootMargin: "1600px" });
  const watch = () => all("tr.more").forEach((row) => near.observe(row));
  new MutationObserver(watch).observe(one("#rows"), { childList: true });
  watch();
  const first = one("tr.plan");
  if (first) first.focus({ preventScroll: true });
}

// ---- a document -------------------------------------------------------------------------------------------------

const paper = desk && new Paper(one("#sheets"), one("#read"), one("#where"), choose);
const marking = desk && new Marking(paper, one("#marking"), (start, end) => {
  const back = encodeURIComponent(current()?.dataset.fact ?? "");
  fetchCard(`/doc/${desk.dataset.doc}/mark?start=${start}&end=${end}&back=${back}`);
});
let busy = false; // a form is on its way: keys wait until it is there
let wanted = ""; // address of the card asked for last: an older one that comes late is not shown
let posting = false; // a word is being kept: the next key is for a card that nobody has seen yet

// A key settles only what is before the eyes: the card of the marked line, with nothing under way.
const ready = () => !posting && (!current() || current().dataset.fact === card()?.dataset.fact);

function post(address, values) {
  posting = true;
  document.body.dataset.posting = "";
  window.htmx.ajax("POST", address, { source: "#facts", target: "#card", swap: "innerHTML", values });
}
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.requestConfig.verb !== "post") return;
  posting = false;
  delete document.body.dataset.posting;
});

const lines = () => all("#list [data-fact]:not([hidden])");
const current = () => one('#list [aria-selected="true"]');
const tab = () => one('#tabs [aria-selected="true"]')?.dataset.tab ?? "target";
const card = () => one("#card > .card");

function fetchCard(address) {
  const here = `${address}${address.includes("?") ? "&" : "?"}tab=${encodeURIComponent(tab())}`;
  wanted = here;
  busy = false;
  return window.htmx.ajax("GET", here, { target: "#card", swap: "innerHTML" });
}
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, requestConfig } = event.detail;
  if (target.id === "card" && requestConfig.verb === "get" && requestConfig.path !== wanted) event.detail.shouldSwap = false;
});

function mark(line) {
  all('#list [aria-selected="true"]').forEach((other) => other.setAttribute("aria-selected", "false"));
  if (!line) return;
  line.setAttribute("aria-selected", "true");
  line.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function select(line) {
  if (!line) return;
  mark(line);
  if (!typing(document.activeElement)) line.focus({ preventScroll: true });
  paper.show(line.dataset.fact, Number(line.dataset.page), line.dataset.box);
  if (line.dataset.card) fetchCard(line.dataset.card);
}

function step(by) {
  const held = lines();
  const at = held.indexOf(current());
  select(held[at < 0 ? 0 : Math.max(0, Math.min(held.length - 1, at + by))]);
}

function nextOpen() {
  const held = lines();
  const at = held.indexOf(current());
  return [...held.slice(at + 1), ...held.slice(0, Math.max(0, at))].find((line) => OPEN.has(line.dataset.mark));
}

async function choose(name, family) {
  let line = lines().find((held) => held.dataset.fact === name);
  if (!line) {
    await showTab(family);
    line = lines().find((held) => held.dataset.fact === name);
  }
  if (line) select(line);
}

function showTab(name) {
  const button = one(`#tab-${name}`);
  if (!button) return Promise.resolve();
  all("#tabs button").forEach((other) => {
    other.setAttribute("aria-selected", String(other === button));
    other.tabIndex = other === button ? 0 : -1;
  });
  return window.htmx.ajax("GET", `/doc/${desk.dataset.doc}/tab/${name}`, { target: "#list", swap: "innerHTML" });
}

function say(verdict, fields = {}) {
  const form = one('[data-form="say"]');
  if (!form || !ready()) return;
  const next = verdict === "corrected" ? null : nextOpen();
  const values = { ...Object.fromEntries(new FormData(form)), verdict, tab: tab(), next: next?.dataset.fact ?? "", stay: verdict === "corrected" ? "1" : "" };
  for (const [name, value] of Object.entries(fields)) values[`field.${name}`] = value;
  post(form.getAttribute("hx-post"), values);
}

function accept() {
  if (!ready()) return;
  const { mark } = card()?.dataset ?? {};
  if (mark === "accepted" || mark === "corrected" || mark === "added") select(nextOpen());
  else if (card()?.querySelector('[data-say="accepted"]')) say("accepted");
  else select(nextOpen());
}

function take() {
  const button = one("#card [data-fields]");
  if (button) say("corrected", JSON.parse(button.dataset.fields));
}

async function edit() {
  const button = one("#card [data-edit]");
  if (!button || !ready()) return;
  const coming = fetchCard(button.dataset.card);
  busy = true;
  await coming;
  busy = false;
}

function undo() {
  if (posting) return;
  const values = { tab: tab(), fact: card()?.dataset.fact ?? "" };
  post(`/doc/${desk.dataset.doc}/undo`, values);
}

function leaveForm() {
  const form = card();
  if (!form?.classList.contains("editing")) return false;
  document.activeElement.blur();
  fetchCard(form.dataset.back);
  return true;
}

function startMarking() {
  const here = one("#card [data-target-here]");
  if (here && !marking.on) marking.begin(card(), Number(here.dataset.start), Number(here.dataset.end));
  else marking.begin(card());
}

function narrow(text) {
  const fold = (held) => held.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
  const words = fold(text).split(/\s+/).filter(Boolean);
  const held = all("#list [data-fact]");
  let shown = 0;
  for (const line of held) {
    const hit = words.every((word) => fold(line.textContent).includes(word));
    if (line.matches(".cell")) line.classList.toggle("faded", !hit);
    else line.hidden = !hit;
    shown += hit;
  }
  const count = one("#list [data-shown]");
  if (count) count.textContent = words.length ? `${shown}/${held.length}` : "";
}

// In a table the arrows go where they point; elsewhere up and down are the lines, left and right the tabs.
function inGrid(key) {
  const cell = current();
  const side = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (!side || !cell?.matches(".cell")) return false;
  const middle = (held) => { const { left, width, top, height } = held.getBoundingClientRect(); return [left + width / 2, top + height / 2]; };
  const [x, y] = middle(cell);
  let best = null, least = Infinity;
  for (const other of lines()) {
    const [dx, dy] = middle(other).map((at, axis) => at - [x, y][axis]);
    const along = dx * side[0] + dy * side[1];
    const far = along + 4 * Math.abs(dx * side[1] + dy * side[0]);
    if (other !== cell && along > 4 && far < least) { best = other; least = far; }
  }
  select(best);
  return true;
}

const KEYS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  Home: () => select(lines()[0]), End: () => select(lines().at(-1)),
  a: accept, e: edit, d: () => say("doubtful"), x: () => say("rejected"), t: take, u: undo, n: startMarking,
  z: () => paper.closer(), "+": () => paper.zoom(1.25), "=": () => paper.zoom(1.25), "-": () => paper.zoom(0.8), 0: () => paper.fit(),
  q: () => location.assign("/"),
  Enter: () => one("#following")?.click(),
  ArrowRight: () => besideTab(1), ArrowLeft: () => besideTab(-1),
};

async function besideTab(by) {
  const held = all("#tabs button");
  const at = held.findIndex((button) => button.getAttribute("aria-selected") === "true");
  await openTab(held[(at + by + held.length) % held.length].dataset.tab);
}

async function numberedTab(digit) {
  const button = all("#tabs button")[digit - 1];
  if (!button) return;
  await openTab(button.dataset.tab);
}

// Another list, then a fact in it; a reader who has gone on meanwhile is left where they are.
async function openTab(name) {
  const before = wanted;
  await showTab(name);
  if (wanted === before) settleOn();
}

// After a change of list: the fact at hand where the list holds it, else its first line.
function settleOn() {
  const held = lines();
  select(held.find((line) => line.dataset.fact === card()?.dataset.fact) ?? held[0]);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (busy) { event.preventDefault(); return; }
  const target = event.target instanceof Element ? event.target : document.body;
  if (one("#help").open) {
    if (event.key === "?") { event.preventDefault(); help(); }
    return;
  }
  if (event.key === "Escape") {
    if (marking?.on) marking.end();
    else if (desk && leaveForm()) event.preventDefault();
    else if (target.matches("[data-narrow]")) { target.value = ""; narrow(""); target.blur(); mark(current()); }
    else if (target.matches("[data-search]")) one("tr.plan")?.focus();
    else if (desk) paper.hush();
    return;
  }
  if (typing(target)) {
    if (event.key === "Enter" && target.closest('[data-form="edit"]') && !event.shiftKey) {
      event.preventDefault();
      target.form.requestSubmit();
    } else if (event.key === "Enter" && target.matches("[data-narrow]")) {
      event.preventDefault();
      target.blur();
      select(lines()[0]);
    } else if ((event.key === "Enter" || event.key === "ArrowDown") && target.matches("[data-search]")) {
      event.preventDefault();
      one("tr.plan")?.focus();
    }
    return;
  }
  if (event.key === "?") { event.preventDefault(); help(); return; }
  if (event.key === "/") {
    const search = one("[data-narrow], [data-search]");
    if (search) { event.preventDefault(); search.focus(); search.select(); }
    return;
  }
  if (marking?.on) { if (marking.key(event)) event.preventDefault(); return; }
  if (!desk) { if (listKeys(event)) event.preventDefault(); return; }
  if (target.closest("button, a, summary") && (event.key === "Enter" || event.key === " ")) return;
  if (target.closest("#tabs") && (event.key === "Home" || event.key === "End")) return;
  if (card()?.classList.contains("editing") && "aedxtun".includes(event.key)) return;
  if (inGrid(event.key)) { event.preventDefault(); return; }
  const act = KEYS[event.key] ?? (/^[1-9]$/.test(event.key) ? () => numberedTab(Number(event.key)) : null);
  if (act) { event.preventDefault(); act(); }
});

if (desk) {
  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    let held;
    if ((held = at("[data-say]"))) say(held.dataset.say, held.dataset.fields ? JSON.parse(held.dataset.fields) : {});
    else if (at("[data-edit]")) edit();
    else if (at("[data-undo]")) undo();
    else if (at("[data-leave]")) leaveForm();
    else if (at("[data-target-here]")) startMarking();
    else if (at("[data-mark-words]")) marking.on ? marking.end() : marking.begin(card());
    else if ((held = at("[data-zoom]"))) ({ in: () => paper.zoom(1.25), out: () => paper.zoom(0.8), fit: () => paper.fit() })[held.dataset.zoom]();
    else if ((held = at("#strip a"))) { event.preventDefault(); paper.goTo(Number(held.dataset.page)); }
    else if ((held = at("#list [data-fact]")) && !at("button")) select(held);
    else if ((held = at("#tabs button"))) openTab(held.dataset.tab);
  });
  one("#list").addEventListener("input", (event) => event.target.matches("[data-narrow]") && narrow(event.target.value));
  document.addEventListener("kehoach:reload", () => showTab(tab()).then(() => {
    const line = lines().find((other) => other.dataset.fact === card()?.dataset.fact);
    mark(line);
    paper.outline(lines());
  }));
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "list") paper.outline(lines());
    if (event.detail.target.id !== "card") return;
    const shown = card();
    if (shown.classList.contains("editing")) watchForm(shown);
    else {
      const line = lines().find((held) => held.dataset.fact === shown.dataset.fact);
      if (line && line !== current()) { mark(line); line.focus({ preventScroll: true }); }
    }
    if (shown.dataset.page) paper.show(shown.dataset.fact, Number(shown.dataset.page), shown.dataset.box);
  });
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    const line = event.detail.target;
    if (line.matches?.("[data-fact]") && line.dataset.fact === card()?.dataset.fact) mark(one(`#${line.id}`));
  });
  paper.outline(lines());
  const shown = card();
  const line = lines().find((held) => held.dataset.fact === shown.dataset.fact);
  if (line) { mark(line); line.focus({ preventScroll: true }); }
  if (shown.dataset.page) paper.show(shown.dataset.fact, Number(shown.dataset.page), shown.dataset.box);
}
