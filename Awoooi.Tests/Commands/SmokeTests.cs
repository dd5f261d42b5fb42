using Awoooi.Tests.TestKit;
using Awoooi.Web.Commands;
using Awoooi.Web.Commands.Smoke;

namespace Awoooi.Tests.Commands;

/// <summary>The smoke test against the real app.</summary>
public sealed class SmokeTests(AppFixture app) : IClassFixture<AppFixture>
{
    private static readonly Dictionary<string, string> Given = new() { ["WEBHOOK_SECRET"] = $"{AppFixture.Key},older", ["Awoooi__Webhooks__Sentry__Secret"] = AppFixture.SentrySecret };

    [Fact]
    public async Task Every_webhook_is_walked_to_its_end_and_read_back()
    {
        using var reader = await app.ReaderAsync();

        var lines = await RunAsync(new SmokeKeys(null, Given.GetValueOrDefault), reader.DefaultRequestHeaders.Authorization!.Parameter);

        Assert.All(lines, line => Assert.True(line.Ok, $"{line.Name}: {line.Detail}"));
        Assert.Equal(8, lines.Count(line => line.Name.StartsWith("webhook ", StringComparison.Ordinal)));
        Assert.Equal(7, lines.Count(line => line.Name.StartsWith("incident ", StringComparison.Ordinal)));
        Assert.Equal(7, lines.Count(line => line.Name.StartsWith("resolved ", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Name == "incident alerts" && line.Detail.EndsWith("analysed", StringComparison.Ordinal));
        Assert.Equal(("telegram", "not configured", true), lines[^1] is var last ? (last.Name, last.Detail, last.Absent) : default);
        await using var data = Npgsql.NpgsqlDataSource.Create(app.Names.AppConnectionString);
        await using var open = data.CreateCommand("select count(*) from incidents where status < 2 or not test");
        Assert.Equal(0L, await open.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_wrong_key_fails_at_every_door()
    {
        var lines = await RunAsync(new SmokeKeys("wrong", Given.GetValueOrDefault), null);

        var doors = lines.Where(line => line.Name.StartsWith("webhook ", StringComparison.Ordinal)).ToList();
        Assert.Equal(8, doors.Count);
        Assert.All(doors, line => Assert.False(line.Ok));
        Assert.All(doors, line => Assert.StartsWith("401", line.Detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("smoke --base ftp://a --key k", 2, "ftp://a is not an http or https address")]
    [InlineData("smoke --base http://127.0.0.1:9 --key k", 1, "checks failed")]
    public async Task The_command_opens_nothing_and_ends_with_its_outcome(string line, int code, string says)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(code, await CommandLine.RunAsync(line.Split(' '), _ => throw new InvalidOperationException("it opened the database"), output, error, default));
        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
    }

    private async Task<List<SmokeLine>> RunAsync(SmokeKeys keys, string? token)
    {
        using var http = new HttpClient { BaseAddress = app.Client.BaseAddress };
        var lines = new List<SmokeLine>();
        await foreach (var line in new SmokeTest(http, keys, token, TimeProvider.System).RunAsync(default))
        {
            lines.Add(line);
        }

        return lines;
    }
}
