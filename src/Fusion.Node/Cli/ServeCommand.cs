using System.CommandLine;
using Fusion.Contracts.Services;
using Fusion.Node.Hosting;
using Fusion.Node.Options;

namespace Fusion.Node.Cli;

/// <summary><c>fusion serve</c>: runs a node until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Runs a node. Settings also come from appsettings.json and environment variables (Fusion__Http__Url, …); flags win.");
        foreach (Option option in SettingFlags.Node())
            command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(SettingFlags.Read(parsed), cancellationToken));
        return command;
    }

    /// <summary>Serves until Ctrl+C or SIGTERM.</summary>
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> flags, CancellationToken cancellationToken)
    {
        (WebApplication app, UserCredential? created) = await NodeHost.StartAsync(NodeConfiguration.Read(flags), cancellationToken);
        await using (app)
        {
            if (created is not null) // to the terminal and not to the log: it is shown once
                Console.WriteLine($"First user created. Its secret key is shown only now:\n  user  {created.Customer}\n  key   {created.SecretKey}");
            await app.WaitForShutdownAsync(cancellationToken);
            app.Services.GetRequiredService<SharedStore>().EnsureNotRefused();
            return ExitCode.Success;
        }
    }
}
