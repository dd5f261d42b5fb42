using Awoooi.Web;
using Awoooi.Web.Commands;

return await CommandLine.RunAsync(args, AwoooiApp.ServeAsync);
