using Microsoft.Extensions.Options;

namespace Awoooi.Infrastructure.Kubernetes;

/// <summary>How AWOOOI reaches its cluster.</summary>
/// <remarks>Taken in this order: <see cref="Server"/>, <see cref="Kubeconfig"/>, the service account of the pod it runs in. The kubeconfig of the user's home is never taken unasked.</remarks>
public sealed class ClusterOptions
{
    public const string Section = "Awoooi:Cluster";

    /// <summary>Name of this installation's cluster, as alerts and plans write it.</summary>
    public string Name { get; set; } = "default";

    /// <summary>Path of a kubeconfig file.</summary>
    public string? Kubeconfig { get; set; }

    /// <summary>Context in that file; its <c>current-context</c> when null.</summary>
    public string? Context { get; set; }

    /// <summary>Address of the API server.</summary>
    public string? Server { get; set; }

    /// <summary>Bearer token for <see cref="Server"/>.</summary>
    public string? Token { get; set; }

    /// <summary>Whole time of one reading request, 1 s to 5 min.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whole time of one changing request, 1 s to 5 min. Servers wait up to 30 s for admission webhooks.</summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>Further tries after the first, 0 to 10.</summary>
    public int Retries { get; set; } = 3;

    /// <summary>Longest pause before a further try, whatever <c>Retry-After</c> asks for; 0 to 1 min.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>Names every wrong key at once.</summary>
internal sealed class ClusterOptionsValidator : IValidateOptions<ClusterOptions>
{
    public ValidateOptionsResult Validate(string? name, ClusterOptions options)
    {
        var faults = new List<string>();
        void Check(bool good, string key, string rule)
        {
            if (!good)
            {
                faults.Add($"{ClusterOptions.Section}:{key} {rule}.");
            }
        }

        Check(!string.IsNullOrWhiteSpace(options.Name), nameof(options.Name), "must not be empty");
        Check(options.Server is null || IsHttp(options.Server), nameof(options.Server), "must be an http or https address");
        Check(options.Server is null || options.Kubeconfig is null, nameof(options.Kubeconfig), "and Server exclude each other");
        Check(options.Token is null || options.Server is not null, nameof(options.Token), "needs Server");
        Check(options.Context is null || options.Kubeconfig is not null, nameof(options.Context), "needs Kubeconfig");
        Check(InRange(options.ReadTimeout), nameof(options.ReadTimeout), "must be between 1 s and 5 min");
        Check(InRange(options.WriteTimeout), nameof(options.WriteTimeout), "must be between 1 s and 5 min");
        Check(options.Retries is >= 0 and <= 10, nameof(options.Retries), "must be between 0 and 10");
        Check(options.LongestPause >= TimeSpan.Zero && options.LongestPause <= TimeSpan.FromMinutes(1), nameof(options.LongestPause), "must be between 0 and 1 min");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    private static bool InRange(TimeSpan time) => time >= TimeSpan.FromSeconds(1) && time <= TimeSpan.FromMinutes(5);
}
