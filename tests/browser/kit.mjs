// A browser as a person has it: a fresh profile, one page, an eye for what goes wrong in it.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const CHROMIUM = process.env.WATCHBELL_CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A folder to take the page from instead of the binary, so that a change can be seen without a build. */
const PAGE = process.env.WATCHBELL_PAGE;

/** Longer than anything takes on a slow machine. */
const PATIENCE_MILLISECONDS = 10_000;

/** Where the sandbox listens, without a slash at the end. */
export const BASE = process.env.WATCHBELL_SANDBOX_URL?.replace(/\/$/, "");

export const DESK = { width: 1440, height: 900 };
export const LAPTOP = { width: 1024, height: 768 };
export const PHONE = { width: 390, height: 844 };

/** Opens the sandbox's page; `close` ends the browser and fails if the page complained on its console. */
export async function open(look) {
  assert.ok(BASE, "WATCHBELL_SANDBOX_URL says where the sandbox listens");
  const opened = await openFile(BASE, look, countWork);
  await opened.page.locator("#groups .group").first().waitFor();
  return opened;
}

/** Opens any address in the same way. A page from a file must do without the network. */
export async function openFile(address, { viewport, locale, colorScheme = "light" }, beforehand) {
  const profile = await mkdtemp(join(tmpdir(), "watchbell-page-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: ARGUMENTS,
    viewport,
    locale,
    colorScheme,
    reducedMotion: "reduce",
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(PATIENCE_MILLISECONDS);
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
  if (address.startsWith("file:"))
    page.on("request", (request) => {
      if (!/^(file|data):/.test(request.url())) complaints.push(`asked for ${request.url()}`);
    });
  if (beforehand) await page.addInitScript(beforehand);
  if (PAGE)
    await page.route(`${BASE}/assets/**`, (route) =>
      route.fulfill({ path: join(PAGE, new URL(route.request().url()).pathname.split("/").at(-1)) }),
    );
  await page.goto(address);
  /** `expected` are complaints that were asked for. */
  const close = async (expected = []) => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
    const isExpected = (complaint) => expected.some((pattern) => pattern.test(complaint));
    assert.deepEqual(
      complaints.filter((complaint) => !isExpected(complaint)),
      [],
    );
  };
  return { page, close };
}

/** Counts what costs time in a page: formatters of instants, and elements. Runs in the page, before its scripts. */
function countWork() {
  globalThis.work = { formatters: 0, elements: 0 };
  globalThis.Intl.DateTimeFormat = new Proxy(globalThis.Intl.DateTimeFormat, {
    construct(target, options) {
      globalThis.work.formatters += 1;
      return new target(...options);
    },
  });
  const create = Document.prototype.createElement;
  Document.prototype.createElement = function (...what) {
    globalThis.work.elements += 1;
    return create.apply(this, what);
  };
}

/** What the page has made so far; see `countWork`. */
export const workOf = (page) => page.evaluate(() => ({ ...globalThis.work }));

/** Calls the sandbox's HTTP the way the page does. */
export async function call(path, body) {
  const options = body && {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const response = await fetch(`${BASE}/sandbox/${path}`, options);
  const answer = await response.json();
  assert.ok(response.ok, `${path}: ${JSON.stringify(answer)}`);
  return answer;
}

/** The group served under `plan`, with its place in the list. */
export async function groupOf(plan) {
  const { groups } = await call("state");
  const at = groups.findIndex((group) => group.plan === plan);
  assert.ok(at >= 0, `a group under ${plan}`);
  return { ...groups[at], key: `Alt+${at + 1}` };
}

/** What axe finds that keeps people out: contrast, names, roles, focus. */
export async function barriers(page) {
  // The page's own policy forbids foreign scripts, so axe comes in through the debugger.
  await page.evaluate(await readFile(AXE, "utf8"));
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ["violations"] }),
  );
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return grave.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`),
  );
}

/** The panels that hold more than their width; none is well. */
export const overflowing = (page) =>
  page.evaluate(() =>
    [".bar", ".chat", ".side", "#incident-overview", "#incident-detail", ".phones"].filter((name) => {
      const node = document.querySelector(name);
      return node.scrollWidth > node.clientWidth + 1;
    }),
  );

/**
 * What can be pressed and is lower than `least` pixels, the part around it that takes the press included. What lies
 * partly outside of a panel that scrolls is passed over: it grows when it is scrolled to.
 */
export const tooSmallToPress = (page, least) =>
  page.evaluate((least) => {
    const pressable = [...document.querySelectorAll("button, select, .segment label")];
    const isWhole = (node, { top, bottom, left, right }) => {
      for (let panel = node.parentElement; panel; panel = panel.parentElement) {
        const frame = panel.getBoundingClientRect();
        const isCut = getComputedStyle(panel).overflow !== "visible";
        if (isCut && (top - least / 2 < frame.top || bottom + least / 2 > frame.bottom)) return false;
        if (isCut && (left < frame.left || right > frame.right)) return false;
      }
      return true;
    };
    const height = (node, box) => {
      const x = box.left + box.width / 2;
      const takes = (y) => node.contains(document.elementFromPoint(x, y));
      const middle = box.top + box.height / 2;
      let [up, down] = [0, 0];
      while (up < least && takes(middle - up - 1)) up += 1;
      while (down < least && takes(middle + down)) down += 1;
      return up + down;
    };
    return pressable.flatMap((node) => {
      const box = node.getBoundingClientRect();
      if (box.width === 0 || node.matches(".incident-open") || !isWhole(node, box)) return [];
      const found = height(node, box);
      return found < least ? [`${node.id || node.className || node.htmlFor} ${node.textContent}: ${found}`] : [];
    });
  }, least);

/** The items that a list shows in part only. */
export const cutItems = (page, list) =>
  page.locator(list).evaluate((list) => {
    const frame = list.getBoundingClientRect();
    const isCut = ({ top, bottom }) =>
      top < frame.bottom - 1 && bottom > frame.top + 1 && (top < frame.top - 1 || bottom > frame.bottom + 1);
    return [...list.children].filter((item) => isCut(item.getBoundingClientRect())).map((item) => item.textContent);
  });

/** The elements whose words end in an ellipsis. */
export const shortened = (page, names) =>
  page
    .locator(names)
    .evaluateAll((nodes) => nodes.filter((node) => node.scrollWidth > node.clientWidth).map((node) => node.textContent));

/** Whether the whole of `chosen` lies inside `list`. */
export const isWholeIn = (page, list, chosen) =>
  page.locator(`${list} ${chosen}`).evaluate((node, list) => {
    const [item, frame] = [node, document.querySelector(list)].map((it) => it.getBoundingClientRect());
    return item.left >= frame.left - 1 && item.right <= frame.right + 1;
  }, list);

/** Whether the page is wider than its window. */
export const scrollsSideways = (page) =>
  page.evaluate(() => document.scrollingElement.scrollWidth > globalThis.innerWidth);
