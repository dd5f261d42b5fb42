using System.Globalization;

namespace Awoooi.Tests.Faults;

/// <summary>How often a fault is repeated: the usual number, or what the environment asks for.</summary>
internal static class Rounds
{
    public static int Of(string variable, int usual)
        => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : usual;
}
