// On a phone one panel is shown at a time.

import { byId, roveByArrows } from "./dom.js";
import { changedByHand, store } from "./store.js";

const buttons = () => [...document.querySelectorAll(".tabs [role=tab]")];

export function showTab(tab) {
  store.tab = tab;
  document.body.dataset.tab = tab;
  drawTabs();
  changedByHand();
}

function drawTabs() {
  for (const button of buttons()) {
    const chosen = button.dataset.tab === store.tab;
    button.setAttribute("aria-selected", String(chosen));
    button.tabIndex = chosen ? 0 : -1;
  }
}

export function startTabs() {
  buttons().forEach((button) => button.addEventListener("click", () => showTab(button.dataset.tab)));
  roveByArrows(byId("tab-chat").parentElement);
  drawTabs();
}
