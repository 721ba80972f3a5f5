// The clock on top: what time it is in the group's zone, and how to move it.

import { advance, advanceToNextDue } from "./api.js";
import { byId, setText } from "./dom.js";
import { locale, t } from "./i18n.js";
import { currentGroup, setWorld, store, worldNow } from "./store.js";
import { attempt } from "./toast.js";

const format = (instant, options) => new Intl.DateTimeFormat(locale(), options).format(instant);
const zone = () => currentGroup()?.zone || "UTC";

/** Hours and minutes in the zone of the current group. */
export const timeOfDay = (instant, seconds = false) =>
  format(new Date(instant), {
    hour: "2-digit",
    minute: "2-digit",
    second: seconds ? "2-digit" : undefined,
    hourCycle: "h23",
    timeZone: zone(),
  });

/** The day in the zone of the current group. */
export const dayOf = (instant) =>
  format(new Date(instant), { month: "short", day: "numeric", weekday: "short", timeZone: zone() });

function zoneName(instant, timeZoneName) {
  const parts = new Intl.DateTimeFormat(locale(), { timeZone: zone(), timeZoneName }).formatToParts(instant);
  return parts.find((part) => part.type === "timeZoneName").value;
}

/** How long `milliseconds` are: `09:58`, `1:05:00`, and days beyond 48 hours. */
export function lengthOf(milliseconds) {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number) => String(number).padStart(2, "0");
  if (hours >= 48) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}

export function drawClock() {
  const now = worldNow();
  const utc = format(now, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" });
  setText(byId("clock-local"), timeOfDay(now, true));
  setText(byId("clock-day"), `${dayOf(now)} · ${zoneName(now, "shortOffset")}`);
  byId("clock-day").title = `${zoneName(now, "long")} (${zone()})`;
  setText(byId("clock-utc"), `${utc} UTC`);
}

export function drawMoves() {
  const { clock, next_due_at: due } = store.world;
  const manual = clock === "manual";
  setText(byId("clock-kind"), t(manual ? "clockManual" : "clockReal"));
  byId("move-10").disabled = byId("move-60").disabled = !manual;
  const next = byId("move-next");
  next.disabled = !manual || !due;
  setText(next, due ? t("nextDue", { time: timeOfDay(due) }) : t("nothingDue"));
}

export const moveToNextDue = () => move(advanceToNextDue);

async function move(how) {
  const state = await attempt(how);
  if (state) setWorld(state);
}

export function startClock() {
  byId("move-10").addEventListener("click", () => move(() => advance(600)));
  byId("move-60").addEventListener("click", () => move(() => advance(3600)));
  byId("move-next").addEventListener("click", moveToNextDue);
}
