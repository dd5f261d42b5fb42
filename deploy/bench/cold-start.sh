#!/usr/bin/env bash
# Cold start: from the command to a ready database and a first page, with an empty data folder and an empty npm cache, for each source of PostgreSQL.
# ROUNDS (5) says how often. Prints every round and the worst; the goal is 6 s.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
rounds=${ROUNDS:-5} port=18190
dotnet build "$root/Awoooi.Web" -c Release -v quiet --nologo >/dev/null
web=$root/Awoooi.Web/bin/Release/net10.0/Awoooi.Web.dll
work=$(mktemp -d /var/tmp/awoooi-cold.XXXXXX)
chmod 755 "$work"
app=""
cleanup() { if [ -n "$app" ]; then kill "$app" 2>/dev/null || true; wait "$app" 2>/dev/null || true; fi; rm -rf "$work"; }
trap cleanup EXIT
now() { date +%s%N; }
since() { echo $((($(now) - $1) / 1000000)); }

echo "load average $(cut -d' ' -f1-3 /proc/loadavg)"
for source in system npm; do
  worst_ready=0 worst_page=0
  for round in $(seq "$rounds"); do
    data=$work/$source-$round
    began=$(now)
    npm_config_cache=$work/cache-$source-$round dotnet "$web" --contentRoot "$root/Awoooi.Web" --urls "http://127.0.0.1:$port" --Awoooi:Data:Path="$data" --Awoooi:Data:Source="$source" >"$work/log" 2>&1 &
    app=$!
    until [ "$(curl -so /dev/null -w '%{http_code}' "http://127.0.0.1:$port/ready")" = 200 ]; do
      kill -0 "$app" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
      sleep 0.02
    done
    ready=$(since "$began")
    until [ "$(curl -so /dev/null -w '%{http_code}' "http://127.0.0.1:$port/login")" = 200 ]; do sleep 0.02; done
    page=$(since "$began")
    echo "$source $round: ready after $ready ms, first page after $page ms"
    worst_ready=$((ready > worst_ready ? ready : worst_ready)) worst_page=$((page > worst_page ? page : worst_page))
    kill "$app" && wait "$app" || true
    app=""
    rm -rf "$data" "$work/cache-$source-$round"
  done
  echo "$source, worst of $rounds: ready $worst_ready ms, first page $worst_page ms"
done
