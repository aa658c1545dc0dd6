// The paper: pages at any size, boxes over what was read, what stands under the pointer.
const SVG = "http://www.w3.org/2000/svg";
const GAP = 24; // points between two words of one line; more parts columns
const AIR = 0.3; // where in the window a fact is put: a third from the top

export function rect(kind, [x0, y0, x1, y1], pad = 0) {
  const made = document.createElementNS(SVG, "rect");
  const place = { x: x0 - pad, y: y0 - pad, width: x1 - x0 + 2 * pad, height: y1 - y0 + 2 * pad, class: kind };
  for (const [name, value] of Object.entries(place)) made.setAttribute(name, value);
  return made;
}

// Boxes of words, joined to one box a printed line.
export function lineBoxes(words) {
  const boxes = [];
  for (const [x0, y0, x1, y1] of words) {
    const last = boxes.at(-1);
    const middle = (y0 + y1) / 2;
    if (last && middle > last[1] && middle < last[3] && x0 > last[0] - 1 && x0 - last[2] < GAP) {
      last[0] = Math.min(last[0], x0); last[1] = Math.min(last[1], y0);
      last[2] = Math.max(last[2], x1); last[3] = Math.max(last[3], y1);
    } else boxes.push([x0, y0, x1, y1]);
  }
  return boxes;
}

export class Paper {
  constructor(sheets, read, where, choose) {
    Object.assign(this, { sheets, read, where, choose, words: new Map(), scale: 1, shown: "" });
    this.pages = new Map([...sheets.querySelectorAll(".sheet")].map((sheet) => [Number(sheet.dataset.page), sheet]));
    sheets.addEventListener("click", (event) => this.click(event));
    sheets.addEventListener("scroll", () => { this.tick ??= requestAnimationFrame(() => { this.tick = null; this.tellPage(); }); });
    this.tellPage();
  }

  sheet(page) { return this.pages.get(page); }

  // Words of a page, fetched once: [x0, y0, x1, y1, text, sure, start, end, readings].
  async load(page) {
    const sheet = this.sheet(page);
    if (!sheet?.dataset.words) return { words: [], facts: [] };
    if (!this.words.has(page)) this.words.set(page, fetch(sheet.dataset.words).then((got) => got.ok ? got.json() : { words: [], facts: [] }));
    return this.words.get(page);
  }

  forget() { this.words.clear(); }

  zoom(by) {
    const middle = (this.sheets.scrollTop + this.sheets.clientHeight / 2) / this.sheets.scrollHeight;
    const across = (this.sheets.scrollLeft + this.sheets.clientWidth / 2) / this.sheets.scrollWidth;
    this.scale = Math.max(0.4, Math.min(5, this.scale * by));
    for (const sheet of this.pages.values()) sheet.style.width = `${100 * this.scale}%`;
    this.sheets.scrollTop = middle * this.sheets.scrollHeight - this.sheets.clientHeight / 2;
    this.sheets.scrollLeft = across * this.sheets.scrollWidth - this.sheets.clientWidth / 2;
  }

  fit() { this.zoom(1 / this.scale); }

  closer() {
    if (this.scale > 1.05) { this.fit(); this.bring(); return; }
    this.zoom(2.2);
    this.bring();
  }

  goTo(page) { this.sheet(page)?.scrollIntoView({ block: "start" }); }

  tellPage() {
    const middle = this.sheets.getBoundingClientRect().top + this.sheets.clientHeight / 3;
    let now = 1;
    for (const [page, sheet] of this.pages) if (sheet.getBoundingClientRect().top <= middle) now = page;
    if (now === this.now) return;
    this.now = now;
    this.where.textContent = `${now} / ${this.pages.size}`;
    document.querySelectorAll("#strip a").forEach((link) => {
      const here = Number(link.dataset.page) === now;
      if (here) { link.setAttribute("aria-current", "true"); link.scrollIntoView({ block: "nearest" }); }
      else link.removeAttribute("aria-current");
    });
  }

  // Thin frames around every fact of the list; whole lines for settled ones, broken for open ones.
  outline(lines) {
    this.sheets.querySelectorAll(".other").forEach((old) => old.remove());
    const made = new Map();
    for (const line of lines) {
      const box = line.dataset.box?.split(",").map(Number);
      const svg = this.sheet(Number(line.dataset.page))?.querySelector("svg");
      if (!svg || box?.length !== 4) continue;
      const settled = line.dataset.mark && line.dataset.mark !== "unreviewed" && line.dataset.mark !== "doubtful";
      if (!made.has(svg)) made.set(svg, document.createDocumentFragment());
      made.get(svg).append(rect(settled ? "other settled" : "other", box, 1));
    }
    for (const [svg, frames] of made) svg.prepend(frames);
  }

