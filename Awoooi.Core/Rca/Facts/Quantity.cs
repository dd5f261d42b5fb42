using System.Globalization;

namespace Awoooi.Core.Rca.Facts;

/// <summary>Amounts as Kubernetes writes them.</summary>
internal static class Quantity
{
    private const long Mebi = 1024 * 1024;

    public static string Memory(long bytes)
        => bytes % Mebi == 0 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Mebi}Mi") : bytes.ToString(CultureInfo.InvariantCulture);

    public static string Cpu(long millicores)
        => millicores % 1000 == 0 ? (millicores / 1000).ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{millicores}m");
}
