namespace Awoooi.Core.Alerts;

/// <summary>How bad the source says it is; every word of the wild is mapped to one of these three.</summary>
public enum Severity
{
    Info = 0,
    Warning = 1,
    Critical = 2,
}
