#!/usr/bin/env bash
# Starts a throw-away PostgreSQL and prints its URL on the first line. The server lives as long as somebody
# holds this script's standard input open; then it stops and its folder is removed, so that neither a test
# run that was killed nor one that failed leaves a server behind.
#
# It listens on a socket in a private folder and on no port, so several can run at once.
set -euo pipefail

binaries() {
    local initdb
    if initdb=$(command -v initdb); then
        dirname "$(readlink -f "$initdb")"
        return
    fi
    ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1
}

bin=$(binaries)
if [ -z "$bin" ] || [ ! -x "$bin/initdb" ] || [ ! -x "$bin/pg_ctl" ]; then
    echo "PostgreSQL's initdb and pg_ctl are missing: install the Debian package 'postgresql'," >&2
    echo "or set WATCHBELL_TEST_POSTGRES to the URL of a server on which databases may be created." >&2
    exit 1
fi

# PostgreSQL refuses to run as root.
as_owner() { "$@"; }
owner=$(id -un)
if [ "$(id -u)" = 0 ]; then
    owner=nobody
    if id postgres >/dev/null 2>&1; then owner=postgres; fi
    as_owner() { (cd / && runuser -u "$owner" -- "$@"); }
fi

# A socket's path has to be short, so TMPDIR is not asked.
folder=$(mktemp -d /tmp/watchbell-pg.XXXXXX)
chown "$owner" "$folder"

stop() {
    as_owner "$bin/pg_ctl" stop --pgdata "$folder/data" --mode immediate >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
# A terminal's Ctrl-C reaches this script together with the tests; the end of its input is what stops it.
trap '' INT

as_owner "$bin/initdb" --pgdata "$folder/data" --username watchbell --auth trust \
    --encoding UTF8 --locale C --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }

# What a crash would lose does not matter here, so nothing waits for the disk.
as_owner "$bin/pg_ctl" start --pgdata "$folder/data" --wait --timeout 60 --log "$folder/data/server.log" \
    --options "-k $folder -c listen_addresses= -c fsync=off -c synchronous_commit=off \
        -c full_page_writes=off -c max_connections=400" \
    >/dev/null 2>&1 </dev/null || { cat "$folder/data/server.log" >&2; exit 1; }

echo "postgres://watchbell@localhost/postgres?host=$folder"
cat >/dev/null
