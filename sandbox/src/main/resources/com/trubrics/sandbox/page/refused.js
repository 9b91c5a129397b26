// The view "Refused": requests that were not accepted, and why.
import { codeBlock, columnTime, count, el, hint, moment, oncePerFrame } from "./dom.js";
import { facts } from "./events.js";
import { jsonView, parseExactly } from "./json.js";
import { ListView } from "./list.js";

export class RefusedView {
  constructor(panel, { model }) {
    this.model = model;
    this.found = el("p", { class: "found", role: "status" });
    this.filter = el("input", {
      type: "search", "aria-label": "Filter refused requests", placeholder: "Filter reasons and bodies ( / )", "data-filter": true,
      autocomplete: "off", spellcheck: "false", input: () => this.updateNow(),
    });
    const none = hint("No request has been refused. The sandbox checks every request against the documentation of the API, and lists here those that are wrong.",
      el("a", { href: "#server" }, "Let the sandbox refuse valid requests"));
    const noMatch = hint("No refused request matches the filter.");
    this.view = new ListView({
      panel,
      name: "refused",
      label: "Refused requests, the newest first",
      rowHeight: { wide: 34, narrow: 56 },
      key: (request) => request.number,
      draw: drawRefused,
      detail: refusedDetail,
      empty: () => (model.refused.length === 0 ? none : noMatch),
      tools: [this.filter, this.found],
    });
    this.update = oncePerFrame(() => this.updateNow());
    model.onChange(this.update);
    this.updateNow();
  }

  updateNow() {
    const wanted = this.filter.value.trim().toLowerCase();
    const shown = this.model.refused
      .filter((request) => wanted === ""
        || `${request.status} ${request.body} ${request.problems.map((problem) => problem.reason).join(" ")}`.toLowerCase().includes(wanted))
      .reverse();
    this.found.textContent = this.model.refused.length === 0 ? "" : count(shown.length, "refused request");
    this.view.show(shown);
  }

  pressed(key) {
    return this.view.pressed(key);
  }
}

function statusChip(request) {
  return el("span", { class: `chip ${request.cause === "switch" ? "set" : "bad"}` }, request.status === 0 ? "none" : request.status);
}

function where(problem) {
  return problem.event === null ? null : `Event ${problem.event + 1}`;
}

function drawRefused(row, request) {
  const [first, ...others] = request.problems;
  row.append(
    columnTime(request.receivedAt),
    statusChip(request),
    el("b", { class: "event-name" }, request.path),
    el("span", { class: "who" }, request.events > 0 ? count(request.events, "event") : ""),
    el("span", { class: "snippet" },
      where(first) ? `${where(first)}: ` : null,
      first.reason,
      others.length > 0 ? ` (and ${others.length} more)` : null));
}

function refusedDetail(pane, request) {
  pane.append(
    el("header", null, statusChip(request), el("h2", null, request.cause === "switch" ? "Refused by a switch" : "Refused")),
    facts([
      ["Arrived", moment(request.receivedAt)],
      ["Sent to", request.path],
      ["Answer", request.status === 0 ? "none" : String(request.status)],
      ["Events", request.events > 0 ? `${request.events}, none of them accepted` : null],
    ]),
    el("section", null,
      el("h3", null, request.problems.length === 1 ? "Reason" : "Reasons"),
      el("ul", { class: "reasons" }, request.problems.map((problem) =>
        el("li", null, where(problem) ? el("b", null, `${where(problem)}. `) : null, problem.reason)))),
    body(request));
}

function body(request) {
  if (request.body === "") {
    return "";
  }
  let view;
  try {
    view = jsonView(parseExactly(request.body));
  } catch {
    view = codeBlock(request.body, "Body");
  }
  return el("section", null, el("h3", null, "Body"), view);
}
