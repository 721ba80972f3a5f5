#!/usr/bin/env bash
# Starts the mail server of the tests, and installs it before where that has not been done: under the build's own
# folder, once for each change of the pins. It needs Node and npm.
set -euo pipefail
cd "$(dirname "$0")"

target=$(cd ../../../.. && realpath -m "${CARGO_TARGET_DIR:-target}")
home=$target/mail-server

has() { command -v "$1" >/dev/null 2>&1; }

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

is_installed() { cmp -s package-lock.json "$home/installed.json"; }

install() {
    is_installed && return
    cp package.json package-lock.json .npmrc "$home"
    npm --prefix "$home" ci --no-audit --no-fund --loglevel=error >&2 || fail "npm could not install the mail server"
    cp package-lock.json "$home/installed.json"
}

has node && has npm || fail "Node and npm are missing; the mail server of the tests needs them"
mkdir -p "$home"
# Many tests may be the first.
if ! is_installed; then
    exec 9>"$home/lock"
    if has flock; then flock 9; fi
    install
    exec 9>&-
fi
MAIL_SERVER_PACKAGES=$home exec node server.mjs
