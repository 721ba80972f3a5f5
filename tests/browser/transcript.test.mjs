// The exported page in a real browser, from words that were said in the running sandbox.
//
//   WATCHBELL_SANDBOX_URL=… WATCHBELL_SANDBOX_DATA=DIR WATCHBELL_BINARY=target/debug/watchbell npm test
//
// DIR is where the sandbox keeps its database.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { barriers, call, groupOf, openFile, PHONE, scrollsSideways } from "./kit.mjs";

const { WATCHBELL_BINARY: BINARY, WATCHBELL_SANDBOX_DATA: DATA } = process.env;
const HOSTILE = `<script>document.title="forged"</script><img src=x onerror="document.title='forged'"> [x](javascript:1)`;
const SECRET = "Xk29fjq88";

const run = promisify(execFile);

async function exported(number, format, audience) {
  const { stdout } = await run(
    BINARY,
    ["transcript", "export", "--incident", number, "--format", format, "--audience", audience],
    { env: { ...process.env, WATCHBELL__DATABASE__URL: `sqlite:${join(DATA, "sandbox.db")}` } },
  );
  return stdout;
}

describe("the exported page of an incident", { skip: !BINARY || !DATA }, () => {
  let folder, number, page, close;

  before(async () => {
    const group = await groupOf("isoftstone");
    const customer = group.members.find((it) => it.role.startsWith("customer"));
    const say = (text, addressed) =>
      call(`groups/${group.id}/messages`, { user: customer.id, text, addressed });
    await say("报障 一级 导出测试", true);
    const { incidents } = await call("state");
    number = String(Math.max(...incidents.map((it) => Number(/\d+/.exec(it.label)[0]))));
    await say(`#${number} ${HOSTILE}`, false);
    await say(`#${number} 密码：${SECRET} 无效`, false);
    folder = await mkdtemp(join(tmpdir(), "watchbell-transcript-"));
    const file = join(folder, "page.html");
    await writeFile(file, await exported(number, "html", "customer"));
    ({ page, close } = await openFile(pathToFileURL(file).href, { viewport: PHONE, locale: "zh-CN" }));
  });
  after(async () => {
    await close?.();
    await rm(folder, { recursive: true, force: true });
  });

  it("shows hostile words as words", async () => {
    await page.locator("li.said.customer p", { hasText: HOSTILE }).waitFor();
    assert.equal(await page.locator("script, main img, main a").count(), 0);
    assert.match(await page.title(), new RegExp(`^INC-${number} `));
  });

  it("holds no secret, and says that there was one", async () => {
    await page.locator("li", { hasText: "[已隐去 hidden] 无效" }).waitFor();
    assert.ok(!(await page.content()).includes(SECRET));
  });

  it("keeps nobody out and fits a phone", async () => {
    assert.deepEqual(await barriers(page), []);
    assert.equal(await scrollsSideways(page), false);
  });

  it("is the same page again, and the same story as JSON", async () => {
    const again = await exported(number, "html", "customer");
    assert.equal(again, await exported(number, "html", "customer"));
    const { format, entries } = JSON.parse(await exported(number, "json", "customer"));
    assert.equal(format, "watchbell-transcript/1");
    assert.equal(entries.length, await page.locator("li").count());
  });
});
