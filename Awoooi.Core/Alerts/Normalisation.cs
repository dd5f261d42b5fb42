namespace Awoooi.Core.Alerts;

/// <summary>One alert of a body that could not be taken, by its index in the body.</summary>
public sealed record AlertRejection(int Index, string Reason);

/// <summary>What a normaliser made of one body: alerts and rejections in body order, or a fault of the whole body.</summary>
public sealed record Normalisation(IReadOnlyList<NormalisedAlert> Alerts, IReadOnlyList<AlertRejection> Rejected, BodyFault? Fault)
{
    /// <summary>How many alerts the sender says it left out of the body.</summary>
    public long Truncated { get; init; }

    /// <summary>What may be stored in place of the body, when the body itself may not be; null: the body.</summary>
    public ReadOnlyMemory<byte>? Kept { get; init; }

    public static Normalisation Refused(string path, string reason) => new([], [], new BodyFault(path, reason));
}

/// <summary>An alert with its place in the body.</summary>
public sealed record NormalisedAlert(int Index, Alert Alert);

/// <summary>Why a whole body is refused; <paramref name="Path"/> is the JSON path that is wrong, for example <c>$.alerts[3].labels</c>.</summary>
public sealed record BodyFault(string Path, string Reason);

/// <summary>What a normaliser may know beside the body.</summary>
/// <param name="ReceivedAt">Time of receipt.</param>
/// <param name="InstallationCluster">The configured cluster name of this installation.</param>
/// <param name="TrustedForPaging">Whether a <c>priority</c> label of this source may raise to P0.</param>
/// <param name="TrustedForTests">Whether <c>testalert="true"</c> counts.</param>
public sealed record NormalisationContext(DateTimeOffset ReceivedAt, string InstallationCluster, bool TrustedForPaging, bool TrustedForTests);

/// <summary>Turns the body of one monitoring system into alerts; pure, never throws for any bytes.</summary>
public interface IAlertSource
{
    /// <summary>Name used in routes, labels and configuration, for example <c>alertmanager</c>.</summary>
    string Name { get; }

    /// <summary>Its webhook path below <c>/api/v1/webhooks/</c>.</summary>
    string Path { get; }

    /// <summary>Further paths that lead to the same door.</summary>
    IReadOnlyList<string> OtherPaths => [];

    /// <summary>Whether its bodies may be XML.</summary>
    bool TakesXml => false;

    /// <summary>Largest body in bytes.</summary>
    long MaxBodyBytes { get; }

    Normalisation Normalise(ReadOnlyMemory<byte> body, NormalisationContext context);
}
