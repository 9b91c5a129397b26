// The view "Discover": the kinds of lines that applications log, and a form that turns one of them into an event rule.
import { atMostEvery, codeBlock, copyButton, count, el, getJson, hint, moment, postJson } from "./dom.js";
import { jsonView, parseExactly } from "./json.js";
import { keyNote } from "./key.js";
import { ListView } from "./list.js";

const FORMATS = [
  ["logback", "Logback", "Goes inside <appender> in logback.xml"],
  ["log4j2", "Log4j2", "Goes inside <Trubrics> in log4j2.xml"],
  ["yaml", "Spring Boot", "Goes into application.yaml"],
];
const MOST_VALUES = 3;

/** The format that was chosen last, if the browser lets us remember it. */
const format = {
  get() {
    try {
      const name = localStorage.getItem("discover-format");
      return FORMATS.some(([known]) => known === name) ? name : "logback";
    } catch {
      return "logback";
    }
  },
  set(name) {
    try {
      localStorage.setItem("discover-format", name);
    } catch {
      // The next form starts with the default.
    }
  },
};

export class DiscoverView {
  constructor(panel, { apiKey }) {
    this.kinds = [];
    this.applications = null;
    this.filter = el("input", {
      type: "search", "aria-label": "Filter lines", placeholder: "Filter lines and loggers ( / )", "data-filter": true,
      autocomplete: "off", spellcheck: "false", input: () => this.show(),
    });
    this.found = el("p", { class: "found", role: "status" });
    const notYet = el("div");
    const start = howToStart(apiKey);
    const noLine = hint("An application is connected, but has not logged anything yet. Use it for a moment: its lines appear here within a second or two.");
    const noMatch = hint("No line matches the filter.");
    this.view = new ListView({
      panel,
      name: "discover",
      label: "Kinds of log lines, the most promising first",
      rowHeight: { wide: 48, narrow: 62 },
      key: (kind) => kind.id,
      // New counts must not replace a form that the user is filling in.
      version: () => 0,
      draw: drawKind,
      detail: (pane, kind) => this.detail(pane, kind),
      empty: () => {
        if (this.kinds.length > 0) {
          return noMatch;
        }
        return this.applications === null ? notYet : this.applications.length > 0 ? noLine : start;
      },
      tools: [this.filter, this.found],
    });
    // The row of a kind is drawn again when its counts change.
    this.view.list.version = (kind) => `${kind.lines} ${kind.events} ${kind.line.length}`;
    this.refresh = atMostEvery(1000, () => this.load());
    this.show();
  }

