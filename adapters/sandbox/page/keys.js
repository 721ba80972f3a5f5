// Everything by keyboard: the shortcuts, and the list of them.

import { moveToNextDue } from "./clock.js";
import { byId, el } from "./dom.js";
import { t } from "./i18n.js";
import { chooseGroup, store } from "./store.js";
import { showTab } from "./tabs.js";

const LIST = [
  ["/", "keyComposer"],
  ["Alt + 1 … 9", "keyGroups"],
  ["Alt + W", "keyWho"],
  ["Alt + I", "keyIncidents"],
  ["Alt + P", "keyPhones"],
  ["Alt + N", "keyNext"],
  ["Enter", "keySend"],
  ["← ↑ ↓ →", "keyArrows"],
  ["?", "keyHelp"],
];

function toChat(id) {
  showTab("chat");
  byId(id).focus();
}

function toPhone() {
  showTab("phones");
  byId("people").querySelector('[tabindex="0"]')?.focus();
}

function toIncidents() {
  showTab("incidents");
  byId("incidents").focus();
}

/** By the key itself: with Alt held, some systems put other signs on the letters and digits. */
const BY_ALT = { KeyW: () => toChat("who"), KeyI: toIncidents, KeyP: toPhone, KeyN: moveToNextDue };

function withAlt(event) {
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  const group = digit && store.world?.groups[digit - 1];
  const act = group ? () => chooseGroup(group.id) : BY_ALT[event.code];
  if (!act) return;
  event.preventDefault();
  act();
}

const isTyping = (target) =>
  target.matches("input:not([type=radio]), textarea, select") || target.isContentEditable;

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.isComposing || byId("keys").open) return;
  if (event.altKey) return withAlt(event);
  if (isTyping(event.target)) return undefined;
  const act = { "/": () => toChat("composer-text"), "?": showKeys }[event.key];
  if (!act) return undefined;
  event.preventDefault();
  return act();
}

function showKeys() {
  const rows = LIST.flatMap(([keys, words]) => [el("dt", {}, el("kbd", {}, keys)), el("dd", {}, t(words))]);
  byId("keys-list").replaceChildren(...rows);
  byId("keys").showModal();
}

export function startKeys() {
  document.addEventListener("keydown", onKey);
  byId("keys-open").addEventListener("click", showKeys);
}
