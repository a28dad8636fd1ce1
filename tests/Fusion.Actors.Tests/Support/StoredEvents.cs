using Akka.Actor;
using Akka.Persistence;
using Fusion.Contracts;

namespace Fusion.Actors.Tests.Support;

/// <summary>Writes events into the journal of an entity as an earlier version did, then says so.</summary>
internal sealed class StoredEvents : ReceivePersistentActor
{
    public StoredEvents(string persistenceId, IReadOnlyList<IFusionMessage> events)
    {
        PersistenceId = persistenceId;
        Command<Write>(_ =>
        {
            IActorRef asker = Sender;
            PersistAll(events, _ => { });
            DeferAsync(Write.Instance, done => asker.Tell(done));
        });
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    public sealed class Write : INoSerializationVerificationNeeded
    {
        public static readonly Write Instance = new();

        private Write() { }
    }
}
