#!/usr/bin/env bash
# Builds everything and runs every test project; ends with the line "N passed, N failed".
# Usage: ./test.sh [dotnet test options]      e.g. ./test.sh --filter FullyQualifiedName~Fusion.Statistics
set -uo pipefail
cd "$(dirname "$0")"

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

dotnet build Fusion.sln -c Release -v quiet --nologo || { echo "0 passed, 1 failed"; exit 1; }

# What some tests need beside the SDK; installed where that is allowed, and a test that misses it fails.
for tool in curl openssl python3; do
  command -v "$tool" >/dev/null || { apt-get update -qq && apt-get install -y -qq "$tool"; } || echo "$tool is missing: its tests will fail" >&2
done

status=0
dotnet test Fusion.sln -c Release --no-build --nologo --logger trx --results-directory "$results" "$@" || status=1
dotnet test tests/Fusion.Shell.Tests -c Release --nologo --logger trx --results-directory "$results" "$@" || status=1

# The counters of all result files, added up: one line whatever the number of projects.
total() { grep -ho "<Counters [^>]*" "$results"/*.trx 2>/dev/null | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'; }
passed=$(total passed); failed=$(total failed)
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi # a project that crashed left no counter
if [ "$passed" -eq 0 ]; then echo "no test was run" >&2; status=1; failed=1; fi
echo "$passed passed, $failed failed"
exit "$status"
