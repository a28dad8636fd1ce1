using Fusion.Node.Admin.Views;

namespace Fusion.Node.Admin;

/// <summary>The paths that <c>fusion cluster</c>, <c>fusion cell</c> and <c>fusion job</c> ask, all below <c>/admin</c>.</summary>
internal static class AdminEndpoints
{
    /// <summary>The path above all others.</summary>
    public const string Root = "/admin";

    private const int DefaultLimit = 200;

    /// <summary>Maps the paths.</summary>
    public static void MapAdmin(this IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder admin = endpoints.MapGroup(Root);
        RouteGroupBuilder cluster = admin.MapGroup("/cluster");
        cluster.MapGet("/status", Task<StatusView> (ClusterInspector inspector, CancellationToken stop) => inspector.StatusAsync(stop));
        cluster.MapGet("/members", Task<IReadOnlyList<MemberView>> (ClusterInspector inspector, CancellationToken stop) => inspector.MembersAsync(stop));
        cluster.MapGet("/regions", Task<IReadOnlyList<RegionView>> (ClusterInspector inspector, CancellationToken stop) => inspector.RegionsAsync(stop));
        cluster.MapGet(
            "/shards", Task<IReadOnlyList<ShardView>> (string? region, ClusterInspector inspector, CancellationToken stop) => inspector.ShardsAsync(region, stop));
        cluster.MapGet(
            "/entities",
            Task<EntityListView> (string? region, string? shard, int? limit, EntityInspector inspector, CancellationToken stop) =>
                inspector.EntitiesAsync(region, shard, Math.Max(0, limit ?? DefaultLimit), stop));
        cluster.MapPost("/leave", ChangeView (string address, ClusterInspector inspector) => inspector.Leave(address));
        cluster.MapPost("/down", ChangeView (string address, ClusterInspector inspector) => inspector.Down(address));
        admin.MapPost("/log-level", ChangeView (string level, LogLevels levels) => levels.Set(level));
        admin.MapGet(
            "/projects/{cid}/{pid}",
            Task<ProjectView> (string cid, string pid, bool? digest, EntityInspector inspector, CancellationToken stop) =>
                inspector.ProjectAsync(cid, pid, digest ?? false, stop));
        admin.MapGet(
            "/jobs/{cid}/{number:long}",
            Task<JobView> (string cid, long number, EntityInspector inspector, CancellationToken stop) => inspector.JobAsync(cid, number, stop));
    }
}
