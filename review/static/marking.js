// Marking words on the paper, by dragging or by keys: from the first word to the last, in reading order.
import { lineBoxes, rect } from "./paper.js";

export class Marking {
  constructor(paper, bar, done) {
    Object.assign(this, { paper, bar, done, on: false });
    paper.sheets.addEventListener("pointerdown", (event) => this.down(event));
    paper.sheets.addEventListener("pointermove", (event) => this.move(event));
    paper.sheets.addEventListener("pointerup", () => this.up());
  }

  // Begin at the fact at hand, or with the words given.
  async begin(card, start, end) {
    this.on = this.paper.marking = true;
    this.bar.hidden = false;
    document.body.classList.add("marking-words");
    this.page = Number(card?.dataset.page) || this.paper.now;
    await this.take(this.page);
    if (start !== undefined) {
      this.first = this.words.findIndex((word) => word[6] >= start);
      this.last = Math.max(this.first, this.words.findLastIndex((word) => word[7] <= end));
    } else {
      const [x, y] = (card?.dataset.box || "0,0").split(",").map(Number);
      const near = (word) => Math.abs(word[1] - y) * 4 + Math.abs(word[0] - x);
      this.first = this.last = this.words.reduce((best, word, at) => near(word) < near(this.words[best]) ? at : best, 0);
    }
    this.draw();
  }

  async take(page) {
    this.page = page;
    this.words = (await this.paper.load(page)).words.filter((word) => word[6] >= 0).sort((a, b) => a[6] - b[6]);
  }

  end() {
    this.on = this.paper.marking = false;
    this.bar.hidden = true;
    this.dragging = false;
    document.body.classList.remove("marking-words");
    this.clear();
  }

  clear() { this.paper.sheets.querySelectorAll(".chosen, .cursor").forEach((old) => old.remove()); }

  chosen() {
    const [a, b] = [Math.min(this.first, this.last), Math.max(this.first, this.last)];
    return this.words.slice(a, b + 1);
  }

  draw() {
    this.clear();
    const svg = this.paper.sheet(this.page)?.querySelector("svg");
    const words = this.chosen();
    if (!svg || !words.length) return;
    for (const box of lineBoxes(words)) svg.append(rect("chosen", box, 1));
    svg.append(rect("cursor", this.words[this.last], 1.5));
    this.bar.querySelector("output").textContent = words.map((word) => word[4]).join(" ");
    this.paper.place = { page: this.page, box: this.words[this.last].slice(0, 4) };
    this.paper.bring();
  }

  key(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1, l: 1, h: -1 }[event.key];
    if (by) this.to(this.last + by, event.shiftKey);
    else if (event.key === "ArrowDown" || event.key === "j") this.row(1, event.shiftKey);
    else if (event.key === "ArrowUp" || event.key === "k") this.row(-1, event.shiftKey);
    else if (event.key === "PageDown" || event.key === "PageUp") this.turn(event.key === "PageDown" ? 1 : -1);
    else if (event.key === "Enter") this.finish();
    else if (event.key === "n") this.end();
    else return false;
    return true;
  }

  to(at, extend) {
    this.last = Math.max(0, Math.min(this.words.length - 1, at));
    if (!extend) this.first = this.last;
    this.draw();
  }

  // The word of the next line that stands nearest below or above.
  row(by, extend) {
    const [x0, y0, , y1] = this.words[this.last];
    const middle = (y0 + y1) / 2;
    let best = -1, least = Infinity;
    this.words.forEach((word, at) => {
      const away = ((word[1] + word[3]) / 2 - middle) * by;
      if (away < (y1 - y0) * 0.6) return;
      const far = away * 3 + Math.abs(word[0] - x0);
      if (far < least) { least = far; best = at; }
    });
    if (best >= 0) this.to(best, extend);
    else if (!extend) this.turn(by);
  }

  async turn(by) {
    const page = this.page + by;
    if (!this.paper.sheet(page)?.dataset.words) return;
    await this.take(page);
    this.first = this.last = by > 0 ? 0 : this.words.length - 1;
    this.draw();
  }

  async down(event) {
    if (!this.on || event.button !== 0) return;
    event.preventDefault();
    const hit = await this.paper.wordAt(event, 30);
    if (!hit) return;
    if (hit.page !== this.page) await this.take(hit.page);
    this.first = this.last = this.words.findIndex((word) => word[6] === hit.word[6]);
    this.dragging = true;
    this.draw();
  }

  async move(event) {
    if (!this.on || !this.dragging) return;
    const hit = await this.paper.wordAt(event, 60);
    if (!hit || hit.page !== this.page || !this.dragging) return;
    const at = this.words.findIndex((word) => word[6] === hit.word[6]);
    if (at >= 0 && at !== this.last) { this.last = at; this.draw(); }
  }

  up() {
    if (!this.on || !this.dragging) return;
    this.dragging = false;
    if (this.first !== this.last) this.finish();
  }

  finish() {
    const words = this.chosen();
    if (!words.length) return;
    const [start, end] = [words[0][6], words.at(-1)[7]];
    this.end();
    this.done(start, end);
  }
}
