// One message: a bubble for people, a card for the bot.

import { press } from "./api.js";
import { timeOfDay } from "./clock.js";
import { el } from "./dom.js";
import { t } from "./i18n.js";
import { currentGroup, findPerson, store } from "./store.js";
import { attempt } from "./toast.js";
import { kindName, roleName } from "./words.js";

export const isBot = (record) => record.from === "bot";
export const senderName = (record) =>
  isBot(record) ? (currentGroup()?.bot_name ?? "Watchbell") : (findPerson(record.from)?.name ?? record.from);

/** What a message looks like depends on all of this; see `reconcile`. */
export function messageStamp(record, me, language) {
  const rank = rankOf(record);
  return [record.revision, me, language, rank, currentGroup()?.zone, currentGroup()?.bot_name];
}

export function makeMessage(record, me) {
  if (record.kind === "pressed") {
    const words = t("pressed", { name: senderName(record), label: record.text });
    return el("p", { class: "pressed" }, words);
  }
  const mine = record.from === me;
  const bubble = isBot(record) ? card(record, me) : el("div", { class: "bubble" }, ...spoken(record));
  return el(
    "article",
    {
      class: `message ${mine ? "mine" : ""} ${isBot(record) ? "bot" : ""}`,
      data: { seq: record.seq, kind: record.kind },
    },
    avatar(record),
    el("div", { class: "words" }, byline(record), bubble),
  );
}

function avatar(record) {
  const attrs = { "aria-hidden": "true" };
  if (isBot(record)) {
    return el(
      "span",
      { class: "avatar", attrs },
      el("img", { src: "/assets/favicon.svg", width: 34, height: 34, alt: "" }),
    );
  }
  return el("span", { class: "avatar", attrs }, initials(senderName(record)));
}

function initials(name) {
  const words = name.split(" ").filter(Boolean);
  return words.length > 1
    ? words
        .slice(0, 2)
        .map((word) => word[0])
        .join("")
    : [...name].slice(-2).join("").slice(0, 2);
}

function byline(record) {
  const role = findPerson(record.from)?.role;
  return el(
    "div",
    { class: "byline" },
    el("span", { class: "name" }, senderName(record)),
    role && el("span", {}, roleName(role)),
    isBot(record) && el("span", { class: "pill" }, kindName(record.kind)),
    record.only_for && el("span", { class: "pill" }, t("onlyYou")),
    el("time", { dateTime: record.at }, timeOfDay(record.at)),
    record.revision > record.seq && el("span", {}, t("edited")),
  );
}

/** A person's words, with the names of those who were called made visible. */
function spoken(record) {
  const names = record.mentions.map((id) => findPerson(id)?.name).filter(Boolean);
  const calls = [...names, currentGroup()?.bot_name].filter(Boolean).map((name) => `@${name}`);
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
const STATE_MARKS = /(🔴|🟠|🟡|🔵|✅|⏸)/u;

const hasStateMark = (line) => line.some((piece) => piece.by === "text" && STATE_MARKS.test(piece.text));

const rankMark = (rank) => el("span", { class: "rank", data: { rank }, attrs: { "aria-hidden": "true" } });

/* The state marks are drawn rather than written: not every machine has a font for them. */
function drawn(text) {
  return text.split(STATE_MARKS).flatMap((part) => {
    if (part in RANKS) return rankMark(RANKS[part]);
    if (part === "✅" || part === "⏸")
      return el("span", { class: "state-mark", attrs: { "aria-hidden": "true" } }, part === "✅" ? "✓" : "‖");
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
function rankOf(record) {
  return (
    record.incident && store.world.incidents.find((incident) => incident.label === record.incident)?.rank
  );
}
