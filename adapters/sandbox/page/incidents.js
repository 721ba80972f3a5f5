// Open incidents, the nearest deadline first, with countdowns that follow the world's clock.

import { bare } from "./avatar.js";
import { byId, el, reconcile, setText } from "./dom.js";
import { currentLanguage, t } from "./i18n.js";
import { welcome } from "./log.js";
import { chooseGroup, chooseIncident, choosePhone, findGroup, store, worldNow } from "./store.js";
import { showTab } from "./tabs.js";
import { stateName, stateTone } from "./words.js";
import { dayIn, inFull, lengthOf, momentIn, zoneName } from "./zones.js";

/** Below this part of the window the countdown turns to a warning. */
const SOON_PART = 0.25;

export const zoneOf = (incident) => incident.zone ?? findGroup(incident.group)?.zone ?? "UTC";

export function drawIncidents() {
  const open = store.world.incidents.filter((incident) => incident.state !== "closed").sort(byDeadline);
  const items = open.length ? open : [{ empty: true }];
  const today = (incident) => dayIn(zoneOf(incident), worldNow());
  reconcile(byId("incidents"), items, {
    key: (incident) => incident.id ?? "empty",
    stamp: (incident) => [incident, currentLanguage(), !incident.empty && today(incident)],
    make: (incident) =>
      incident.empty ? el("li", {}, welcome("emptyIncidents", "emptyIncidentsHint")) : card(incident),
  });
  setText(byId("incident-count"), open.length ? String(open.length) : "");
  setText(byId("tab-incidents-count"), open.length ? String(open.length) : "");
  tickIncidents();
}

/** Moves the countdowns on; nothing else changes from second to second. */
export function tickIncidents() {
  byId("panel-incidents")
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
  const open = el("button", { type: "button", class: "incident-open" }, incident.title);
  open.title = t("openTimeline", { label: incident.label });
  open.addEventListener("click", () => chooseIncident(incident.number));
  return el(
    "li",
    { class: "incident", data: { incident: incident.label, rank: incident.rank } },
    labelled(incident),
    el("p", { class: "incident-title" }, open),
    whereabouts(incident),
    ...promises(incident),
    people(incident),
  );
}

/** Number, level and state. */
export function labelled({ rank, label, severity_name: severity, state }) {
  return el(
    "div",
    { class: "incident-top" },
    el("span", { class: "rank", data: { rank }, attrs: { "aria-hidden": "true" } }),
    el("span", { class: "label" }, label),
    el("span", { class: "severity", title: severity ?? "" }, severity ?? ""),
    el("span", { class: `pill ${stateTone(state)}` }, stateName(state)),
  );
}

/** The group it was opened in, and whose clocks its times are told by. */
export function whereabouts(incident) {
  const group = findGroup(incident.group);
  const name = group?.name ?? incident.customer;
  const where = el("button", { type: "button", class: "incident-where", disabled: !group }, name);
  where.title = t("openChat", { name });
  where.addEventListener("click", () => {
    chooseGroup(incident.group);
    showTab("chat");
  });
  const zone = zoneOf(incident);
  return el(
    "p",
    { class: "incident-place" },
    where,
    el("span", { class: "zone", title: zone }, zoneName(zone, worldNow())),
  );
}

/** What was promised: what was kept, and what runs. */
export const promises = (incident) =>
  [
    incident.responded_at && responded(incident),
    ...deadlines(incident).map(({ what, due }) => countdown(incident, what, due)),
  ].filter(Boolean);

/** An update's window began an hour before at the latest; the response's when the incident was opened. */
function startOf(incident, what) {
  const opened = Date.parse(incident.opened_at);
  return what === "nextUpdate" ? Math.max(opened, Date.parse(incident.next_update_at) - 3_600_000) : opened;
}

function countdown(incident, what, due) {
  const [zone, start] = [zoneOf(incident), startOf(incident, what)];
  const left = el("span", { class: "left", attrs: { role: "timer" } });
  const fill = el("div", { class: "fill" });
  const time = t("dueAt", { time: momentIn(zone, due, worldNow()) });
  const node = el(
    "div",
    { class: "countdown", data: { what } },
    el("span", { class: "what", title: inFull(zone, due) }, `${t(what)} · ${time}`),
    left,
    el("div", { class: "track", attrs: { "aria-hidden": "true" } }, fill),
  );
  node.tick = () => {
    const remaining = Date.parse(due) - worldNow();
    const part = Math.min(Math.max(remaining / (Date.parse(due) - start || 1), 0), 1);
    const late = remaining < 0;
    const words = late ? "late" : remaining === 0 ? "dueNow" : "left";
    setText(left, t(words, { time: lengthOf(remaining) }));
    node.classList.toggle("late", late);
    node.classList.toggle("soon", !late && part < SOON_PART);
    fill.style.setProperty("--part", late ? 1 : part);
  };
  return node;
}

function responded(incident) {
  const [zone, at] = [zoneOf(incident), incident.responded_at];
  const isLate = incident.response_due_at && Date.parse(at) > Date.parse(incident.response_due_at);
  return el(
    "div",
    { class: `countdown ${isLate ? "missed" : "met"}` },
    el("span", { class: "what" }, t("firstResponse")),
    el(
      "span",
      { class: "left", title: inFull(zone, at) },
      t(isLate ? "metLate" : "met", { time: momentIn(zone, at, worldNow()) }),
    ),
  );
}

/** Who has it, and whose phones ring. */
export function people(incident) {
  const owner = el(
    "span",
    { class: incident.owner ? "" : "nobody" },
    `${t("owner")} `,
    el("b", {}, incident.owner ?? t("nobody")),
  );
  const paged =
    incident.paged.length > 0 &&
    el("span", { class: "paged" }, `${t("paged")} `, ...incident.paged.map((name, at) => phone(incident, name, at)));
  return el("div", { class: "incident-people" }, owner, paged);
}

function phone(incident, name, at) {
  const id = incident.paged_ids?.[at];
  if (!id) return el("b", {}, bare(name));
  const button = el("button", { type: "button", class: "to-phone", title: t("openPhone", { name }) }, bare(name));
  button.addEventListener("click", () => {
    choosePhone(id);
    showTab("phones");
  });
  return button;
}
