namespace Awoooi.Infrastructure.Simulator.Access;

/// <summary>Who asks: the token's user and the cluster role bound to it.</summary>
internal sealed record ApiUser(string Name, ClusterRole Role)
{
    public static ApiUser Anonymous { get; } = new("system:anonymous", ClusterRole.Anonymous);

    /// <summary>Null for a token nobody was given.</summary>
    public static ApiUser? FromToken(string token) => token switch
    {
        "admin" => new ApiUser("user-admin", ClusterRole.Admin),
        "editor" => new ApiUser("user-editor", ClusterRole.Edit),
        "viewer" => new ApiUser("user-viewer", ClusterRole.View),
        "nobody" => new ApiUser("user-nobody", ClusterRole.None),
        _ => null,
    };
}
