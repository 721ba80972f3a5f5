// Pictures of the sandbox to look at: 1, 3 and 33 open incidents, three widths, both languages, light and dark.
//
//   WATCHBELL_SANDBOX_URL=http://127.0.0.1:8080 node pictures.mjs DIRECTORY [NAME]
//
// The sandbox must be fresh and its clock manual. NAME takes only the pictures whose names begin with it:
// docs/sandbox.png is 3-1440-zh-CN-light.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { call, DESK, groupOf, LAPTOP, open, PHONE } from "./kit.mjs";

const LOOKS = ["zh-CN", "en-GB"].flatMap((locale) =>
  ["light", "dark"].map((colorScheme) => ({ locale, colorScheme })),
);
const VIEWPORTS = [DESK, LAPTOP, PHONE];
const TABS = ["chat", "incidents", "phones"];

const FIRST = ["huaweicloud", "报障 S1 下单接口全部超时，支付回调也没有到达"];

const NEXT_TWO = [
  ["daocloud", "报障 一级 支付集群不可用，下单返回 500，用户投诉在增加"],
  ["zitadel", "open sev2 Log-in with the company identity provider fails for a third of our users"],
];

/** What customers report on a bad day: plan, and the words. */
const BAD_DAY = [
  ["isoftstone", "报障 一级 下单全部失败"],
  ["alibabacloud", "报障 三级 云服务器 ECS 在华东 1 可用区 H 反复重启，控制台显示系统维护中"],
  ["alibabacloud", "报障 二级 对象存储偶发 503"],
  ["daocloud", "报障 二级 镜像仓库推送超时"],
  ["daocloud", "报障 三级 监控面板没有数据"],
  ["huaweicloud", "报障 S3 报表任务比平时慢一倍"],
  ["zitadel", "open sev3 The audit log export stops after 10,000 lines"],
  ["zitadel", "open sev4 How do we rotate the service account keys?"],
  ["isoftstone", "报障 三级 https://orders.example.com/api/v2/orders?page=1&size=500&sort=created_at,desc 返回 502"],
  ["daocloud", "报障 四级 请教如何升级 Ingress"],
];

async function report([plan, words]) {
  const group = await groupOf(plan);
  const { id } = group.members.find((it) => it.role.startsWith("customer"));
  await call(`groups/${group.id}/messages`, { user: id, text: words, addressed: true });
}

const openIncidents = async () => (await call("state")).incidents.filter((it) => it.state !== "closed");

/** Engineers take some of them and solve one, so that every state is in the picture. */
async function workOnSome() {
  const { groups, incidents } = await call("state");
  for (const [at, { number, group: id }] of incidents.entries()) {
    if (at % 4 !== 0) continue;
    const { id: user } = groups.find((it) => it.id === id).members.find((it) => it.role === "engineer");
    const say = (text) => call(`groups/${id}/messages`, { user, text, addressed: true });
    await say(`ack #${number}`);
    if (at % 8 === 0) await say(`solve #${number} 已切换备用线路 (moved to the second line)`);
  }
}

const STAGES = [
  { count: 1, prepare: () => report(FIRST) },
  {
    count: 3,
    prepare: async () => {
      for (const it of NEXT_TWO) await report(it);
      await call("clock/advance", { seconds: 300 });
    },
  },
  {
    count: 33,
    prepare: async () => {
      for (let round = 0; round < 3; round += 1) {
        for (const [plan, words] of BAD_DAY) await report([plan, round ? `${words} (${round + 1})` : words]);
        await call("clock/advance", { seconds: 240 });
      }
      await workOnSome();
      await call("clock/advance", { seconds: 3600 });
    },
  },
];

async function shoot(folder, count, viewport, look) {
  const name = `${count}-${viewport.width}-${look.locale}-${look.colorScheme}`;
  if (!name.startsWith(only)) return;
  const { page, close } = await open({ viewport, ...look });
  await page.locator(".incident").first().waitFor({ state: "attached" });
  await page.waitForTimeout(900);
  const group = count === 1 ? "huaweicloud" : look.locale === "zh-CN" ? "daocloud" : "zitadel";
  await page.locator(`[data-group="${group}"]`).click();
  const picture = async (part = "") => page.screenshot({ path: join(folder, `${name}${part}.png`) });
  if (viewport === PHONE)
    for (const tab of TABS) {
      await page.locator(`#tab-${tab}`).click();
      await page.waitForTimeout(300);
      await picture(`-${tab}`);
    }
  else await picture();
  if (viewport === PHONE) await page.locator("#tab-incidents").click();
  await page.locator(".incident-open").first().click();
  await page.locator("#timeline .entry").first().waitFor();
  await picture("-timeline");
  await close();
}

const [folder, only = ""] = process.argv.slice(2);
assert.ok(folder, "node pictures.mjs DIRECTORY [NAME]");
await mkdir(folder, { recursive: true });
assert.equal((await openIncidents()).length, 0, "a fresh sandbox");
for (const { count, prepare } of STAGES) {
  await prepare();
  console.log(`${(await openIncidents()).length} open, ${count} wished for`);
  for (const viewport of VIEWPORTS) for (const look of LOOKS) await shoot(folder, count, viewport, look);
}
