using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Awoooi.Core.Plans;

/// <summary>What a signature covers: sha256 over the canonical bytes of a plan, 64 lowercase hex digits.</summary>
public static class PlanHash
{
    public static string Of(Plan plan) => Convert.ToHexStringLower(SHA256.HashData(CanonicalPlan.Encode(plan)));

    /// <summary>
    /// What a standing order pins: the same change to the same workload, whatever its uid, generation and current size are.
    /// Replica counts are pinned by their difference.
    /// </summary>
    public static string OfTemplate(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var step = plan.Number(PlanParameters.Replicas) - plan.Number(PlanParameters.FromReplicas);
        var fields = new CanonicalFields("awoooi-plan-template/1");
        fields.Add(plan.Cluster);
        fields.Add(OperationCatalogue.Of(plan.Operation).WireName);
        fields.Add(plan.Target.Workload.ToString());
        fields.Add(step?.ToString(CultureInfo.InvariantCulture) ?? "");
        fields.Add(plan.Parameters.Where(pair => pair.Key is not (PlanParameters.Replicas or PlanParameters.FromReplicas)));
        fields.Add(plan.Undo.Kind.ToString());
        return Convert.ToHexStringLower(SHA256.HashData(fields.ToBytes()));
    }
}

/// <summary>Bytes of a plan that two different plans never share.</summary>
public static class CanonicalPlan
{
    /// <summary>Throws on text that is no valid Unicode: two broken texts would share their bytes.</summary>
    public static byte[] Encode(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var fields = new CanonicalFields("awoooi-plan/1");
        fields.Add(plan.ApprovalId.ToString("D"));
        fields.Add(plan.Cluster);
        fields.Add(OperationCatalogue.Of(plan.Operation).WireName);
        fields.Add(plan.Target.Workload.Kind.ToString());
        fields.Add(plan.Target.Workload.Namespace);
        fields.Add(plan.Target.Workload.Name);
        fields.Add(plan.Target.Uid);
        fields.Add(plan.Target.Generation.ToString(CultureInfo.InvariantCulture));
        fields.AddOptional(plan.Target.Pod);
        fields.AddOptional(plan.Target.PodUid);
        fields.Add(plan.Parameters);
        fields.Add(plan.Undo.Kind.ToString());
        fields.Add(plan.Undo.Parameters);
        fields.Add(plan.Risk.ToString());
        fields.Add(plan.PolicyVersion);
        return fields.ToBytes();
    }
}

/// <summary>Length-prefixed fields: no content can look like a border.</summary>
internal sealed class CanonicalFields
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public CanonicalFields(string format) => Add(format);

    public void Add(string text)
    {
        var content = Strict.GetBytes(text);
        _bytes.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{content.Length}:")));
        _bytes.Write(content);
        _bytes.Write("\n"u8);
    }

    /// <summary>Null and the empty text differ.</summary>
    public void AddOptional(string? text)
    {
        Add(text is null ? "0" : "1");
        if (text is not null)
        {
            Add(text);
        }
    }

    public void Add(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var sorted = pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        Add(sorted.Count.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in sorted)
        {
            Add(name);
            Add(value);
        }
    }

    public byte[] ToBytes() => _bytes.WrittenSpan.ToArray();
}
