using Microsoft.Extensions.Logging;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>The way to a usable server: a running one, else start one, after making its files where there are none.</summary>
internal sealed class ServerStart(EmbeddedServerOptions options, DataFolder folder, ILogger logger, TimeProvider clock)
{
    private static readonly TimeSpan PidFileLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    /// <param name="port">The loopback port that a new server must have, where it cannot listen on a socket; null takes a free one.</param>
    public async Task<RunningServer> FindOrStartAsync(Postmaster postmaster, RolePasswords passwords, int? port, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (await postmaster.FindAsync(cancellationToken) is { } pid)
        {
            var binaries = new PostgresBinaries(await Postmaster.ProgramFolderAsync(pid, cancellationToken), ClusterInitializer.MajorOf(folder) ?? 0);
            if (PostmasterPidFile.Read(folder) is { } file && file.Pid == pid && await TrySetUpAsync(ServerEndpoint.Of(file), passwords, cancellationToken))
            {
                EmbeddedServerLog.Adopted(logger, binaries.Major, pid, folder.Root);
                return new RunningServer(pid, ServerEndpoint.Of(file), binaries, Adopted: true);
            }

            // Without its pid file it accepts connections but would end itself within a minute, and the address is lost.
            if (!PostmasterPidFile.Exists(folder) && clock.GetElapsedTime(began) > PidFileLimit)
            {
                await postmaster.StopAsync(pid, cancellationToken);
                continue;
            }

            // Otherwise it recovers or shuts down.
            if (clock.GetElapsedTime(began) > AnswerLimit)
            {
                throw new EmbeddedServerException($"PostgreSQL (pid {pid}) runs on {folder.Root} but has not accepted a connection for {AnswerLimit.TotalSeconds:0} s. Its log is in {folder.Logs}. Stop it with: kill -INT {pid}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
        }

        return await StartNewAsync(postmaster, passwords, port, cancellationToken);
    }

    private async Task<RunningServer> StartNewAsync(Postmaster postmaster, RolePasswords passwords, int? port, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var major = ClusterInitializer.MajorOf(folder);
        var binaries = await new BinaryLocator(options, folder, new NpmBinaries(options.NpmProgram, folder, logger, clock), logger).LocateAsync(major, cancellationToken);
        if (major is null)
        {
            await new ClusterInitializer(folder, options.Durable, logger, clock).CreateAsync(binaries, passwords.Admin, cancellationToken);
        }

        await postmaster.StartAsync(binaries, options.Durable, port, cancellationToken);
        var file = PostmasterPidFile.Read(folder)
            ?? throw new EmbeddedServerException($"PostgreSQL in {folder.Root} ended right after its start. Its log is in {folder.Logs}.");
        try
        {
            await SetUpAsync(ServerEndpoint.Of(file), passwords, cancellationToken);
        }
        catch
        {
            await postmaster.StopAsync(file.Pid, CancellationToken.None);
            throw;
        }

        var took = clock.GetElapsedTime(began);
        EmbeddedServerLog.Started(logger, binaries.Major, binaries.Folder, folder.Root, took);
        return new RunningServer(file.Pid, ServerEndpoint.Of(file), binaries, Adopted: false);
    }

    private static async Task<bool> TrySetUpAsync(ServerEndpoint endpoint, RolePasswords passwords, CancellationToken cancellationToken)
    {
        try
        {
            await SetUpAsync(endpoint, passwords, cancellationToken);
            return true;
        }
        catch (NpgsqlException notYet) when (notYet is not PostgresException { SqlState: not (PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown) })
        {
            return false;
        }
    }

    private static async Task SetUpAsync(ServerEndpoint endpoint, RolePasswords passwords, CancellationToken cancellationToken)
    {
        await using var admin = new NpgsqlConnection(endpoint.ConnectionString(ClusterInitializer.Superuser, passwords.Admin, "postgres", pooled: false));
        try
        {
            await admin.OpenAsync(cancellationToken);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new EmbeddedServerException("The running PostgreSQL does not accept the password in the data folder's secrets/admin. Restore that file from a backup of the data folder.", refused);
        }

        await RoleSetup.ApplyAsync(admin, passwords, cancellationToken);
    }
}

/// <summary>A server that accepts connections and has its roles and database.</summary>
internal sealed record RunningServer(int ProcessId, ServerEndpoint Endpoint, PostgresBinaries Binaries, bool Adopted);
