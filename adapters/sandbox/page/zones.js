// Instants as people read them: always in a named zone, never in the zone of whoever looks at the page.
//
// To make a formatter costs more than to use it a thousand times, so each is made once for a zone and a style.

import { locale } from "./i18n.js";

const STYLES = {
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  seconds: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  day: { month: "short", day: "numeric", weekday: "short" },
  full: { dateStyle: "full", timeStyle: "medium", hourCycle: "h23" },
  name: { timeZoneName: "shortGeneric" },
  offset: { timeZoneName: "shortOffset" },
  wall: {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  },
};

const made = new Map();

function formatter(zone, style) {
  const key = `${locale()} ${zone} ${style}`;
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat(locale(), { ...STYLES[style], timeZone: zone }));
  return made.get(key);
}

const format = (instant, zone, style) => formatter(zone, style).format(new Date(instant));

const zonePart = (instant, zone, style) =>
  formatter(zone, style)
    .formatToParts(new Date(instant))
    .find(({ type }) => type === "timeZoneName").value;

/** Hours and minutes. */
export const timeIn = (zone, instant) => format(instant, zone, "time");

/** Hours, minutes and seconds. */
export const secondsIn = (zone, instant) => format(instant, zone, "seconds");

/** Weekday, day and month. */
export const dayIn = (zone, instant) => format(instant, zone, "day");

/** Hours and minutes, with the day when that is another than today. */
export function momentIn(zone, instant, now) {
  const day = dayIn(zone, instant);
  const time = timeIn(zone, instant);
  return day === dayIn(zone, now) ? time : `${day} ${time}`;
}

/** The zone as people call it: `China Time`, `瑞士时间`. */
export const zoneName = (zone, instant) => zonePart(instant, zone, "name");

/** How far the zone is from UTC: `GMT+8`. */
export const zoneOffset = (zone, instant) => zonePart(instant, zone, "offset");

/** Everything at once, for whoever points at a time. */
export const inFull = (zone, instant) =>
  `${format(instant, zone, "full")}, ${zoneName(zone, instant)} (${zone}, ${zoneOffset(zone, instant)})`;

function wallParts(zone, instant) {
  const parts = formatter(zone, "wall").formatToParts(new Date(instant));
  const { year, month, day, hour, minute } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return { date: `${year}-${month}-${day}`, time: `${hour}:${minute}` };
}

/** The instant as a field for date and time holds it: `2026-03-10T16:30`. */
export function toWall(zone, instant) {
  const { date, time } = wallParts(zone, instant);
  return `${date}T${time}`;
}

/**
 * The instant at which the clocks of `zone` show `wall`; `null` for none. Two steps reach it, also across a change
 * of the clocks: the first may use the offset of the wrong side.
 */
export function fromWall(zone, wall) {
  const wanted = Date.parse(`${wall}Z`);
  if (Number.isNaN(wanted)) return null;
  let instant = wanted;
  for (let step = 0; step < 2; step += 1) instant += wanted - Date.parse(`${toWall(zone, instant)}Z`);
  return instant;
}

/** How long `milliseconds` are: `09:58`, `1:05:00`, and days beyond 48 hours. */
export function lengthOf(milliseconds) {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number) => String(number).padStart(2, "0");
  if (hours >= 48) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}
