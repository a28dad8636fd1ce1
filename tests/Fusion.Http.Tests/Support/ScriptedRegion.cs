using Akka.Actor;
using Akka.Hosting;

namespace Fusion.Http.Tests.Support;

/// <summary>A shard region that is one scripted actor.</summary>
internal sealed class ScriptedRegion<TRegion>(IActorRef actor) : IRequiredActor<TRegion>
{
    public IActorRef ActorRef => actor;

    public Task<IActorRef> GetAsync(CancellationToken cancellationToken = default) => Task.FromResult(actor);
}
