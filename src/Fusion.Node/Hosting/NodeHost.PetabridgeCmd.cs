using Akka.Actor;
using Akka.Configuration;
using Petabridge.Cmd.Cluster;
using Petabridge.Cmd.Cluster.Sharding;
using Petabridge.Cmd.Host;

namespace Fusion.Node.Hosting;

/// <summary>Serves Petabridge.Cmd's palettes to its client <c>pbm</c>, beside what <c>fusion cluster</c> asks.</summary>
internal static partial class NodeHost
{
    /// <summary>On loopback unless <c>akka.hocon</c> says otherwise: whoever reaches this port may do everything.</summary>
    private const string Loopback = "petabridge.cmd.host = 127.0.0.1";

    static partial void AddPetabridgeCmd(IServiceCollection services) => services.AddHostedService<PetabridgePalettes>();

    private sealed class PetabridgePalettes(IServiceProvider services) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            ActorSystem system = services.GetRequiredService<ActorSystem>();
            system.Settings.InjectTopLevelFallback(ConfigurationFactory.ParseString(Loopback));
            PetabridgeCmd command = PetabridgeCmd.Get(system);
            command.RegisterCommandPalette(ClusterCommands.Instance);
            command.RegisterCommandPalette(ClusterShardingCommands.Instance);
            command.Start();
            return Task.CompletedTask;
        }
    }
}
