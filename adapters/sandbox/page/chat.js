// The chat of the chosen group.

import { dayOf } from "./clock.js";
import { byId, el, reconcile, setText } from "./dom.js";
import { currentLanguage, t } from "./i18n.js";
import { groupFacts } from "./groups.js";
import { makeMessage, messageStamp } from "./message.js";
import { currentGroup, isVisibleTo, markSeen, records, speaker, store } from "./store.js";

let shownGroup;

export function drawChat() {
  const group = currentGroup();
  if (!group) return;
  byId("panel-chat").dataset.look = group.platform_look;
  setText(byId("chat-title"), group.name);
  drawFacts(group);
  drawLog(group, speaker()?.id);
}

function drawFacts(group) {
  const [first, ...others] = groupFacts(group);
  const facts = others.map((fact, at) => el("span", { class: at === 0 && group.plan ? "tier" : "" }, fact));
  byId("chat-facts").replaceChildren(el("span", {}, first), ...facts);
  const names = group.members.map((member) => member.name).join(currentLanguage() === "zh" ? "、" : ", ");
  setText(byId("chat-members"), `${t("members", { count: group.members.length })} · ${names}`);
  byId("chat-members").title = names;
}

function drawLog(group, me) {
  const log = byId("log");
  const room = `group:${group.id}`;
  const atEnd = shownGroup !== group.id || log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  drawRecords(
    log,
    records(room).filter((record) => isVisibleTo(record, me)),
    me,
    ["emptyChat", "emptyChatHint"],
  );
  if (store.tab === "chat") markSeen(room);
  if (atEnd) log.scrollTop = log.scrollHeight;
  shownGroup = group.id;
}

/** Fills a log with messages, a line for each new day, or a word of welcome. Also used by the phones. */
export function drawRecords(log, list, me, [emptyTitle, emptyHint]) {
  const items = list.length ? withDays(list) : [{ empty: true }];
  reconcile(log, items, {
    key: (item) =>
      item.empty ? "empty" : item.day ? `day-${item.day}` : `${item.record.place.id}-${item.record.seq}`,
    stamp: (item) =>
      item.record ? messageStamp(item.record, me, currentLanguage()) : [item, currentLanguage()],
    make: (item) => {
      if (item.empty) return welcome(emptyTitle, emptyHint);
      return item.day ? el("p", { class: "day" }, item.day) : makeMessage(item.record, me);
    },
  });
}

function withDays(list) {
  let day = null;
  return list.flatMap((record) => {
    const its = dayOf(record.at);
    if (its === day) return [{ record }];
    day = its;
    return [{ day }, { record }];
  });
}

export function welcome(title, hint) {
  return el("div", { class: "empty" }, el("strong", {}, t(title)), el("span", {}, t(hint)));
}
