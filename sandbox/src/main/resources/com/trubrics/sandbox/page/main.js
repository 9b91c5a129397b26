// Puts the views together: the tabs, the keyboard, and the stream of events from the sandbox.
import { copyButton, el, getJson, oncePerFrame } from "./dom.js";
import { ConversationsView } from "./conversations.js";
import { CountsView } from "./counts.js";
import { EventsView } from "./events.js";
import { Model } from "./model.js";
import { RefusedView } from "./refused.js";
import { ServerView } from "./server.js";
import { UsersView } from "./users.js";
import { DiscoverView } from "./discover.js";
import { parseExactly } from "./json.js";
import { apiKey } from "./key.js";

const connection = document.getElementById("connection");

function connected(state, text) {
  connection.dataset.state = state;
  connection.textContent = text;
}

connected("connecting", "Connecting");

const about = await getJson("about");
const model = new Model(about.max_events);
const topics = new Map();
const tabs = new Map();
let current = null;

/** onShow is called whenever the tab is opened. */
function addTab(name, title) {
  const badge = el("span", { class: "badge", hidden: true });
  const button = el("button", {
    type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `view-${name}`, "aria-selected": "false", tabindex: "-1",
    click: () => go(name),
  }, title, badge);
  const panel = el("section", { id: `view-${name}`, class: "view", role: "tabpanel", "aria-labelledby": `tab-${name}`, hidden: true });
  document.getElementById("tabs").append(button);
  document.getElementById("views").append(panel);
  const tab = { name, button, panel, badge, onShow: [], view: null };
  tabs.set(name, tab);
  return tab;
}

for (const title of ["Events", "Users", "Conversations", "Counts", "Refused", "Server", "Discover"]) {
  addTab(title.toLowerCase(), title);
}

function onChange(topic, callback) {
  topics.set(topic, [...(topics.get(topic) ?? []), callback]);
}

function go(name, key) {
  const address = key === undefined ? `#${name}` : `#${name}/${encodeURIComponent(key)}`;
  if (window.location.hash === address) {
    follow();
  } else {
    window.location.hash = address;
  }
}

/** Shows the view that the address names, and the item. */
function follow() {
  const [name, key] = window.location.hash.slice(1).split("/", 2).map(decoded);
  const tab = tabs.get(name) ?? tabs.get("events");
  if (current !== tab) {
    for (const other of tabs.values()) {
      other.panel.hidden = other !== tab;
      other.button.setAttribute("aria-selected", other === tab);
      other.button.tabIndex = other === tab ? 0 : -1;
    }
    current = tab;
    tab.button.scrollIntoView({ block: "nearest", inline: "center" });
    document.title = `${tab.button.firstChild.textContent} · Trubrics sandbox`;
    tab.onShow.forEach((callback) => callback());
  }
  if (key) {
    openWhenThere(tab, key);
  }
}

/** An address may have been typed by hand. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The item that an address names may not have been loaded yet. */
function openWhenThere(tab, key, attempts = 20) {
  if (!tab.view?.view?.openKey(key) && attempts > 0 && current === tab) {
    setTimeout(() => openWhenThere(tab, key, attempts - 1), 100);
  }
}

const openEvent = (number) => {
  events.clearFilter();
  go("events", number);
};

const discovered = new DiscoverView(tabs.get("discover").panel, { apiKey: apiKey(about) });
tabs.get("discover").view = discovered;
tabs.get("discover").onShow.push(() => discovered.refresh());
onChange("discover", () => discovered.refresh());

const events = new EventsView(tabs.get("events").panel, {
  model, origin: (event) => discovered.origin(event), apiKey: apiKey(about),
});
tabs.get("events").view = events;
for (const input of Object.values(events.fields)) {
  input.addEventListener("focus", () => events.suggest());
}
tabs.get("users").view = new UsersView(tabs.get("users").panel, { model, openEvent });
tabs.get("conversations").view = new ConversationsView(tabs.get("conversations").panel, { model, openEvent });
tabs.get("counts").view = new CountsView(tabs.get("counts").panel, {
  model,
  filterByName: (name, kind) => {
    events.clearFilter();
    events.setFilter({ name, kind });
    go("events");
  },
});
tabs.get("refused").view = new RefusedView(tabs.get("refused").panel, { model });
tabs.get("server").view = new ServerView(tabs.get("server").panel, {
  about,
  answersChanged: (words) => {
    const answering = document.getElementById("answering");
    answering.hidden = words === null;
    answering.replaceChildren(words === null ? "" : el("a", { href: "#server" }, words));
  },
});

