using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Akka.Persistence;
using Fusion.Actors.Parcels;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Projects;

/// <summary>
/// What every sharded, persistent entity does alike: snapshots make older events and snapshots go, a write that the journal rejects ends the actor as a
/// failed one does (the region starts it again from what is stored), and an entity with nothing in it leaves memory.
/// </summary>
internal abstract class EntityActor : ReceivePersistentActor
{
    private const int EventsAtMost = 100; // times those of a small snapshot
    private const int SnapshotsWorth = 4;
    private const long SmallSnapshot = 256 << 10;
    private const long ManyBytes = 16 << 20;

    private int _eventsSinceSnapshot;
    private long _bytesSinceSnapshot;
    private long _snapshotBytes;
    private int _snapshots;

    /// <summary>Sets up the housekeeping.</summary>
    /// <param name="persistenceId">The entity's name in the journal.</param>
    /// <param name="services">Shared services.</param>
    protected EntityActor(string persistenceId, ActorServices services)
    {
        PersistenceId = persistenceId;
        Services = services;
        Command<SaveSnapshotSuccess>(Handle);
        Command<SaveSnapshotFailure>(Handle);
        Command<DeleteMessagesSuccess>(OnMessagesDeleted);
        Command<DeleteMessagesFailure>(failure => Log.Warning(failure.Cause, "Old events of {PersistenceId} were not deleted", PersistenceId));
        Command<DeleteSnapshotsSuccess>(OnSnapshotsDeleted);
        Command<DeleteSnapshotsFailure>(failure => Log.Warning(failure.Cause, "Old snapshots of {PersistenceId} were not deleted", PersistenceId));
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <summary>Shared services.</summary>
    protected ActorServices Services { get; }

    /// <inheritdoc/>
    protected override bool AroundReceive(Receive receive, object message) =>
        ParcelCollectorActor.TryCollect(Context, message) || base.AroundReceive(receive, message);

    /// <summary>Whether a snapshot is on its way to the store.</summary>
    protected bool IsSavingSnapshot => _snapshots > 0;

    /// <summary>About the bytes that an event or a snapshot takes; 0 where it is always small.</summary>
    protected virtual long Weigh(object stored) => 0;

    /// <summary>
    /// Counts an event, stored or met in recovery. A snapshot is due after so many events; but one of more than 256 KiB when they weigh as much as four of it,
    /// after a hundred times as many at the latest; and before that many events when they weigh as much, and 16 MiB. So writing snapshots costs no more than
    /// a quarter of writing events, and a start reads no more than five snapshots' worth.
    /// </summary>
    /// <param name="fact">The event; null where it is always small.</param>
    /// <returns>Whether a snapshot is due.</returns>
    protected bool CountEvent(object? fact = null)
    {
        _eventsSinceSnapshot++;
        _bytesSinceSnapshot += fact is null ? 0 : Weigh(fact);
        bool many = _eventsSinceSnapshot >= Services.Options.SnapshotEvery, heavy = _bytesSinceSnapshot >= SnapshotsWorth * _snapshotBytes;
        return many
            ? heavy || _snapshotBytes <= SmallSnapshot || _eventsSinceSnapshot / EventsAtMost >= Services.Options.SnapshotEvery
            : heavy && _bytesSinceSnapshot >= ManyBytes;
    }

    /// <summary>Begins to count at a snapshot, written or met in recovery.</summary>
    protected void CountFrom(object snapshot)
    {
        (_eventsSinceSnapshot, _bytesSinceSnapshot) = (0, 0);
        _snapshotBytes = Weigh(snapshot);
    }

    /// <summary>Stores a snapshot, after which older events and snapshots are deleted.</summary>
    protected void Compact(object snapshot)
    {
        CountFrom(snapshot);
        _snapshots++;
        SaveSnapshot(snapshot);
    }

    /// <summary>Leaves memory once the messages on their way here are handed back to the region.</summary>
    protected static void LeaveMemory() => Context.Parent.Tell(new Passivate(PoisonPill.Instance));

    /// <summary>Events up to a number are gone.</summary>
    protected virtual void OnMessagesDeleted(DeleteMessagesSuccess deleted)
    {
    }

    /// <summary>Snapshots are gone.</summary>
    protected virtual void OnSnapshotsDeleted(DeleteSnapshotsSuccess deleted)
    {
    }

    /// <summary>A snapshot is stored or given up.</summary>
    /// <param name="stored">Whether it is stored.</param>
    protected virtual void OnSnapshotEnded(bool stored)
    {
    }

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        Log.Error(cause, "The journal rejected {Event} of {PersistenceId}; the entity starts again from what is stored", @event.GetType().Name, PersistenceId);
        Context.Stop(Self);
    }

    /// <summary>The write failed and the actor ends: whoever waits is told, and the region waits a while before it starts the entity again.</summary>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistFailure(cause, @event, sequenceNr);
        IActorRef asker = Sender;
        Fault fault = Services.Health.Note(PersistenceId, cause);
        if (!asker.IsNobody() && !asker.Equals(Self)) asker.Tell(new Refused(fault));
        OnStoreFailed(fault);
    }

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        base.OnRecoveryFailure(reason, message);
        Services.Health.Note(PersistenceId, reason);
    }

    /// <summary>The actor is about to end because of its store.</summary>
    /// <param name="fault">What those who wait are to be told.</param>
    protected virtual void OnStoreFailed(Fault fault)
    {
    }

    private void Handle(SaveSnapshotSuccess saved)
    {
        _snapshots--;
        DeleteMessages(saved.Metadata.SequenceNr);
        if (saved.Metadata.SequenceNr > 1) // some stores take a bound of 0 for none, and would delete this one
            DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));
        OnSnapshotEnded(stored: true);
    }

    private void Handle(SaveSnapshotFailure failure)
    {
        _snapshots--;
        Log.Warning(failure.Cause, "The snapshot of {PersistenceId} was not stored; the journal is kept instead", PersistenceId);
        OnSnapshotEnded(stored: false);
    }
}
