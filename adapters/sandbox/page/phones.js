// Each person's phone: what the bot sent to them alone, and their answers.

import { sayInPrivate } from "./api.js";
import { drawRecords } from "./chat.js";
import { byId, el, reconcile, rove, roveByArrows, setText } from "./dom.js";
import { currentLanguage, t } from "./i18n.js";
import { choosePhone, findPerson, markSeen, records, store, unread } from "./store.js";
import { attempt } from "./toast.js";
import { roleName } from "./words.js";

/** Those who are paged come first. */
const ORDER = ["engineer", "tam", "duty_manager", "admin", "customer_admin", "customer"];

let shown;

/** The phone in the hand is read only while it can be seen. */
const isInView = () =>
  store.tab === "phones" || getComputedStyle(document.querySelector(".tabs")).display === "none";

export function drawPhones() {
  const owner = findPerson(store.phone);
  if (!owner) return;
  const log = byId("phone-log");
  const atEnd = shown !== owner.id || log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  drawRecords(log, records(`person:${owner.id}`), owner.id, ["emptyPhone", "emptyPhoneHint"]);
  if (isInView() && shown === owner.id && wasTouched) markSeen(`person:${owner.id}`);
  if (atEnd) log.scrollTop = log.scrollHeight;
  shown = owner.id;
  drawOwner(owner);
  drawPeople();
}

/** A page that arrives on the phone shown stays unread until somebody has touched that phone. */
let wasTouched = false;

function touch() {
  wasTouched = true;
  drawPhones();
}

function drawOwner(owner) {
  byId("phone-owner").replaceChildren(
    t("phoneOf", { name: owner.name }),
    el("span", { class: "pill" }, roleName(owner.role)),
  );
  byId("phone-text").placeholder = t("answerHint");
}

function drawPeople() {
  const rank = (person) => ORDER.indexOf(person.role);
  const people = [...store.world.people].sort((one, other) => rank(one) - rank(other));
  const items = people.map((person) => ({
    person,
    count: unread(`person:${person.id}`, person.id),
    chosen: person.id === store.phone,
  }));
  const list = byId("people");
  reconcile(list, items, {
    key: ({ person }) => person.id,
    stamp: (item) => [item, currentLanguage()],
    make: chip,
  });
  rove(list, (button) => button.getAttribute("aria-pressed") === "true");
  const all = items.reduce((sum, { count }) => sum + count, 0);
  setText(byId("tab-phones-count"), all ? String(all) : "");
}

function chip({ person, count, chosen }) {
  const badge =
    count > 0 &&
    el("span", { class: "badge", attrs: { "aria-label": t("unread", { count }) } }, String(count));
  const button = el(
    "button",
    {
      type: "button",
      class: "person",
      title: roleName(person.role),
      data: { person: person.id },
      attrs: { "aria-pressed": String(chosen) },
    },
    person.name,
    badge,
  );
  button.addEventListener("click", () => {
    wasTouched = true;
    shown = person.id;
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

export function startPhones() {
  roveByArrows(byId("people"));
  byId("phone-form").addEventListener("submit", answer);
  byId("phone-log").addEventListener("pointerdown", touch);
  document.querySelector(".phone").addEventListener("focusin", touch);
}
