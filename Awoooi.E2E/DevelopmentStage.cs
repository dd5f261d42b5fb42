namespace Awoooi.E2E;

/// <summary>The same app with its developers' pages, which show every state over made-up readings.</summary>
public sealed class DevelopmentStage : Stage
{
    protected override IReadOnlyList<string> Arguments => ["--environment", "Development"];
}
