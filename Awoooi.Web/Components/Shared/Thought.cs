namespace Awoooi.Web.Components.Shared;

/// <summary>What the AI did, one word each.</summary>
public enum ThoughtVerb
{
    Saw,
    Linked,
    Guessed,
    Tried,
    Acted,
    Verified,
    Proposed,
    Waiting,
    Learned,
    Closed,
    Watching,
}

/// <summary>Verbs by the names under which stories keep them.</summary>
public static class ThoughtVerbs
{
    private static readonly Dictionary<string, ThoughtVerb> Named = Enum.GetValues<ThoughtVerb>().ToDictionary(verb => verb.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Null for a word that is none of them: such a line stands without a verb.</summary>
    public static ThoughtVerb? Find(string name) => Named.TryGetValue(name, out var verb) ? verb : null;
}

/// <summary>One line of the stream: at most two short sentences, no query, no secret.</summary>
/// <param name="Verb">Null when what was stored is none of the verbs.</param>
public sealed record Thought(string Id, DateTimeOffset At, ThoughtVerb? Verb, string Text);
