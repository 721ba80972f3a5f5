#!/usr/bin/env bash
# Watchbell in the harness that compares it with other bots: `serve` on embedded SQLite beside the DingTalk simulator,
# 200 groups, DaoCloud plan, level 1. Each command is a whole incident (receipt, pages, timers, timeline, transcript).
#
# PEERS  the folder of the harness (common/lib.sh, common/pg.sh)
# WB     the release binary, with its simulators built in, as by default
# STORE  `pg` for a private PostgreSQL; SQLite otherwise
set -u; HERE="$(cd "$(dirname "$0")" && pwd)"
: "${PEERS:?folder of the harness}" "${WB:?path of the release binary}"
export SECRET=fake-app-secret URLPATH=/hooks/dingtalk TEXT='报障 L1 支付返回 500 订单 {id}'
export EXTRA='"robotCode":"dingFAKEAPP","chatbotCorpId":"dingFAKECORP","isInAtList":true,'
. "$PEERS/common/lib.sh"
[ "${STORE:-sqlite}" = pg ] && { . "$PEERS/common/pg.sh"; pg_up; DBURL=$PGURL; }
D="$WORK/watchbell"; mkdir -p "$D"; rm -f "$D"/*.toml; DB="$DBDIR/wb-$$.db"; SIMULATOR=19481
$ON1 "$WB" simulate dingtalk --listen 127.0.0.1:$SIMULATOR --bot http://127.0.0.1:$PORT --receive http >"$D/simulator.log" 2>&1 & SP=$!
python3 "$HERE/town.py" "$D" "$DB" "$PORT" "$SIMULATOR" "${DBURL:-sqlite:$DB}"
"$WB" apply "$D/directory.toml" --config "$D/watchbell.toml" --yes >"$D/apply.log" 2>&1 || { tail -5 "$D/apply.log"; kill $SP; exit 1; }
start_server "$D/log" "$WB" serve --config "$D/watchbell.toml"
measure "${NAME:-watchbell}"; stop_server; kill $SP 2>/dev/null; rm -f "$DB"*; [ "${STORE:-sqlite}" = pg ] && pg_down
