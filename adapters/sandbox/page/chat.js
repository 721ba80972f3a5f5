// The chat of the chosen group.

import { avatar } from "./avatar.js";
import { byId, el, reconcile, setText } from "./dom.js";
import { groupFacts } from "./groups.js";
import { currentLanguage, t } from "./i18n.js";
import { drawLog, isAtEnd } from "./log.js";
import { currentGroup, groupZone, markSeen, speaker, store, worldNow } from "./store.js";
import { inFull, zoneName } from "./zones.js";

/** More members than these are only counted. */
const MOST_FACES = 6;

export function drawChat() {
  const group = currentGroup();
  if (!group) return;
  byId("panel-chat").dataset.look = group.platform_look;
  setText(byId("chat-title"), group.name);
  drawFacts(group);
  drawMembers(group);
  const room = `group:${group.id}`;
  const view = { me: speaker()?.id, zone: groupZone(), bot: group.bot_name };
  drawLog(byId("log"), room, view, ["emptyChat", "emptyChatHint"]);
  if (store.tab === "chat") markSeen(room);
  showWayToEnd();
}

function drawFacts(group) {
  const [zone, now] = [groupZone(), worldNow()];
  const plan = group.plan ? 1 : 0;
  const facts = [...groupFacts(group), zoneName(zone, now)].map((text, at) => ({ text, at }));
  reconcile(byId("chat-facts"), facts, {
    key: ({ at }) => at,
    stamp: (fact) => [fact, plan, zone],
    make: ({ text, at }) => {
      const title = at === facts.length - 1 ? inFull(zone, now) : "";
      return el("span", { class: plan && at === 1 ? "tier" : "", title }, text);
    },
  });
}

/** Faces side by side; the names are in the tooltip and for whoever listens. */
function drawMembers(group) {
  const names = group.members.map((member) => member.name).join(currentLanguage() === "zh" ? "、" : ", ");
  const box = byId("chat-members");
  const faces = group.members.slice(0, MOST_FACES);
  reconcile(byId("chat-faces"), faces, {
    key: (member) => member.id,
    stamp: (member) => member.name,
    make: (member) => avatar(member.id, member.name),
  });
  setText(byId("chat-count"), t("members", { count: group.members.length }));
  box.title = names;
}

const showWayToEnd = () => (byId("log-end").hidden = isAtEnd(byId("log")));

export function startChat() {
  const log = byId("log");
  log.addEventListener("scroll", showWayToEnd, { passive: true });
  byId("log-end").addEventListener("click", () => {
    log.scrollTop = log.scrollHeight;
    log.focus({ preventScroll: true });
  });
}
