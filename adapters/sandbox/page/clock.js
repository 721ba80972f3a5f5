// The clock on top: what time it is in the group's zone, and how to move it.

import { advance, advanceToNextDue } from "./api.js";
import { byId, setText } from "./dom.js";
import { t } from "./i18n.js";
import { groupZone, setMoving, setWorld, store, worldNow } from "./store.js";
import { attempt, sentenceOf } from "./toast.js";
import { dayIn, fromWall, inFull, momentIn, secondsIn, timeIn, toWall, zoneName, zoneOffset } from "./zones.js";

export function drawClock() {
  const [now, zone] = [worldNow(), groupZone()];
  setText(byId("clock-local"), secondsIn(zone, now));
  setText(byId("clock-day"), `${dayIn(zone, now)} · ${zoneName(zone, now)}`);
  byId("clock-day").title = inFull(zone, now);
  setText(byId("clock-utc"), `${zoneOffset(zone, now)} · ${timeIn("UTC", now)} UTC`);
}

export function drawMoves() {
  const { clock, next_due_at: due } = store.world;
  const manual = clock === "manual";
  const free = manual && !store.moving;
  setText(byId("clock-kind"), t(manual ? "clockManual" : "clockReal"));
  ["move-10", "move-60", "move-to"].forEach((id) => (byId(id).disabled = !free));
  const next = byId("move-next");
  next.disabled = !free || !due;
  const time = due && momentIn(groupZone(), due, worldNow());
  setText(next, store.moving ? t("moving") : due ? t("nextDue", { time }) : t("nothingDue"));
  next.title = due ? inFull(groupZone(), due) : "";
  document.body.toggleAttribute("data-moving", store.moving);
}

export const moveToNextDue = () => move(advanceToNextDue);

/** One move at a time; a second wish while one is under way is dropped. */
async function move(how) {
  if (store.moving) return;
  setMoving(true);
  const state = await attempt(how);
  if (state) setWorld(state);
  setMoving(false);
}

function openDialog() {
  const zone = groupZone();
  setText(byId("move-zone"), `${zoneName(zone, worldNow())} (${zoneOffset(zone, worldNow())})`);
  setText(byId("move-fault"), "");
  byId("move-at").value = toWall(zone, worldNow() + 24 * 3_600_000);
  byId("move").showModal();
}

/** A move that is refused leaves the dialog open, with the reason in it. */
async function moveTo(event) {
  event.preventDefault();
  const goal = fromWall(groupZone(), byId("move-at").value);
  const seconds = goal === null ? NaN : Math.ceil((goal - worldNow()) / 1000);
  if (!(seconds > 0)) return setText(byId("move-fault"), t(goal === null ? "moveWhen" : "moveBack"));
  setText(byId("move-fault"), "");
  setMoving(true);
  try {
    setWorld(await advance(seconds));
    byId("move").close();
  } catch (error) {
    setText(byId("move-fault"), sentenceOf(error));
  }
  return setMoving(false);
}

export function startClock() {
  byId("move-10").addEventListener("click", () => move(() => advance(600)));
  byId("move-60").addEventListener("click", () => move(() => advance(3600)));
  byId("move-next").addEventListener("click", moveToNextDue);
  byId("move-to").addEventListener("click", openDialog);
  byId("move-form").addEventListener("submit", moveTo);
  byId("move-cancel").addEventListener("click", () => byId("move").close());
}
