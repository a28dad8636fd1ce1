using Fusion.Actors.Hosting;
using Fusion.Actors.Sharding;
using Fusion.Actors.Storage;
using Fusion.Contracts.Services;

namespace Fusion.Actors.Projects;

/// <summary>What the entities share; one per actor system.</summary>
/// <param name="Options">Settings.</param>
/// <param name="Answers">Switches of exploration and prediction.</param>
/// <param name="Regions">The other entities.</param>
/// <param name="Compute">Where long computations run.</param>
/// <param name="Time">The clock.</param>
/// <param name="Users">Who may open which cell.</param>
/// <param name="Secrets">Opens the cells' stored keys.</param>
/// <param name="Hosts">Tells local cells from remote ones.</param>
/// <param name="Health">Which entities the store can't give back.</param>
internal sealed record ActorServices(
    ActorsOptions Options,
    AnswerOptions Answers,
    ShardRegions Regions,
    ComputePool Compute,
    TimeProvider Time,
    IUserDirectory Users,
    ISecretProtector Secrets,
    IHostDirectory Hosts,
    StoreHealth Health);
