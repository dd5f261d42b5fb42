#!/usr/bin/env bash
# Ingest benchmark: the product as it is shipped, a bare probe, PostgreSQL alone and Alertmanager, in turns on one machine.
# ROUNDS (3), SECONDS_EACH (5) and SECONDS_WARM (15) set how long. Needs Debian's wrk, postgresql and prometheus-alertmanager. Results: results.tsv here.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
rounds=${ROUNDS:-3} seconds=${SECONDS_EACH:-5} warm=${SECONDS_WARM:-15}
key=bench-key product=http://127.0.0.1:18181 probe=http://127.0.0.1:18182 alertmanager=http://127.0.0.1:18183
results=$here/results.tsv
for tool in wrk prometheus-alertmanager dotnet; do command -v "$tool" >/dev/null || { echo "Install $tool first." >&2; exit 1; }; done
pgbench=$(command -v pgbench || ls /usr/lib/postgresql/*/bin/pgbench | tail -n 1)
psql=$(dirname "$pgbench")/psql

work=$(mktemp -d /var/tmp/awoooi-bench.XXXXXX)
chmod 755 "$work"
pids=()
cleanup() { for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT

dotnet build "$root/Awoooi.Web" -c Release -v quiet --nologo >"$work/build.log" || { cat "$work/build.log"; exit 1; }
dotnet build "$here/probe" -c Release -v quiet --nologo >"$work/build.log" || { cat "$work/build.log"; exit 1; }
web=$root/Awoooi.Web/bin/Release/net10.0/Awoooi.Web.dll
bare=$here/probe/bin/Release/net10.0/Awoooi.Bench.Probe.dll

up() { for _ in $(seq 300); do curl -so /dev/null "$1" && return; sleep 0.2; done; echo "$1 does not answer" >&2; cat "$work"/*.log >&2; exit 1; }
sql() { # sql FOLDER ROLE STATEMENT
  PGPASSWORD=$(cat "$work/$1/secrets/$2") "$psql" -h "$work/$1/run" -U "awoooi_$2" -d awoooi -qAt -c "$3"
}
dotnet "$web" --contentRoot "$root/Awoooi.Web" --urls $product --Awoooi:Data:Path="$work/product" --Awoooi:Webhooks:Secret=$key >"$work/product.log" 2>&1 & pids+=($!)
dotnet "$bare" serve --urls $probe --Awoooi:Data:Path="$work/probe" >"$work/probe.log" 2>&1 & pids+=($!)
up $product/health; up $probe/
sql probe owner "create table ceiling (key text primary key, hits bigint not null, payload jsonb not null)"
payload='{"labels":{"alertname":"KubeDeploymentReplicasMismatch","severity":"warning","namespace":"ns-1"},"annotations":{"summary":"Deployment has not matched the expected number of replicas"}}'
for mode in distinct hot; do
  key_range=$([ $mode = hot ] && echo "1, 1" || echo "1, 1000000000000")
  printf '\\set k random(%s)\ninsert into ceiling as c values (:k::text, 1, $json$%s$json$) on conflict (key) do update set hits = c.hits + 1;\n' "$key_range" "$payload" >"$work/$mode.sql"
done

printf 'route: { receiver: none }\nreceivers: [{ name: none }]\n' >"$work/alertmanager.yml"
start_alertmanager() {
  prometheus-alertmanager --config.file="$work/alertmanager.yml" --storage.path="$work/am" --web.listen-address=127.0.0.1:18183 --cluster.listen-address= --log.level=error >"$work/am.log" 2>&1 &
  am=$!; pids+=("$am"); up $alertmanager/-/ready
}
stop_alertmanager() { kill "$am"; wait "$am" 2>/dev/null || true; rm -rf "$work/am"; }

# A session may end between the listing and the look; it is passed over.
ticks() { for pid in "$@"; do cat "/proc/$pid/stat" 2>/dev/null || true; done | awk '{ sub(/.*\) /, ""); sum += $12 + $13 + $14 + $15 } END { print sum + 0 }'; }
cpu() { # cpu NAME: clock ticks that the server and its PostgreSQL have used
  local server=$am postmaster=""
  case $1 in
    product*) server=${pids[0]} postmaster=$(head -n 1 "$work/product/data/postmaster.pid") ;;
    probe*) server=${pids[1]} postmaster=$(head -n 1 "$work/probe/data/postmaster.pid") ;;
    warm) echo 0; return ;;
  esac
  # shellcheck disable=SC2046 # one word per process
  ticks "$server" $postmaster $([ -z "$postmaster" ] || pgrep -P "$postmaster")
}
run=0 am=0 tick=$(getconf CLK_TCK)
load() { # load NAME TARGET URL PATH MODE BATCH CONNECTIONS [SECONDS]: one line NAME MODE BATCH CONNECTIONS alerts/s p50 p99 acknowledged errors cpu-us-per-alert
  run=$((run + 1))
  local line used
  used=$(cpu "$1")
  line=$(TARGET=$2 PATHV=$4 MODE=$5 BATCH=$6 RUN=$run TOKEN=$key wrk -t1 -c"$7" -d"${8:-$seconds}s" --timeout 10s -s "$here/alerts.lua" "$3" | sed -n 's/^RESULT //p')
  read -r acknowledged rate p50 p99 errors <<<"$line"
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$5" "$6" "$7" "$rate" "$p50" "$p99" "$((acknowledged * $6))" "$errors" \
    "$((($(cpu "$1") - used) * 1000000 / tick / (acknowledged > 0 ? acknowledged * $6 : 1)))"
}
held() { # held MODE BATCH CONNECTIONS ACKNOWLEDGED BEFORE AFTER: what was cut off at the end of the load may be stored without an answer
  local stored=$(($6 - $5))
  if [ "$stored" -lt "$4" ] || [ "$stored" -gt $(($4 + $2 * $3)) ]; then echo "LOST OR INVENTED: $1 x$2: $4 acknowledged, $stored stored" >&2; exit 1; fi
}
ceiling() { # ceiling MODE
  local rate
  rate=$(PGPASSWORD=$(cat "$work/probe/secrets/owner") "$pgbench" -h "$work/probe/run" -U awoooi_owner -n -M prepared -c 32 -j 1 -T "$seconds" -f "$work/$1.sql" awoooi 2>/dev/null | awk '/^tps/ { printf "%d", $3 }')
  printf 'pgbench\t%s\t1\t32\t%s\t-\t-\t-\t0\t-\n' "$1" "$rate"
}

hits="select coalesce(sum(hits), 0) from alerts"
# Just-in-time compilation needs many calls before it settles; on a busy machine give it longer.
for batch in 1 10; do
  load warm webhook $product /api/v1/webhooks/alertmanager distinct $batch 32 "$warm" >/dev/null
  load warm webhook $probe /rows distinct $batch 32 "$warm" >/dev/null
  load warm webhook $probe /upsert distinct $batch 32 "$warm" >/dev/null
done
: >"$results"
for round in $(seq "$rounds"); do
  echo "round $round of $rounds, load average $(cut -d' ' -f1-3 /proc/loadavg)" >&2
  for case in "distinct 1 32" "distinct 10 32" "distinct 100 16" "repeated 1 32" "hot 1 32"; do
    read -r mode batch connections <<<"$case"
    before=$(sql product owner "$hits")
    line=$(load product webhook $product /api/v1/webhooks/alertmanager "$mode" "$batch" "$connections")
    echo "$line" | tee -a "$results"
    sleep 1
    held "$mode" "$batch" "$connections" "$(cut -f8 <<<"$line")" "$before" "$(sql product owner "$hits")"
    for path in rows upsert; do load "probe-$path" webhook $probe /$path "$mode" "$batch" "$connections" | tee -a "$results"; done
    [ "$mode" = repeated ] && continue
    start_alertmanager
    load alertmanager alertmanager $alertmanager /api/v2/alerts "$mode" "$batch" "$connections" | tee -a "$results"
    stop_alertmanager
  done
  ceiling distinct | tee -a "$results"
  ceiling hot | tee -a "$results"
done

echo
echo "| load | alerts a body | product: median [range] alerts/s | p50 / p99 ms | : probe, same rows | : probe, one upsert | : pgbench upsert | : Alertmanager | CPU µs an alert: product, same rows, one upsert, Alertmanager |"
echo "|---|---|---|---|---|---|---|---|---|"
for case in "distinct 1" "distinct 10" "distinct 100" "repeated 1" "hot 1"; do
  read -r mode batch <<<"$case"
  of() { awk -F'\t' -v name="$1" -v mode="$mode" -v batch="$batch" -v field="$2" '$1 == name && $2 == mode && $3 == batch { print $field }' "$results" | sort -n; }
  median() { awk '{ v[NR] = $1 } END { if (NR) print v[int((NR + 1) / 2)]; else print "" }'; }
  mine=$(of product 5 | median)
  ratio() { awk -v a="$mine" -v b="$(of "$1" 5 | median)" 'BEGIN { if (b > 0) printf "%.2f (of %d)", a / b, b; else printf "–" }'; }
  echo "| $mode | $batch | $mine [$(of product 5 | head -n 1)–$(of product 5 | tail -n 1)] | $(of product 6 | median) / $(of product 7 | median) | $(ratio probe-rows) | $(ratio probe-upsert) | $(ratio pgbench) | $(ratio alertmanager) | $(of product 10 | median), $(of probe-rows 10 | median), $(of probe-upsert 10 | median), $(of alertmanager 10 | median) |"
done
echo
echo "Rows held against acknowledged alerts after every load: nothing lost, nothing invented."
echo "Errors seen by the load generator: $(awk -F'\t' '{ sum += $9 } END { print sum + 0 }' "$results")"
echo "One hot alert: $(sql product owner "select count(*) || ' alert, ' || max(hits) || ' hits' from alerts where payload ->> 'target_resource' = 'w-hot-1' or payload -> 'labels' ->> 'deployment' = 'w-hot-1'")"
echo "Audit: $(dotnet "$bare" verify --Awoooi:Data:Path="$work/product")"
