namespace Fusion.Actors.Storage;

/// <summary>Whether what an entity would be recovered from is whole: its latest snapshot, and every event after that without a gap.</summary>
internal sealed class EntityCheck(string persistenceId)
{
    private long _snapshot;
    private long _last;
    private long _deleted;
    private string? _damage;

    /// <summary>What is damaged; null when all that is needed is whole.</summary>
    public Damage? Damage => _damage is null ? null : new Damage(persistenceId, _damage);

    /// <summary>Takes the latest snapshot.</summary>
    public void AddSnapshot(StoredRecord snapshot)
    {
        _snapshot = _last = snapshot.SequenceNumber;
        if (snapshot.FindDamage() is { } reason) _damage = $"the snapshot at event {snapshot.SequenceNumber} ({snapshot.Manifest}) is damaged: {reason}";
    }

    /// <summary>Takes the number up to which events were deleted, because a snapshot holds them.</summary>
    public void AddDeleted(long sequenceNumber) => _deleted = sequenceNumber;

    /// <summary>Takes the next event.</summary>
    public void AddEvent(StoredRecord stored)
    {
        if (stored.SequenceNumber <= _snapshot || _damage is not null) return;
        if (_last == 0 && _deleted > 0)
            _damage = $"the snapshot at event {_deleted} is missing";
        else if (stored.SequenceNumber != _last + 1)
            _damage = stored.SequenceNumber == _last + 2 ? $"event {_last + 1} is missing" : $"events {_last + 1} to {stored.SequenceNumber - 1} are missing";
        else if (stored.FindDamage() is { } reason)
            _damage = $"event {stored.SequenceNumber} ({stored.Manifest}) is damaged: {reason}";
        _last = stored.SequenceNumber;
    }
}
