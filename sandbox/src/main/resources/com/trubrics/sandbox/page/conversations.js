// The view "Conversations": prompts and generations by thread, in the order in which they were written.
import { ROW_TEXT, atMostEvery, clock, columnTime, count, day, el, getJson, hint, howToSend, isToday, longText, moment } from "./dom.js";
import { ListView } from "./list.js";
import { summary } from "./model.js";

/** How many events of a conversation are shown: the newest. */
const MOST_TURNS = 300;

export class ConversationsView {
  constructor(panel, { model, openEvent }) {
    this.model = model;
    this.openEvent = openEvent;
    this.conversations = [];
    this.filter = el("input", {
      type: "search", "aria-label": "Filter conversations", placeholder: "Filter conversations ( / )", "data-filter": true,
      autocomplete: "off", spellcheck: "false", input: () => this.update(),
    });
    this.found = el("p", { class: "found", role: "status" });
    const none = hint("No conversation yet. LLM events form conversations, and so do other events that have a thread_id.", howToSend());
    const noMatch = hint("No conversation matches the filter.");
    this.view = new ListView({
      panel,
      name: "conversations",
      label: "Conversations, the most recent first",
      rowHeight: { wide: 58, narrow: 58 },
      key: (conversation) => conversation.thread ?? ` ${conversation.users[0]}`,
      // The stream of events may be behind the list of conversations.
      version: (conversation) => `${conversation.events.length} ${conversation.to} ${conversation.known}`,
      draw: (row, conversation) => this.draw(row, conversation),
      detail: (pane, conversation) => this.detail(pane, conversation),
      empty: () => (this.conversations.length === 0 ? none : noMatch),
      tools: [this.filter, this.found],
      selectFirst: true,
    });
    this.refresh = atMostEvery(500, () => this.load());
  }

  async load() {
    this.conversations = (await getJson("conversations")).map((conversation) => ({
      ...conversation,
      known: this.eventsOf(conversation).length,
    }));
    this.update();
  }

  update() {
    const wanted = this.filter.value.trim().toLowerCase();
    const shown = this.conversations.filter((conversation) => wanted === ""
      || `${conversation.thread ?? ""} ${conversation.users.join(" ")}`.toLowerCase().includes(wanted)
      || this.eventsOf(conversation).some((event) => event.haystack.includes(wanted)));
    this.found.textContent = this.conversations.length === 0 ? "" : count(shown.length, "conversation");
    this.view.show(shown);
  }

  eventsOf(conversation) {
    return conversation.events.map((number) => this.model.byNumber.get(number)).filter(Boolean);
  }

  draw(row, conversation) {
    const first = this.eventsOf(conversation).find((event) => event.text !== null);
    row.append(
      el("b", { class: "event-name" }, (first?.text ?? conversation.thread ?? "").slice(0, ROW_TEXT)),
      columnTime(conversation.to),
      el("span", { class: "snippet" },
        `${conversation.users.join(", ")} · ${conversation.thread ?? "no thread_id"} · ${count(conversation.events.length, "event")}`));
  }

  detail(pane, conversation) {
    const events = this.eventsOf(conversation);
    pane.append(
      el("header", null, el("h2", null, conversation.thread ?? "Without a thread")),
      el("p", { class: "lead" },
        conversation.users.join(", "), " · ", moment(conversation.from),
        conversation.thread === null ? ". These LLM events have no thread_id." : null),
      el("div", { class: "talk" }, events.slice(-MOST_TURNS).map((event) => this.turn(event))));
  }

  turn(event) {
    if (event.kind === "llm") {
      const answered = new Date(event.timestamp);
      const asked = new Date(answered - (event.latency ?? 0) * 1000);
      return [
        this.bubble(event, "asks", event.user, event.name, event.body.prompt, asked.toISOString()),
        this.bubble(event, "answers", event.assistant ?? "Assistant", event.answerName, event.body.generation, event.timestamp,
          event.latency === null ? "" : ` · ${event.latency} s`),
      ];
    }
    if (event.text !== null) {
      return this.bubble(event, "asks", event.user, event.name, event.text, event.timestamp);
    }
    return el("button", { type: "button", class: "aside", click: () => this.openEvent(event.number) },
      el("b", null, event.name), ` ${summary(event)}`.slice(0, 120));
  }

  bubble(event, side, who, name, text, at, more = "") {
    return el("article", { class: `bubble ${side}` },
      el("h4", null, who, el("small", null, `${name} · ${isToday(at) ? "" : `${day(at)} `}${clock(at, { millis: false })}${more}`)),
      longText(text),
      el("button", { type: "button", class: "link", "aria-label": `Show the event ${name}`, click: () => this.openEvent(event.number) }, "Event"));
  }

  pressed(key) {
    return this.view.pressed(key);
  }
}
