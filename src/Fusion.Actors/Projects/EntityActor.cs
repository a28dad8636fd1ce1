using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Akka.Persistence;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Projects;

/// <summary>
/// What every sharded, persistent entity does alike: snapshots make older events and snapshots go, a write that the journal rejects ends the actor as a
/// failed one does (the region starts it again from what is stored), and an entity with nothing in it leaves memory.
/// </summary>
internal abstract class EntityActor : ReceivePersistentActor
{
    private int _eventsSinceSnapshot;
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

    /// <summary>Whether a snapshot is on its way to the store.</summary>
    protected bool IsSavingSnapshot => _snapshots > 0;

    /// <summary>Counts an event, stored or met in recovery; true when a snapshot is due.</summary>
    protected bool CountEvent() => ++_eventsSinceSnapshot >= Services.Options.SnapshotEvery;

    /// <summary>Stores a snapshot, after which older events and snapshots are deleted.</summary>
    protected void Compact(object snapshot)
    {
        _eventsSinceSnapshot = 0;
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
