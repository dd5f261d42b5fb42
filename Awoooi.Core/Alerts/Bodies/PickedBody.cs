using System.Text.Json;

namespace Awoooi.Core.Alerts.Bodies;

/// <summary>Reads the wanted places of a whole body and hands them over.</summary>
internal static class PickedBody
{
    private const int MostPlaces = 50_000;

    public static Normalisation Read(ReadOnlySpan<byte> body, PickShape shape, Func<Picked, Normalisation> made) =>
        JsonBody.Read(body, (ref Utf8JsonReader reader) =>
        {
            var budget = MostPlaces;
            if (!Picked.TryRead(ref reader, shape, "$", ref budget, out var picked, out var fault))
            {
                return Normalisation.Refused(fault!.Path, fault.Reason);
            }

            // Anything behind the body's end is a fault, found before anything is made of it.
            _ = reader.Read();
            return made(picked);
        });
}
