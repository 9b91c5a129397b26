// The tab "Discover": the kinds of lines that applications log, and the rule that makes an event of one of them. main.js calls
// start() once with what the page lends to it.
import { atMostEvery, codeBlock, copyButton, count, el, getJson, moment, postJson } from "./dom.js";
import { jsonView } from "./json.js";
import { ListView } from "./list.js";

const FORMATS = [
  ["logback", "Logback", "Within <appender> of logback.xml"],
  ["log4j2", "Log4j2", "Within <Trubrics> of log4j2.xml"],
  ["yaml", "Spring Boot", "Into application.yaml"],
];
const START = "-Dtrubrics.discover=true";
const MOST_VALUES = 3;

export function start({ panel, onChange, onShow }) {
  const view = new DiscoverView(panel);
  onChange("discover", () => view.refresh());
  onShow(() => view.refresh());
  return { view: view.view, origin: (event) => view.origin(event), pressed: (key) => view.view.pressed(key) };
}

class DiscoverView {
  constructor(panel) {
    this.kinds = [];
    this.details = new Map();
    this.filter = el("input", {
      type: "search", "aria-label": "Filter lines", placeholder: "Filter lines and loggers ( / )", "data-filter": true,
      autocomplete: "off", spellcheck: "false", input: () => this.show(),
    });
    this.found = el("p", { class: "found", role: "status" });
    this.view = new ListView({
      panel,
      name: "discover",
      label: "Kinds of log lines, the most promising first",
      rowHeight: { wide: 48, narrow: 62 },
      key: (kind) => kind.id,
      // The form is filled in by hand; what is counted meanwhile must not take it away.
      version: () => 0,
      draw: drawKind,
      detail: (pane, kind) => this.detail(pane, kind),
      empty: () => (this.kinds.length === 0 ? howToStart() : el("div", { class: "hint" }, el("p", null, "No line matches the filter."))),
      tools: [this.filter, this.found],
    });
    // A row's counts change, and the row is the same.
    this.view.list.version = (kind) => `${kind.lines} ${kind.events} ${kind.line.length}`;
    this.refresh = atMostEvery(1000, () => this.load());
    this.show();
  }

  async load() {
    try {
      const { kinds } = await getJson("discover/kinds");
      this.kinds = kinds;
      this.show();
    } catch (problem) {
      this.found.textContent = problem.message;
    }
  }

  show() {
    const wanted = this.filter.value.trim().toLowerCase();
    const shown = this.kinds.filter((kind) => wanted === ""
      || `${kind.logger} ${kind.level} ${kind.line.map((part) => part.text).join("")} ${kind.event ?? ""}`.toLowerCase().includes(wanted));
    this.found.textContent = this.kinds.length === 0 ? "" : count(shown.length, "kind") + " of lines";
    this.view.nothing.hidden = true;
    this.view.show(shown);
  }

  async detail(pane, kind) {
    pane.append(el("header", null, el("h2", { class: "line" }, lineParts(kind.line))), el("p", { class: "lead" }, "Looking at its lines."));
    try {
      const detail = await getJson(`discover/kinds/${encodeURIComponent(kind.id)}`);
      const other = detail.proposal.other === null ? null : await getJson(`discover/kinds/${encodeURIComponent(detail.proposal.other)}`);
      if (this.view.list.selected === kind.id) {
        pane.replaceChildren(...new Workbench(kind, detail, other, this.kinds).elements());
      }
    } catch (problem) {
      pane.replaceChildren(el("p", { class: "problem", role: "alert" }, problem.message));
    }
  }

  /** What discovery knows of where an event came from. */
  origin(event) {
    const kind = this.kinds.find((candidate) => candidate.event !== null && candidate.event === event.name);
    if (!kind) {
      return null;
    }
    return kind.rule > 0
      ? `Rule ${kind.rule} has made it of a line of ${kind.logger}.`
      : `It was logged by ${kind.logger}, which names it itself.`;
  }
}

function howToStart() {
  return el("div", { class: "start" },
    el("h2", null, "Let the sandbox write your rules"),
    el("p", null, "Start the application with this switch, beside the host of this sandbox. Its appender then shows which kinds of lines it logs; nothing of it leaves this machine."),
    codeBlock(START, "System property"));
}

function lineParts(parts) {
  return parts.map((part) => (part.kind === "text" ? part.text : el("mark", { class: "hole" }, part.text)));
}

function badges(kind) {
  return [
    kind.events > 0 && kind.events === kind.lines ? el("span", { class: "chip user" }, kind.rule > 0 ? `Event, rule ${kind.rule}` : "Event") : null,
    kind.dropped !== null ? el("span", { class: "chip bad" }, "Dropped") : null,
    kind.chat ? el("span", { class: "chip llm" }, "LLM") : null,
    kind.user && kind.events === 0 ? el("span", { class: "chip set" }, "User found") : null,
    kind.markers.map((marker) => el("span", { class: "chip set" }, marker)),
  ];
}

