// Small ways to build and update elements. Text is only ever set as text, never parsed as markup.

/** An element with properties and children; strings become text. `class`, `data` and attributes are named. */
export function el(tag, { class: names, data = {}, attrs = {}, ...properties } = {}, ...children) {
  const node = document.createElement(tag);
  if (names) node.className = names;
  Object.assign(node.dataset, data);
  for (const [name, value] of Object.entries(attrs)) {
    if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  Object.assign(node, properties);
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const byId = (id) => document.getElementById(id);

/** Sets a text only when it differs, so that nothing is announced or repainted for nothing. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Makes the children of `parent` stand for `items`. A child whose key and stamp did not change stays as it
 * is, with its focus; a child that is built anew gets the focus back if its forerunner had it.
 */
export function reconcile(parent, items, { key, stamp, make }) {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const focused = focusInside(parent);
  const nodes = items.map((item) => {
    const [name, mark] = [String(key(item)), JSON.stringify(stamp(item))];
    const known = old.get(name);
    if (known && known.stamp === mark) return known;
    const node = make(item);
    node.dataset.key = name;
    node.stamp = mark;
    return node;
  });
  const kept = new Set(nodes);
  [...parent.children].filter((node) => !kept.has(node)).forEach((node) => node.remove());
  nodes.forEach((node, at) => {
    if (parent.children[at] !== node) parent.insertBefore(node, parent.children[at] ?? null);
  });
  restoreFocus(parent, focused);
}

const FOCUSABLE = "button, [tabindex]";

function focusInside(parent) {
  const node = [...parent.children].find((child) => child.contains(document.activeElement));
  if (!node) return null;
  return { key: node.dataset.key, at: focusable(node).indexOf(document.activeElement) };
}

function restoreFocus(parent, focused) {
  if (!focused || parent.contains(document.activeElement)) return;
  const node = [...parent.children].find((child) => child.dataset.key === focused.key);
  if (node) focusable(node)[Math.max(focused.at, 0)]?.focus({ preventScroll: true });
}

function focusable(node) {
  return [node, ...node.querySelectorAll(FOCUSABLE)].filter((inner) => inner.matches(FOCUSABLE));
}

/** One stop for Tab in a list of buttons; the arrow keys move inside it. `current` gets the stop. */
export function rove(list, current) {
  const buttons = [...list.querySelectorAll("button")];
  const stop =
    buttons.find((button) => button === document.activeElement) ?? buttons.find(current) ?? buttons[0];
  buttons.forEach((button) => (button.tabIndex = button === stop ? 0 : -1));
}

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

export function roveByArrows(list) {
  list.addEventListener("keydown", (event) => {
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const ends = { Home: 0, End: buttons.length - 1 };
    const next = ends[event.key] ?? (event.key in STEPS ? at + STEPS[event.key] : null);
    if (next === null) return;
    event.preventDefault();
    const target = buttons[(next + buttons.length) % buttons.length];
    buttons.forEach((button) => (button.tabIndex = button === target ? 0 : -1));
    target.focus();
  });
}

/** list → which item was brought into view, and where the list was scrolled to for it. */
const placed = new WeakMap();

/**
 * Scrolls `list`, and nothing else, so that the item that holds `chosen` can be seen whole; when another is chosen
 * than before, and when the items changed their sizes, but never against somebody's own scrolling.
 */
export function bringIntoView(list, key, chosen) {
  if (list.clientHeight === 0) return;
  const before = placed.get(list);
  const isMoved = before && (before.top !== list.scrollTop || before.left !== list.scrollLeft);
  if (before?.key === key && isMoved) return;
  const item = list.querySelector(chosen)?.closest("li");
  if (!item) return;
  const [top, left] = [item.offsetTop - list.offsetTop, item.offsetLeft - list.offsetLeft];
  const isBetween = (start, size, from, length) => start >= from && start + size <= from + length;
  if (!isBetween(top, item.offsetHeight, list.scrollTop, list.clientHeight)) list.scrollTop = top - 4;
  if (!isBetween(left, item.offsetWidth, list.scrollLeft, list.clientWidth))
    list.scrollLeft = left - (list.clientWidth - item.offsetWidth) / 2;
  placed.set(list, { key, top: list.scrollTop, left: list.scrollLeft });
}
