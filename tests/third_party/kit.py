"""What the Python clients share: the simulator's other side (`/_simulator`), its credentials, and waiting."""

import json
import time
import tomllib
import urllib.error
import urllib.parse
import urllib.request

PATIENCE_SECONDS = 20


class Simulator:
    """A running `watchbell simulate`, driven as the people on the platform would."""

    def __init__(self, introduction):
        with open(introduction, encoding="utf-8") as file:
            text = file.read()
        # The section stands between the first paragraph and the one that says how to act as the people.
        section = text[text.index("[platforms.") : text.index("\nThen act as the people")]
        (self.section,) = tomllib.loads(section)["platforms"].values()
        self.base = _base_of(text)

    def say(self, room, account, text, direct=False):
        said = {"room": room, "account": account, "text": text, "direct": direct}
        return self._call("say", said)

    def press(self, message, button, account):
        return self._call("press", {"message": message, "button": button, "account": account})

    def messages(self, room):
        return self._call("messages?" + urllib.parse.urlencode({"room": room}))

    def figures(self):
        return self._call("figures")

    def the_message(self, room, text):
        """Waits for the one message in a room that says exactly this."""
        return until(f"{text!r} in {room}", lambda: [m for m in self.messages(room) if m["text"] == text])[0]

    def refused_nothing(self):
        figures = self.figures()
        assert figures["refused"] == [], f"the simulator refused {figures['refused']}"
        assert figures["over_limit"] == 0, f"the simulator counted {figures['over_limit']} calls too many"

    def _call(self, path, body=None):
        request = urllib.request.Request(f"{self.base}/_simulator/{path}")
        if body is not None:
            request.add_header("content-type", "application/json")
            request.data = json.dumps(body).encode()
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as response:
                answer = response.read()
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"/_simulator/{path}: {refused.code} {refused.read().decode()}") from None
        return json.loads(answer) if answer else None


def until(what, look):
    """Looks until something is there, and gives it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {PATIENCE_SECONDS} s in vain for {what}")


def _base_of(introduction):
    for word in introduction.split():
        if word.startswith("http://") and word.endswith("/_simulator/figures"):
            return word.removesuffix("/_simulator/figures")
    raise AssertionError("the simulator did not say where it listens")