function drawKind(row, kind) {
  row.append(
    el("span", { class: "times", title: count(kind.lines, "line") }, kind.lines.toLocaleString("en")),
    el("span", { class: "line event-name" }, lineParts(kind.line)),
    el("span", { class: "badges" }, badges(kind)),
    el("span", { class: "snippet" }, `${kind.level} ${kind.logger}`));
}

/** One kind of lines, and the rule for it: with another one beside it where two lines make one event. */
class Workbench {
  constructor(kind, detail, other, kinds) {
    this.kind = kind;
    this.detail = detail;
    this.other = other;
    this.format = localStorage.getItem("discover-format") ?? "logback";
    this.event = el("input", {
      type: "text", id: "event-name", value: detail.proposal.event, placeholder: "An LLM event needs none", autocomplete: "off", spellcheck: "false", input: () => this.changed(),
    });
    const otherKind = other === null ? null : kinds.find((candidate) => candidate.id === other.id);
    this.pair = other === null ? null : el("input", { type: "checkbox", id: "as-pair", checked: true, change: () => this.pairChanged() });
    this.pairText = otherKind ? otherKind.line : [];
    this.own = new Fields(detail, () => this.changed());
    this.others = other === null ? null : new Fields(other, () => this.changed());
    this.user = this.userChoice();
    this.result = el("div", { class: "result", "aria-live": "polite" });
    this.asked = 0;
    this.changed();
  }

  isPair() {
    return this.pair !== null && this.pair.checked;
  }

  pairChanged() {
    this.othersBox.hidden = !this.isPair();
    if (!this.isPair() && this.event.value === "") {
      this.event.value = "Prompt";
    } else if (this.isPair() && this.event.value === "Prompt") {
      this.event.value = "";
    }
    this.changed();
  }

  /** Everybody who may be the user, and nobody. */
  userChoice() {
    const { users, user } = this.detail.proposal;
    const select = el("select", { id: "user-choice", change: () => this.changed() });
    users.forEach((guess, index) => {
      const where = guess.path ?? guess.source.replace(/^.*\.([^.]+\.[^.]+\(\).*)$/, "$1");
      select.append(el("option", { value: index, selected: index === user, title: guess.source ?? guess.path },
        `${where} · ${String(guess.value).slice(0, 60)}${guess.configured ? " (as configured)" : ""}`));
    });
    select.append(el("option", { value: -1, selected: user < 0 }, "Nobody in this line: as the appender is configured"));
    return select;
  }

  chosenUser() {
    const guess = this.detail.proposal.users[Number(this.user.value)];
    if (!guess || (guess.configured && guess.path !== null)) {
      return null;
    }
    return { path: guess.path, source: guess.source };
  }

  choices() {
    const pair = this.isPair() ? "chat" : "";
    const own = { kind: this.kind.id, event: this.event.value, user: this.chosenUser(), pair, ...this.own.chosen() };
    if (pair === "") {
      return [own];
    }
    const other = { kind: this.other.id, event: "", user: null, pair, ...this.others.chosen() };
    return this.detail.proposal.otherIsLast ? [own, other] : [other, own];
  }

  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.preview(), 150);
  }

  async preview() {
    const number = ++this.asked;
    let answer;
    try {
      answer = await postJson("discover/preview", { choices: this.choices() });
    } catch (problem) {
      answer = problem;
    }
    if (number === this.asked) {
      const focused = this.result.contains(document.activeElement) ? document.activeElement.id : null;
      this.result.replaceChildren(...(answer instanceof Error
        ? [el("p", { class: "problem", role: "alert" }, answer.message)]
        : [this.texts(answer), this.outcome(answer)]));
      if (focused) {
        document.getElementById(focused)?.focus();
      }
    }
  }

  texts(answer) {
    const tabs = el("div", { class: "segments", role: "tablist", "aria-label": "Format of the rule" });
    const code = el("code", null);
    const where = el("p", { class: "where" });
    const show = (format) => {
      this.format = format;
      localStorage.setItem("discover-format", format);
      for (const tab of tabs.children) {
        const chosen = tab.dataset.format === format;
        tab.setAttribute("aria-selected", chosen);
        tab.setAttribute("aria-pressed", chosen);
        tab.tabIndex = chosen ? 0 : -1;
      }
      code.textContent = answer[format];
      where.textContent = FORMATS.find(([name]) => name === format)[2];
    };
    FORMATS.forEach(([format, label], index) => tabs.append(el("button", {
      type: "button", role: "tab", id: `format-${format}`, "data-format": format, "aria-controls": "rule-text",
      click: () => show(format),
      keydown: (press) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[press.key];
        if (step) {
          press.preventDefault();
          press.stopPropagation();
          const next = FORMATS[(index + step + FORMATS.length) % FORMATS.length][0];
          show(next);
          document.getElementById(`format-${next}`).focus();
        }
      },
    }, label)));
    const text = el("div", { class: "code", id: "rule-text", role: "tabpanel" },
      el("pre", { tabindex: "0", "aria-label": "Rule" }, code), copyButton(() => code.textContent, "rule"));
    show(this.format);
    return el("section", null, el("h3", null, "The rule"), tabs, where, text,
      answer.warnings.map((warning) => el("p", { class: "problem" }, warning)));
  }

  outcome(answer) {
    const events = answer.lines.filter((line) => line.event !== null);
    return el("section", null,
      el("h3", null, `${count(answer.lines.length, "line")} of ${answer.tried.toLocaleString("en")} kept would match, ${count(events.length, "event")} would come out`),
      answer.lines.length === 0 ? el("p", { class: "lead" }, "No line that the sandbox has kept would match.") : null,
      answer.lines.map((line) => el("article", { class: "tried" },
        el("p", { class: "text message" }, line.message),
        line.event === null
          ? el("p", { class: "lead" }, line.reason ?? "No event by itself: it is one half of a pair, or something that it needs is absent.")
          : jsonView(line.event),
        line.cut ? el("p", { class: "lead" }, "This line is too long to be kept whole: the application may read more of it.") : null)));
  }

  elements() {
    const label = (id, text, control) => el("div", { class: "field" }, el("label", { for: id }, text), control);
    if (this.pair) {
      this.othersBox = el("section", null,
        el("h3", null, "What the other line gives"), el("p", { class: "line lead" }, lineParts(this.pairText)), this.others.element());
    }
    return [
      el("header", null, el("h2", { class: "line" }, lineParts(this.kind.line))),
      el("p", { class: "badges" }, badges(this.kind)),
      el("p", { class: "lead" }, `${this.kind.level} ${this.kind.logger}, ${count(this.kind.lines, "line")}`),
      el("section", { class: "choose" },
        label("event-name", "Event", this.event),
        label("user-choice", "User", this.user),
        this.pair
          ? el("div", { class: "field" }, el("label", { class: "tick", for: "as-pair" }, this.pair,
            el("span", null, "Prompt and answer are two lines: make one LLM event of them")))
          : null),
      el("section", null, el("h3", null, "What is sent"), this.own.element()),
      this.othersBox,
      this.result,
      el("section", null, el("h3", null, "Lines seen"),
        this.detail.samples.map((sample) => el("article", { class: "tried" },
          el("p", { class: "text message" }, sample.message),
          el("p", { class: "lead" }, moment(sample.at), ` ${sample.thread}`,
            sample.event ? `, event "${sample.event}" of ${sample.user}` : sample.dropped ? `, dropped: ${sample.dropped}` : "")))),
    ].filter(Boolean);
  }
}