  // Show a fact: its box at once, its printed lines as soon as the words are there.
  show(name, page, box) {
    const asked = `${name}|${page}|${box}`;
    if (asked === this.shown && this.sheets.querySelector(".current")) return; // its card has come
    this.hush();
    this.sheets.querySelectorAll(".current").forEach((old) => old.remove());
    const sheet = this.sheet(page);
    this.place = box && sheet ? { page, box: box.split(",").map(Number) } : null;
    this.shown = asked;
    if (!sheet) return;
    if (!this.place) { this.goTo(page); return; }
    sheet.querySelector("svg")?.append(rect("current", this.place.box, 2.5));
    this.bring();
    this.refine(name, page, asked);
  }

  async refine(name, page, asked) {
    const { words, facts } = await this.load(page);
    const fact = facts.find(([held]) => held === name);
    if (!fact || this.shown !== asked) return;
    const mine = words.filter((word) => fact[2].some(([start, end]) => word[6] < end && word[7] > start));
    const svg = this.sheet(page).querySelector("svg");
    if (!mine.length || !svg) return;
    svg.querySelectorAll(".current").forEach((old) => old.remove());
    for (const box of lineBoxes(mine)) svg.append(rect("current", box, 2.5));
  }

  bring() {
    if (!this.place) return;
    const sheet = this.sheet(this.place.page);
    const scale = sheet.clientWidth / Number(sheet.dataset.width);
    const [x0, y0, x1, y1] = this.place.box;
    const top = sheet.offsetTop - this.sheets.offsetTop + y0 * scale;
    const bottom = sheet.offsetTop - this.sheets.offsetTop + y1 * scale;
    const window_ = this.sheets;
    if (top < window_.scrollTop + 30 || bottom > window_.scrollTop + window_.clientHeight - 60) {
      window_.scrollTop = top - window_.clientHeight * AIR;
    }
    const left = sheet.offsetLeft - window_.offsetLeft + x0 * scale;
    const right = sheet.offsetLeft - window_.offsetLeft + x1 * scale;
    if (left < window_.scrollLeft || right > window_.scrollLeft + window_.clientWidth) {
      window_.scrollLeft = Math.min(left - 30, Math.max(left - 30, (left + right - window_.clientWidth) / 2));
    }
  }

  // Point of a page under the pointer, in points of paper.
  point(event) {
    const sheet = event.target.closest?.(".sheet[data-width]");
    if (!sheet) return null;
    const frame = sheet.getBoundingClientRect();
    const scale = Number(sheet.dataset.width) / frame.width;
    return { page: Number(sheet.dataset.page), x: (event.clientX - frame.left) * scale, y: (event.clientY - frame.top) * scale };
  }

  async wordAt(event, reach = 4) {
    const at = this.point(event);
    if (!at) return null;
    const { words, facts } = await this.load(at.page);
    const far = ([x0, y0, x1, y1]) => Math.max(x0 - at.x, at.x - x1, 0) + 2 * Math.max(y0 - at.y, at.y - y1, 0);
    let best = null;
    for (const word of words) if (!best || far(word) < far(best)) best = word;
    return best && far(best) <= reach ? { page: at.page, word: best, facts } : null;
  }

  async click(event) {
    if (this.marking) return;
    const hit = await this.wordAt(event);
    this.hush();
    if (!hit) return;
    const { page, word, facts } = hit;
    const mine = facts.filter(([, , spans]) => spans.some(([start, end]) => word[6] >= start && word[6] < end));
    const order = ["target", "task", "field", "section", "commitment", "legal_ref", "cell", "number"];
    mine.sort((a, b) => order.indexOf(a[1]) - order.indexOf(b[1]));
    if (mine.length) await this.choose(mine[0][0], mine[0][1]);
    this.sheet(page).querySelector("svg").append(rect("looked", word, 1));
    this.tellWord(event, word, mine);
  }

  tellWord(event, word, facts) {
    const text = document.createElement("b");
    const rest = document.createElement("small");
    text.textContent = word[4];
    rest.textContent = [`${word[5]} %`, word[8] && word[8] !== word[4] ? word[8] : "", ...facts.map(([, family]) => document.querySelector(`#tab-${family}`)?.firstChild.textContent.trim() ?? "")].filter(Boolean).join(" · ");
    this.read.replaceChildren(text, rest);
    this.read.hidden = false;
    const frame = this.sheets.parentElement.getBoundingClientRect();
    this.read.style.left = `${Math.min(event.clientX - frame.left + 12, frame.width - this.read.offsetWidth - 8)}px`;
    this.read.style.top = `${Math.min(event.clientY - frame.top + 16, frame.height - this.read.offsetHeight - 8)}px`;
  }

  hush() {
    this.read.hidden = true;
    this.sheets.querySelectorAll(".looked").forEach((old) => old.remove());
  }
}
