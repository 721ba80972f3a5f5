#!/usr/bin/env bash
# Builds the static program, lays out the file system of the image with the steps of the Dockerfile, and runs the bot
# in it as a container engine would: as user 10001 without any right, on a file system that cannot be written except
# /data and /tmp. It needs root for that, and no container engine. The development profile is built, because the
# release takes long and differs in speed only; the build has a folder of its own below the tests'.
set -euo pipefail
cd "$(dirname "$0")/../.."

target=$(realpath -m "${CARGO_TARGET_DIR:-target}")/image
scratch=$(mktemp -d)
started=()

fail() {
    printf '%s\n' "$*" >&2
    for log in "$scratch"/*.log; do
        [ ! -s "$log" ] || { printf -- '--- %s\n' "$(basename "$log")"; tail -n 20 "$log"; } >&2
    done
    exit 1
}

# The processes in the root have their own mounts, which end with them.
stop_what_was_started() {
    local pid
    for pid in "${started[@]}"; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$scratch"
}
trap stop_what_was_started EXIT

[ "$(id -u)" = 0 ] || fail "run this as root: it changes the root folder and the user of a process"
for tool in unshare setpriv chroot readelf python3; do
    command -v "$tool" >/dev/null || fail "$tool is missing"
done

# --- The image ---

deploy/image.sh tools
# Without debug information, which nobody reads here.
program=$(CARGO_TARGET_DIR=$target CARGO_PROFILE_DEV_DEBUG=false deploy/image.sh build dev)
root=$scratch/root
deploy/image.sh root "$program" "$root"
if deploy/image.sh root "$(command -v bash)" "$scratch/dynamic" 2>/dev/null; then
    fail "a program that needs a dynamic linker was taken into the image"
fi

# --- A container without an engine ---

mkdir "$scratch/etc" "$scratch/data"
chown 10001:10001 "$scratch/data"

# Everything is read-only but /data and /tmp, in which nothing can be run. The process may still change its root and
# its user; the kernel takes these last rights with the change of the user. Each program of the machine is named by
# its path: the environment is the image's.
# shellcheck disable=SC2016
enter='
    set -e
    root=$1 etc=$2 data=$3
    shift 3
    mount --bind "$root" "$root"
    mount --bind "$etc" "$root/etc/watchbell"
    mount --bind "$data" "$root/data"
    mount -t tmpfs -o nosuid,nodev,noexec,mode=1777 tmpfs "$root/tmp"
    mount -o remount,bind,ro "$root"
    mount -o remount,bind,ro "$root/etc/watchbell"
    mount -o remount,bind,nosuid,nodev,noexec "$root/data"
    export PATH=/usr/local/bin
    exec "$setpriv" --no-new-privs --inh-caps=-all --bounding-set=-all,+sys_chroot,+setuid,+setgid \
        "$chroot" --userspec=10001:10001 --groups= "$root" "$@"
'
in_image=(
    env -i PATH="$PATH" setpriv="$(command -v setpriv)" chroot="$(command -v chroot)"
    WATCHBELL_CONFIG=/etc/watchbell/watchbell.toml WATCHBELL__DATABASE__URL=sqlite:/data/watchbell.db
    unshare --mount --propagation private /bin/sh -c "$enter" enter "$root" "$scratch/etc" "$scratch/data"
)

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

wait_for() {
    local pid=$1 what=$2 deadline=$((SECONDS + 30))
    shift 2
    until "$@" >"$scratch/wait.log" 2>&1; do
        kill -0 "$pid" 2>/dev/null || fail "$what ended"
        ((SECONDS < deadline)) || fail "$what did not start within 30 s"
        sleep 0.2
    done
}

simulator=127.0.0.1:$(free_port)
bot=127.0.0.1:$(free_port)
"${in_image[@]}" watchbell simulate dingtalk --listen "$simulator" --bot "http://$bot" \
    >"$scratch/simulator.txt" 2>"$scratch/simulator.log" &
started+=($!)
wait_for $! "the simulator" grep -q '^Faults:' "$scratch/simulator.txt"
{
    printf '[http]\nlisten = "%s"\nmetrics_listen = "%s"\n\n' "$bot" "127.0.0.1:$(free_port)"
    sed -n '/^\[platforms\./,/^Then act/{/^Then act/!p}' "$scratch/simulator.txt"
} >"$scratch/etc/watchbell.toml"

cp deploy/directory.example.toml "$scratch/etc/directory.toml"

contents() { find "$root" -xdev -printf '%p %y %m %U %G %s %T@\n' | sort; }
contents >"$scratch/before"

"${in_image[@]}" watchbell serve >"$scratch/serve.out" 2>"$scratch/serve.log" &
serve=$!
started+=("$serve")
wait_for "$serve" "the bot" "${in_image[@]}" watchbell health --ready

# --- What must hold ---

status=/proc/$serve/status
says() { grep -Eq "$1" "$status" || fail "the process of the bot: no line $1 in $(cat "$status")"; }
says '^Uid:\s+10001\s+10001\s+10001\s+10001$'
says '^Gid:\s+10001\s+10001\s+10001\s+10001$'
says '^Groups:\s*$'
says '^CapPrm:\s+0+$'
says '^CapEff:\s+0+$'
says '^NoNewPrivs:\s+1$'
cmp -s "/proc/$serve/exe" "$root/usr/local/bin/watchbell" || fail "another program than the image's is running"

# A message in, a reply out.
"${in_image[@]}" watchbell apply /etc/watchbell/directory.toml --yes >"$scratch/apply.log" 2>&1 ||
    fail "the directory was not applied"
python3 - "http://$simulator/_simulator" <<'PYTHON' || fail "no reply came to a message"
import json, sys, time, urllib.parse, urllib.request
api, room = sys.argv[1], "cidHARBOUR0001=="
said = json.dumps({"room": room, "account": "example-zhang", "text": "help"}).encode()
urllib.request.urlopen(urllib.request.Request(f"{api}/say", said, {"content-type": "application/json"}))
for _ in range(150):
    if json.load(urllib.request.urlopen(f"{api}/messages?room={urllib.parse.quote(room)}")):
        sys.exit(0)
    time.sleep(0.2)
sys.exit(1)
PYTHON

kill -TERM "$serve"
wait "$serve" || fail "the bot did not stop in order"
contents | diff "$scratch/before" - >"$scratch/changed.log" || fail "the bot changed the image"
written=$(find "$scratch/data" -type f -printf '%f\n' | sort | tr '\n' ' ')
[[ $written == *watchbell.db* ]] || fail "there is no database below /data: $written"
[ -z "$(find "$scratch/data" ! -user 10001)" ] || fail "files below /data belong to somebody else"
printf 'The bot ran in its image. Below /data it wrote: %s\n' "$written"
