using Akka.Actor;
using Fusion.Node.Admin.Views;
using HostLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Fusion.Node.Admin;

/// <summary>Changes what a running node logs, until it stops. The web server's own level stays as configured.</summary>
internal sealed class LogLevels(ActorSystem system, IConfiguration configuration)
{
    private static readonly Dictionary<string, (HostLevel Host, Akka.Event.LogLevel Akka)> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["debug"] = (HostLevel.Debug, Akka.Event.LogLevel.DebugLevel),
        ["info"] = (HostLevel.Information, Akka.Event.LogLevel.InfoLevel),
        ["warning"] = (HostLevel.Warning, Akka.Event.LogLevel.WarningLevel),
        ["error"] = (HostLevel.Error, Akka.Event.LogLevel.ErrorLevel),
    };

    /// <summary>The levels' names.</summary>
    public static IEnumerable<string> Names => Levels.Keys;

    /// <summary>Sets the level of the host's and the actor system's log.</summary>
    /// <exception cref="AdminException">There is no such level.</exception>
    public ChangeView Set(string name)
    {
        if (!Levels.TryGetValue(name, out (HostLevel Host, Akka.Event.LogLevel Akka) level))
            throw new AdminException(StatusCodes.Status400BadRequest, $"There is no log level [{name}]; allowed are {string.Join(", ", Names)}");
        configuration["Logging:LogLevel:Default"] = level.Host.ToString();
        configuration["Logging:LogLevel:Akka"] = level.Host.ToString();
        ((IConfigurationRoot)configuration).Reload(); // the loggers read their levels again
        system.EventStream.SetLogLevel(level.Akka);
        return new ChangeView("log-level", name);
    }
}
