// The vendor's @wecom/aibot-node-sdk holds the long connection to our WeCom, hears, answers and speaks first.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const PATIENCE_MS = 20_000;
const [introductionPath] = process.argv.slice(2);
// The simulator's introduction is for callbacks, so it does not name the long connection's secret.
const SECRET = 'fake-robot-secret';
// The packages stand beside the build, not beside this file.
const sdk = createRequire(`${process.env.CLIENT_PACKAGES}/`)('@wecom/aibot-node-sdk');

const introduction = await readFile(introductionPath, 'utf8');
const botId = /^bot_id = "(.*)"$/m.exec(introduction)[1];
const [, base] = /(http:\/\/\S+)\/_simulator\/figures/.exec(introduction);
const room = 'wrCUSTOMER';
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

function clientWith(secret, more = {}) {
  const wsUrl = `${base.replace('http://', 'ws://')}/`;
  return new sdk.WSClient({ botId, secret, wsUrl, logger: quiet, ...more });
}

/** Fails with a word about what was waited for. */
function within(what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), PATIENCE_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const once = (client, event) => new Promise((resolve) => client.once(event, resolve));

async function fake(path, body) {
  const options = body && {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  };
  const answer = await fetch(`${base}/_simulator/${path}`, options);
  const text = await answer.text();
  assert.ok(answer.ok, `/_simulator/${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

const shown = () => fake(`messages?room=${room}`);

async function converse() {
  const client = clientWith(SECRET);
  const authenticated = once(client, 'authenticated');
  client.connect();
  await within('the subscription', authenticated);

  const heard = once(client, 'message.text');
  await fake('say', { room, account: 'zhangsan', text: '报障 支付失败' });
  const frame = await within('the message', heard);
  assert.match(frame.body.text.content, /报障 支付失败$/);
  assert.deepEqual([frame.body.chatid, frame.body.from.userid], [room, 'zhangsan']);

  const stream = sdk.generateReqId('stream');
  await within('the answer to a stream', client.replyStream(frame, stream, '请稍候', false));
  await within('the answer to its end', client.replyStream(frame, stream, '已受理', true));
  const markdown = { msgtype: 'markdown', markdown: { content: '**先说一句**' } };
  await within('the answer to a first word', client.sendMessage(room, markdown));
  assert.deepEqual((await shown()).map((message) => message.text), ['已受理', '**先说一句**']);

  const figures = await fake('figures');
  assert.deepEqual([figures.refused, figures.over_limit, figures.connections], [[], 0, 1]);
  client.disconnect();
}

async function isRefusedWithAWrongSecret() {
  const client = clientWith('a-wrong-secret', { maxAuthFailureAttempts: 1, reconnectInterval: 10 });
  let isTaken = false;
  client.on('authenticated', () => { isTaken = true; });
  const gaveUp = new Promise((resolve) => {
    client.on('error', (error) => { if (error.code === 'WS_AUTH_FAILURE_EXHAUSTED') resolve(); });
  });
  client.connect();
  await within('the refusal', gaveUp);
  client.disconnect();
  assert.equal(isTaken, false);
  const { refused, connections } = await fake('figures');
  assert.equal(connections, 1);
  assert.ok(refused.length > 0 && refused.every((why) => why.startsWith('853000')), refused.join());
}

await converse();
await isRefusedWithAWrongSecret();
const { version } = createRequire(`${process.env.CLIENT_PACKAGES}/`)('./node_modules/@wecom/aibot-node-sdk/package.json');
console.log(`@wecom/aibot-node-sdk ${version}: subscribed, heard a group message, finished a stream, spoke first in `
  + 'markdown, nothing refused; a wrong secret was');
process.exit(0);
