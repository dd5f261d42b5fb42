#!/usr/bin/env bash
# Builds AWOOOI and runs every suite. Installs what a Debian or Ubuntu machine lacks; elsewhere it says what to install.
# The last line is "N passed, N failed" over all suites; nothing is skipped.
set -euo pipefail
cd "$(dirname "$0")"

missing=()
need() { # need PACKAGE COMMAND...: any one of the commands will do
  local package=$1 command
  shift
  for command in "$@"; do
    if command -v "$command" >/dev/null 2>&1 || [ -x "$command" ]; then return; fi
  done
  missing+=("$package")
}

need chromium chromium /usr/bin/chromium
need redis-server redis-server
need prometheus prometheus
need prometheus-alertmanager prometheus-alertmanager alertmanager
need postgresql postgres /usr/lib/postgresql/*/bin/postgres
if ! fc-list 2>/dev/null | grep -qi 'cjk'; then missing+=(fonts-noto-cjk fontconfig); fi

if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "Install these first (Debian names): ${missing[*]}" >&2
    exit 1
  fi
  sudo=""
  if [ "$(id -u)" -ne 0 ]; then sudo="sudo"; fi
  echo "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  $sudo apt-get update -qq
  # A package's service must not start on a build machine; an interrupted configuration is finished once.
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
    || { $sudo dpkg --configure -a && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; }
fi

dotnet --version >/dev/null || { echo "Install the .NET 10 SDK first." >&2; exit 1; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet restore Awoooi.sln --locked-mode
dotnet build Awoooi.sln --no-restore -v quiet

results=artifacts/test-results
rm -rf "$results"
mkdir -p "$results"
passed=0 failed=0 skipped=0 broken=0
for suite in Awoooi.Tests Awoooi.E2E; do
  log="$results/$suite.log"
  dotnet test "$suite" --no-build --logger "console;verbosity=normal" --blame-hang-timeout 8m 2>&1 | tee "$log" || broken=1
  line=$(grep -E '^ *(Total tests|Passed|Failed|Skipped): *[0-9]+' "$log" || true)
  count() { printf '%s\n' "$line" | sed -nE "s/^ *$1: *([0-9]+).*/\1/p" | tail -n 1; }
  total=$(count 'Total tests')
  if [ "${total:-0}" -eq 0 ]; then echo "$suite ran no test" >&2; broken=1; fi
  passed=$((passed + $(count Passed || true) + 0)); failed=$((failed + $(count Failed || true) + 0)); skipped=$((skipped + $(count Skipped || true) + 0))
done
dotnet build-server shutdown >/dev/null 2>&1 || true

if [ "$skipped" -gt 0 ]; then echo "$skipped tests were skipped; none may be" >&2; broken=1; fi
if [ "$broken" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
