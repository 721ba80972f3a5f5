// The sandbox's page in a real browser, against a running sandbox with a manual clock.
//
//   WATCHBELL_SANDBOX_URL=http://127.0.0.1:8080 npm test
//
// The plan of the group spoken in promises a status update every hour for its first severity. With
// WATCHBELL_SCREENSHOT a picture of the finished story is written to that path.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { barriers, call, DESK, groupOf, open, PHONE, scrollsSideways } from "./kit.mjs";

const HOURLY_PLAN = "daocloud";
const TITLE = "支付集群不可用，下单返回 500";

/** The person a role is played by in a group. */
const member = (group, role) => group.members.find((it) => it.role === role);

const lastMessage = (page, kind) => page.locator(`#log .message[data-kind="${kind}"]`).last();

const secondsOf = (countdown) => countdown.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

describe("a level-1 incident, from the customer's chat to the engineer's phone and back", () => {
  let page, close, group, incident, label;

  before(async () => {
    group = await groupOf(HOURLY_PLAN);
    ({ page, close } = await open({ viewport: DESK, locale: "zh-CN" }));
  });
  after(() => close());

  it("is opened by a customer by keyboard alone", async () => {
    await page.keyboard.press(group.key);
    await page.keyboard.press("Alt+KeyW");
    const customer = member(group, "customer") ?? member(group, "customer_admin");
    await page.keyboard.press("Home");
    for (let step = group.members.indexOf(customer); step > 0; step -= 1)
      await page.keyboard.press("ArrowDown");
    assert.equal(await page.locator("#who").inputValue(), customer.id);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.id), "to-bot");
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "composer-text");
    await page.keyboard.type(`报障 一级 ${TITLE}`);
    const newest = () =>
      page.evaluate(() => Number([...document.querySelectorAll("#log .message")].at(-1)?.dataset.seq ?? 0));
    const before = await newest();
    await page.keyboard.press("Enter");
    await page.waitForFunction(
      (seq) =>
        [...document.querySelectorAll('#log .message[data-kind="card"]')].some(
          (message) => Number(message.dataset.seq) > seq,
        ),
      before,
    );
    const receipt = lastMessage(page, "card");
    await receipt.filter({ hasText: "INC-" }).waitFor();
    const [number] = /INC-\d+/.exec(await receipt.textContent());
    label = new RegExp(`${number}\\b`);
    incident = page.locator(`[data-incident="${number}"]`);
    await incident.locator(".incident-title", { hasText: TITLE }).waitFor();
    assert.equal(await page.locator("#composer-text").inputValue(), "");
  });

  it("shows its countdown, which stands still with the clock", async () => {
    const left = incident.locator('[data-what="firstResponse"] .left');
    await left.waitFor();
    const first = await left.textContent();
    assert.match(first, /^\d+:\d\d(:\d\d)?$/);
    await page.waitForTimeout(1500);
    assert.equal(await left.textContent(), first);
    await call("clock/advance", { seconds: 60 });
    await page.waitForFunction(
      ([node, old]) => node.textContent !== old,
      [await left.elementHandle(), first],
    );
    assert.equal(secondsOf(first) - secondsOf(await left.textContent()), 60);
  });

  it("pages somebody, who acknowledges with the button", async () => {
    const [paged] = (await call("state")).incidents.find((it) => label.test(it.label)).paged_ids;
    await page.locator(`.person[data-person="${paged}"]`).click();
    const callToAct = page.locator("#phone-log .card.page", { hasText: label }).last();
    await callToAct.waitFor();
    await callToAct.locator(".act").first().click();
    await incident.locator(".pill", { hasText: "处理中" }).waitFor();
    const owner = await page.locator(".person[aria-pressed=true] .person-name").textContent();
    await incident.locator(".incident-people", { hasText: owner }).waitFor();
  });

  it("is reported on after an hour", async () => {
    const before = await page.locator("#clock-local").textContent();
    await page.locator("#move-60").click();
    await lastMessage(page, "status_update").filter({ hasText: label }).waitFor();
    await page.waitForFunction((old) => document.querySelector("#clock-local").textContent !== old, before);
    if (process.env.WATCHBELL_SCREENSHOT) await page.screenshot({ path: process.env.WATCHBELL_SCREENSHOT });
  });

  it("keeps nobody out: no serious barrier by axe", async () => {
    assert.deepEqual(await barriers(page), []);
  });

  it("reads in English after a switch, which is remembered", async () => {
    await page.locator("#language").click();
    assert.equal(
      await page
        .locator("#incidents-title")
        .innerText()
        .then((text) => text.split(/\d/)[0].trim()),
      "Open incidents",
    );
    await page.reload();
    await page.locator("#panel-incidents", { hasText: "Open incidents" }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), "en-GB");
  });
});

describe("the list of groups", () => {
  it("is one stop for Tab, moves by arrows, and marks what is unread elsewhere", async () => {
    const [first, second] = (await call("state")).groups;
    const { page, close } = await open({ viewport: DESK, locale: "en-GB" });
    await page.keyboard.press("Alt+1");
    await page.locator(`[data-group="${first.id}"]`).focus();
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.group), second.id);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.closest("#groups")), null);
    await call(`groups/${second.id}/messages`, {
      user: second.members[0].id,
      text: "<b>早上好</b>",
      addressed: false,
    });
    await page.locator(`[data-group="${second.id}"] .badge`).waitFor();
    await page.keyboard.press("Alt+2");
    const said = page.locator("#log .message .bubble").last();
    await said.waitFor();
    assert.equal(await page.locator(`[data-group="${second.id}"] .badge`).count(), 0);
    await page.locator("#log", { hasText: "<b>早上好</b>" }).waitFor();
    assert.equal(await page.locator("#log b").count(), 0);
    await close();
  });
});

for (const locale of ["zh-CN", "en-GB"]) {
  for (const colorScheme of ["light", "dark"]) {
    it(`fits a phone in ${locale}, ${colorScheme}: tabs, no sideways scroll, no serious barrier`, async () => {
      const { page, close } = await open({ viewport: PHONE, locale, colorScheme });
      for (const tab of ["incidents", "phones", "chat"]) {
        await page.locator(`#tab-${tab}`).click();
        assert.ok(await page.locator(`#panel-${tab}`).isVisible(), tab);
        assert.equal(await scrollsSideways(page), false, tab);
        assert.deepEqual(await barriers(page), [], tab);
      }
      await close();
    });
  }
}

it("keeps contrast in the dark on every platform's look", async () => {
  const { page, close } = await open({ viewport: DESK, locale: "en-GB", colorScheme: "dark" });
  const { groups } = await call("state");
  for (const [at, group] of groups.slice(0, 9).entries()) {
    await page.keyboard.press(`Alt+${at + 1}`);
    await page.locator("#chat-title", { hasText: group.name }).waitFor();
    assert.deepEqual(await barriers(page), [], group.name);
  }
  await close();
});
