// Puts the page together: listens to the sandbox, keeps what it hears, draws what changed.

import { listen, readState } from "./api.js";
import { drawChat, startChat } from "./chat.js";
import { drawClock, drawMoves, startClock } from "./clock.js";
import { drawComposer, startComposer } from "./composer.js";
import { byId, setText } from "./dom.js";
import { drawGroups, drawLive, startGroups } from "./groups.js";
import { switchLanguage, t, translatePage } from "./i18n.js";
import { drawIncidents, tickIncidents } from "./incidents.js";
import { startKeys } from "./keys.js";
import { isBot, senderName } from "./message.js";
import { drawPhones, ring, showLastPaged, startPhones } from "./phones.js";
import {
  changed,
  currentGroup,
  findPerson,
  followLanguage,
  forgetRooms,
  keepRecord,
  knowsRecord,
  meetProcess,
  onChange,
  setWorld,
  store,
} from "./store.js";
import { startTabs } from "./tabs.js";
import { drawTimeline, startTimeline } from "./timeline.js";
import { attempt, startToast } from "./toast.js";

/** State changes come in bunches; one reading is enough for a bunch. */
const BUNCH_MILLISECONDS = 60;

/** A real clock makes things due without a word; the state is read again at this pace. */
const RELOAD_MILLISECONDS = 20_000;

function drawWords() {
  translatePage();
  setText(byId("language"), t("otherLanguage"));
}

let reading;

function readSoon() {
  clearTimeout(reading);
  reading = setTimeout(async () => {
    const world = await attempt(readState);
    if (world) setWorld(world);
  }, BUNCH_MILLISECONDS);
}

/** What was said before the page was opened comes without a pause, and is neither read aloud nor rung. */
const CATCHING_UP_MILLISECONDS = 400;
let catchingUp = true;
let caughtUp;

function hear(record, process) {
  meetProcess(process);
  const isNew = !knowsRecord(record);
  keepRecord(record);
  if (catchingUp) return waitForPause();
  if (!isNew || !store.world || !isBot(record)) return undefined;
  if (record.kind === "page" && record.place.kind === "person") ring(record.place.id);
  return announce(record);
}

function waitForPause() {
  clearTimeout(caughtUp);
  caughtUp = setTimeout(() => {
    catchingUp = false;
    if (store.world) showLastPaged();
  }, CATCHING_UP_MILLISECONDS);
}

/** Reads aloud what arrives in the chat shown, and every page on any phone. */
function announce(record) {
  const text = record.lines[0]?.map((piece) => piece.text.display ?? piece.text).join("") ?? record.text;
  const owner = record.place.kind === "person" && findPerson(record.place.id);
  if (owner && record.kind === "page") setText(byId("announce"), t("pageFor", { name: owner.name, text }));
  if (record.place.id === store.group)
    setText(byId("announce"), t("said", { name: senderName(record, currentGroup()?.bot_name), text }));
}

function setLive(live) {
  if (live && !store.live) readSoon();
  if (live && catchingUp) waitForPause();
  store.live = live;
  byId("offline").hidden = live;
  drawLive();
  changed();
}

function tick() {
  if (!store.world) return;
  drawClock();
  tickIncidents();
}

const STARTS = [
  startChat,
  startClock,
  startComposer,
  startGroups,
  startKeys,
  startPhones,
  startTabs,
  startTimeline,
  startToast,
];
const DRAWS = [
  drawGroups,
  drawClock,
  drawMoves,
  drawChat,
  drawComposer,
  drawIncidents,
  drawTimeline,
  drawPhones,
];

async function start() {
  STARTS.forEach((begin) => begin());
  DRAWS.forEach(onChange);
  byId("language").addEventListener("click", () => {
    switchLanguage();
    drawWords();
    drawLive();
    followLanguage();
  });
  drawWords();
  drawLive();
  const world = await attempt(readState);
  if (world) setWorld(world);
  listen({ message: hear, stateChanged: readSoon, reset: forgetRooms, live: setLive });
  setInterval(tick, 1000);
  setInterval(() => store.world?.clock === "real" && readSoon(), RELOAD_MILLISECONDS);
}

start();
