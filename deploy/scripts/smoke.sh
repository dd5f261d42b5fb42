#!/bin/sh
# Proves a running installation: a test alert through every webhook, health, what became of it.
# Usage: AWOOOI_API_BASE=https://awoooi.example.com WEBHOOK_SECRET=… [AWOOOI_API_TOKEN=…] deploy/scripts/smoke.sh
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
if [ -n "${AWOOOI_BINARY:-}" ]; then
  exec "$AWOOOI_BINARY" smoke "$@"
fi
exec dotnet run --project "$root/Awoooi.Web" -- smoke "$@"
