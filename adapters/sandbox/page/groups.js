// The list of groups.

import { bringIntoView, byId, el, reconcile, rove, roveByArrows, setText } from "./dom.js";
import { currentLanguage, t } from "./i18n.js";
import { chooseGroup, store, unread } from "./store.js";
import { countName, languageName, planName, tierName } from "./words.js";

export function groupFacts(group) {
  const contract = group.plan ? [planName(group.plan), tierName(group.tier)] : [];
  return [...contract, languageName(group.language)];
}

function item(group, at) {
  const chosen = group.id === store.group;
  const count = chosen ? 0 : unread(`group:${group.id}`, store.speakAs[group.id]);
  const open = store.world.incidents.filter((incident) => incident.group === group.id).length;
  return { group, chosen, count, at, open };
}

function make({ group, chosen, count, at, open }) {
  const badge =
    count > 0 &&
    el(
      "span",
      { class: "badge group-mark", attrs: { "aria-label": t("unread", { count: countName(count) }) } },
      countName(count),
    );
  const attrs = { "aria-current": chosen ? "true" : null, "aria-keyshortcuts": `Alt+${at + 1}` };
  const button = el(
    "button",
    {
      type: "button",
      class: "group",
      title: `${group.name} (Alt+${at + 1})`,
      data: { look: group.platform_look, group: group.id },
      attrs,
    },
    el("span", { class: "group-tile", attrs: { "aria-hidden": "true" } }, [...group.name][0].toUpperCase()),
    el("span", { class: "group-name" }, group.name),
    el("span", { class: "group-facts" }, groupFacts(group).join(" · ")),
    open > 0 && el("span", { class: "group-open" }, t("openHere", { count: open })),
    badge,
  );
  button.addEventListener("click", () => chooseGroup(group.id));
  return el("li", {}, button);
}

export function drawGroups() {
  const list = byId("groups");
  reconcile(list, store.world.groups.map(item), {
    key: ({ group }) => group.id,
    stamp: (shown) => [shown, currentLanguage()],
    make,
  });
  rove(list, (button) => button.dataset.group === store.group);
  bringIntoView(list, store.group, '[aria-current="true"]');
}

export function drawLive() {
  const live = byId("live");
  live.classList.toggle("off", !store.live);
  setText(live, t(store.live ? "live" : "reconnecting"));
}

export function startGroups() {
  roveByArrows(byId("groups"));
}
