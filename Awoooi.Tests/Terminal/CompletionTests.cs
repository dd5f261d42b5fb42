using Awoooi.Core.Terminal;

namespace Awoooi.Tests.Terminal;

public sealed class CompletionTests
{
    private static readonly TerminalCommand[] Table =
    [
        new("/incident", [ArgumentWord.Literal("today", "今天"), ArgumentWord.Literal("this-week", "本週"), ArgumentWord.Of("text", "文字")], "a", TerminalCommand.Users),
        new("/approvals", [], "b", TerminalCommand.Users),
        new("/help", [], "c", TerminalCommand.Users),
    ];

    [Theory]
    [InlineData("/", "/incident ;/approvals;/help")]
    [InlineData("／", "/incident ;/approvals;/help")]
    [InlineData("/h", "/help")]
    [InlineData("/P", "/approvals;/help")]
    [InlineData("/hp", "/help")]
    [InlineData("/x", "")]
    [InlineData("/incident ", "/incident today;/incident this-week")]
    [InlineData("/incident t", "/incident today;/incident this-week")]
    [InlineData("/incident to", "/incident today")]
    [InlineData("/incident 今", "/incident 今天")]
    [InlineData("/incident today", "")]
    [InlineData("/incident cart", "")]
    [InlineData("/approvals ", "")]
    [InlineData("/restart ", "")]
    [InlineData("help", "")]
    [InlineData("", "")]
    public void What_is_typed_can_be_completed(string typed, string lines)
        => Assert.Equal(lines, string.Join(';', Completion.Of(typed, Table, chinese: false).Select(offer => offer.Line)));

    [Fact]
    public void Words_are_offered_in_the_language_of_the_face()
        => Assert.Equal(["/incident 今天", "/incident 本週"], Completion.Of("/incident ", Table, chinese: true).Select(offer => offer.Line));

    [Fact]
    public void There_are_at_most_six()
        => Assert.Equal(Completion.Most, Completion.Of("/", [.. Enumerable.Range(0, 20).Select(number => new TerminalCommand($"/c{number}", [], "a", TerminalCommand.Users))], chinese: false).Count);

    [Fact]
    public void A_line_that_is_too_long_is_not_completed()
        => Assert.Empty(Completion.Of("/" + new string('h', TerminalLine.Longest), Table, chinese: false));
}
