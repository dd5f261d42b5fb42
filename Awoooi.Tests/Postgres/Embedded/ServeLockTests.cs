using System.Globalization;
using System.Text.Json;
using Awoooi.Infrastructure.Postgres.Embedded;

namespace Awoooi.Tests.Postgres.Embedded;

public sealed class ServeLockTests
{
    private const string Url = "http://localhost:5000";

    [Fact]
    public async Task A_second_one_is_refused_and_told_pid_and_url_of_the_first()
    {
        await using var scene = await ServerScene.CreateAsync();
        using var first = (await TryAsync(scene)).Held;
        first!.Announce("http://localhost:43210");

        var second = await TryAsync(scene);

        Assert.Null(second.Held);
        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), second.Refusal, StringComparison.Ordinal);
        Assert.Contains("http://localhost:43210", second.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_free_again_when_the_first_has_ended()
    {
        await using var scene = await ServerScene.CreateAsync();
        (await TryAsync(scene)).Held!.Dispose();

        using var second = (await TryAsync(scene)).Held;

        Assert.NotNull(second);
    }

    [Fact]
    public async Task It_is_refused_between_the_lock_and_the_announcement_of_the_first()
    {
        await using var scene = await ServerScene.CreateAsync();
        using var silent = FileLock.TryTake(scene.Folder.ServeLock);

        var second = await TryAsync(scene);

        Assert.Null(second.Held);
        Assert.Contains(scene.Folder.Root, second.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_crashed_one_left_does_not_count_when_its_pid_was_given_to_another()
    {
        await using var scene = await ServerScene.CreateAsync();
        await LeaveAsync(scene, new ServeHolder(scene.Bystander(), "an earlier process", Url));

        using var held = (await TryAsync(scene)).Held;

        Assert.NotNull(held);
    }

    [Fact]
    public async Task A_living_holder_counts_even_where_the_file_system_grants_the_lock_to_all()
    {
        await using var scene = await ServerScene.CreateAsync();
        var pid = scene.Bystander();
        await LeaveAsync(scene, new ServeHolder(pid, (await UnixProcess.StartMarkAsync(pid, CancellationToken.None))!, Url));

        var second = await TryAsync(scene);

        Assert.Null(second.Held);
        Assert.Contains(Url, second.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_cut_off_by_a_power_loss_does_not_matter()
    {
        await using var scene = await ServerScene.CreateAsync();
        await File.WriteAllTextAsync(scene.Folder.ServeHolder, "");

        using var held = (await TryAsync(scene)).Held;

        Assert.NotNull(held);
    }

    private static Task<ServeLockResult> TryAsync(ServerScene scene) => ServeLock.TryAcquireAsync(scene.Options, Url, CancellationToken.None);

    private static Task LeaveAsync(ServerScene scene, ServeHolder holder) => File.WriteAllTextAsync(scene.Folder.ServeHolder, JsonSerializer.Serialize(holder));
}
