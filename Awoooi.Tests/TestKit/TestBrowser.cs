using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Awoooi.Tests.TestKit;

/// <summary>A browser without scripts: keeps cookies, fills in forms as the page wrote them, follows nothing by itself.</summary>
public sealed class TestBrowser : IDisposable
{
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);
    private readonly HttpClient _client;

    public TestBrowser(Uri address)
    {
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        _client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
    }

    public HttpRequestHeaders Headers => _client.DefaultRequestHeaders;

    /// <summary>Secure ones too: the TLS of these tests is a proxy's word.</summary>
    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    public bool SignedIn => _cookies.ContainsKey("awoooi.session");

    public void Dispose() => _client.Dispose();

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)));

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent? content = null) => SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content });

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (_cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        var response = await _client.SendAsync(request);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            if (pair[1].Length == 0)
            {
                _cookies.Remove(pair[0]);
            }
            else
            {
                _cookies[pair[0]] = pair[1];
            }
        }

        return response;
    }

    public async Task<string> TextAsync(string path) => await (await GetAsync(path)).Content.ReadAsStringAsync();

    public async Task<IHtmlDocument> PageAsync(string path) => await ReadAsync(await GetAsync(path));

    /// <summary>Fills in the named form of the page at <paramref name="path"/> and posts it with everything the page put into it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var page = await PageAsync(path);
        var found = page.QuerySelectorAll("form").FirstOrDefault(candidate => candidate.QuerySelector($"input[name=_handler][value='{form}']") is not null)
            ?? throw new InvalidOperationException($"{path} has no form {form}: {page.Body?.TextContent.Trim()}");
        var values = found.QuerySelectorAll("input, select").Where(Posts).ToDictionary(input => input.GetAttribute("name")!, Value);
        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        return await PostAsync(path, new FormUrlEncodedContent(values));
    }

    public async Task<HttpResponseMessage> SignInAsync(string email, string password, string path = "/login")
        => await SubmitAsync(path, "Login", ("Login.Email", email), ("Login.Password", password));

    /// <summary>The token that scripts of a page send.</summary>
    public async Task<string> FormTokenAsync(string path)
        => (await PageAsync(path)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response)
        => new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    private static bool Posts(IElement input) => input switch
    {
        IHtmlInputElement { Name: null or "" } => false,
        IHtmlInputElement { Type: "checkbox" } box => box.IsChecked,
        IHtmlSelectElement { Name: null or "" } => false,
        _ => true,
    };

    private static string Value(IElement input) => input switch
    {
        IHtmlInputElement field => field.Value,
        IHtmlSelectElement choice => choice.Value ?? "",
        _ => "",
    };
}
