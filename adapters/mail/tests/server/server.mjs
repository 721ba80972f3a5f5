// A mail server on loopback for the tests: nodemailer's smtp-server, which speaks real SMTP with STARTTLS and AUTH.
// What it takes is kept, what it shall get wrong is told to it. It is driven by lines of JSON: the first says what it
// is like, each further one asks for something and is answered by one line. It ends with its standard input.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(`${process.env.MAIL_SERVER_PACKAGES}/`);
const { SMTPServer } = require("smtp-server");

const emails = [];
const faults = [];
const figures = { connections: 0, secure: 0, logins: 0 };
let server;

/** The next fault for a place of the conversation, used up. */
function faultAt(place) {
  const at = faults.findIndex((fault) => fault.at === place);
  return at < 0 ? null : faults.splice(at, 1)[0];
}

function refusal({ code, text }) {
  return Object.assign(new Error(text), { responseCode: code });
}

/** Answers a place of the conversation: with the fault that waits for it, if one does. */
function answer(place, callback) {
  const fault = faultAt(place);
  if (fault?.code) return callback(refusal(fault));
  // A fault without a code is silence.
  if (!fault) callback();
}

function hangUp(session) {
  for (const connection of server.connections) {
    if (connection.session === session) connection._socket.destroy();
  }
}

function takeLetter(stream, session, callback) {
  const chunks = [];
  const dropped = faultAt("drop in data");
  stream.on("data", (chunk) => (dropped ? hangUp(session) : chunks.push(chunk)));
  stream.on("error", () => {});
  stream.on("end", () => {
    if (dropped) return;
    const refused = faultAt("data");
    if (refused) return callback(refusal(refused));
    const { mailFrom, rcptTo } = session.envelope;
    const raw = Buffer.concat(chunks).toString("latin1");
    emails.push({ from: mailFrom.address, to: rcptTo.map((to) => to.address), raw, secure: session.secure });
    if (faultAt("drop before answer")) hangUp(session);
    else callback();
  });
}

function start({ tls, user, password }) {
  const folder = new URL(".", import.meta.url);
  server = new SMTPServer({
    secure: tls === "implicit",
    key: readFileSync(new URL("for-tests-only.key.pem", folder)),
    cert: readFileSync(new URL("for-tests-only.cert.pem", folder)),
    hideSTARTTLS: tls === "none",
    allowInsecureAuth: tls === "none",
    authMethods: ["PLAIN", "LOGIN"],
    authOptional: !user,
    disableReverseLookup: true,
    logger: false,
    onConnect(session, callback) {
      figures.connections += 1;
      answer("connection", callback);
    },
    onSecure(socket, session, callback) {
      figures.secure += 1;
      callback();
    },
    onAuth(auth, session, callback) {
      figures.logins += 1;
      if (auth.username === user && auth.password === password) return callback(null, { user });
      callback(refusal({ code: 535, text: "5.7.8 Authentication credentials invalid" }));
    },
    onMailFrom: (address, session, callback) => answer("sender", callback),
    onRcptTo: (address, session, callback) => answer("recipient", callback),
    onData: takeLetter,
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1", () => tell({ port: server.server.address().port }));
}

const acts = {
  start,
  emails: () => tell(emails),
  figures: () => tell(figures),
  fail: ({ at, code, text, times }) => {
    for (let time = 0; time < times; time += 1) faults.push({ at, code, text });
    tell({});
  },
  hang_up: () => {
    for (const connection of server.connections) connection._socket.destroy();
    tell({});
  },
};

function tell(what) {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const { act, ...rest } = JSON.parse(line);
    acts[act](rest);
  })
  .on("close", () => process.exit(0));
