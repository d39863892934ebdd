#!/bin/sh
# Install the system libraries and tools that are missing, or say in one line which they are.
set -eu

missing=""
for package in "$@"; do
    if command -v dpkg-query >/dev/null 2>&1; then
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed \
            || missing="$missing $package"
    fi
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "handpress: please install:$missing" >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    run=""
elif command -v sudo >/dev/null 2>&1; then
    run="sudo"
else
    echo "handpress: no root here; please have somebody run: apt-get install$missing" >&2
    exit 1
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
if ! { $run apt-get -q update && $run apt-get -q install -y $missing; } >.apt.log 2>&1; then
    tail -3 .apt.log >&2
    echo "handpress: cannot install:$missing (is there a network?); the log is .apt.log" >&2
    exit 1
fi
rm -f .apt.log
