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

/// <summary>One line of the stream: at most two short sentences, no query, no secret.</summary>
public sealed record Thought(string Id, DateTimeOffset At, ThoughtVerb Verb, string Text);
