// The box to type in: who one is, whom one speaks to, what one could say.

import { sayInGroup } from "./api.js";
import { bare } from "./avatar.js";
import { byId, el, reconcile, rove, roveByArrows } from "./dom.js";
import { currentLanguage, t } from "./i18n.js";
import { currentGroup, speakAs, speaker } from "./store.js";
import { attempt } from "./toast.js";
import { roleName, suggestions } from "./words.js";

const box = () => byId("composer-text");
const toBot = () => byId("to-bot").checked;

export function drawComposer() {
  const [group, me] = [currentGroup(), speaker()];
  if (!group || !me) return;
  drawWho(group, me);
  drawChips(suggestions(me.role, group.language));
  box().placeholder = t(toBot() ? "placeholderBot" : "placeholderAll", { bot: group.bot_name });
}

function drawWho(group, me) {
  const who = byId("who");
  reconcile(who, group.members, {
    key: (member) => `${group.id}-${member.id}`,
    stamp: (member) => [member, currentLanguage()],
    make: (member) => el("option", { value: member.id }, `${bare(member.name)} · ${roleName(member.role)}`),
  });
  if (who.value !== me.id) who.value = me.id;
}

function drawChips(list) {
  const chips = byId("chips");
  reconcile(chips, list, {
    key: (suggestion) => suggestion.label,
    stamp: (suggestion) => suggestion,
    make: ({ label, fill }) => {
      const chip = el("button", { type: "button", class: "chip" }, label);
      chip.addEventListener("click", () => propose(fill));
      return chip;
    },
  });
  rove(chips, () => false);
}

function propose(text) {
  byId("to-bot").checked = true;
  box().value = text;
  box().focus();
  box().setSelectionRange(text.length, text.length);
  grow();
  drawComposer();
}

let sending = false;

/** What could not be sent stays in the box. */
async function send() {
  const text = box().value.trim();
  const [group, me] = [currentGroup(), speaker()];
  if (sending || !text || !group || !me) return;
  setSending(true);
  const sent = await attempt(() => sayInGroup(group.id, me.id, text, toBot()));
  setSending(false);
  if (sent && box().value.trim() === text) box().value = "";
  grow();
}

function setSending(now) {
  sending = now;
  byId("composer").setAttribute("aria-busy", String(now));
}

/** The box is as high as its text, up to the limit in the style sheet. */
function grow() {
  box().style.height = "auto";
  box().style.height = `${box().scrollHeight + 2}px`;
}

/** Enter sends, but not while a word is still being composed by an input method. */
function sendByEnter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
}

export function startComposer() {
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  box().addEventListener("keydown", sendByEnter);
  box().addEventListener("input", grow);
  byId("who").addEventListener("change", (event) => speakAs(event.target.value));
  ["to-bot", "to-all"].forEach((id) => byId(id).addEventListener("change", drawComposer));
  roveByArrows(byId("chips"));
}
