// The tab "Discover". main.js calls start() once with what the page lends to it:
//   panel     the section element of the tab, empty and this module's own
//   onChange  onChange("discover", callback): the server's Changes.changed("discover")
//   onShow    onShow(callback): the tab has been opened
//   el        el("p", {class: "hint"}, "text", otherElement): an element; text never becomes HTML
//   getJson, postJson  requests to this server
// It returns an object; its origin(event), if there is one, answers with a sentence on what made an event, or null.
export function start({ panel, el }) {
  panel.append(el("p", { class: "hint" }, "Nothing to discover yet."));
  return {};
}
