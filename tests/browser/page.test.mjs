// What the sandbox's page promises beside the story of one incident: it fits its window, opens incidents, says why it
// refuses, and does no more work than there is news.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import {
  barriers,
  call,
  cutItems,
  DESK,
  groupOf,
  isWholeIn,
  LAPTOP,
  open,
  overflowing,
  PHONE,
  scrollsSideways,
  shortened,
  tooSmallToPress,
  workOf,
} from "./kit.mjs";

const LONG_TITLE = "Log-in with the company identity provider fails for a third of our users since this morning";

const REFUSALS = {
  "zh-CN": /一次最多拨 60 天，时钟没有动/,
  "en-GB": /at most 60 days, so the clock did not move/,
};

/** A customer of a group reports something. */
async function report(plan, words) {
  const group = await groupOf(plan);
  const { id } = group.members.find((it) => it.role.startsWith("customer"));
  await call(`groups/${group.id}/messages`, { user: id, text: words, addressed: true });
  const said = await call(`groups/${group.id}/messages`);
  return { group, label: said.findLast((it) => it.incident).incident };
}

/** A message of the bot in English with a long level: what once made the column wider than the window allows. */
before(() => report("zitadel", `open sev2 ${LONG_TITLE}`));

for (const viewport of [DESK, LAPTOP, PHONE]) {
  for (const locale of ["zh-CN", "en-GB"]) {
    it(`holds everything within ${viewport.width} pixels in ${locale}`, async () => {
      const { page, close } = await open({ viewport, locale });
      const tabs = viewport === PHONE ? ["chat", "incidents", "phones"] : [null];
      await page.locator(".incident").first().waitFor({ state: "attached" });
      for (const tab of tabs) {
        if (tab) await page.locator(`#tab-${tab}`).click();
        assert.equal(await scrollsSideways(page), false, tab);
        assert.deepEqual(await overflowing(page), [], tab);
      }
      if (viewport === PHONE) await page.locator("#tab-incidents").click();
      await page.locator(".incident-open").first().click();
      await page.locator("#timeline .entry").first().waitFor();
      assert.equal(await scrollsSideways(page), false);
      assert.deepEqual(await overflowing(page), []);
      await close();
    });
  }
}

const THUMB_PIXELS = 40;

for (const locale of ["zh-CN", "en-GB"]) {
  it(`is pressed with a thumb on a phone, and shows what is chosen whole: ${locale}`, async () => {
    const { page, close } = await open({ viewport: PHONE, locale });
    for (const { id } of (await call("state")).groups) {
      await page.locator(`[data-group="${id}"]`).click();
      await page.locator(`[data-group="${id}"][aria-current="true"]`).waitFor();
      assert.ok(await isWholeIn(page, "#groups", '[aria-current="true"]'), id);
    }
    assert.deepEqual(await tooSmallToPress(page, THUMB_PIXELS), []);
    await page.locator("#tab-phones").click();
    for (const id of await page.locator(".person").evaluateAll((all) => all.map((it) => it.dataset.person))) {
      await page.locator(`.person[data-person="${id}"]`).click();
      await page.locator(`.person[data-person="${id}"][aria-pressed="true"]`).waitFor();
      assert.ok(await isWholeIn(page, "#people", '[aria-pressed="true"]'), id);
    }
    assert.deepEqual(await tooSmallToPress(page, THUMB_PIXELS), []);
    await page.locator("#tab-incidents").click();
    assert.deepEqual(await tooSmallToPress(page, THUMB_PIXELS), []);
    await page.locator(".incident-open").first().click();
    await page.locator("#timeline .entry").first().waitFor();
    assert.deepEqual(await tooSmallToPress(page, THUMB_PIXELS), []);
    await close();
  });

  it(`cuts neither the groups' contracts nor a row of people on a desk: ${locale}`, async () => {
    const { page, close } = await open({ viewport: DESK, locale });
    assert.deepEqual(await shortened(page, ".group-facts, .group-name"), []);
    assert.deepEqual(await cutItems(page, "#people"), []);
    await close();
  });
}

it("opens a phone at its newest message", async () => {
  const { label } = await report("daocloud", "报障 一级 支付失败");
  await call("clock/advance", { seconds: 600 });
  const { page, close } = await open({ viewport: PHONE, locale: "zh-CN" });
  const [paged] = (await call("state")).incidents.find((it) => it.label === label).paged_ids;
  await page.locator("#phone-log .message").last().waitFor({ state: "attached" });
  await page.locator("#tab-phones").click();
  const left = () => page.locator("#phone-log").evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
  assert.ok((await left()) < 2);
  await page.locator(`.person[data-person="${paged}"]`).click();
  assert.ok((await left()) < 2);
  await close();
});

