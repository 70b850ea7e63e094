#!/usr/bin/env bash
# Sets up, builds, tests or demonstrates KerasPS: ./build.sh --help. The work is done by the program in build/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -E '^[1-9][0-9]+\.' >/dev/null; then
    echo 'build: the .NET SDK 10 or later is needed: https://dotnet.microsoft.com/download' >&2
    exit 127
fi

exec dotnet run --project build -- "$@"
