// One incident, opened: what was promised, and everything that was said and done about it.

import { readTimeline } from "./api.js";
import { avatar, botAvatar } from "./avatar.js";
import { byId, el, reconcile } from "./dom.js";
import { currentLanguage, t } from "./i18n.js";
import { labelled, people, promises, tickIncidents, whereabouts } from "./incidents.js";
import { isAtEnd } from "./log.js";
import { drawn } from "./message.js";
import { chooseIncident, store, worldNow } from "./store.js";
import { sentenceOf } from "./toast.js";
import { dayIn, inFull, timeIn, zoneName } from "./zones.js";

/** So many entries are drawn at first, and so many more each time. */
const PORTION = 150;

/** What was read last: of which incident, in which language, of which state of the world. */
let read = {};
let most = PORTION;

export function drawTimeline() {
  const number = store.incident;
  byId("incident-overview").hidden = number !== null;
  byId("incident-detail").hidden = number === null;
  if (number === null) {
    read = {};
    return;
  }
  const isSame = read.number === number && read.language === currentLanguage();
  if (!isSame || read.world !== store.world) load(number, isSame);
  if (read.number === number) drawDetail();
}

async function load(number, isSame) {
  const asked = { number, language: currentLanguage(), world: store.world, document: isSame && read.document };
  if (!isSame) most = PORTION;
  read = asked;
  try {
    const document = await readTimeline(number, asked.language);
    if (read === asked) read.document = document;
  } catch (error) {
    if (read === asked) read.fault = sentenceOf(error);
  }
  if (read === asked && store.incident === number) drawDetail();
}

function drawDetail() {
  const { document, fault, number } = read;
  byId("timeline").setAttribute("aria-busy", String(!document && !fault));
  if (fault) return drawNotice(fault);
  if (!document) return drawNotice(t("loading"));
  const incident = known(number, document.incident);
  reconcile(byId("incident-about"), [incident], {
    key: () => number,
    stamp: () => [incident, currentLanguage(), dayIn(incident.zone, worldNow())],
    make: about,
  });
  tickIncidents();
  drawEntries(document, incident.zone);
  return undefined;
}

function drawNotice(words) {
  byId("incident-about").replaceChildren();
  byId("timeline").replaceChildren(el("li", { class: "notice" }, words));
}

/** An open incident is known from the state; of a closed one only what the document says. */
function known(number, document) {
  const label = `INC-${number}`;
  const open = store.incidents.get(label);
  return { owner: null, paged: [], group: "", customer: "", ...document, label, ...open, zone: document.zone };
}

function about(incident) {
  const isOpen = store.incidents.has(incident.label);
  return el(
    "div",
    { class: "about" },
    labelled(incident),
    el("h3", { class: "about-title" }, incident.title),
    isOpen && whereabouts(incident),
    ...promises(incident),
    isOpen && people(incident),
  );
}

function drawEntries({ entries }, zone) {
  const list = byId("timeline");
  const follows = list.dataset.of !== String(read.number) || isAtEnd(list);
  const first = Math.max(entries.length - most, 0);
  const items = withDays(entries.slice(first), first, zone);
  if (first > 0) items.unshift({ earlier: first });
  reconcile(list, items, {
    key: (item) => (item.earlier ? "earlier" : `${read.number}-${item.day ? item.day : item.at}`),
    stamp: (item) => [item, currentLanguage()],
    make: (item) => (item.earlier ? earlier() : item.day ? day(item, zone) : entry(item.entry, zone)),
  });
  if (follows) list.scrollTop = list.scrollHeight;
  list.dataset.of = read.number;
}

function withDays(entries, first, zone) {
  let last = null;
  return entries.flatMap((it, at) => {
    const its = dayIn(zone, it.at);
    const item = { entry: it, at: first + at };
    if (its === last) return [item];
    last = its;
    return [{ day: its, instant: it.at }, item];
  });
}

function earlier() {
  const button = el("button", { type: "button", class: "quiet earlier" }, t("earlier"));
  button.addEventListener("click", () => {
    most += PORTION;
    drawDetail();
  });
  return el("li", {}, button);
}

const day = (item, zone) =>
  el(
    "li",
    { class: "day" },
    el("span", {}, `${item.day} · `, el("span", { class: "zone" }, zoneName(zone, item.instant))),
  );

function entry({ at, kind, by, side, room, visibility, text }, zone) {
  const said = kind === "said";
  return el(
    "li",
    { class: `entry ${kind} ${side}` },
    side === "bot" ? botAvatar() : avatar(by, by),
    el(
      "div",
      { class: "entry-words" },
      el(
        "div",
        { class: "byline" },
        el("time", { dateTime: at, title: inFull(zone, at) }, timeIn(zone, at)),
        el("span", { class: "name" }, by),
        said && room && el("span", { class: "room" }, room),
        visibility === "internal" && el("span", { class: "pill" }, t("internal")),
      ),
      ...text.split("\n").map((line) => (/^-{3,}$/.test(line) ? el("hr") : el("p", {}, ...drawn(line)))),
    ),
  );
}

function leave() {
  const label = `INC-${store.incident}`;
  chooseIncident(null);
  requestAnimationFrame(() =>
    document.querySelector(`[data-incident="${label}"] .incident-open`)?.focus({ preventScroll: true }),
  );
}

export function startTimeline() {
  byId("incident-back").addEventListener("click", leave);
  byId("incident-detail").addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
}
