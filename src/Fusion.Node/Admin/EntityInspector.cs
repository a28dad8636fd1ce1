using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Fusion.Contracts;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Contracts.Regions;
using Fusion.Node.Admin.Views;

namespace Fusion.Node.Admin;

/// <summary>Shows what is in memory of projects, jobs and customers: each is asked itself, and none refreshes or changes for it.</summary>
internal sealed class EntityInspector(ActorSystem system, ShardSurvey survey, Questions questions)
{
    private const int QuestionsAtOnce = 16;

    private readonly ActorRegistry _regions = ActorRegistry.For(system);

    /// <summary>Entities by region, shard and id.</summary>
    /// <param name="region">The only region wanted; null for all.</param>
    /// <param name="shard">The only shard wanted; null for all.</param>
    /// <param name="limit">Most entities to ask.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AdminException">There is no such region.</exception>
    public async Task<EntityListView> EntitiesAsync(string? region, string? shard, int limit, CancellationToken cancellationToken)
    {
        IReadOnlyList<NodeShards> parts = await survey.RunAsync(region, cancellationToken);
        var lists = await Task.WhenAll(parts.Select(part => survey.EntitiesAsync(part, shard, limit, cancellationToken)));
        EntityView[] found =
        [
            .. (from pair in parts.Zip(lists, (part, list) => (Part: part, Shards: list))
                from held in pair.Shards
                from entity in held.Entities
                orderby pair.Part.Region, held.Shard.Length, held.Shard, entity
                select new EntityView(pair.Part.Region, held.Shard, entity, pair.Part.Node.ToString())).Take(limit),
        ];
        EntityView[] described = new EntityView[found.Length];
        ParallelOptions bounded = new() { MaxDegreeOfParallelism = QuestionsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, found.Length, bounded, async (i, stop) => described[i] = await DescribeAsync(found[i], stop));
        return new EntityListView(parts.Sum(part => CountOf(part, shard)), described);
    }

    /// <summary>A project by its name.</summary>
    /// <param name="customer">Its owner.</param>
    /// <param name="name">Its name.</param>
    /// <param name="withDigest">Whether the digest is wanted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AdminException">There is none, or it does not answer.</exception>
    public async Task<ProjectView> ProjectAsync(string customer, string name, bool withDigest, CancellationToken cancellationToken)
    {
        if (!CustomerId.TryParse(customer, out CustomerId owner, out string? wrong) || !ProjectName.TryParse(name, out ProjectName project, out wrong))
            throw new AdminException(StatusCodes.Status400BadRequest, wrong);
        IReply found = await questions.AskAsync(Region<CustomerRegion>(), new CustomerProtocol.FindProject(owner, project), cancellationToken);
        if (found is Refused { Fault.Code: FaultCode.UnknownProject })
            throw new AdminException(StatusCodes.Status404NotFound, $"User [{owner}] has no project [{project}]");
        ProjectEntry entry = Take<CustomerProtocol.ProjectFound>(found).Entry;
        IActorRef region = entry.Kind == ProjectKind.Cell ? Region<CellRegion>() : Region<FusionRegion>();
        IReply reply = await questions.AskAsync(region, new InspectionProtocol.DescribeProject(entry.ProjectId, withDigest), cancellationToken);
        return new ProjectView(entry.ProjectId.EntityId, Take<InspectionProtocol.ProjectDescribed>(reply).Standing);
    }

    /// <summary>A job.</summary>
    /// <exception cref="AdminException">There is none, or it does not answer.</exception>
    public async Task<JobView> JobAsync(string customer, long number, CancellationToken cancellationToken)
    {
        if (!CustomerId.TryParse(customer, out CustomerId owner, out string? wrong)) throw new AdminException(StatusCodes.Status400BadRequest, wrong);
        JobId job = new(owner, number);
        IActorRef region = Region<JobRegion>();
        IReply reply = await questions.AskAsync(region, new JobProtocol.DescribeJob(job), cancellationToken);
        if (reply is Refused { Fault.Code: FaultCode.UnknownJob })
            throw new AdminException(StatusCodes.Status404NotFound, $"User [{owner}] has no job {number}, or its result has expired");
        JobInfo info = Take<JobProtocol.JobDescribed>(reply).Info;
        EntityLocation where = await region.Ask<EntityLocation>(new GetEntityLocation(job.EntityId, Questions.Patience), Questions.Patience, cancellationToken);
        return new JobView(job.EntityId, where.ShardRegion == Address.AllSystems ? null : Global(where.ShardRegion).ToString(), info);
    }

    private async Task<EntityView> DescribeAsync(EntityView entity, CancellationToken cancellationToken)
    {
        IFusionMessage? question =
            entity.Region == NameOf<CellRegion>() || entity.Region == NameOf<FusionRegion>()
                ? new InspectionProtocol.DescribeProject(ProjectId.Parse(entity.Entity))
                : entity.Region == NameOf<JobRegion>() ? new JobProtocol.DescribeJob(JobId.Parse(entity.Entity)) : null;
        if (question is null) return entity;
        try
        {
            return await questions.AskAsync(ClusterSharding.Get(system).ShardRegion(entity.Region), question, cancellationToken) switch
            {
                InspectionProtocol.ProjectDescribed { Standing: var standing } =>
                    entity with { Rows = standing.Rows, StateBytes = standing.StateBytes, LastCommit = standing.ModifiedAt },
                JobProtocol.JobDescribed { Info: var info } => entity with { Note = $"{info.Type}, {StageOf(info)}" },
                Refused refused => entity with { Note = refused.Fault.Text },
                _ => entity,
            };
        }
        catch (AskTimeoutException)
        {
            return entity with { Note = $"no answer in {Questions.Patience.TotalSeconds} s" };
        }
    }

    private static int CountOf(NodeShards part, string? shard) => shard is null ? part.Entities ?? 0 : part.Shards?.GetValueOrDefault(shard) ?? 0;

    /// <summary>How far a job is, in a word.</summary>
    public static string StageOf(JobInfo info) => info.IsDone ? "done" : info.IsStarted ? "running" : "waiting";

    private static TReply Take<TReply>(IReply reply)
        where TReply : IReply => reply switch
        {
            TReply taken => taken,
            Refused refused => throw new AdminException(StatusCodes.Status404NotFound, refused.Fault.Text),
            _ => throw new InvalidOperationException($"{reply.GetType().Name} answers something else"),
        };

    private Address Global(Address address) => address.HasGlobalScope ? address : Akka.Cluster.Cluster.Get(system).SelfAddress;

    private IActorRef Region<TRegion>() => _regions.Get<TRegion>();

    private string NameOf<TRegion>() => Region<TRegion>().Path.Name;
}
