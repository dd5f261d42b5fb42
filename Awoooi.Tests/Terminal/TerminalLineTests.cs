using Awoooi.Core.Terminal;

namespace Awoooi.Tests.Terminal;

public sealed class TerminalLineTests
{
    [Theory]
    [InlineData("／ｓｔａｔｕｓ payment-api ", "/status payment-api")]
    [InlineData("/status\n/restart all", "/status")]
    [InlineData("\r\n  /status", "/status")]
    [InlineData("/scale\u3000a/b　３", "/scale a/b 3")]
    [InlineData("/incident\ttoday", "/incident today")]
    [InlineData("/inci\u200bdent \u202etoday", "/incident today")]
    [InlineData("/incident a\0b", "/incident a b")]
    [InlineData("\u200b \u0007", "")]
    public void What_is_typed_becomes_one_plain_line(string typed, string line) => Assert.Equal(line, TerminalLine.Clean(typed));

    [Fact]
    public void Half_a_sign_becomes_one_that_can_be_stored() => Assert.Equal("a\ufffdb", TerminalLine.Clean($"a{(char)0xd800}b"));

    [Theory]
    [InlineData("/help", "/help", "")]
    [InlineData("/HELP", "/help", "")]
    [InlineData("／Incident　今天", "/incident", "今天")]
    [InlineData("/incident  cart  is   slow", "/incident", "cart is slow")]
    [InlineData("/", "/", "")]
    [InlineData("/ help", "/", "help")]
    [InlineData("why is cart slow?", null, "why is cart slow?")]
    [InlineData("help /incident", null, "help /incident")]
    [InlineData("", null, "")]
    public void A_line_is_a_command_when_it_begins_with_a_slash(string typed, string? command, string argument)
    {
        var line = TerminalLine.Parse(typed);

        Assert.Equal((command, argument), (line!.Command, line.Argument));
    }

    [Theory]
    [InlineData(TerminalLine.Longest, true)]
    [InlineData(TerminalLine.Longest + 1, false)]
    public void A_line_is_bounded(int length, bool taken)
        => Assert.Equal(taken, TerminalLine.Parse("/" + new string('a', length - 1)) is not null);

    [Fact]
    public void Signs_that_stand_for_many_cannot_get_around_the_bound()
        => Assert.Null(TerminalLine.Parse("/" + new string('\ufdfa', 100)));

    [Fact]
    public void Whatever_is_typed_is_read_without_failing()
    {
        var dice = new Random(20261121);
        for (var round = 0; round < 2_000; round++)
        {
            var typed = string.Concat(Enumerable.Range(0, dice.Next(0, 80)).Select(_ => (char)dice.Next(0, 0x10000)));

            var line = TerminalLine.Parse("/" + typed);

            Assert.DoesNotContain('\0', line?.Text ?? "");
            Assert.True(line is null || line.Text.Length <= TerminalLine.Longest);
        }
    }
}
