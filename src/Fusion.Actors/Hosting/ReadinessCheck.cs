using Akka.Actor;
using Akka.Hosting;
using Fusion.Contracts.Regions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Fusion.Actors.Hosting;

/// <summary>Ready is a node whose shard regions are registered and whose store answers; that its cluster member is up, Akka's own check tells.</summary>
/// <param name="registry">Where the regions register.</param>
/// <param name="options">Where the store is.</param>
internal sealed class ReadinessCheck(IReadOnlyActorRegistry registry, IOptions<ActorsOptions> options) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        bool[] registered =
        [
            registry.TryGet<CustomerRegion>(out IActorRef _), registry.TryGet<CellRegion>(out IActorRef _),
            registry.TryGet<FusionRegion>(out IActorRef _), registry.TryGet<JobRegion>(out IActorRef _),
            registry.TryGet<JobNumberRegion>(out IActorRef _),
        ];
        if (!registered.All(found => found)) return HealthCheckResult.Unhealthy("Not all shard regions are registered yet");
        try
        {
            await using SqliteConnection connection = new(options.Value.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (SqliteException cause)
        {
            return HealthCheckResult.Unhealthy("The journal can't be reached", cause);
        }
    }
}
