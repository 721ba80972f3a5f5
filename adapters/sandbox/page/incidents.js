// Open incidents, the nearest deadline first, with countdowns that follow the world's clock.

import { welcome } from "./chat.js";
import { lengthOf, timeOfDay } from "./clock.js";
import { byId, el, reconcile, setText } from "./dom.js";
import { currentLanguage, t } from "./i18n.js";
import { chooseGroup, currentGroup, findGroup, store, worldNow } from "./store.js";
import { showTab } from "./tabs.js";
import { stateName, stateTone } from "./words.js";

/** Below this part of the window the countdown turns to a warning. */
const SOON_PART = 0.25;

export function drawIncidents() {
  const open = store.world.incidents.filter((incident) => incident.state !== "closed").sort(byDeadline);
  const items = open.length ? open : [{ empty: true }];
  reconcile(byId("incidents"), items, {
    key: (incident) => incident.id ?? "empty",
    stamp: (incident) => [incident, currentLanguage(), currentGroup()?.zone],
    make: (incident) =>
      incident.empty ? el("li", {}, welcome("emptyIncidents", "emptyIncidentsHint")) : card(incident),
  });
  setText(byId("incident-count"), open.length ? String(open.length) : "");
  setText(byId("tab-incidents-count"), open.length ? String(open.length) : "");
  tickIncidents();
}

/** Moves the countdowns on; nothing else changes from second to second. */
export function tickIncidents() {
  byId("incidents")
    .querySelectorAll(".countdown")
    .forEach((node) => node.tick?.());
}

function byDeadline(one, other) {
  const nearest = (incident) => Math.min(...deadlines(incident).map(({ due }) => Date.parse(due)), Infinity);
  const [first, second] = [nearest(one), nearest(other)];
  return first === second ? one.rank - other.rank : first - second;
}

const deadlines = (incident) => [
  ...(incident.response_due_at && !incident.responded_at
    ? [{ what: "firstResponse", due: incident.response_due_at }]
    : []),
  ...(incident.next_update_at ? [{ what: "nextUpdate", due: incident.next_update_at }] : []),
];

function card(incident) {
  const group = findGroup(incident.group);
  const where = el("button", { type: "button", class: "incident-where" }, group?.name ?? incident.customer);
  where.addEventListener("click", () => {
    chooseGroup(incident.group);
    showTab("chat");
  });
  return el(
    "li",
    { class: "incident", data: { incident: incident.label } },
    el(
      "div",
      { class: "incident-top" },
      el("span", { class: "rank", data: { rank: incident.rank }, attrs: { "aria-hidden": "true" } }),
      el("span", { class: "label" }, incident.label),
      el("span", { class: "severity", title: incident.severity_name }, incident.severity_name),
      el("span", { class: `pill ${stateTone(incident.state)}` }, stateName(incident.state)),
    ),
    el("p", { class: "incident-title" }, incident.title),
    where,
    incident.responded_at && responded(incident),
    ...deadlines(incident).map(({ what, due }) => countdown(what, due, startOf(incident, what))),
    people(incident),
  );
}

/** An update's window began an hour before at the latest; the response's when the incident was opened. */
function startOf(incident, what) {
  const opened = Date.parse(incident.opened_at);
  return what === "nextUpdate" ? Math.max(opened, Date.parse(incident.next_update_at) - 3_600_000) : opened;
}

function countdown(what, due, start) {
  const left = el("span", { class: "left", attrs: { role: "timer" } });
  const fill = el("div", { class: "fill" });
  const node = el(
    "div",
    { class: "countdown", data: { what } },
    el("span", { class: "what" }, `${t(what)} · ${t("dueAt", { time: timeOfDay(due) })}`),
    left,
    el("div", { class: "track", attrs: { "aria-hidden": "true" } }, fill),
  );
  node.tick = () => {
    const remaining = Date.parse(due) - worldNow();
    const part = Math.min(Math.max(remaining / (Date.parse(due) - start || 1), 0), 1);
    const late = remaining <= 0;
    setText(left, late ? t("late", { time: lengthOf(remaining) }) : lengthOf(remaining));
    node.classList.toggle("late", late);
    node.classList.toggle("soon", !late && part < SOON_PART);
    fill.style.setProperty("--part", late ? 1 : part);
  };
  return node;
}

function responded(incident) {
  return el(
    "div",
    { class: "countdown met" },
    el("span", { class: "what" }, t("firstResponse")),
    el("span", { class: "left" }, t("met", { time: timeOfDay(incident.responded_at) })),
  );
}

function people(incident) {
  const owner = el("span", {}, `${t("owner")} `, el("b", {}, incident.owner ?? t("nobody")));
  const paged =
    incident.paged.length > 0 && el("span", {}, `${t("paged")} `, el("b", {}, incident.paged.join(", ")));
  return el("div", { class: "incident-people" }, owner, paged);
}
