namespace Awoooi.Core.Plans;

/// <summary>How bad a remedy could be; ordered.</summary>
public enum RiskLevel
{
    Low = 0,
    Medium = 1,
    High = 2,
    Critical = 3,
}
