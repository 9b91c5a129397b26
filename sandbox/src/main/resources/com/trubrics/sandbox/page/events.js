// The view "Events": everything that was accepted, the newest first.
import { ROW_TEXT, columnTime, copyButton, count, el, hint, longText, moment, oncePerFrame } from "./dom.js";
import { isNumber, jsonView } from "./json.js";
import { ListView } from "./list.js";
import { matcher, summary } from "./model.js";
import { gettingStarted } from "./start.js";

/** How many suggestions a field offers. */
const MOST_SUGGESTIONS = 200;

export class EventsView {
  constructor(panel, { model, origin, apiKey }) {
    this.model = model;
    this.origin = origin;
    this.shown = [];
    this.filter = { text: "", user: "", name: "", kind: "all" };
    this.users = el("datalist", { id: "known-users" });
    this.names = el("datalist", { id: "known-events" });
    this.found = el("p", { class: "found", role: "status" });
    this.clear = el("button", { type: "button", class: "quiet", hidden: true, click: () => this.clearFilter() }, "Clear");
    this.fields = {
      text: this.field("text", "Filter text", { placeholder: "Filter anything ( / )", "data-filter": true }),
      user: this.field("user", "User", { placeholder: "User", list: "known-users" }),
      name: this.field("name", "Event", { placeholder: "Event", list: "known-events" }),
    };
    this.kinds = el("div", { class: "segments", role: "group", "aria-label": "Kind" }, [
      ["all", "All"],
      ["user", "User events"],
      ["llm", "LLM events"],
    ].map(([kind, label]) => this.segment(kind, label)));
    const notYet = el("div");
    const start = gettingStarted(apiKey);
    const noMatch = hint("No event matches the filter.",
      el("button", { type: "button", click: () => this.clearFilter() }, "Clear the filter"));
    this.view = new ListView({
      panel,
      name: "events",
      label: "Events, the newest first",
      rowHeight: { wide: 34, narrow: 56 },
      key: (event) => event.number,
      draw: drawEvent,
      detail: (pane, event) => this.detail(pane, event),
      empty: () => (!model.settled ? notYet : model.events.length === 0 ? start : noMatch),
      tools: [Object.values(this.fields), this.kinds, this.clear, this.found, this.users, this.names],
    });
    this.list = this.view.list;
    this.update = oncePerFrame(() => this.updateNow());
    this.waiting = 0;
    model.onChange((news) => this.changed(news));
    this.refilter();
  }

  field(name, label, attributes) {
    return el("input", {
      type: "search",
      "aria-label": label,
      autocomplete: "off",
      spellcheck: "false",
      "data-name": name,
      ...attributes,
      input: (input) => this.setFilter({ [name]: input.target.value }),
    });
  }

  segment(kind, label) {
    return el(
      "button",
      { type: "button", "aria-pressed": kind === this.filter.kind, "data-kind": kind, click: () => this.setFilter({ kind }) },
      label,
    );
  }

  /** Changes parts of the filter; the others stay as they are. */
  setFilter(part) {
    Object.assign(this.filter, part);
    for (const [name, input] of Object.entries(this.fields)) {
      if (input.value !== this.filter[name]) {
        input.value = this.filter[name];
      }
    }
    for (const button of this.kinds.children) {
      button.setAttribute("aria-pressed", button.dataset.kind === this.filter.kind);
    }
    this.refilter();
    this.view.toTop();
  }

  clearFilter() {
    this.setFilter({ text: "", user: "", name: "", kind: "all" });
  }

  isFiltered() {
    const { text, user, name, kind } = this.filter;
    return kind !== "all" || [text, user, name].some((part) => part.trim() !== "");
  }

  refilter() {
    this.matches = matcher(this.filter);
    this.shown = this.model.events.filter(this.matches).reverse();
    this.waiting = 0;
    this.updateNow();
  }

  changed({ events, reset }) {
    if (reset) {
      this.shown = [];
      this.waiting = 0;
    } else {
      const fresh = events.filter(this.matches).reverse();
      const oldest = this.model.events[0]?.number ?? 0;
      this.shown = fresh.concat(this.shown).filter((event) => event.number >= oldest);
      this.waiting += fresh.length;
    }
    this.update();
  }

