// Shows JSON, indented and in colours.
import { el } from "./dom.js";

const INDENT = "  ";
/** Larger values are cut, because the page would freeze. */
const MOST_PARTS = 5000;

export function jsonView(value) {
  const code = el("code", { class: "json" });
  const state = { left: MOST_PARTS };
  append(code, value, "", state);
  return el("pre", { tabindex: "0", "aria-label": "JSON" }, code);
}

function append(code, value, indent, state) {
  if (state.left-- <= 0) {
    code.append("…");
  } else if (Array.isArray(value)) {
    block(code, "[", "]", value.map((item) => [null, item]), indent, state);
  } else if (value !== null && typeof value === "object") {
    block(code, "{", "}", Object.entries(value), indent, state);
  } else {
    code.append(el("span", { class: value === null ? "null" : typeof value }, JSON.stringify(value)));
  }
}

function block(code, open, close, entries, indent, state) {
  if (entries.length === 0) {
    code.append(open + close);
    return;
  }
  const inner = indent + INDENT;
  code.append(open);
  entries.forEach(([name, value], index) => {
    code.append(`${index > 0 ? "," : ""}\n${inner}`);
    if (name !== null) {
      code.append(el("span", { class: "name" }, JSON.stringify(name)), ": ");
    }
    append(code, value, inner, state);
  });
  code.append(`\n${indent}${close}`);
}
