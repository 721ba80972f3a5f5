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

/** Whether the page is wider than its window. */
export const scrollsSideways = (page) =>
  page.evaluate(() => document.scrollingElement.scrollWidth > globalThis.innerWidth);
