#!/usr/bin/env bash
# Builds everything and runs every test project; ends with the line "N passed, N failed".
# Usage: ./test.sh [dotnet test options]      e.g. ./test.sh --filter FullyQualifiedName~Fusion.Statistics
set -uo pipefail
cd "$(dirname "$0")"

results=$(mktemp -d)
database=$(mktemp -d)
stop() { [ -f "$database/data/postmaster.pid" ] && as_postgres "$postgres/pg_ctl" -D "$database/data" -m immediate -w stop >/dev/null; rm -rf "$results" "$database"; }
trap stop EXIT

dotnet build Fusion.sln -c Release -v quiet --nologo || { echo "0 passed, 1 failed"; exit 1; }

# What some tests need beside the SDK; installed where that is allowed, and a test that misses it fails.
for tool in curl openssl python3 ip kubectl; do
  command -v "$tool" >/dev/null || { apt-get update -qq && apt-get install -y -qq "${tool/%ip/iproute2}"; } || echo "$tool is missing: its tests will fail" >&2
done

# PostgreSQL for the tests that need it, unless FUSION_TEST_POSTGRES names a server: on a free port, in a folder that goes when this ends.
as_postgres() { # the server refuses to run as root
  if [ "$(id -u)" -ne 0 ]; then "$@"; else runuser -u "$(id -un postgres 2>/dev/null || echo nobody)" -- "$@"; fi
}
find_postgres() { { command -v initdb && dirname "$(readlink -f "$(command -v initdb)")"; ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null; } | tail -n 1; }
start_postgres() {
  postgres=$(find_postgres)
  [ -n "$postgres" ] || { apt-get update -qq && apt-get install -y -qq postgresql; postgres=$(find_postgres); }
  [ -n "$postgres" ] || return 1
  chmod 755 "$database" && mkdir "$database/data" || return 1
  [ "$(id -u)" -ne 0 ] || chown -R "$(id -un postgres 2>/dev/null || echo nobody)" "$database"
  local port
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  as_postgres "$postgres/initdb" -D "$database/data" -U postgres -A trust >/dev/null || return 1
  # Trusted are the tests themselves; everybody else needs the password that one test gets wrong.
  printf 'host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n' >"$database/data/pg_hba.conf"
  as_postgres "$postgres/pg_ctl" -D "$database/data" -l "$database/log" -w -o "-p $port -k $database -c listen_addresses=127.0.0.1 -c max_connections=400" start >/dev/null || return 1
  export FUSION_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres"
}
[ -n "${FUSION_TEST_POSTGRES:-}" ] || start_postgres || echo "PostgreSQL can't be started: its tests will fail" >&2

status=0
dotnet test Fusion.sln -c Release --no-build --nologo --logger trx --results-directory "$results" "$@" || status=1
for project in Fusion.Shell.Tests Fusion.Campaign Fusion.Postgres.Tests Fusion.Kubernetes.Tests; do
  dotnet test "tests/$project" -c Release --nologo --logger trx --results-directory "$results" "$@" || status=1
done

# The counters of all result files, added up: one line whatever the number of projects.
total() { grep -ho "<Counters [^>]*" "$results"/*.trx 2>/dev/null | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'; }
passed=$(total passed); failed=$(total failed)
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi # a project that crashed left no counter
if [ "$passed" -eq 0 ]; then echo "no test was run" >&2; status=1; failed=1; fi
echo "$passed passed, $failed failed"
exit "$status"
