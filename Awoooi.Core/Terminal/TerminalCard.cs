using Awoooi.Core.Approvals;
using Awoooi.Core.Health;
using Awoooi.Core.Incidents;

namespace Awoooi.Core.Terminal;

/// <summary>What a command answers with. A card is complete: it never asks a second question.</summary>
public abstract record TerminalCard
{
    private protected TerminalCard()
    {
    }

    /// <summary>Tells programs which card it is.</summary>
    public abstract string Kind { get; }
}

/// <summary>The commands that the asker may use.</summary>
public sealed record HelpCard(IReadOnlyList<TerminalCommand> Commands) : TerminalCard
{
    public override string Kind => "help";
}

/// <summary>Which incidents were asked for.</summary>
public enum IncidentScope
{
    Open = 0,
    Today,
    ThisWeek,

    /// <summary>One, by its number or id.</summary>
    One,

    /// <summary>Those that contain a text.</summary>
    Text,
}

/// <summary>Incidents, newest first.</summary>
/// <param name="Asked">The id or text that was asked for; empty in the other scopes.</param>
/// <param name="HasMore">There are more than these.</param>
/// <param name="Story">More about the only one; null for a list.</param>
public sealed record IncidentSummaryCard(IncidentScope Scope, string Asked, IReadOnlyList<Incident> Items, bool HasMore, IncidentStory? Story) : TerminalCard
{
    public override string Kind => "incident-summary";
}

/// <summary>How one incident went and what was decided, both newest first.</summary>
public sealed record IncidentStory(IReadOnlyList<TimelineLine> Lines, IReadOnlyList<Approval> Decisions);

/// <summary>Requests that wait for signatures: those that wait for the asker first, then worst risk, then soonest expiry. Signing happens in the War Room.</summary>
/// <param name="Asked">The number that was asked for, in whatever state it is; null for all that wait.</param>
/// <param name="More">How many more wait than are shown.</param>
public sealed record ApprovalCard(string? Asked, IReadOnlyList<Approval> Items, int More) : TerminalCard
{
    public override string Kind => "approval";
}

/// <summary>Whether alerts get from the rules to people.</summary>
public sealed record AlertChainCard(AlertChain Chain) : TerminalCard
{
    public override string Kind => "alert-chain";
}

/// <summary>Why a line was not answered.</summary>
public enum TerminalProblem
{
    UnknownCommand = 0,
    UnknownOption,
    UnexpectedArgument,
    BadApprovalNumber,
    NoSuchIncident,
    NoSuchApproval,
    RoleMissing,

    /// <summary>Whoever asks has no session any more.</summary>
    SignedOut,

    /// <summary>A question in words; nothing here answers those.</summary>
    NotACommand,
    TooLong,

    /// <summary>The records could not be read.</summary>
    NotReadable,

    /// <summary>No answer within the time a person waits.</summary>
    TooSlow,
}

/// <summary>What is wrong with a line, and what to ask instead.</summary>
/// <param name="Values">What the sentence names, in its order.</param>
/// <param name="Next">Lines that work, the likeliest first.</param>
public sealed record ErrorCard(TerminalProblem Problem, IReadOnlyList<string> Values, IReadOnlyList<string> Next) : TerminalCard
{
    public override string Kind => "error";
}