for (const name of ["users", "conversations", "counts"]) {
  const tab = tabs.get(name);
  tab.onShow.push(() => tab.view.refresh());
}
const refreshShown = () => ["users", "conversations", "counts"].includes(current?.name) && current.view.refresh();
setInterval(() => current?.name === "counts" && current.view.refresh(), 10_000);

const badges = oncePerFrame(() => {
  const show = (name, number) => {
    const { badge } = tabs.get(name);
    badge.hidden = number === 0;
    badge.textContent = number.toLocaleString("en");
  };
  show("events", model.events.length);
  show("refused", model.refused.length);
  current.button.scrollIntoView({ block: "nearest", inline: "nearest" });
});

model.onChange(() => {
  badges();
  refreshShown();
});

onChange("answers", () => tabs.get("server").view.refresh());
tabs.get("server").view.refresh();

// The stream.

const RETRY_MILLIS = 2_000;
const tellTopic = (topic) => (topics.get(topic) ?? []).forEach((callback) => callback());

async function opened() {
  if (connection.dataset.state === "lost") {
    if ((await getJson("about")).run !== about.run) {
      // Another sandbox, perhaps of another version: nothing of this page is true any more.
      window.location.reload();
      return;
    }
    [...topics.keys()].forEach(tellTopic);
  }
  connected("live", "Live");
}

function openStream() {
  const stream = new EventSource("events");
  stream.addEventListener("open", () => opened().catch(() => connected("lost", "Not connected")));
  stream.addEventListener("error", () => {
    connected("lost", "Not connected");
    if (stream.readyState === EventSource.CLOSED) {
      setTimeout(openStream, RETRY_MILLIS);
    }
  });
  stream.addEventListener("reset", () => model.reset());
  stream.addEventListener("accepted", (message) => model.accepted(parseExactly(message.data)));
  stream.addEventListener("refused", (message) => model.refusedRequests(JSON.parse(message.data)));
  stream.addEventListener("settled", () => model.settle());
  stream.addEventListener("changed", (message) => tellTopic(JSON.parse(message.data)));
}

openStream();

document.getElementById("host").append(el("code", null, window.location.origin), copyButton(window.location.origin, "host"));

// The keyboard.

const isField = (element) => element.matches("input, select, textarea, [contenteditable]");

function pressedInField(event) {
  const field = event.target;
  if (event.key === "Escape") {
    if (field.type === "search" && field.value !== "") {
      field.value = "";
      field.dispatchEvent(new Event("input"));
    } else {
      field.blur();
    }
    return true;
  }
  const list = current.view?.view?.list.root;
  if (event.key === "ArrowDown" && field.matches("[data-filter]") && list) {
    list.focus();
    return current.view.pressed("ArrowDown");
  }
  return false;
}

function pressedInTabs(event) {
  const names = [...tabs.keys()];
  const now = names.indexOf(current.name);
  const wanted = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: names.length - 1 }[event.key];
  if (wanted === undefined) {
    return false;
  }
  const name = names[(wanted + names.length) % names.length];
  go(name);
  tabs.get(name).button.focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
    return;
  }
  let used;
  if (isField(event.target)) {
    used = pressedInField(event);
  } else if (event.target.role === "tab" && pressedInTabs(event)) {
    used = true;
  } else if (event.key === "/") {
    const filter = current.panel.querySelector("[data-filter]");
    filter?.focus();
    filter?.select();
    used = Boolean(filter);
  } else if (event.target.closest(".pane") && event.key !== "Escape") {
    // These keys scroll the details.
    used = false;
  } else {
    used = current.view?.pressed?.(event.key) ?? false;
  }
  if (used) {
    event.preventDefault();
  }
});

window.addEventListener("hashchange", follow);
follow();
