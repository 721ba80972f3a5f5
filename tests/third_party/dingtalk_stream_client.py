"""The vendor's dingtalk-stream hears a message over our Stream gateway and answers by its session webhook."""

import asyncio
import logging
import os
import sys

from kit import StandIn

stand_in = StandIn(sys.argv[1])
# The library reads it once, when it is imported.
os.environ["DINGTALK_OPENAPI_ENDPOINT"] = stand_in.base

import dingtalk_stream  # noqa: E402

ROOM, ACCOUNT, WORDS = "cidCUSTOMER==", "staff0001", "help 支付失败"
CARD_TOPIC = "/v1.0/card/instances/callback"


class Echo(dingtalk_stream.ChatbotHandler):
    heard = None

    async def process(self, callback):
        message = dingtalk_stream.ChatbotMessage.from_dict(callback.data)
        Echo.heard = (message.text.content.strip(), message.sender_staff_id, message.conversation_id)
        answer = self.reply_text("echo: " + message.text.content.strip(), message)
        assert answer and answer["errcode"] == 0, f"the session webhook answered {answer}"
        return dingtalk_stream.AckMessage.STATUS_OK, "OK"


async def play():
    credential = dingtalk_stream.Credential(stand_in.section["app_key"], stand_in.section["app_secret"])
    logging.getLogger("dingtalk_stream.client").setLevel(logging.ERROR)
    client = dingtalk_stream.DingTalkStreamClient(credential, logging.getLogger("dingtalk_stream.client"))
    client.register_callback_handler(dingtalk_stream.ChatbotMessage.TOPIC, Echo())
    holding = asyncio.create_task(client.start())
    try:
        await asyncio.to_thread(converse)
    finally:
        holding.cancel()
        await asyncio.wait([holding], timeout=1)


def converse():
    from kit import until

    until("a connection", lambda: stand_in.figures()["connections"])
    stand_in.say(ROOM, ACCOUNT, WORDS)
    stand_in.the_message(ROOM, "echo: " + WORDS)
    assert Echo.heard == (WORDS, ACCOUNT, ROOM), f"heard {Echo.heard}"
    stand_in.refused_nothing()
    print(f"dingtalk-stream {dingtalk_stream.version.VERSION_STRING}: opened the gateway with its ticket, "
          "heard a group message, answered by the session webhook; nothing refused", flush=True)
    # The library takes a cancellation for a lost network and would connect again.
    os._exit(0)


asyncio.run(play())
