"""The vendor's dingtalk-stream hears a message over our Stream gateway and answers by its session webhook."""

import asyncio
import logging
import os
import sys

from kit import Simulator, until

simulator = Simulator(sys.argv[1])
# The library reads it once, when it is imported.
os.environ["DINGTALK_OPENAPI_ENDPOINT"] = simulator.base

import dingtalk_stream  # noqa: E402

ROOM, ACCOUNT, WORDS = "cidCUSTOMER==", "staff0001", "help 支付失败"


class Echo(dingtalk_stream.ChatbotHandler):
    heard = None

    async def process(self, callback):
        message = dingtalk_stream.ChatbotMessage.from_dict(callback.data)
        Echo.heard = (message.text.content.strip(), message.sender_staff_id, message.conversation_id)
        answer = self.reply_text("echo: " + message.text.content.strip(), message)
        assert answer and answer["errcode"] == 0, f"the session webhook answered {answer}"
        return dingtalk_stream.AckMessage.STATUS_OK, "OK"


async def play():
    credential = dingtalk_stream.Credential(simulator.section["app_key"], simulator.section["app_secret"])
    log = logging.getLogger("dingtalk_stream.client")
    log.setLevel(logging.ERROR)
    client = dingtalk_stream.DingTalkStreamClient(credential, log)
    client.register_callback_handler(dingtalk_stream.ChatbotMessage.TOPIC, Echo())
    holding = asyncio.create_task(client.start())
    try:
        await asyncio.to_thread(converse)
    finally:
        log.setLevel(logging.CRITICAL)
        # The library takes a cancellation for a lost network and waits to connect again.
        while not holding.done():
            holding.cancel()
            await asyncio.sleep(0.05)


def converse():
    until("a connection", lambda: simulator.figures()["connections"])
    simulator.say(ROOM, ACCOUNT, WORDS)
    simulator.the_message(ROOM, "echo: " + WORDS)
    assert Echo.heard == (WORDS, ACCOUNT, ROOM), f"heard {Echo.heard}"
    simulator.refused_nothing()


asyncio.run(play())
print(f"dingtalk-stream {dingtalk_stream.version.VERSION_STRING}: opened the gateway with its ticket, heard a group "
      "message, answered by the session webhook; nothing refused")