const MORE = { hole: 0, part: 1, field: 2, mdc: 3, word: 4 };
const GROUPS = [
  [["hole", "part"], "In the message"],
  [["field"], "Fields of the call"],
  [["mdc"], "In the MDC"],
  [["word"], "Words of the message, the same so far"],
];

/** What one line can give: ticks, names and conditions. */
class Fields {
  constructor(detail, changed) {
    this.changed = changed;
    this.rows = detail.proposal.fields.map((field, index) => this.row(field, `${detail.id}-${index}`));
  }

  row(field, id) {
    const values = [...new Set(field.values.filter((value) => value !== null).map(String))].slice(0, MOST_VALUES);
    const send = el("input", { type: "checkbox", id: `send-${id}`, checked: field.ticked, "data-path": field.path, change: this.changed });
    const name = el("input", {
      type: "text", value: field.name, "aria-label": `Name of ${field.path}`, autocomplete: "off", spellcheck: "false", input: this.changed,
    });
    const only = el("input", {
      type: "checkbox", "aria-label": `Only lines with this ${field.path}`, checked: field.condition !== null, change: this.changed,
    });
    const wanted = field.condition ?? values[0] ?? "";
    const element = el("div", { class: "choice" },
      send,
      el("label", { for: `send-${id}`, class: "path" }, el("code", null, field.path),
        field.secret ? el("span", { class: "chip bad" }, "Secret?") : null,
        el("span", { class: "values" }, values.join(" · "))),
      name,
      field.container || values.length === 0 || wanted.length > 200 ? el("span") : el("label", { class: "tick", title: `Only lines where it is ${wanted}` }, only, "only this"));
    return { field, send, name, only, wanted, element };
  }

  chosen() {
    return {
      fields: this.rows.filter((row) => row.send.checked)
        .map(({ field, name }) => ({ path: field.path, name: name.value, number: field.number })),
      when: this.rows.filter((row) => row.only.checked && row.wanted !== "")
        .map(({ field, wanted }) => ({ path: field.path, value: wanted, glob: field.glob })),
    };
  }

  element() {
    const box = el("div", { class: "choosing" });
    for (const [origins, title] of GROUPS) {
      const rows = this.rows.filter((row) => origins.includes(row.field.origin))
        .sort((a, b) => MORE[a.field.origin] - MORE[b.field.origin]);
      if (rows.length > 0) {
        const open = title === GROUPS[0][1] || rows.some((row) => row.send.checked) || rows.length < 4;
        box.append(el("details", { open }, el("summary", null, title, " ", el("small", null, count(rows.length, "value"))), rows.map((row) => row.element)));
      }
    }
    if (this.rows.length === 0) {
      box.append(el("p", { class: "lead" }, "Nothing varies in this line."));
    }
    return box;
  }
}
