using Awoooi.Core.Settings;
using Awoooi.Infrastructure.Simulator.Demo;
using Awoooi.Tests.TestKit;
using Awoooi.Web;
using Awoooi.Web.Demo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Awoooi.Tests.Demo;

public sealed class DemoFlagTests
{
    [Fact]
    public void The_word_is_taken_out_before_configuration_could_misread_it()
        => Assert.Equal(["--urls", "http://127.0.0.1:0"], DemoFlag.Without(["--demo", "--urls", "http://127.0.0.1:0"]));

    [Theory]
    [InlineData("--demo=true")]
    [InlineData("--Demo")]
    public void A_word_that_would_start_the_ordinary_app_instead_is_refused(string word)
        => Assert.Contains("write --demo", Assert.Throws<StartException>(() => DemoFlag.Without([word])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Demo")]
    [InlineData("Development")]
    [InlineData("Staging")]
    public void Outside_of_production_it_is_allowed(string environment)
        => Assert.True(DemoFlag.Allows(["--demo"], new Environment(environment)));

    [Theory]
    [InlineData("Production")]
    [InlineData("production")]
    public void In_production_it_is_refused(string environment)
        => Assert.Contains("refused in Production", Assert.Throws<StartException>(() => DemoFlag.Allows(["--demo"], new Environment(environment))).Message, StringComparison.Ordinal);

    [Fact]
    public void Production_without_the_word_is_no_demo()
        => Assert.False(DemoFlag.Allows(["--urls", "http://127.0.0.1:0"], new Environment("Production")));

    [Theory]
    [InlineData("--demo", "--environment", "Production")]
    [InlineData("--environment=Production", "--demo")]
    [InlineData("--urls", "http://127.0.0.1:0")]
    public void A_named_environment_stays_as_it_is(params string[] args)
        => Assert.Null(DemoFlag.EnvironmentOf(args));

    [Fact]
    public async Task The_app_does_not_start_a_demo_in_production_and_makes_no_folder_for_it()
    {
        var ordinary = Path.Combine(await TestFolders.CreateAsync("refused"), "data");

        await Assert.ThrowsAsync<StartException>(() => AwoooiApp.StartAsync(
            ["--demo", "--environment", "Production", "--urls", "http://127.0.0.1:0"],
            builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Awoooi:Data:Path"] = ordinary }),
            CancellationToken.None));

        Assert.False(Directory.Exists(ordinary));
        Assert.False(Directory.Exists(ordinary + DemoFolder.Suffix));
    }

    private sealed class Environment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
