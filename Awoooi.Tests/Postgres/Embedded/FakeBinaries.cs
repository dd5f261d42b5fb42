using System.Globalization;
using Awoooi.Infrastructure.Postgres.Embedded;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Postgres.Embedded;

/// <summary>Folders of scripts that answer like PostgreSQL's programs of any version.</summary>
internal static class FakeBinaries
{
    public static async Task<string> CreateAsync(int major, string initdb = "exit 1")
    {
        var folder = await TestFolders.CreateAsync(string.Create(CultureInfo.InvariantCulture, $"fake{major}"));
        await ScriptAsync(Path.Combine(folder, "postgres"), string.Create(CultureInfo.InvariantCulture, $"echo 'postgres (PostgreSQL) {major}.3 (Debian)'"));
        await ScriptAsync(Path.Combine(folder, "initdb"), initdb);
        await ScriptAsync(Path.Combine(folder, "pg_ctl"), "exit 1");
        return folder;
    }

    public static async Task<string> ScriptAsync(string path, string body)
    {
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{body}\n");
        UnixFiles.SetMode(path, UnixFiles.PassableByOthers | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        return path;
    }
}
