// The sandbox's HTTP, and its live stream.

/** What the sandbox refused: its sentence, and the word for the kind of fault. */
class Refused extends Error {
  constructor(sentence, code) {
    super(sentence);
    this.code = code;
  }
}

async function call(path, body) {
  const options =
    body === undefined
      ? {}
      : {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        };
  const response = await fetch(`/sandbox/${path}`, options).catch(() => {
    throw new Refused("The sandbox does not answer.", "unreachable");
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(answer.error ?? `HTTP ${response.status}`, answer.code);
  return answer;
}

const room = (kind, id) => `${kind}/${encodeURIComponent(id)}`;

export const readState = () => call("state");
export const readTimeline = (number, language) => call(`incidents/${number}/timeline?language=${language}`);
export const sayInGroup = (group, user, text, addressed) =>
  call(`${room("groups", group)}/messages`, { user, text, addressed });
export const sayInPrivate = (person, text) => call(`${room("people", person)}/messages`, { text });
export const advance = (seconds) => call("clock/advance", { seconds });
export const advanceToNextDue = () => call("clock/advance-to-next-due", {});

/** Presses a button of a message as `user`. */
export function press(record, key, user) {
  const kind = record.place.kind === "group" ? "groups" : "people";
  return call(`${room(kind, record.place.id)}/actions`, { user, key, message_seq: record.seq });
}

/**
 * Listens for as long as the page is open. The browser comes back by itself where it stopped. `message` also
 * gets the name of the process that told it.
 */
export function listen({ message, stateChanged, reset, live }) {
  const source = new EventSource("/sandbox/events?after=0");
  const told = (event) => message(JSON.parse(event.data), event.lastEventId.split(".")[0]);
  source.addEventListener("message", told);
  source.addEventListener("edited", told);
  source.addEventListener("state-changed", stateChanged);
  source.addEventListener("reset", reset);
  source.addEventListener("open", () => live(true));
  source.addEventListener("error", () => live(false));
}