  updateNow() {
    const all = this.model.events.length;
    this.clear.hidden = !this.isFiltered();
    this.found.textContent = this.isFiltered()
      ? `${this.shown.length.toLocaleString("en")} of ${count(all, "event")}`
      : all === 0 ? "" : count(all, "event");
    this.view.show(this.shown, this.waiting);
    this.waiting = 0;
  }

  /** Called when a field gets the focus: earlier, nobody needs the suggestions. */
  suggest() {
    const options = (values) =>
      [...new Set(values)].slice(0, MOST_SUGGESTIONS).map((value) => el("option", { value }));
    const newest = [...this.model.events].reverse();
    this.users.replaceChildren(...options(newest.map((event) => event.user)));
    this.names.replaceChildren(...options(newest.map((event) => event.name)));
  }

  detail(pane, event) {
    pane.append(...eventDetail(event, {
      origin: this.origin(event),
      onUser: () => this.setFilter({ user: event.user }),
      onName: () => this.setFilter({ name: event.name }),
    }));
  }

  pressed(key) {
    return this.view.pressed(key);
  }
}

export function drawEvent(row, event) {
  const text = event.text ?? "";
  row.append(
    columnTime(event.timestamp),
    kindChip(event.kind),
    el("b", { class: "event-name" }, event.name),
    el("span", { class: "who" }, event.user),
    el("span", { class: "snippet" },
      text === "" ? null : el("q", null, text.slice(0, ROW_TEXT)),
      text === "" ? summary(event).slice(0, ROW_TEXT) : null),
  );
}

export function kindChip(kind) {
  return el("span", { class: `chip ${kind}` }, kind === "llm" ? "LLM" : "User");
}

/** One event in full, as a list of elements. */
export function eventDetail(event, { origin, onUser, onName }) {
  return [
    el("header", null, kindChip(event.kind), el("h2", null, event.name)),
    facts([
      ["User", link(event.user, "Show this user's events", onUser)],
      ["Event", onName ? link(event.answerName ? `${event.name}, ${event.answerName}` : event.name, "Show events of this name", onName) : null],
      ["Happened", moment(event.timestamp)],
      ["Arrived", moment(event.receivedAt)],
      ["Thread", event.thread === null ? null : el("a", { href: `#conversations/${encodeURIComponent(event.thread)}` }, event.thread)],
      ["Assistant", event.assistant],
      ["Latency", event.latency === null ? null : `${event.latency} s`],
    ]),
    event.kind === "llm"
      ? [textBlock("Prompt", event.body.prompt), textBlock("Generation", event.body.generation)]
      : event.text === null ? null : textBlock("Text", event.text),
    properties(event),
    whereItCameFrom(event, origin),
    el("section", null,
      el("h3", null, "As it was sent", copyButton(() => JSON.stringify(event.body, null, 2), "JSON")),
      jsonView(event.body)),
  ].flat().filter(Boolean);
}

function link(text, title, click) {
  return click ? el("button", { type: "button", class: "link", title, click }, text) : text;
}

export function facts(rows) {
  return el("dl", { class: "facts" }, rows
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [el("dt", null, name), el("dd", null, value)]));
}

export function textBlock(title, text) {
  return el("section", null, el("h3", null, title), longText(text));
}

function properties(event) {
  const entries = Object.entries(event.properties);
  return entries.length === 0 ? null : el("section", null,
    el("h3", null, "Properties"),
    el("table", { class: "properties" }, el("tbody", null, entries.map(([name, value]) => el("tr", null,
      el("th", { scope: "row" }, name),
      el("td", null, typeof value === "string" ? value : el("code", null, JSON.stringify(value))),
      el("td", { class: "type" }, typeName(value)))))));
}

function typeName(value) {
  if (value === null) {
    return "null";
  }
  if (isNumber(value)) {
    return "number";
  }
  return Array.isArray(value) ? "list" : { string: "text", object: "object" }[typeof value] ?? typeof value;
}

/** The log line of the event, as far as the event itself or discovery tells. */
function whereItCameFrom(event, origin) {
  const { logger_name: logger, log_level: level, thread_name: thread } = event.properties;
  if (!origin && !logger) {
    return null;
  }
  return el("section", null,
    el("h3", null, "Where it came from"),
    origin ? el("p", null, origin) : null,
    facts([["Logger", logger], ["Level", level], ["Thread", thread]]));
}

