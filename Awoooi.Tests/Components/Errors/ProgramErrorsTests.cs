using Awoooi.Web.Components.Errors;
using Microsoft.AspNetCore.Http;

namespace Awoooi.Tests.Components.Errors;

public class ProgramErrorsTests
{
    [Theory]
    [InlineData("/war-room", "text/html,application/xhtml+xml;q=0.9", true)]
    [InlineData("/war-room", "*/*", false)]
    [InlineData("/war-room", "", false)]
    [InlineData("/api/v1/incidents", "text/html", false)]
    public void Pages_are_for_people_and_problem_details_for_programs(string path, string accept, bool person)
    {
        var http = new DefaultHttpContext();
        http.Request.Path = path;
        http.Request.Headers.Accept = accept;

        Assert.Equal(person, ProgramErrors.IsPerson(http));
    }
}