  async load() {
    try {
      const { applications, kinds } = await getJson("discover/kinds");
      this.applications = applications;
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
    const unlisted = (this.applications ?? []).reduce((sum, application) => sum + application.unlisted, 0);
    this.found.textContent = this.kinds.length === 0 ? ""
      : `${count(shown.length, "kind")} of lines${unlisted > 0 ? `, and ${count(unlisted, "line")} of further kinds` : ""}`;
    this.view.show(shown);
  }

  async detail(pane, kind) {
    pane.append(el("header", null, el("h2", { class: "line" }, lineParts(kind.line))), el("p", { class: "lead" }, "Loading its lines …"));
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

  /** Says which log line an event came from, if a line with such an event was discovered; otherwise returns null. */
  origin(event) {
    const kind = this.kinds.find((candidate) => candidate.event !== null && candidate.event === event.name);
    if (!kind) {
      return null;
    }
    return kind.rule > 0
      ? `Rule ${kind.rule} made this event from a line of ${kind.logger}.`
      : `The line of ${kind.logger} names the event itself.`;
  }

  pressed(key) {
    return this.view.pressed(key);
  }
}

function howToStart(apiKey) {
  const host = window.location.origin;
  return el("div", { class: "start" },
    el("h2", null, "Let the sandbox write your rules"),
    el("p", null, "Start an application that has a Trubrics appender with discovery switched on. The appender then reports which kinds of lines the application logs, to this sandbox only: nothing leaves this machine. Choose a line, and the sandbox writes the rule that turns it into an event."),
    el("p", null, "As Java options:"),
    codeBlock(`-Dtrubrics.host=${host} -Dtrubrics.apiKey=${apiKey} -Dtrubrics.discover=true`, "Java options"),
    el("p", null, "Or as environment variables:"),
    codeBlock(`TRUBRICS_HOST=${host}\nTRUBRICS_API_KEY=${apiKey}\nTRUBRICS_DISCOVER=true`, "Environment variables"),
    keyNote(apiKey));
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

/** The form for one kind of lines, or for two whose lines make one event, and the rule that results. */
class Workbench {
  constructor(kind, detail, other, kinds) {
    this.kind = kind;
    this.detail = detail;
    this.other = other;
    this.format = format.get();
    this.event = el("input", {
      type: "text", id: "event-name", value: detail.proposal.event, placeholder: "Optional for an LLM event", autocomplete: "off", spellcheck: "false", input: () => this.changed(),
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

  /** All values that may be the user, and the choice of none. */
  userChoice() {
    const { users, user } = this.detail.proposal;
    const select = el("select", { id: "user-choice", change: () => this.changed() });
    users.forEach((guess, index) => {
      const where = guess.path ?? guess.source.replace(/^.*\.([^.]+\.[^.]+\(\).*)$/, "$1");
      select.append(el("option", { value: index, selected: index === user, title: guess.source ?? guess.path },
        `${where} · ${String(guess.value).slice(0, 60)}${guess.configured ? " (as configured)" : ""}`));
    });
    select.append(el("option", { value: -1, selected: user < 0 }, "Not in this line: use the user that the appender finds itself"));
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
    this.own.markUser(this.detail.proposal.users[Number(this.user.value)]?.path ?? null);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.preview(), 150);
  }

  async preview() {
    const number = ++this.asked;
    let answer;
    try {
      answer = await postJson("discover/preview", { choices: this.choices() }, parseExactly);
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
    const show = (chosen) => {
      this.format = chosen;
      format.set(chosen);
      for (const tab of tabs.children) {
        const selected = tab.dataset.format === chosen;
        tab.setAttribute("aria-selected", selected);
        tab.tabIndex = selected ? 0 : -1;
      }
      code.textContent = answer[chosen];
      where.textContent = FORMATS.find(([name]) => name === chosen)[2];
    };
    FORMATS.forEach(([name, label], index) => tabs.append(el("button", {
      type: "button", role: "tab", id: `format-${name}`, "data-format": name, "aria-controls": "rule-text",
      click: () => show(name),
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
      el("h3", null, `Matches ${answer.lines.length.toLocaleString("en")} of ${count(answer.tried, "sample line")}, and makes ${count(events.length, "event")}`),
      answer.lines.length === 0 ? el("p", { class: "lead" }, "None of the lines that the sandbox has kept matches.") : null,
      answer.lines.map((line) => el("article", { class: "tried" },
        el("p", { class: "text message" }, line.message),
        line.event === null
          ? el("p", { class: "lead" }, line.reason ?? "Not an event by itself: the line is one half of a pair, or a value that the rule needs is missing.")
          : jsonView(line.event),
        line.cut ? el("p", { class: "lead" }, "The sandbox has kept only a part of this long line. The appender reads all of it.") : null)));
  }

  elements() {
    const label = (id, text, control) => el("div", { class: "field" }, el("label", { for: id }, text), control);
    if (this.pair) {
      this.othersBox = el("section", null,
        el("h3", null, "Values of the other line"), el("p", { class: "line lead" }, lineParts(this.pairText)), this.others.element());
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
            el("span", null, "Combine this line and its counterpart, prompt and answer, into one LLM event")))
          : null),
      el("section", null, el("h3", null, "What is sent"), this.own.element()),
      this.othersBox,
      this.result,
      el("section", null, el("h3", null, "Sample lines"),
        this.detail.samples.map((sample) => el("article", { class: "tried" },
          el("p", { class: "text message" }, sample.message),
          el("p", { class: "lead" }, moment(sample.at), ` ${sample.thread}`,
            sample.event ? `, event "${sample.event}" of user ${sample.user}` : sample.dropped ? `, dropped: ${sample.dropped}` : "")))),
    ].filter(Boolean);
  }
}

const MORE = { hole: 0, part: 1, field: 2, mdc: 3, word: 4 };
const GROUPS = [
  [["hole", "part"], "In the message"],
  [["field"], "Fields of the call"],
  [["mdc"], "In the MDC"],
  [["word"], "Words of the message that have not varied so far"],
];

/** The values of one kind of lines: which are sent, under which names, and what a line must have. */
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
    const user = el("span", { class: "chip user", hidden: true }, "User");
    const element = el("div", { class: "choice" },
      send,
      el("label", { for: `send-${id}`, class: "path" }, el("code", null, field.path),
        field.secret ? el("span", { class: "chip bad" }, "Secret?") : null,
        user,
        el("span", { class: "values" }, values.join(" · "))),
      name,
      field.container || values.length === 0 || wanted.length > 200 ? el("span") : el("label", { class: "tick", title: `Only lines where it is ${wanted}` }, only, "only this"));
    return { field, send, name, only, wanted, user, element };
  }

  /** Shows which value is sent as the user, whether it is also sent as a property or not. */
  markUser(path) {
    this.rows.forEach(({ field, user }) => (user.hidden = field.path !== path));
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
