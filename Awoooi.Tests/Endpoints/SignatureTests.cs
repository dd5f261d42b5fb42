using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Awoooi.Core.Settings;
using Awoooi.Web.Configuration;
using Awoooi.Web.Endpoints.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Awoooi.Tests.Endpoints;

public sealed class SignatureTests
{
    private static readonly byte[] Body = "{\"a\" : \"é\"}\n"u8.ToArray();
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Grafana_signs_the_body_or_the_time_and_the_body()
    {
        var stamp = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        Assert.Null(Refusal("grafana", null, ("X-Grafana-Alerting-Signature", Hex("g-secret", Body))));
        Assert.Null(Refusal("grafana", null, ("X-Grafana-Alerting-Signature", Hex("g-older", Body).ToUpperInvariant())));
        Assert.Null(Refusal("grafana", "X-Time", ("X-Grafana-Alerting-Signature", Hex("g-secret", [.. Encoding.UTF8.GetBytes($"{stamp}:"), .. Body])), ("X-Time", stamp)));
        Assert.NotNull(Refusal("grafana", "X-Time", ("X-Grafana-Alerting-Signature", Hex("g-secret", Body)), ("X-Time", stamp)));
        Assert.NotNull(Refusal("grafana", "X-Time", ("X-Grafana-Alerting-Signature", Hex("g-secret", Body))));
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void A_time_more_than_five_minutes_off_is_refused(int seconds, bool accepted)
    {
        var stamp = Now.AddSeconds(seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = Hex("g-secret", [.. Encoding.UTF8.GetBytes($"{stamp}:"), .. Body]);

        Assert.Equal(accepted, Refusal("grafana", "X-Time", ("X-Grafana-Alerting-Signature", signed), ("X-Time", stamp)) is null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("99999999999999999999")]
    public void A_wrong_signature_is_refused_whatever_its_shape(string hex)
    {
        Assert.NotNull(Refusal("grafana", null, ("X-Grafana-Alerting-Signature", hex)));
        Assert.NotNull(Refusal("grafana", "X-Time", ("X-Grafana-Alerting-Signature", hex), ("X-Time", hex)));
        Assert.NotNull(Refusal("sentry", null, ("Sentry-Hook-Signature", hex)));
        Assert.NotNull(Refusal("pipeline", null, ("X-Hub-Signature-256", hex)));
        Assert.NotNull(Refusal("pipeline", null, ("X-Hub-Signature-256", $"sha256={hex}")));
    }

    [Fact]
    public void Sentry_and_github_sign_the_raw_bytes()
    {
        Assert.Null(Refusal("sentry", null, ("Sentry-Hook-Signature", Hex("s-secret", Body))));
        Assert.NotNull(Refusal("sentry", null, ("Sentry-Hook-Signature", Hex("s-secret", "{\"a\":\"é\"}"u8.ToArray()))));
        Assert.Null(Refusal("pipeline", null, ("X-Hub-Signature-256", $"sha256={Hex("shared", Body)}")));
        Assert.NotNull(Refusal("pipeline", null, ("X-Hub-Signature-256", $"sha1={Hex("shared", Body)}")));
    }

    [Fact]
    public void Without_a_signature_or_without_a_secret_for_it_a_key_must_be_shown()
    {
        Assert.Null(Signatures(null).Of("grafana", new HeaderDictionary()));
        Assert.Null(Signatures(null).Of("alertmanager", new HeaderDictionary { ["X-Hub-Signature-256"] = "sha256=00" }));
        Assert.Null(Signatures(null, withGrafana: false).Of("grafana", new HeaderDictionary { ["X-Grafana-Alerting-Signature"] = Hex("", Body) }));
    }

    [Fact]
    public void A_delivery_is_known_by_its_number_and_its_bytes_for_an_hour()
    {
        var clock = new SetClock { Now = Now };
        var replays = new Replays(clock);
        var id = Replays.Of("sentry", new HeaderDictionary { ["Request-ID"] = "r1" }, Body)!.Value;
        replays.Remember(id);

        Assert.True(replays.Knows(id));
        Assert.NotEqual(id, Replays.Of("sentry", new HeaderDictionary { ["Request-ID"] = "r2" }, Body));
        Assert.NotEqual(id, Replays.Of("sentry", new HeaderDictionary { ["Request-ID"] = "r1" }, new byte[] { 1 }));
        Assert.Null(Replays.Of("grafana", new HeaderDictionary { ["Request-ID"] = "r1" }, Body));
        clock.Now = Now.AddMinutes(61);
        Assert.False(replays.Knows(id));
    }

    [Fact]
    public void The_number_of_remembered_deliveries_is_bounded()
    {
        var replays = new Replays(new SetClock { Now = Now });
        var first = Guid.CreateVersion7(Now);
        replays.Remember(first);
        for (var i = 0; i < 10_000; i++)
        {
            replays.Remember(Guid.CreateVersion7(Now.AddMilliseconds(i + 1)));
        }

        Assert.False(replays.Knows(first));
    }

    private static string? Refusal(string source, string? timestampHeader, params (string Name, string Value)[] headers)
    {
        var sent = new HeaderDictionary();
        foreach (var (name, value) in headers)
        {
            sent[name] = value;
        }

        return Signatures(timestampHeader).Of(source, sent)!.Refuses(Body);
    }

    private static Signatures Signatures(string? timestampHeader, bool withGrafana = true)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Awoooi:Webhooks:Grafana:HmacSecret"] = withGrafana ? "g-secret, g-older" : null,
            ["Awoooi:Webhooks:Grafana:TimestampHeader"] = timestampHeader,
            ["Awoooi:Webhooks:Sentry:Secret"] = "s-secret",
        }).Build();
        var secrets = new WebhookSecrets(new SourceSettings(configuration), configuration, Options.Create(new WebhookOptions { Secret = "shared" }), new NoSettings());
        Assert.True(secrets.LoadAsync(CancellationToken.None).IsCompletedSuccessfully);
        return new Signatures(secrets, configuration, new SetClock { Now = Now });
    }

    private static string Hex(string key, byte[] body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), body));

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>Keys are configured, so the store is never asked.</summary>
    private sealed class NoSettings : ISettingsStore
    {
        public Task<string?> FindAsync(string key, CancellationToken cancel) => throw new NotSupportedException();

        public Task<string> GetOrAddAsync(string key, string initial, CancellationToken cancel) => throw new NotSupportedException();

        public Task SaveAsync(string key, string value, CancellationToken cancel) => throw new NotSupportedException();
    }
}
