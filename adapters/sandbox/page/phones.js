// Each person's phone: what the bot sent to them alone, and their answers.

import { sayInPrivate } from "./api.js";
import { avatar, bare } from "./avatar.js";
import { bringIntoView, byId, el, reconcile, rove, roveByArrows, setText } from "./dom.js";
import { currentLanguage, remembered, t } from "./i18n.js";
import { drawLog } from "./log.js";
import {
  changed,
  choosePhone,
  findPerson,
  groupZone,
  markSeen,
  records,
  store,
  unread,
  worldNow,
} from "./store.js";
import { attempt } from "./toast.js";
import { countName, roleName } from "./words.js";
import { inFull, momentIn, zoneName } from "./zones.js";

/** Those who are paged come first. */
const ORDER = ["engineer", "tam", "duty_manager", "admin", "customer_admin", "customer"];

/** How the bot is called in a direct chat. */
const BOT = "Watchbell";

/** People paged since the phones were drawn last, in order. */
const ringing = new Set();

/** A page that arrives on the phone shown stays unread until somebody has touched that phone. */
let touched = null;

/** The phone in the hand is read only while it can be seen. */
const isInView = () =>
  store.tab === "phones" || getComputedStyle(document.querySelector(".tabs")).display === "none";

/** A phone rings: it is the one to look at, unless somebody writes on another. */
export function ring(person) {
  ringing.delete(person);
  ringing.add(person);
}

/** What a visitor who never chose a phone looks at first: the one that rang last. */
export function showLastPaged() {
  if (remembered("phone")) return;
  const pages = store.world.people.map(({ id }) => ({ id, seq: lastPage(id)?.seq ?? 0 }));
  const last = pages.reduce((one, other) => (other.seq > one.seq ? other : one), { seq: 0 });
  if (last.id) ring(last.id);
  changed();
}

const lastPage = (id) => records(`person:${id}`).findLast((record) => record.kind === "page");

function takeUpRinging() {
  // While the clock moves, one page comes after the other; the phone that rang last is shown at the end.
  if (ringing.size === 0 || store.moving) return;
  const isWriting = byId("phone-text").value.trim() !== "";
  if (!isWriting && !ringing.has(store.phone)) store.phone = [...ringing].at(-1);
  ringing.clear();
}

export function drawPhones() {
  takeUpRinging();
  const owner = findPerson(store.phone);
  if (!owner) return;
  const [room, zone] = [`person:${owner.id}`, owner.zone ?? groupZone()];
  const view = { me: owner.id, zone, bot: BOT };
  drawLog(byId("phone-log"), room, view, ["emptyPhone", "emptyPhoneHint"]);
  if (isInView() && touched === owner.id) markSeen(room);
  drawOwner(owner, zone);
  drawPeople();
}

function drawOwner(owner, zone) {
  reconcile(byId("phone-owner"), [owner], {
    key: () => owner.id,
    stamp: () => [owner, currentLanguage(), zone, zoneName(zone, worldNow())],
    make: () =>
      el(
        "span",
        { class: "phone-head" },
        avatar(owner.id, owner.name),
        el("span", { class: "phone-name" }, bare(owner.name)),
        el("span", { class: "pill" }, roleName(owner.role)),
        el("span", { class: "zone", title: zone }, zoneName(zone, worldNow())),
      ),
  });
  drawLastPage(owner, zone);
  byId("phone-text").placeholder = t("answerHint");
}

/** When this phone rang last, and for what. */
function drawLastPage(owner, zone) {
  const page = lastPage(owner.id);
  const line = byId("phone-last");
  line.hidden = !page;
  if (!page) return;
  const values = { time: momentIn(zone, page.at, worldNow()), label: page.incident ?? "" };
  setText(line, t("lastPaged", values).trim());
  line.title = inFull(zone, page.at);
}

function drawPeople() {
  const rank = (person) => ORDER.indexOf(person.role);
  const paged = new Set(store.world.incidents.flatMap((incident) => incident.paged_ids ?? []));
  const people = [...store.world.people].sort((one, other) => rank(one) - rank(other));
  const items = people.map((person) => ({
    person,
    count: unread(`person:${person.id}`, person.id),
    chosen: person.id === store.phone,
    paged: paged.has(person.id),
  }));
  const list = byId("people");
  reconcile(list, items, {
    key: ({ person }) => person.id,
    stamp: (item) => [item, currentLanguage()],
    make: chip,
  });
  rove(list, (button) => button.getAttribute("aria-pressed") === "true");
  bringIntoView(list, store.phone, '[aria-pressed="true"]');
  const all = items.reduce((sum, { count }) => sum + count, 0);
  setText(byId("tab-phones-count"), all ? countName(all) : "");
}

function chip({ person, count, chosen, paged }) {
  const badge =
    count > 0 &&
    el("span", { class: "badge", attrs: { "aria-label": t("unread", { count: countName(count) }) } }, countName(count));
  const button = el(
    "button",
    {
      type: "button",
      class: `person ${paged ? "is-paged" : ""}`,
      title: [person.name, roleName(person.role), paged && t("isPaged")].filter(Boolean).join(" · "),
      data: { person: person.id },
      attrs: { "aria-pressed": String(chosen) },
    },
    avatar(person.id, person.name),
    el("span", { class: "person-name" }, bare(person.name)),
    badge,
  );
  button.addEventListener("click", () => {
    touched = person.id;
    choosePhone(person.id);
  });
  return el("li", {}, button);
}

async function answer(event) {
  event.preventDefault();
  const box = byId("phone-text");
  const text = box.value.trim();
  if (!text) return;
  const sent = await attempt(() => sayInPrivate(store.phone, text));
  if (sent) box.value = "";
}

function touch() {
  touched = store.phone;
  drawPhones();
}

export function startPhones() {
  roveByArrows(byId("people"));
  byId("phone-form").addEventListener("submit", answer);
  byId("phone-log").addEventListener("pointerdown", touch);
  document.querySelector(".phone").addEventListener("focusin", touch);
}