for (const [locale, language] of [
  ["zh-CN", "zh"],
  ["en-GB", "en"],
]) {
  it(`starts in a group that speaks the reader's language: ${locale}`, async () => {
    const { page, close } = await open({ viewport: DESK, locale });
    const chosen = await page.locator('.group[aria-current="true"]').getAttribute("data-group");
    const { groups } = await call("state");
    assert.equal(groups.find((group) => group.id === chosen).language, language);
    await close();
  });

  it(`refuses in words to move the clock beyond 60 days: ${locale}`, async () => {
    const { page, close } = await open({ viewport: DESK, locale });
    const { now } = await call("state");
    const refused = page.waitForResponse((response) => response.url().endsWith("clock/advance"));
    await page.locator("#move-to").click();
    await page.locator("#move-at").fill("2031-01-01T09:00");
    await page.locator("#move-form .strong").click();
    assert.equal((await refused).status(), 400);
    await page.locator("#move-fault", { hasText: REFUSALS[locale] }).waitFor();
    assert.ok(await page.locator("#move").isVisible());
    assert.deepEqual(await barriers(page), []);
    assert.equal((await call("state")).now, now);
    await page.locator("#move-at").fill("2001-01-01T09:00");
    await page.locator("#move-form .strong").click();
    await page.locator("#move-fault", { hasText: /later time|晚的时间/ }).waitFor();
    // The browser notes the refused request on its console.
    await close([/400/]);
  });
}

describe("an incident", () => {
  it("opens to its timeline, in the reader's language, and back by the keyboard", async () => {
    const { label, group } = await report("zitadel", "open sev1 nobody can log in");
    const { page, close } = await open({ viewport: DESK, locale: "en-GB" });
    await page.locator(`[data-incident="${label}"] .incident-open`).click();
    await page.locator("#timeline .entry", { hasText: "nobody can log in" }).first().waitFor();
    await page.locator("#timeline .entry", { hasText: "paged" }).first().waitFor();
    assert.deepEqual(await barriers(page), []);
    await call(`groups/${group.id}/messages`, {
      user: group.members[0].id,
      text: `${label.replace("INC-", "#")} the <i>status</i> page is red`,
      addressed: false,
    });
    await page.locator("#timeline .entry", { hasText: "the <i>status</i> page is red" }).waitFor();
    await page.locator("#incident-back").focus();
    await page.keyboard.press("Escape");
    await page.locator("#incidents").waitFor();
    await page.waitForFunction(() => document.activeElement.className === "incident-open");
    await close();
  });

  it("shows the phone that was paged, unless somebody writes on another", async () => {
    const { page, close } = await open({ viewport: DESK, locale: "zh-CN" });
    const customer = page.locator(".person", { hasText: "吴昊" });
    await customer.click();
    // What was said before is known by now: the page rings only for news.
    await page.waitForTimeout(1000);
    const { label } = await report("daocloud", "报障 一级 结算失败");
    await page.locator("#phone-log .card.page", { hasText: label }).first().waitFor();
    const shown = await page.locator(".person[aria-pressed=true]").getAttribute("data-person");
    const { incidents } = await call("state");
    assert.ok(incidents.find((it) => it.label === label).paged_ids.includes(shown));
    await customer.click();
    await page.locator("#phone-text").fill("收");
    await report("daocloud", "报障 一级 对账失败");
    await page.waitForTimeout(1000);
    assert.equal(await customer.getAttribute("aria-pressed"), "true");
    await close();
  });
});

describe("a long story", () => {
  it("is drawn from its end; what is new costs what is new, and no formatter is made twice", async () => {
    const { group } = await report("daocloud", "报障 一级 长故事");
    const say = (text) =>
      call(`groups/${group.id}/messages`, { user: group.members[0].id, text, addressed: false });
    for (let count = 0; count < 150; count += 1) await say(`第 ${count} 句`);
    const { page, close } = await open({ viewport: DESK, locale: "zh-CN" });
    await page.locator(`[data-group="${group.id}"]`).click();
    await page.locator("#log .bubble", { hasText: "第 149 句" }).waitFor();
    const messages = page.locator("#log .message");
    assert.ok((await messages.count()) <= 60, "only the last messages are drawn");

    const earlier = await workOf(page);
    await say("又一句");
    await page.locator("#log .bubble", { hasText: "又一句" }).waitFor();
    const later = await workOf(page);
    assert.equal(later.formatters, earlier.formatters, "every formatter is made once");
    assert.ok(later.elements - earlier.elements < 200, `drawn: ${later.elements - earlier.elements}`);
    assert.ok(later.formatters <= 30, `formatters: ${later.formatters}`);

    await page.locator("#move-60").click();
    await page.waitForFunction(() => !document.body.hasAttribute("data-moving"));
    assert.ok((await workOf(page)).formatters - later.formatters <= 2, "an hour makes no formatters");
    await page.locator("#log").evaluate((log) => (log.scrollTop = 0));
    await page.locator("#log .earlier").click();
    await page.waitForFunction(() => document.querySelectorAll("#log .message").length > 60);
    await page.locator("#log-end").click();
    await close();
  });
});
