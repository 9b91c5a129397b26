// A list that draws only its visible rows, and a view with such a list beside the details of the selected item.
import { el, oncePerFrame } from "./dom.js";

const SPARE_ROWS = 6;
const NARROW = window.matchMedia("(max-width: 800px)");

let rowsMade = 0;

class WindowedList {
  /**
   * rowHeight   {wide, narrow} in pixels
   * key         identifies an item; its row is drawn once, and again whenever version(item) changes
   */
  constructor({ label, rowHeight, key, version, draw, select }) {
    Object.assign(this, { rowHeight, key, draw, select });
    this.version = version ?? (() => 0);
    this.items = [];
    this.rows = new Map();
    this.selected = null;
    this.space = el("div", { class: "space", role: "presentation" });
    this.root = el("div", { class: "list", role: "listbox", tabindex: "0", "aria-label": label }, this.space);
    this.redraw = oncePerFrame(() => this.drawNow());
    this.root.addEventListener("scroll", this.redraw, { passive: true });
    this.root.addEventListener("click", (click) => this.clicked(click));
    new ResizeObserver(this.redraw).observe(this.root);
    NARROW.addEventListener("change", () => {
      this.rows.forEach((row) => row.remove());
      this.rows.clear();
      this.redraw();
    });
  }

  get height() {
    return NARROW.matches ? this.rowHeight.narrow : this.rowHeight.wide;
  }

  /** Shows these items. The row at the top of the window stays where it is. */
  show(items) {
    const top = this.root.scrollTop;
    const first = Math.floor(top / this.height);
    const anchor = top > 0 && this.items[first] !== undefined ? this.key(this.items[first]) : null;
    this.items = items;
    this.space.style.height = `${items.length * this.height}px`;
    if (anchor !== null) {
      const now = items.findIndex((item) => this.key(item) === anchor);
      if (now >= 0 && now !== first) {
        this.root.scrollTop = top + (now - first) * this.height;
      }
    }
    this.redraw();
  }

  drawNow() {
    this.space.style.height = `${this.items.length * this.height}px`;
    const from = Math.max(0, Math.floor(this.root.scrollTop / this.height) - SPARE_ROWS);
    const to = Math.min(this.items.length, from + Math.ceil(this.root.clientHeight / this.height) + 2 * SPARE_ROWS);
    const wanted = new Map(this.items.slice(from, to).map((item) => [this.key(item), String(this.version(item))]));
    for (const [key, row] of this.rows) {
      if (wanted.get(key) !== row.dataset.version) {
        row.remove();
        this.rows.delete(key);
      }
    }
    // In the order of the items, for screen readers.
    let next = this.space.firstChild;
    for (let i = from; i < to; i++) {
      const row = this.place(this.items[i], i);
      if (row === next) {
        next = next.nextSibling;
      } else {
        this.space.insertBefore(row, next);
      }
    }
    const active = this.rows.get(this.selected);
    if (active) {
      this.root.setAttribute("aria-activedescendant", active.id);
    } else {
      this.root.removeAttribute("aria-activedescendant");
    }
  }

  /** Returns the row of an item, and makes it if there is none. */
  place(item, index) {
    const key = this.key(item);
    let row = this.rows.get(key);
    if (!row) {
      row = el("div", { class: "row", role: "option", id: `row-${++rowsMade}`, "data-version": this.version(item) });
      row.dataset.key = key;
      this.draw(row, item);
      this.rows.set(key, row);
    }
    row.style.transform = `translateY(${index * this.height}px)`;
    row.style.height = `${this.height}px`;
    row.setAttribute("aria-posinset", index + 1);
    row.setAttribute("aria-setsize", this.items.length);
    row.setAttribute("aria-selected", key === this.selected);
    return row;
  }

  clicked(click) {
    const row = click.target.closest(".row");
    const item = row && this.items.find((candidate) => String(this.key(candidate)) === row.dataset.key);
    if (item) {
      this.select(item);
    }
  }

  indexOfSelected() {
    return this.items.findIndex((item) => this.key(item) === this.selected);
  }

  mark(key) {
    this.selected = key;
    this.redraw();
  }

  /** Moves the selection as a key says; returns whether it is one of these keys. */
  step(key) {
    const page = Math.max(1, Math.floor(this.root.clientHeight / this.height) - 1);
    const now = this.indexOfSelected();
    const wanted = {
      ArrowDown: now + 1,
      ArrowUp: now < 0 ? 0 : now - 1,
      PageDown: now + page,
      PageUp: now - page,
      Home: 0,
      End: this.items.length - 1,
    }[key];
    if (wanted === undefined || this.items.length === 0) {
      return false;
    }
    const index = Math.min(this.items.length - 1, Math.max(0, wanted));
    this.select(this.items[index]);
    this.reveal(index);
    return true;
  }

