"""Writes the configuration and the directory for `run.sh`: a vendor with ten engineers and 201 customers."""
import sys
folder, db, port, simulator, url = sys.argv[1:]
open(folder + "/watchbell.toml","w").write(f'''[database]
url = "{url}"
[http]
listen = "127.0.0.1:{port}"
public_url = "http://127.0.0.1:{port}"
[links]
key = "a made-up key of thirty-two bytes and more"
[opening]
by_account = 0
in_room = 0
[log]
level = "error"
[platforms.dingtalk]
kind = "dingtalk"
mode = "http"
robot_code = "dingFAKEAPP"
corp_id = "dingFAKECORP"
app_key = "dingFAKEAPP"
app_secret = "fake-app-secret"
oapi_base = "http://127.0.0.1:{simulator}"
api_base = "http://127.0.0.1:{simulator}"
allow_loopback = true
[platforms.dingtalk.robots.oncall]
access_token = "fake-token-oncall"
secret = "SECfake-oncall"
conversation = "cidOPS=="
''')
t='''duty_manager = "person:dora"
[groups.house]
name = "House"
kind = "staff"
room = "dingtalk:robot:oncall"
bot_name = "watchbell"
language = "zh"
[people.dora]
name = "Dora Example"
role = "duty_manager"
accounts = ["dingtalk:staff-dora"]
contact_methods = ["direct:dingtalk:user:staff-dora", "staff:house"]
'''
for e in range(10):
    t+=f'''[people.engineer-{e}]
name = "Engineer {e}"
role = "engineer"
accounts = ["dingtalk:eng{e}"]
contact_methods = ["direct:dingtalk:user:eng{e}", "staff:house"]
[rotations.team-{e}]
zone = "Asia/Shanghai"
fallback = "dora"
layers = [{{ people = ["engineer-{e}"], handover.weekly = {{ weekday = "mon", at = "09:00" }}, starting = 2026-01-05 }}]
[policies.team-{e}]
repeat_after = "5m"
fallback = "dora"
steps = [{{ after = "0m", targets = ["oncall:team-{e}"] }}, {{ after = "5m", targets = ["duty_manager"] }}]
'''
for g in range(201):
    room="c" if g==200 else f"cid{g}"
    t+=f'''[customers.customer-{g}]
name = "Customer {g}"
zone = "Asia/Shanghai"
policy = "team-{g%10}"
[customers.customer-{g}.contract]
plan = "daocloud"
tier = "professional"
from = 2026-01-01
until = 2046-12-31
[groups.group-{g}]
name = "Customer {g} x support"
kind = "customer"
customer = "customer-{g}"
room = "dingtalk:group:{room}"
bot_name = "watchbell"
language = "zh"
members = ["person-{g}", "engineer-{g%10}"]
[people.person-{g}]
name = "Person {g}"
role = "customer_admin"
customer = "customer-{g}"
accounts = ["dingtalk:u{g}"]
'''
open(folder + "/directory.toml","w").write(t)
