// What the page knows, and who wants to be told when it changes.

import { currentLanguage, remembered, remember } from "./i18n.js";
import { countUnread, findRecord, putRecord } from "./records.js";

export const store = {
  world: null,
  /** room → its records, in order of seq. */
  rooms: new Map(),
  /** label of an open incident → the incident. */
  incidents: new Map(),
  group: remembered("group"),
  phone: remembered("phone"),
  /** The number of the incident whose timeline is open. */
  incident: null,
  /** group → the person one speaks as there. */
  speakAs: JSON.parse(remembered("speakAs") ?? "{}"),
  /** room → the newest seq that was looked at, also in an earlier visit to the same process. */
  seen: new Map(Object.entries(JSON.parse(remembered("seen") ?? "{}"))),
  tab: "chat",
  live: false,
  /** Whether the clock is being moved. */
  moving: false,
  /** How far the world's clock is ahead of this machine's, in milliseconds; only for a real clock. */
  ahead: 0,
};

/**
 * In a burst, such as an hour of pages for thirty incidents, the page is drawn no more often than this: what nobody
 * can read in passing needs not be drawn.
 */
const PAUSE_MILLISECONDS = 200;
const PAUSE_WHILE_MOVING_MILLISECONDS = 600;

const listeners = [];
let waiting = false;
let drawnAt = -Infinity;

export function onChange(listener) {
  listeners.push(listener);
}

/** Tells everybody once, however many things changed until then. */
export function changed() {
  if (waiting) return;
  waiting = true;
  const pause = store.moving ? PAUSE_WHILE_MOVING_MILLISECONDS : PAUSE_MILLISECONDS;
  setTimeout(tell, Math.max(drawnAt + pause - performance.now(), 0));
}

/** What the person at the page did is shown at once. */
export function changedByHand() {
  waiting = true;
  queueMicrotask(tell);
}

function tell() {
  if (!waiting) return;
  waiting = false;
  if (store.world) listeners.forEach((listener) => listener());
  drawnAt = performance.now();
}

export function setWorld(world) {
  store.world = world;
  store.incidents = new Map(world.incidents.map((incident) => [incident.label, incident]));
  store.ahead = Date.parse(world.now) - Date.now();
  if (!findGroup(store.group)) store.group = groupForReader()?.id;
  if (!findPerson(store.phone)) {
    const engineer = world.people.find((person) => person.role === "engineer");
    store.phone = (engineer ?? world.people[0])?.id;
  }
  changed();
}

/** The first group that is answered in the reader's language. */
function groupForReader() {
  const { groups } = store.world;
  const answeredIn = (language) => groups.find((group) => group.language === language);
  return answeredIn(currentLanguage()) ?? answeredIn("both") ?? groups[0];
}

/** After a change of language: whoever never chose a group is taken to one of that language. */
export function followLanguage() {
  if (store.world && !findGroup(remembered("group"))) store.group = groupForReader()?.id;
  changed();
}

export const roomOf = (place) => `${place.kind}:${place.id}`;
export const findGroup = (id) => store.world?.groups.find((group) => group.id === id);
export const currentGroup = () => findGroup(store.group);
export const findPerson = (id) => store.world?.people.find((person) => person.id === id);

/** The zone of the chosen group. */
export const groupZone = () => currentGroup()?.zone || "UTC";

/** The instant on the world's clock, in milliseconds. A manual clock stands still. */
export function worldNow() {
  if (store.world.clock === "manual") return Date.parse(store.world.now);
  return Date.now() + store.ahead;
}

/** The person one speaks as in the current group. */
export function speaker() {
  const group = currentGroup();
  return group?.members.find((member) => member.id === store.speakAs[group.id]) ?? group?.members[0];
}

export function speakAs(id) {
  store.speakAs[store.group] = id;
  remember("speakAs", JSON.stringify(store.speakAs));
  changedByHand();
}

export function chooseGroup(id) {
  store.group = id;
  remember("group", id);
  changedByHand();
}

export function choosePhone(id) {
  store.phone = id;
  remember("phone", id);
  changedByHand();
}

/** Opens the timeline of an incident; `null` goes back to the list. */
export function chooseIncident(number) {
  store.incident = number;
  changedByHand();
}

export function setMoving(moving) {
  store.moving = moving;
  changedByHand();
}

export const records = (room) => store.rooms.get(room) ?? [];
export const knowsRecord = (record) => findRecord(records(roomOf(record.place)), record.seq) !== undefined;
export const isVisibleTo = (record, person) => !record.only_for || record.only_for === person;

export function keepRecord(record) {
  const room = roomOf(record.place);
  if (!store.rooms.has(room)) store.rooms.set(room, []);
  putRecord(store.rooms.get(room), record);
  changed();
}

/** How many of the bot's and others' words in a room were not looked at yet. */
export const unread = (room, me) =>
  countUnread(
    records(room),
    store.seen.get(room) ?? 0,
    (record) => record.from !== me && isVisibleTo(record, me),
  );

export function markSeen(room) {
  const newest = records(room).at(-1)?.seq ?? 0;
  if (newest <= (store.seen.get(room) ?? 0)) return;
  store.seen.set(room, newest);
  remember("seen", JSON.stringify(Object.fromEntries(store.seen)));
}

/** Another process counts from 1 again, so what was looked at before says nothing. */
export function meetProcess(process) {
  if (remembered("process") === process) return;
  remember("process", process);
  store.seen.clear();
}

export function forgetRooms() {
  store.rooms.clear();
  changed();
}
