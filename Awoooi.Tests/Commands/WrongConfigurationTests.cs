using Awoooi.Core.Settings;
using Awoooi.Tests.TestKit;
using Awoooi.Web;

namespace Awoooi.Tests.Commands;

public sealed class WrongConfigurationTests
{
    [Fact]
    public async Task Every_wrong_key_is_named_at_once_before_anything_listens()
    {
        var folder = await TestFolders.CreateAsync("wrong-configuration");
        var fault = await Assert.ThrowsAsync<StartException>(() => AwoooiApp.StartAsync(
            ["--urls", "http://127.0.0.1:0", $"--Awoooi:Data:Path={folder}", "--Awoooi:Automation:MaxReplicas=0", "--Awoooi:Approvals:Policies:Low:Rejections=9"], null, CancellationToken.None));
        Assert.Contains("Awoooi:Automation:MaxReplicas must be from 1 to 1000.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Awoooi:Approvals:Policies:Low:Rejections must be from 1 to 5.", fault.Message, StringComparison.Ordinal);
    }
}