  reveal(index) {
    const top = index * this.height;
    if (top < this.root.scrollTop) {
      this.root.scrollTop = top;
    } else if (top + this.height > this.root.scrollTop + this.root.clientHeight) {
      this.root.scrollTop = top + this.height - this.root.clientHeight;
    }
  }
}

export class ListView {
  /**
   * panel        the element to fill
   * name         the name of the view in the address, before the key of the selected item
   * label        the accessible name of the list
   * tools        elements above the list
   * empty        returns the element to show instead of an empty list; the same one as long as the reason is the same
   * detail       fills the pane with one item: detail(pane, item)
   * selectFirst  whether the first item is selected from the start, if there is room for the details
   */
  constructor({ panel, name, label, rowHeight, key, version, draw, detail, tools, empty, selectFirst }) {
    Object.assign(this, { name, key, detail, empty, selectFirst });
    this.version = version ?? (() => 0);
    this.list = new WindowedList({ label, rowHeight, key, version, draw, select: (item) => this.open(item) });
    this.shown = null;
    this.nothing = el("div", { class: "nothing", hidden: true });
    this.content = el("div", { class: "content" });
    this.pane = el(
      "aside",
      { class: "pane", "aria-label": "Details", hidden: true },
      el("button", { type: "button", class: "close", "aria-label": "Close", click: () => this.close() }, "✕"),
      this.content,
    );
    this.newer = el("button", { type: "button", class: "newer", hidden: true, click: () => this.toTop() });
    this.list.root.addEventListener("scroll", () => this.list.root.scrollTop < 4 && (this.newer.hidden = true));
    this.tools = el("div", { class: "tools" }, tools ?? []);
    this.main = el("div", { class: "main" }, this.tools, this.newer, this.list.root, this.nothing);
    this.root = el("div", { class: "split" }, this.main, this.pane);
    panel.append(this.root);
  }

  /** @param news how many items at the beginning are new */
  show(items, news = 0) {
    this.list.show(items);
    const none = items.length === 0;
    const placeholder = this.empty();
    if (none && this.nothing.firstChild !== placeholder) {
      this.nothing.replaceChildren(placeholder);
    }
    this.nothing.hidden = !none;
    this.list.root.hidden = none;
    if (none) {
      this.newer.hidden = true;
    } else if (news > 0 && this.list.root.scrollTop > 4) {
      this.unseen = (this.newer.hidden ? 0 : this.unseen) + news;
      this.newer.textContent = `${this.unseen.toLocaleString("en")} newer ↑`;
      this.newer.hidden = false;
    }
    this.follow(items);
  }

  /** Updates the details: the selected item may have changed, or be gone. */
  follow(items) {
    if (this.list.selected === null) {
      if (this.selectFirst && !this.dismissed && !NARROW.matches && items.length > 0) {
        this.open(items[0], { address: false });
      }
      return;
    }
    const item = items.find((candidate) => this.key(candidate) === this.list.selected);
    if (item) {
      this.fillPane(item);
    } else if (this.gone?.(this.list.selected) ?? true) {
      this.close({ address: false });
    }
  }

  open(item, { address = true } = {}) {
    const key = this.key(item);
    this.list.mark(key);
    this.pane.hidden = false;
    this.root.classList.add("open");
    this.fillPane(item);
    if (address) {
      history.replaceState(null, "", `#${this.name}/${encodeURIComponent(key)}`);
    }
  }

  fillPane(item) {
    const state = `${this.key(item)} ${this.version(item)}`;
    if (state !== this.shown) {
      const same = this.shown !== null && this.shown.startsWith(`${this.key(item)} `);
      const scroll = same ? this.content.scrollTop : 0;
      this.shown = state;
      this.content.replaceChildren();
      this.detail(this.content, item);
      this.content.scrollTop = scroll;
    }
  }

  /** Opens the item whose key has this text; returns whether there is one. */
  openKey(text) {
    const index = this.list.items.findIndex((item) => String(this.key(item)) === text);
    if (index >= 0) {
      this.open(this.list.items[index], { address: false });
      this.list.reveal(index);
    }
    return index >= 0;
  }

  close({ address = true } = {}) {
    const wasOpen = !this.pane.hidden;
    this.list.mark(null);
    this.shown = null;
    this.pane.hidden = true;
    this.root.classList.remove("open");
    if (address && wasOpen) {
      this.dismissed = true;
      history.replaceState(null, "", `#${this.name}`);
      this.list.root.focus({ preventScroll: true });
    }
    return wasOpen;
  }

  toTop() {
    this.list.root.scrollTop = 0;
    this.newer.hidden = true;
  }

  /** Returns whether the key had an effect. */
  pressed(key) {
    return key === "Escape" ? this.close() : this.list.step(key);
  }
}
