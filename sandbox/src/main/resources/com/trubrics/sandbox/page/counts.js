// The view "Counts": how much arrived, over time and by name.
import { atMostEvery, clock, count, el, getJson, hint, howToSend, svg } from "./dom.js";
import { kindChip } from "./events.js";

const WIDTH = 720;
const HEIGHT = 150;
const SERIES = ["user", "llm", "bad"];
const RANGES = { "10 minutes": 60, "1 hour": 360 };

export class CountsView {
  constructor(panel, { model, filterByName }) {
    this.model = model;
    this.filterByName = filterByName;
    this.range = "10 minutes";
    this.ranges = el("div", { class: "segments", role: "group", "aria-label": "Range" }, Object.keys(RANGES).map((range) =>
      el("button", { type: "button", "aria-pressed": range === this.range, click: () => this.choose(range) }, range)));
    this.tiles = el("div", { class: "tiles" });
    this.chart = el("figure", { class: "chart" });
    this.names = el("section");
    this.none = hint("No event yet. The names of events appear here with the first one.", howToSend());
    panel.append(el("div", { class: "sheet" },
      this.tiles,
      el("section", null, el("h2", null, "Over time", this.ranges), this.chart),
      this.names));
    this.refresh = atMostEvery(1000, () => this.load());
  }

  choose(range) {
    this.range = range;
    for (const button of this.ranges.children) {
      button.setAttribute("aria-pressed", button.textContent === range);
    }
    this.drawChart();
  }

  async load() {
    this.counts = await getJson("counts");
    this.drawTiles();
    this.drawChart();
    this.drawNames();
  }

  drawTiles() {
    const { user_events: user, llm_events: llm, requests, bytes, refused } = this.counts;
    const tile = (value, label, more) => el("div", { class: "tile" }, el("b", null, value), el("span", null, label), more ? el("small", null, more) : null);
    this.tiles.replaceChildren(
      tile(user.toLocaleString("en"), "user events"),
      tile(llm.toLocaleString("en"), "LLM events"),
      tile(requests.toLocaleString("en"), "accepted requests", requests === 0 ? null
        : `${((user + llm) / requests).toFixed(1)} events and ${size(bytes / requests)} each`),
      tile(refused.toLocaleString("en"), "refused requests"));
  }

  drawChart() {
    const step = this.counts.step_seconds * 1000;
    const steps = RANGES[this.range];
    const end = Math.floor(Date.now() / step) * step;
    const bars = this.counts.steps
      .map(([from, ...values]) => ({ from, values, slot: steps - 1 - (end - Date.parse(from)) / step }))
      .filter((bar) => bar.slot >= 0 && bar.slot < steps);
    const highest = Math.max(1, ...bars.map((bar) => bar.values[0] + bar.values[1] + bar.values[2]));
    const slotWidth = WIDTH / steps;
    const drawing = svg("svg", {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img",
      "aria-label": `Events and refused requests in each ${this.counts.step_seconds} seconds of the last ${this.range}; at most ${highest}`,
    });
    [0, 0.5, 1].forEach((part) => drawing.append(svg("line", { class: "grid", x1: 0, x2: WIDTH, y1: HEIGHT * part, y2: HEIGHT * part })));
    for (const { from, values, slot } of bars) {
      let top = HEIGHT;
      const group = svg("g", null, svg("title", null,
        `${clock(from, { millis: false })}: ${count(values[0], "user event")}, ${count(values[1], "LLM event")}, ${count(values[2], "refused request")}`));
      values.forEach((value, index) => {
        const height = (value / highest) * (HEIGHT - 4);
        top -= height;
        group.append(svg("rect", { class: SERIES[index], x: slot * slotWidth, y: top, width: Math.max(1, slotWidth - (slotWidth > 4 ? 2 : 0.5)), height }));
      });
      drawing.append(group);
    }
    this.chart.replaceChildren(
      el("span", { class: "highest" }, highest.toLocaleString("en")),
      drawing,
      el("div", { class: "axis" },
        el("span", null, clock(end - (steps - 1) * step, { millis: false })),
        el("span", { class: "legend" },
          el("i", { class: "user" }), "user events ", el("i", { class: "llm" }), "LLM events ", el("i", { class: "bad" }), "refused requests"),
        el("span", null, "now")));
  }

  drawNames() {
    const byName = new Map();
    for (const event of this.model.events) {
      const key = `${event.kind} ${event.name}`;
      const entry = byName.get(key) ?? { name: event.name, kind: event.kind, events: 0, users: new Set() };
      entry.events++;
      entry.users.add(event.user);
      byName.set(key, entry);
    }
    const rows = [...byName.values()].sort((a, b) => b.events - a.events).slice(0, 100);
    const most = rows[0]?.events ?? 1;
    this.names.replaceChildren();
    if (rows.length === 0) {
      this.names.append(this.none);
      return;
    }
    this.names.append(
      el("h2", null, "By name"),
      el("table", { class: "names" },
        el("thead", null, el("tr", null, ["Event", "Kind", "Events", "", "Users"].map((title) => el("th", { scope: "col" }, title)))),
        el("tbody", null, rows.map((row) => el("tr", null,
          el("td", null, el("button", { type: "button", class: "link", click: () => this.filterByName(row.name, row.kind) }, row.name)),
          el("td", null, kindChip(row.kind)),
          el("td", { class: "number" }, row.events.toLocaleString("en")),
          el("td", { class: "share" }, share(row, most)),
          el("td", { class: "number" }, row.users.size.toLocaleString("en")))))));
  }
}

function share(row, most) {
  return svg("svg", { viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { class: row.kind, x: 0, y: 0, width: Math.max(1, (row.events / most) * 100), height: 8 }));
}

function size(bytes) {
  return bytes < 1024 ? `${Math.round(bytes)} B` : `${(bytes / 1024).toFixed(1)} KB`;
}
