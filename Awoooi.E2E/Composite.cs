using System.Net;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>Puts the picture a designer drew beside the one our page gives. The browser itself does the composing.</summary>
internal sealed class Composite(IPage easel)
{
    private readonly List<string> _made = [];

    /// <summary>Build output.</summary>
    public static string Folder { get; } = Directory.CreateDirectory(Path.Combine(Stage.Pictures, "..", "composites")).FullName;

    public static string MockOf(string name) => Path.Combine(AppContext.BaseDirectory, "Mocks", $"{name}.png");

    public async Task MakeAsync(string name, byte[] ours, int width, int height)
    {
        var mock = await File.ReadAllBytesAsync(MockOf(name));
        await easel.SetViewportSizeAsync((2 * width) + 24, height + 32);
        await easel.SetContentAsync(
            $$"""
            <!doctype html><style>body{margin:0;display:grid;grid-template-columns:{{width}}px {{width}}px;gap:0 24px;background:#868d97;font:13px/32px monospace;color:#fff}img{display:block;width:{{width}}px}</style>
            <span>{{name}}: mock</span><span>ours</span><img src="data:image/png;base64,{{Convert.ToBase64String(mock)}}"><img src="data:image/png;base64,{{Convert.ToBase64String(ours)}}">
            """);
        await easel.WaitForFunctionAsync("() => [...document.images].every(image => image.complete && image.naturalWidth > 0)");
        await easel.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png") });
        _made.Add(name);
    }

    public Task IndexAsync() => File.WriteAllTextAsync(Path.Combine(Folder, "index.html"), $$"""
        <!doctype html><meta charset="utf-8"><title>mock | ours</title><style>body{font:14px sans-serif}img{max-width:100%}</style>
        {{string.Join('\n', _made.Select(name => $"<h2>{WebUtility.HtmlEncode(name)}</h2><a href=\"{name}.png\"><img src=\"{name}.png\" alt=\"{name}\"></a>"))}}
        """);
}
