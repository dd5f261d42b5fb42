using Awoooi.Core.Settings;
using Awoooi.Web;
using Awoooi.Web.Commands;

try
{
    if (CommandLine.Serves(args))
    {
        return await AwoooiApp.ServeAsync(args is ["serve", .. var rest] ? rest : args, CancellationToken.None);
    }

    return await OneCommand.RunAsync(args, CancellationToken.None);
}
catch (StartException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}
