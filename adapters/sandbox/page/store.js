// What the page knows, and who wants to be told when it changes.

import { remembered, remember } from "./i18n.js";

export const store = {
  world: null,
  /** room → Map(seq → record), in order of seq. */
  rooms: new Map(),
  group: remembered("group"),
  phone: remembered("phone"),
  /** group → the person one speaks as there. */
  speakAs: JSON.parse(remembered("speakAs") ?? "{}"),
  /** room → the newest seq that was looked at, also in an earlier visit to the same process. */
  seen: new Map(Object.entries(JSON.parse(remembered("seen") ?? "{}"))),
  tab: "chat",
  live: false,
  /** How far the world's clock is ahead of this machine's, in milliseconds; only for a real clock. */
  ahead: 0,
};

const listeners = [];
let waiting = false;

export function onChange(listener) {
  listeners.push(listener);
}

/** Tells everybody once, however many things changed in this turn. */
export function changed() {
  if (waiting) return;
  waiting = true;
  queueMicrotask(() => {
    waiting = false;
    if (store.world) listeners.forEach((listener) => listener());
  });
}

export function setWorld(world) {
  store.world = world;
  store.ahead = Date.parse(world.now) - Date.now();
  if (!findGroup(store.group)) store.group = world.groups[0]?.id;
  if (!world.people.some((person) => person.id === store.phone)) {
    const engineer = world.people.find((person) => person.role === "engineer");
    store.phone = (engineer ?? world.people[0])?.id;
  }
  changed();
}

export const roomOf = (place) => `${place.kind}:${place.id}`;
export const findGroup = (id) => store.world?.groups.find((group) => group.id === id);
export const currentGroup = () => findGroup(store.group);
export const findPerson = (id) => store.world?.people.find((person) => person.id === id);

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
  changed();
}

export function chooseGroup(id) {
  store.group = id;
  remember("group", id);
  changed();
}

export function choosePhone(id) {
  store.phone = id;
  remember("phone", id);
  changed();
}

export function keepRecord(record) {
  const room = roomOf(record.place);
  const records = store.rooms.get(room) ?? new Map();
  const isNew = !records.has(record.seq);
  records.set(record.seq, record);
  const inOrder = isNew ? new Map([...records].sort(([a], [b]) => a - b)) : records;
  store.rooms.set(room, inOrder);
  changed();
}

export const records = (room) => [...(store.rooms.get(room)?.values() ?? [])];
export const isVisibleTo = (record, person) => !record.only_for || record.only_for === person;

/** How many of the bot's and others' words in a room were not looked at yet. */
export function unread(room, me) {
  const seen = store.seen.get(room) ?? 0;
  return records(room).filter((record) => record.seq > seen && record.from !== me && isVisibleTo(record, me))
    .length;
}

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
