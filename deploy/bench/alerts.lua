-- Load for wrk: alerts of 200 namespaces. TARGET=webhook|alertmanager, PATHV, BATCH alerts a body, RUN a unique prefix, TOKEN,
-- MODE=distinct (each alert a workload of its own) | repeated (1000 workloads again and again) | hot (one alert only).
local target, path = os.getenv("TARGET"), os.getenv("PATHV")
local batch, mode, run = tonumber(os.getenv("BATCH")), os.getenv("MODE"), os.getenv("RUN")
local headers = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. (os.getenv("TOKEN") or "none") }
local body = '{"labels":{"alertname":"KubeDeploymentReplicasMismatch","severity":"warning","namespace":"ns-%d","deployment":"%s","prometheus":"monitoring/k8s"},' ..
  '"annotations":{"summary":"Deployment has not matched the expected number of replicas","description":"The deployment has fewer ready replicas than wanted for longer than 15 minutes; users may see errors."},' ..
  '"startsAt":"2026-11-20T08:00:00.000Z","generatorURL":"http://prometheus.example/graph?g0.expr=replicas"'
local tail = target == "webhook" and ',"status":"firing","endsAt":"0001-01-01T00:00:00Z"}' or "}"
local n = 0

local function alert()
  n = n + 1
  local key = mode == "hot" and 1 or mode == "repeated" and (n * 7919) % 1000 or n
  return string.format(body, key % 200, mode == "distinct" and "w-" .. run .. "-" .. key or "w-" .. mode .. "-" .. key) .. tail
end

function request()
  local alerts = {}
  for i = 1, batch do alerts[i] = alert() end
  local list = "[" .. table.concat(alerts, ",") .. "]"
  if target == "webhook" then
    list = '{"version":"4","groupKey":"{}","truncatedAlerts":0,"status":"firing","receiver":"awoooi","groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://am.example","alerts":' .. list .. "}"
  end
  return wrk.format("POST", path, headers, list)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %.0f %.2f %.2f %d\n", summary.requests - errors.status, (summary.requests - errors.status) * batch / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
