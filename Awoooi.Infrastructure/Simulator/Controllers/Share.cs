using System.Globalization;
using System.Text.Json.Nodes;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>An "int or percent" field in numbers.</summary>
internal static class Share
{
    public static int Of(JsonNode? value, int whole, bool roundUp, int missing = 0)
    {
        var text = value?.ToString();
        if (text is null)
        {
            return missing;
        }

        if (!text.EndsWith('%'))
        {
            return int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : missing;
        }

        var share = int.Parse(text[..^1], CultureInfo.InvariantCulture) * whole / 100m;
        return (int)(roundUp ? Math.Ceiling(share) : Math.Floor(share));
    }
}
