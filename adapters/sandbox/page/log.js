// A log of messages: the last ones at first, earlier ones on demand, and only what is new is drawn.

import { el, reconcile } from "./dom.js";
import { currentLanguage, t } from "./i18n.js";
import { makeMessage, messageStamp } from "./message.js";
import { lastVisible } from "./records.js";
import { isVisibleTo, records } from "./store.js";
import { dayIn, zoneName } from "./zones.js";

/** So many messages are drawn at first, and so many more each time. */
const PORTION = 60;

/** Closer to its end than this, a log follows what arrives. */
const END_PIXELS = 80;

/**
 * log → what is shown in it: the room, how many messages, the newest of them, and whether it follows what arrives.
 * A log that is not displayed has no place to be scrolled to, so it keeps its wish until it is.
 */
const shown = new WeakMap();

export const isAtEnd = (log) => log.scrollHeight - log.scrollTop - log.clientHeight < END_PIXELS;

/**
 * Fills a log with the last messages of a room, as `view` sees them: `me` reads, the times are those of `zone`,
 * and the bot is called `bot`. An empty room gets the two sentences of `empty`.
 */
export function drawLog(log, room, view, empty) {
  const before = shown.get(log);
  const isSame = before?.room === room && before.me === view.me;
  const follows = !isSame || (before.isHidden ? before.follows : isAtEnd(log));
  const most = follows ? PORTION : before.most + arrivedSince(room, before.newest);
  const { last, hasEarlier } = lastVisible(records(room), most, (record) => isVisibleTo(record, view.me));
  const newest = records(room).at(-1)?.seq ?? 0;
  shown.set(log, { room, me: view.me, most, newest, follows, isHidden: log.clientHeight === 0 });
  const items = last.length ? withDays(last, view.zone) : [{ empty: true }];
  if (hasEarlier) items.unshift({ earlier: true });
  reconcile(log, items, {
    key: keyOf,
    stamp: (item) =>
      item.record ? messageStamp(item.record, view) : [item, currentLanguage(), view.zone],
    make: (item) => make(item, view, empty, () => showEarlier(log, room, view, empty)),
  });
  if (follows) log.scrollTop = log.scrollHeight;
}

function arrivedSince(room, newest) {
  const list = records(room);
  let count = 0;
  while (count < list.length && list[list.length - 1 - count].seq > newest) count += 1;
  return count;
}

/** The messages that were in view stay where they are. */
function showEarlier(log, room, view, empty) {
  const fromEnd = log.scrollHeight - log.scrollTop;
  log.scrollTop = 0;
  const before = shown.get(log);
  shown.set(log, { ...before, most: before.most + PORTION });
  drawLog(log, room, view, empty);
  log.scrollTop = log.scrollHeight - fromEnd;
}

function keyOf(item) {
  if (item.record) return `${item.record.place.id}-${item.record.seq}`;
  return item.day ? `day-${item.day}` : item.empty ? "empty" : "earlier";
}

function make(item, view, empty, showMore) {
  if (item.record) return makeMessage(item.record, view);
  if (item.empty) return welcome(...empty);
  if (item.day) {
    const zone = el("span", { class: "zone" }, zoneName(view.zone, item.at));
    return el("p", { class: "day" }, el("span", {}, item.day, " · ", zone));
  }
  const button = el("button", { type: "button", class: "quiet earlier" }, t("earlier"));
  button.addEventListener("click", showMore);
  return button;
}

function withDays(list, zone) {
  let day = null;
  return list.flatMap((record) => {
    const its = dayIn(zone, record.at);
    if (its === day) return [{ record }];
    day = its;
    return [{ day, at: record.at }, { record }];
  });
}

/** What stands in a place where there is nothing yet. */
export function welcome(title, hint) {
  return el("div", { class: "empty" }, el("strong", {}, t(title)), el("span", {}, t(hint)));
}
