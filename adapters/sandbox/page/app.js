// Puts the page together: listens to the sandbox, keeps what it hears, draws what changed.

import { listen, readState } from "./api.js";
import { drawChat } from "./chat.js";
import { drawClock, drawMoves, startClock } from "./clock.js";
import { drawComposer, startComposer } from "./composer.js";
import { byId, setText } from "./dom.js";
import { drawGroups, drawLive, startGroups } from "./groups.js";
import { switchLanguage, t, translatePage } from "./i18n.js";
import { drawIncidents, tickIncidents } from "./incidents.js";
import { startKeys } from "./keys.js";
import { isBot, senderName } from "./message.js";
import { drawPhones, startPhones } from "./phones.js";
import {
  changed,
  findPerson,
  forgetRooms,
  keepRecord,
  meetProcess,
  onChange,
  setWorld,
  store,
} from "./store.js";
import { startTabs } from "./tabs.js";
import { attempt } from "./toast.js";

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

function hear(record, process) {
  meetProcess(process);
  const isNew = !store.rooms.get(`${record.place.kind}:${record.place.id}`)?.has(record.seq);
  keepRecord(record);
  if (isNew) announce(record);
}

/** Reads aloud what arrives in the chat shown, and every page on any phone. */
function announce(record) {
  if (!store.world || !isBot(record)) return;
  const text = record.lines[0]?.map((piece) => piece.text.display ?? piece.text).join("") ?? record.text;
  const owner = record.place.kind === "person" && findPerson(record.place.id);
  if (owner && record.kind === "page") setText(byId("announce"), t("pageFor", { name: owner.name, text }));
  if (record.place.id === store.group)
    setText(byId("announce"), t("said", { name: senderName(record), text }));
}

function setLive(live) {
  if (live && !store.live) readSoon();
  store.live = live;
  drawLive();
  changed();
}

function tick() {
  if (!store.world) return;
  drawClock();
  tickIncidents();
}

async function start() {
  [startClock, startComposer, startGroups, startKeys, startPhones, startTabs].forEach((begin) => begin());
  [drawGroups, drawClock, drawMoves, drawChat, drawComposer, drawIncidents, drawPhones].forEach(onChange);
  byId("language").addEventListener("click", () => {
    switchLanguage();
    drawWords();
    drawLive();
    changed();
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
