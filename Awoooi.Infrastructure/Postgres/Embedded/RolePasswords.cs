using System.Security.Cryptography;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>The random passwords of the cluster's roles, in files that only our own account can read.</summary>
internal sealed record RolePasswords(string Admin, string Owner, string App)
{
    private const int Bytes = 24;

    public static RolePasswords ReadOrCreate(DataFolder folder)
    {
        var admin = Path.Combine(folder.Secrets, "admin");
        if (!File.Exists(admin) && ClusterInitializer.Exists(folder))
        {
            throw new EmbeddedServerException($"The database in {folder.Cluster} exists, but its administrator's password file {admin} is gone. Restore that file from a backup of the data folder.");
        }

        UnixFiles.CreateFolder(folder.Secrets, UnixFiles.OwnerOnly);
        return new RolePasswords(
            ReadOrCreate(admin),
            ReadOrCreate(Path.Combine(folder.Secrets, "owner")),
            ReadOrCreate(Path.Combine(folder.Secrets, "app")));
    }

    private static string ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            // Written beside and renamed: a crash must not leave half a password behind.
            var draft = path + ".new";
            File.Delete(draft);
            UnixFiles.WriteNewSecret(draft, Convert.ToHexString(RandomNumberGenerator.GetBytes(Bytes)));
            File.Move(draft, path);
        }

        var password = File.ReadAllText(path).Trim();
        return password.Length > 0
            ? password
            : throw new EmbeddedServerException($"The password file {path} is empty. Restore it from a backup of the data folder.");
    }
}
