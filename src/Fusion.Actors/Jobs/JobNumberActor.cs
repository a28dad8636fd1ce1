using Akka.Actor;
using Akka.Persistence;
using Fusion.Actors.Projects;
using static Fusion.Contracts.Protocols.JobNumberProtocol;

namespace Fusion.Actors.Jobs;

/// <summary>
/// Gives job numbers, each once in the life of a cluster: a block is in the journal before a customer gets it, and what a customer does not use up is
/// left out. Supervision: restarted by its region from the journal; there is one.
/// </summary>
internal sealed class JobNumberActor : EntityActor
{
    /// <summary>Its name in its region.</summary>
    public const string EntityName = "numbers";

    /// <summary>Name of its region, and its own in the journal: there is one.</summary>
    public const string RegionName = "job-number";

    /// <summary>Numbers in a block: one message and one write for so many jobs of a customer, and at most so many left out when it starts again.</summary>
    private const int Block = 64;

    private long _last;

    /// <summary>The giver, not yet recovered.</summary>
    public JobNumberActor(ActorServices services)
        : base(RegionName, services)
    {
        Recover<SnapshotOffer>(offer => Apply((NumbersGiven)offer.Snapshot));
        Recover<NumbersGiven>(fact => { Apply(fact); CountEvent(); });

        Command<TakeNumbers>(Handle);
    }

    private void Handle(TakeNumbers command)
    {
        IActorRef replyTo = Sender;
        long first = Math.Max(_last, command.Above) + 1; // a customer may have numbers from when each counted its own
        Persist(new NumbersGiven(first + Block - 1), fact =>
        {
            Apply(fact);
            replyTo.Tell(new NumbersTaken(first, Block));
            if (CountEvent()) Compact(fact);
        });
    }

    private void Apply(NumbersGiven fact) => _last = fact.Last;
}
