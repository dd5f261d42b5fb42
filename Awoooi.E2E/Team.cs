using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Awoooi.Core.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>Makes people by one-time links, as an administrator would, and lets them have been there for days.</summary>
internal static class Team
{
    private static int _people;

    /// <param name="aged">Accounts made, reset or raised today may not decide High or Critical, so a team has its accounts since three days, and so has the installation.</param>
    public static async Task<Member> JoinAsync(this Stage stage, string name, Roles roles, bool aged = true)
    {
        var email = $"{name.Replace(' ', '.').ToLowerInvariant()}.{Interlocked.Increment(ref _people)}@example.org";
        var link = await stage.Services.GetRequiredService<IPeople>().InviteAsync(Actor.Console, new NewPerson(email, name, roles), CancellationToken.None);
        var enrolment = new Enrolment { Name = name, Email = email, Password = Stage.Password, Language = "en", Zone = "Asia/Taipei" };
        var made = await stage.Services.GetRequiredService<IOneTimeLinks>().UseAsync(link.Secret!, enrolment, new Origin("192.0.2.7", "e2e"), CancellationToken.None);
        Assert.Null(made.Refusal);
        if (aged)
        {
            await stage.SqlAsync($"update accounts set created_at = created_at - interval '3 days' where id = '{made.Person}'");
        }

        await stage.SqlAsync("update settings set value = to_jsonb(now() - interval '3 days') where key = 'installed_at'");
        return new Member(stage, made.Person, name, email);
    }
}

/// <summary>One person with a browser of their own.</summary>
internal sealed class Member(Stage stage, Guid id, string name, string email)
{
    private IPage? _page;

    public Guid Id => id;

    public string Name => name;

    public IPage Page => _page ?? throw new InvalidOperationException($"{name} has not signed in");

    /// <summary>Signs in with the password in a browser context of its own, then opens the page.</summary>
    public async Task<IPage> OpenAsync(string path)
    {
        if (_page is null)
        {
            _page = await stage.BrowserAsync();
            await _page.GotoAsync("/login");
            await _page.Locator("[name='Login.Email']").FillAsync(email);
            await _page.Locator("[name='Login.Password']").FillAsync(Stage.Password);
            await _page.GetByTestId("sign-in").ClickAsync();
            await _page.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal));
        }

        await _page.GotoAsync(path);
        return _page;
    }

    /// <summary>Enters the password again where the page asks for it.</summary>
    public async Task StepUpAsync()
    {
        await Page.Locator("[name='StepUp.Password']").FillAsync(Stage.Password);
        await Page.GetByTestId("step-up").ClickAsync();
        await Page.WaitForURLAsync(url => url.Contains("/war-room", StringComparison.Ordinal));
    }

    /// <summary>Lets so much time pass since the last proof of presence.</summary>
    public Task ForgetStepUpAsync() => stage.SqlAsync($"update sessions set step_up_at = now() - interval '6 minutes' where account_id = '{id}'");

    /// <summary>Signs through the API with the cookie of the browser: the status and the reason of a refusal.</summary>
    public async Task<(int Status, string? Reason)> SignAsync(string approval, object body)
    {
        var answer = await Page.APIRequest.PostAsync($"/api/v1/approvals/{approval}/signatures", new() { DataObject = body });
        return (answer.Status, answer.Ok ? null : Reason(await answer.TextAsync()));
    }

    /// <summary>The same with a personal token, which needs no browser.</summary>
    public async Task<(int Status, string? Reason)> SignByTokenAsync(string approval, object body)
    {
        var owner = new Actor { PersonId = id, Name = name, Roles = Roles.None, Via = ActorVia.Browser, Scopes = Scopes.Read | Scopes.Sign };
        var token = await stage.Services.GetRequiredService<ITokens>().AddAsync(owner, id, "e2e", Scopes.Read | Scopes.Sign, TimeSpan.FromDays(1), CancellationToken.None);
        Assert.Null(token.Refusal);
        using var http = new HttpClient { BaseAddress = stage.Base };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token.Secret);
        using var answer = await http.PostAsJsonAsync($"/api/v1/approvals/{approval}/signatures", body);
        return ((int)answer.StatusCode, answer.IsSuccessStatusCode ? null : Reason(await answer.Content.ReadAsStringAsync()));
    }

    private static string? Reason(string problem) => (string?)JsonNode.Parse(problem)?["reason"];
}
