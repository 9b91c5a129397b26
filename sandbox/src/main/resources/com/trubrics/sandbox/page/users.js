// The view "Users": each user, with the events in sessions.
import { ROW_TEXT, atMostEvery, clock, columnTime, count, day, el, getJson, hint, howToSend, isToday, span } from "./dom.js";
import { kindChip } from "./events.js";
import { ListView } from "./list.js";

const GAP_MINUTES = 30;

export class UsersView {
  constructor(panel, { model, openEvent }) {
    this.model = model;
    this.openEvent = openEvent;
    this.users = [];
    this.filter = el("input", {
      type: "search", "aria-label": "Filter users", placeholder: "Filter users ( / )", "data-filter": true,
      autocomplete: "off", spellcheck: "false", input: () => this.update(),
    });
    this.found = el("p", { class: "found", role: "status" });
    const none = hint("No user yet. Each user appears here with the first event.", howToSend());
    const noMatch = hint("No user matches the filter.");
    this.view = new ListView({
      panel,
      name: "users",
      label: "Users, the most recently active first",
      rowHeight: { wide: 46, narrow: 56 },
      key: (user) => user.id,
      // The stream of events may be behind the list of users.
      version: (user) => `${user.sessions.length} ${user.events} ${user.known}`,
      draw: drawUser,
      detail: (pane, user) => this.detail(pane, user),
      empty: () => (this.users.length === 0 ? none : noMatch),
      tools: [this.filter, this.found],
      selectFirst: true,
    });
    this.refresh = atMostEvery(500, () => this.load());
  }

  async load() {
    this.users = (await getJson("users")).map((user) => {
      const numbers = user.sessions.flatMap((session) => session.events);
      return { ...user, events: numbers.length, known: numbers.filter((number) => this.model.byNumber.has(number)).length };
    });
    this.update();
  }

  update() {
    const wanted = this.filter.value.trim().toLowerCase();
    const shown = this.users.filter((user) => user.id.toLowerCase().includes(wanted));
    this.found.textContent = this.users.length === 0 ? "" : count(shown.length, "user");
    this.view.show(shown);
  }

  detail(pane, user) {
    pane.append(
      el("header", null, el("h2", null, user.id)),
      el("p", { class: "lead" },
        `${count(user.events, "event")} in ${count(user.sessions.length, "session")}. `,
        `Trubrics begins a new session after ${GAP_MINUTES} minutes without an event.`));
    [...user.sessions].reverse().forEach((session, index, all) => {
      pane.append(this.session(session, all.length - index));
      const before = all[index + 1];
      if (before) {
        pane.append(el("p", { class: "gap" }, `${span(new Date(session.from) - new Date(before.to))} without an event`));
      }
    });
  }

  session(session, number) {
    const { from, to } = session;
    const sameDay = day(from) === day(to);
    return el("section", { class: "session" },
      el("h3", null,
        `Session ${number}`,
        el("small", null,
          `${isToday(from) ? "" : `${day(from)} `}${clock(from, { millis: false })}–${sameDay ? "" : `${day(to)} `}${clock(to, { millis: false })}`,
          ` · ${span(new Date(to) - new Date(from))} · ${count(session.events.length, "event")}`)),
      el("ol", { class: "timeline" }, session.events.slice(-500).map((eventNumber) => this.step(eventNumber))));
  }

  step(number) {
    const event = this.model.byNumber.get(number);
    return event && el("li", null,
      el("button", { type: "button", class: "step", click: () => this.openEvent(number) },
        columnTime(event.timestamp),
        kindChip(event.kind),
        el("b", null, event.name),
        el("span", { class: "snippet" }, (event.text ?? "").slice(0, ROW_TEXT))));
  }

  pressed(key) {
    return this.view.pressed(key);
  }
}

function drawUser(row, user) {
  const last = user.sessions[user.sessions.length - 1];
  row.append(
    el("b", { class: "event-name" }, user.id),
    el("span", { class: "snippet" }, `${count(user.events, "event")} · ${count(user.sessions.length, "session")}`),
    columnTime(last.to));
}
