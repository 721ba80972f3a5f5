#!/usr/bin/env bash
# Builds what the container image holds. The Dockerfile runs these steps, and so does tests/image without a
# container engine.
#     deploy/image.sh tools            installs what a static build needs, by apt-get and rustup
#     deploy/image.sh build PROFILE    builds the static program, release or dev; the last line is where it lies
#     deploy/image.sh root PROGRAM DIR lays out the file system of the image in a new folder DIR
set -euo pipefail

# For musl: the program then needs no library, no shell and no package of a distribution.
target=$(uname -m)-unknown-linux-musl
# As in the chart and in compose.yaml; an orchestrator sees by the number that it is not root.
user=10001
certificates=/etc/ssl/certs/ca-certificates.crt

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

tools() {
    local missing=()
    command -v musl-gcc >/dev/null || missing+=(musl-tools)
    # The allocator is built with make.
    command -v make >/dev/null || missing+=(make)
    [ -s "$certificates" ] || missing+=(ca-certificates)
    if [ ${#missing[@]} -gt 0 ]; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
    fi
    rustup target add "$target" >&2
}

build() {
    local profile=$1 folder=$1
    [ "$profile" != dev ] || folder=debug
    local into=${CARGO_TARGET_DIR:-target}
    cargo build --locked --profile "$profile" --target "$target" --bin watchbell >&2
    echo "$into/$target/$folder/watchbell"
}

root() {
    local program=$1 root=$2
    [ "$(id -u)" = 0 ] || fail "the files of an image belong to root: run this step as root"
    [ ! -e "$root" ] || fail "$root is there already; name a folder that is not"
    if readelf --program-headers "$program" | grep -q INTERP; then
        fail "$program needs a dynamic linker, which the image does not have: build it with deploy/image.sh build"
    fi
    install -d -m 755 "$root" "$root"/{usr,usr/local,usr/local/bin,etc,etc/watchbell,etc/ssl,etc/ssl/certs,run}
    install -m 755 "$program" "$root/usr/local/bin/watchbell"
    # The zones of the world are in the program; whom to trust is not.
    install -m 644 "$certificates" "$root$certificates"
    printf 'root:x:0:0::/:/nonexistent\nwatchbell:x:%d:%d::/data:/nonexistent\n' "$user" "$user" >"$root/etc/passwd"
    printf 'root:x:0:\nwatchbell:x:%d:\n' "$user" >"$root/etc/group"
    install -d -m 1777 "$root/tmp"
    install -d -m 750 -o "$user" -g "$user" "$root/data"
}

case "${1:-} $#" in
    "tools 1") tools ;;
    "build 2") build "$2" ;;
    "root 3") root "$2" "$3" ;;
    *) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0" >&2; exit 2 ;;
esac
