// The events and refused requests that this page knows: a copy of what the sandbox keeps.

import { numberOf } from "./json.js";

/** One event, in the form that the views need. */
function event(view) {
  const body = view.body;
  const properties = body.properties ?? {};
  const llm = view.kind === "llm";
  const one = {
    number: view.number,
    receivedAt: view.received_at,
    kind: view.kind,
    body,
    properties,
    user: body.user_id,
    name: llm ? (body.prompt_event_name ?? "Prompt") : body.event,
    answerName: llm ? (body.generation_event_name ?? "Generation") : null,
    text: llm ? body.prompt : textOf(properties),
    thread: body.thread_id ?? properties.$thread_id ?? null,
    assistant: body.assistant_id ?? properties.$assistant_id ?? null,
    latency: body.latency === undefined || body.latency === null ? null : numberOf(body.latency),
    timestamp: body.timestamp ?? view.received_at,
  };
  // Created by the first search.
  Object.defineProperty(one, "haystack", {
    configurable: true,
    get() {
      const value = JSON.stringify(body).toLowerCase();
      Object.defineProperty(one, "haystack", { value });
      return value;
    },
  });
  return one;
}

function textOf(properties) {
  return typeof properties.$text === "string" ? properties.$text : null;
}

function refusal(view) {
  return { ...view, receivedAt: view.received_at };
}

export class Model {
  constructor(maxEvents) {
    this.maxEvents = maxEvents;
    this.events = [];
    this.refused = [];
    this.byNumber = new Map();
    this.listeners = [];
    /** Whether the events that arrived before the page was opened have been loaded. */
    this.settled = false;
  }

  /** The callback gets what has arrived, as {events, refused}, or {reset: true}. */
  onChange(callback) {
    this.listeners.push(callback);
  }

  tell(news) {
    this.listeners.forEach((listener) => listener(news));
  }

  accepted(views) {
    // After a lost connection, the stream may repeat what has arrived already.
    const newest = this.events.at(-1)?.number ?? 0;
    const events = views.filter((view) => view.number > newest).map(event);
    for (const one of events) {
      this.events.push(one);
      this.byNumber.set(one.number, one);
    }
    const surplus = this.events.length - this.maxEvents;
    if (surplus > 0) {
      this.events.splice(0, surplus).forEach((one) => this.byNumber.delete(one.number));
    }
    this.tell({ events, refused: [] });
  }

  refusedRequests(views) {
    const newest = this.refused.at(-1)?.number ?? 0;
    const refused = views.filter((view) => view.number > newest).map(refusal);
    this.refused.push(...refused);
    this.refused.splice(0, Math.max(0, this.refused.length - 1000));
    this.tell({ events: [], refused });
  }

  settle() {
    if (!this.settled) {
      this.settled = true;
      this.tell({ events: [], refused: [] });
    }
  }

  reset() {
    this.events = [];
    this.refused = [];
    this.byNumber.clear();
    this.tell({ reset: true });
  }
}

/** Returns a function that tells whether an event matches the filter; blank parts match every event. */
export function matcher({ text, user, name, kind }) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const wantedUser = user.trim().toLowerCase();
  const wantedName = name.trim().toLowerCase();
  return (one) =>
    (kind === "all" || one.kind === kind) &&
    one.user.toLowerCase().includes(wantedUser) &&
    `${one.name} ${one.answerName ?? ""}`.toLowerCase().includes(wantedName) &&
    words.every((word) => one.haystack.includes(word) || one.haystack.includes(insideOfText(word)));
}

/** The word as it is written in a string of JSON, where a quotation mark follows a backslash. */
function insideOfText(word) {
  return JSON.stringify(word).slice(1, -1);
}

/** The properties in one line, without those that are shown elsewhere. */
export function summary(one) {
  return Object.entries(one.properties)
    .filter(([name]) => !["$text", "$thread_id", "$assistant_id"].includes(name))
    .map(([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" · ");
}
