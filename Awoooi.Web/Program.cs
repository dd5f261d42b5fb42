using Awoooi.Web;

return await AwoooiApp.ServeAsync(args, CancellationToken.None);
