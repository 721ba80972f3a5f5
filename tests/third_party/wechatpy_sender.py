"""wechatpy seals WeCom's callbacks and sends them to the real `watchbell serve`, genuine and tampered with."""

import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import wechatpy
import xmltodict
from wechatpy.work.crypto import WeChatCrypto

from kit import PATIENCE_SECONDS, Simulator

section = Simulator(sys.argv[1]).section
hooks = sys.argv[2] + "/hooks/wecom/"
# A smart robot's callbacks have an empty receive id, an app's have the organisation's.
DOORS = {"robot": "", "app": section["corp_id"]}


def crypto_of(door):
    keys = section[door]
    return WeChatCrypto(keys["token"], keys["encoding_aes_key"], DOORS[door])


def sealed(door, clear, nonce, at=None):
    """Query and sealed text, as wechatpy makes them."""
    envelope = crypto_of(door).encrypt_message(clear, nonce, str(at or int(time.time())))
    envelope = xmltodict.parse(envelope)["xml"]
    query = {"msg_signature": envelope["MsgSignature"], "timestamp": envelope["TimeStamp"], "nonce": nonce}
    return query, envelope["Encrypt"]


def body_of(door, text):
    if door == "robot":
        return json.dumps({"encrypt": text}).encode()
    to, agent = section["corp_id"], section["app"]["agent_id"]
    fields = {"ToUserName": to, "AgentID": str(agent), "Encrypt": text}
    return xmltodict.unparse({"xml": fields}, full_document=False).encode()


def call(door, query, body=None):
    url = hooks + door + "?" + urllib.parse.urlencode(query)
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body), timeout=PATIENCE_SECONDS) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def message_for(door, number):
    if door == "robot":
        return json.dumps({
            "msgid": f"third-party-{number}", "aibotid": section["robot"]["bot_id"], "chatid": "wrNOBODY",
            "chattype": "group", "from": {"userid": "zhangsan"}, "create_time": int(time.time()),
            "msgtype": "text", "text": {"content": "@值班助手 help"},
        })
    return xmltodict.unparse({"xml": {
        "ToUserName": section["corp_id"], "FromUserName": "zhangsan", "CreateTime": str(int(time.time())),
        "MsgType": "text", "Content": "help", "MsgId": str(number), "AgentID": str(section["app"]["agent_id"]),
    }}, full_document=False)


def opened_answer(door, query, answer):
    """What the bot said, opened by wechatpy, which checks its signature."""
    if door == "robot":
        answer = json.loads(answer)
        signed = answer["msgsignature"], str(answer["timestamp"]), answer["nonce"]
        assert answer["nonce"] == query["nonce"], "the answer has another nonce"
        text = answer["encrypt"]
    else:
        answer = xmltodict.parse(answer)["xml"]
        signed = answer["MsgSignature"], answer["TimeStamp"], answer["Nonce"]
        text = answer["Encrypt"]
    return crypto_of(door).decrypt_message({"Encrypt": text}, *signed)


def check_the_address(door):
    query, text = sealed(door, "1616140317555161061", "nonce1")
    assert call(door, query | {"echostr": text}) == (200, "1616140317555161061")
    forged = query | {"echostr": text, "nonce": "nonce2"}
    assert_refused(call(door, forged))


def bring_messages(door):
    query, text = sealed(door, message_for(door, 71001), "nonce3")
    status, answer = call(door, query, body_of(door, text))
    assert status == 200, f"a genuine one was answered {status} {answer}"
    opened = opened_answer(door, query, answer) if answer else ""
    other = ("A" if text[20] != "A" else "B").join([text[:20], text[21:]])
    assert_refused(call(door, query, body_of(door, other)))
    assert_refused(call(door, query | {"timestamp": str(int(query["timestamp"]) + 1)}, body_of(door, text)))
    query, text = sealed(door, message_for(door, 71002), "nonce4", int(time.time()) - 3600)
    assert_refused(call(door, query, body_of(door, text)))
    return opened


def assert_refused(answer):
    status, words = answer
    assert 400 <= status < 500, f"a forged one was answered {status} {words}"


answers = {}
for door in DOORS:
    check_the_address(door)
    answers[door] = bring_messages(door)
read = " and ".join(door for door, answer in answers.items() if answer) or "no door"
print(f"wechatpy {wechatpy.__version__}: the address check gave its clear text back, genuine messages were answered "
      f"200, tampered and hour-old ones refused, at robot and app; sealed answers read: {read}")
