#!/usr/bin/env bash
# Lets other people's clients talk to our simulators and to the real program, and says what that proved. It needs
# the debug binary, Python 3.11 with venv, and npm. The clients are installed under the build's own folder.
set -euo pipefail
cd "$(dirname "$0")"

target=$(cd ../.. && realpath -m "${CARGO_TARGET_DIR:-target}")
watchbell=$target/debug/watchbell
home=$target/third-party
scratch=$(mktemp -d)
started=()

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

stop_what_was_started() {
    local pid
    for pid in "${started[@]}"; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$scratch"
}
trap stop_what_was_started EXIT

# --- The clients ---

# Installs again only after the pins changed.
install_python_clients() {
    local pins=$home/venv/requirements.txt
    cmp -s requirements.txt "$pins" && return
    rm -rf "$home/venv"
    python3 -m venv "$home/venv"
    "$home/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement requirements.txt
    cp requirements.txt "$pins"
}

install_node_clients() {
    local pins=$home/node/installed.json
    cmp -s package-lock.json "$pins" && return
    mkdir -p "$home/node"
    cp package.json package-lock.json "$home/node"
    npm --prefix "$home/node" ci --no-audit --no-fund --loglevel=error >"$scratch/npm.log" ||
        { cat "$scratch/npm.log" >&2; fail "npm could not install the clients"; }
    cp package-lock.json "$pins"
}

# --- What they talk to ---

# Looks until a command succeeds, as long as the process lives.
wait_for() {
    local pid=$1 log=$2 deadline=$((SECONDS + 30))
    shift 2
    until "$@"; do
        if ! kill -0 "$pid" 2>/dev/null || ((SECONDS > deadline)); then
            cat "$log" >&2
            fail "it did not start; its last words stand above"
        fi
        sleep 0.05
    done
}

# Its introduction, which tells address and credentials, goes to a file.
start_simulator() {
    local kind=$1 name=$2
    "$watchbell" simulate "$kind" --listen 127.0.0.1:0 >"$scratch/$name.txt" 2>"$scratch/$name.log" &
    started+=($!)
    wait_for $! "$scratch/$name.log" grep -qs '^Faults:' "$scratch/$name.txt"
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

is_well() { python3 -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1])' "$1/health" 2>/dev/null; }

# The real program, which believes the simulator of this introduction to be WeCom.
start_watchbell() {
    local introduction=$1
    bot=http://127.0.0.1:$(free_port)
    {
        printf '[database]\nurl = "sqlite:%s"\n\n[http]\nlisten = "%s"\n\n' "$scratch/bot.db" "${bot#http://}"
        sed -n '/^\[platforms\./,/^Then act/{/^Then act/!p}' "$introduction"
    } >"$scratch/bot.toml"
    "$watchbell" serve --config "$scratch/bot.toml" >"$scratch/bot.log" 2>&1 &
    started+=($!)
    wait_for $! "$scratch/bot.log" is_well "$bot"
}

# --- The conversations ---

python_client() {
    local script=$1 log=$2
    shift 2
    "$home/venv/bin/python" -B -W ignore "$script" "$@" ||
        { tail -n 30 "$scratch/$log.log" >&2; fail "$script failed; the other side's last words stand above"; }
}

node_client() {
    CLIENT_PACKAGES=$home/node node "$1" "$scratch/$2.txt" ||
        { tail -n 30 "$scratch/$2.log" >&2; fail "$1 failed; the other side's last words stand above"; }
}

python3 -c 'import ensurepip, tomllib, venv' 2>/dev/null || fail "Python 3.11 or newer with venv is missing"
[ -x "$watchbell" ] || fail "$watchbell is missing: run cargo build first"
install_python_clients
install_node_clients

start_simulator dingtalk dingtalk
python_client dingtalk_stream_client.py dingtalk "$scratch/dingtalk.txt"

start_simulator discord discord
python_client discord_client.py discord "$scratch/discord.txt"

start_simulator wecom wecom
node_client wecom_long_connection.mjs wecom

start_simulator wecom callbacks
start_watchbell "$scratch/callbacks.txt"
python_client wechatpy_sender.py bot "$scratch/callbacks.txt" "$bot"
