using Awoooi.Web.Endpoints.Webhooks;
using YamlDotNet.RepresentationModel;

namespace Awoooi.Tests.Endpoints;

public class AlertmanagerYamlTests
{
    [Fact]
    public void What_is_copied_is_yaml_that_leads_to_our_door_and_holds_no_key()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(AlertmanagerYaml.For("https://awoooi.example.org")));

        var root = stream.Documents[0].RootNode;
        var hook = root["receivers"][0]["webhook_configs"][0];

        Assert.Equal("https://awoooi.example.org/api/v1/webhooks/alertmanager", hook["url"].ToString());
        Assert.Equal(root["receivers"][0]["name"].ToString(), root["route"]["receiver"].ToString());
        Assert.Equal(["credentials_file"], ((YamlMappingNode)hook["http_config"]["authorization"]).Children.Keys.Select(key => key.ToString()));
    }
}
