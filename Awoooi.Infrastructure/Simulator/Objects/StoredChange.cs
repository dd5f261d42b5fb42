using System.Text.Json.Nodes;

namespace Awoooi.Infrastructure.Simulator.Objects;

/// <summary>One step of the store's history, enough to replay a watch or to rebuild an earlier list.</summary>
internal sealed record StoredChange(long Revision, string Storage, string Key, JsonObject? Before, JsonObject? After);
