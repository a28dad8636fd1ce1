using System.Data.Common;
using Akka.Actor;
using Akka.Hosting;
using Fusion.Actors.Storage;
using Fusion.Contracts.Regions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Fusion.Actors.Hosting;

/// <summary>
/// Ready is a node whose shard regions are registered and whose store answers and is whole; that its cluster member is up, Akka's own check tells. A node that
/// serves all but some damaged entities is ready and says so.
/// </summary>
/// <param name="registry">Where the regions register.</param>
/// <param name="store">The store.</param>
/// <param name="health">What is damaged in it.</param>
internal sealed class ReadinessCheck(IReadOnlyActorRegistry registry, Store store, StoreHealth health) : IHealthCheck
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
        if (health.Whole is { } whole) return HealthCheckResult.Unhealthy($"The store is damaged: {whole}");
        try
        {
            await store.PingAsync(cancellationToken);
        }
        catch (DbException cause)
        {
            return HealthCheckResult.Unhealthy(store.Explain(cause));
        }

        IReadOnlyCollection<Damage> damaged = health.Damaged;
        return damaged.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"Damaged in the store and not served: {string.Join("; ", damaged)}");
    }
}
