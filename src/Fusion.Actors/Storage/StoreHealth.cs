using System.Collections.Concurrent;
using System.Data.Common;
using Akka.Pattern;
using Fusion.Actors.Serialization;
using Fusion.Contracts.Faults;

namespace Fusion.Actors.Storage;

/// <summary>Which entities can't be served because of what is stored, and which had better wait. One per node; used from any thread.</summary>
internal sealed class StoreHealth(Store store, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Damage> _damaged = [];
    private readonly ConcurrentDictionary<string, Pause> _pauses = [];
    private volatile Fault? _latest; // an open circuit tells nothing of its cause

    /// <summary>What is damaged in the store as a whole; then no entity is served, for nobody knows what it lacks.</summary>
    public string? Whole { get; private set; }

    /// <summary>The damaged entities.</summary>
    public IReadOnlyCollection<Damage> Damaged => [.. _damaged.Values];

    /// <summary>Takes what the check at start has found.</summary>
    public void Take(StoreFindings findings)
    {
        if (findings.Whole.Count > 0) Whole = findings.Whole[0];
        foreach (Damage damage in findings.Entities) _damaged[damage.PersistenceId] = damage;
    }

    /// <summary>Why an entity must not be started now; null when it may.</summary>
    /// <param name="persistenceId">The entity.</param>
    /// <param name="wait">How long that will be so; null for ever.</param>
    public Fault? RefusalOf(string persistenceId, out TimeSpan? wait)
    {
        wait = null;
        if (Whole is { } whole) return Fault.Damaged($"The store is damaged: {whole}. Restore it from a backup");
        if (_damaged.TryGetValue(persistenceId, out Damage? damage)) return Fault.Damaged($"What is stored is damaged, {damage}. Restore it from a backup");
        if (!_pauses.TryGetValue(persistenceId, out Pause? pause)) return null;
        TimeSpan left = pause.Until - time.GetUtcNow();
        if (left <= TimeSpan.Zero) return null;
        wait = left;
        return pause.Fault;
    }

    /// <summary>Notes that an entity ended because of its store: it waits a while, longer each time, or for ever where what is stored is damaged.</summary>
    /// <returns>What its callers are told.</returns>
    public Fault Note(string persistenceId, Exception cause)
    {
        if (Find<DamagedException>(cause) is { } damaged)
        {
            _damaged[persistenceId] = new Damage(persistenceId, damaged.Message);
            return RefusalOf(persistenceId, out _)!;
        }

        Fault fault = FaultOf(cause);
        DateTimeOffset now = time.GetUtcNow();
        _pauses.AddOrUpdate(
            persistenceId,
            _ => new Pause(fault, FirstPause, now + FirstPause),
            (_, before) =>
            {
                TimeSpan length = now - before.Until > Forgotten ? FirstPause : TimeSpan.FromTicks(Math.Min(2 * before.Length.Ticks, LongestPause.Ticks));
                return new Pause(fault, length, now + length);
            });
        return fault;
    }

    private Fault FaultOf(Exception cause)
    {
        if (Find<OpenCircuitException>(cause) is not null && _latest is { } latest) return latest;
        bool isFull = Find<DbException>(cause) is { } failure && store.IsFull(failure);
        Fault fault = isFull
            ? Fault.Unstored("The disk of the journal is full: nothing of this request was stored")
            : Fault.Unstored("The journal can't be written or read: whether this request was stored is not known");
        _latest = fault;
        return fault;
    }

    private static T? Find<T>(Exception cause)
        where T : Exception => cause switch
        {
            T found => found,
            AggregateException several => several.InnerExceptions.Select(Find<T>).FirstOrDefault(found => found is not null),
            { InnerException: { } inner } => Find<T>(inner),
            _ => null,
        };

    private sealed record Pause(Fault Fault, TimeSpan Length, DateTimeOffset Until);
}
