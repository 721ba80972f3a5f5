// One message: a bubble for people, a card for the bot.

import { press } from "./api.js";
import { avatar, botAvatar } from "./avatar.js";
import { el } from "./dom.js";
import { currentLanguage, t } from "./i18n.js";
import { chooseIncident, findPerson, store } from "./store.js";
import { showTab } from "./tabs.js";
import { attempt } from "./toast.js";
import { kindName, roleName } from "./words.js";
import { inFull, timeIn } from "./zones.js";

export const isBot = (record) => record.from === "bot";
export const senderName = (record, bot) =>
  isBot(record) ? bot : (findPerson(record.from)?.name ?? record.from);

/** What a message looks like depends on all of this; see `reconcile`. */
export const messageStamp = (record, view) => [
  record.revision,
  view.me,
  view.zone,
  view.bot,
  currentLanguage(),
  rankOf(record),
];

/** A message as `view` sees it; see `drawLog`. */
export function makeMessage(record, view) {
  const name = senderName(record, view.bot);
  if (record.kind === "pressed") {
    const words = t("pressed", { name, label: record.text });
    return el("p", { class: "pressed" }, words, " · ", timeOf(record, view));
  }
  const mine = record.from === view.me;
  const bubble = isBot(record)
    ? card(record, view.me)
    : el("div", { class: "bubble" }, ...spoken(record, view.bot));
  return el(
    "article",
    {
      class: `message ${mine ? "mine" : ""} ${isBot(record) ? "bot" : ""}`,
      data: { seq: record.seq, kind: record.kind },
    },
    isBot(record) ? botAvatar() : avatar(record.from, name),
    el("div", { class: "words" }, byline(record, name, view), bubble),
  );
}

const timeOf = (record, { zone }) =>
  el("time", { dateTime: record.at, title: inFull(zone, record.at) }, timeIn(zone, record.at));

function byline(record, name, view) {
  const role = findPerson(record.from)?.role;
  return el(
    "div",
    { class: "byline" },
    el("span", { class: "name" }, name),
    role && el("span", {}, roleName(role)),
    isBot(record) && el("span", { class: "pill" }, kindName(record.kind)),
    record.only_for && el("span", { class: "pill" }, t("onlyYou")),
    timeOf(record, view),
    record.revision > record.seq && el("span", {}, t("edited")),
    isBot(record) && record.incident && toTimeline(record.incident),
  );
}

/** From a message to the timeline of its incident. */
function toTimeline(label) {
  const title = t("openTimeline", { label });
  const button = el("button", { type: "button", class: "to-timeline", title }, label);
  button.addEventListener("click", () => {
    chooseIncident(Number(label.replace(/\D/g, "")));
    showTab("incidents");
  });
  return button;
}

/** A person's words, with the names of those who were called made visible. */
function spoken(record, bot) {
  const names = record.mentions.map((id) => findPerson(id)?.name).filter(Boolean);
  const calls = [...names, bot].map((name) => `@${name}`);
  return record.text.split("\n").map((line) => el("p", {}, ...highlighted(line, calls)));
}

function highlighted(line, calls) {
  const call = calls.find((words) => line.includes(words));
  if (!call) return [line];
  const at = line.indexOf(call);
  const rest = highlighted(line.slice(at + call.length), calls);
  return [line.slice(0, at), el("span", { class: "mention" }, call), ...rest];
}

function card(record, me) {
  const [headline, ...lines] = record.lines;
  const rank = !hasStateMark(headline) && rankOf(record);
  const mark = rank && rankMark(rank);
  return el(
    "div",
    { class: `bubble card ${record.kind}` },
    el("p", { class: "headline" }, mark, mark && " ", ...pieces(headline)),
    ...lines.map(lineOf),
    record.buttons.length > 0 &&
      el("div", { class: "buttons" }, ...record.buttons.map((button) => act(record, button, me))),
  );
}

const RANKS = { "🔴": 1, "🟠": 2, "🟡": 3, "🔵": 4 };
const MARKS = { "✅": "done", "⏸": "waits" };
const STATE_MARKS = /(🔴|🟠|🟡|🔵|✅|⏸)/u;

const hasStateMark = (line) => line.some((piece) => piece.by === "text" && STATE_MARKS.test(piece.text));

const rankMark = (rank) => el("span", { class: "rank", data: { rank }, attrs: { "aria-hidden": "true" } });

/** The state marks are drawn rather than written: not every machine has a font for them. */
export function drawn(text) {
  return text.split(STATE_MARKS).flatMap((part) => {
    if (part in RANKS) return rankMark(RANKS[part]);
    if (part in MARKS) return el("span", { class: `state-mark ${MARKS[part]}`, attrs: { "aria-hidden": "true" } });
    return broken(part);
  });
}

function lineOf(line) {
  const rule = line.length === 1 && /^-{3,}$/.test(String(line[0].text));
  return rule ? el("hr") : el("p", {}, ...pieces(line));
}

function pieces(line) {
  return line.flatMap((piece) => {
    if (piece.by === "mention") return el("span", { class: "mention" }, `@${piece.text.display}`);
    return piece.by === "typed" ? el("span", { class: "typed" }, piece.text) : drawn(piece.text);
  });
}

/** The bot's own line breaks are kept. */
function broken(text) {
  return text.split("\n").flatMap((line, at) => (at === 0 ? [line] : [el("br"), line]));
}

function act(record, button, me) {
  const node = el(
    "button",
    { type: "button", class: `act ${button.style}`, title: button.reply ?? "" },
    button.label,
  );
  node.addEventListener("click", async () => {
    node.disabled = true;
    await attempt(() => press(record, button.key, me));
    node.disabled = false;
  });
  return node;
}

/** The rank of the incident a message is about, while it is open. */
const rankOf = (record) => (record.incident ? store.incidents.get(record.incident)?.rank : undefined);
