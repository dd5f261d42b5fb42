namespace Awoooi.Web.Components.Layout;

/// <summary>What the bar shows about the system.</summary>
/// <param name="Pending">Decisions that wait for a person.</param>
public sealed record BarFacts(int Pending, AiMode Mode);

/// <summary>Reads <see cref="BarFacts"/> for the signed-in person.</summary>
public interface IBarFacts
{
    ValueTask<BarFacts> ReadAsync(CancellationToken cancel);
}
