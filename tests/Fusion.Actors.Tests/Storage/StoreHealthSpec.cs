using Fusion.Actors.Serialization;
using Fusion.Actors.Storage;
using Fusion.Contracts.Faults;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Fusion.Actors.Tests.Storage;

public sealed class StoreHealthSpec
{
    private static readonly Exception Full = new InvalidOperationException("write", new AggregateException(new SqliteException("full", 13)));

    private readonly FakeTimeProvider _time = new();
    private readonly StoreHealth _health;

    public StoreHealthSpec() => _health = new StoreHealth(new SqliteStore("Data Source=unused"), _time);

    [Fact]
    public void A_full_disk_is_told()
    {
        Fault fault = _health.Note("a", Full);

        Assert.Equal(FaultCode.Unstored, fault.Code);
        Assert.StartsWith("The disk of the journal is full", fault.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_other_failure_leaves_open_what_was_stored() =>
        Assert.StartsWith("The journal can't be written or read", _health.Note("a", new TimeoutException()).Text, StringComparison.Ordinal);

    [Fact]
    public void An_entity_waits_longer_after_each_failure_and_no_other_waits()
    {
        List<TimeSpan> waits = [];
        for (int failure = 0; failure < 7; failure++)
        {
            _health.Note("a", Full);
            Assert.NotNull(_health.RefusalOf("a", out TimeSpan? wait));
            Assert.Null(_health.RefusalOf("b", out _));
            waits.Add(wait!.Value);
            _time.Advance(wait.Value);
            Assert.Null(_health.RefusalOf("a", out _));
        }

        Assert.Equal([0.5, 1, 2, 4, 8, 8, 8], waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public void A_failure_long_ago_is_forgotten()
    {
        _health.Note("a", Full);
        _time.Advance(TimeSpan.FromMinutes(2));
        _health.Note("a", Full);

        _health.RefusalOf("a", out TimeSpan? wait);
        Assert.Equal(TimeSpan.FromMilliseconds(500), wait);
    }

    [Fact]
    public void What_is_damaged_is_refused_for_ever()
    {
        _health.Note("a", new InvalidOperationException("replay", new DamagedException("its checksum does not match its bytes")));

        Fault? fault = _health.RefusalOf("a", out TimeSpan? wait);
        Assert.Equal(FaultCode.Damaged, fault?.Code);
        Assert.Null(wait);
    }

    [Fact]
    public void A_store_damaged_as_a_whole_serves_nobody()
    {
        _health.Take(new StoreFindings(["page 7 is lost"], []));

        Assert.Equal("The store is damaged: page 7 is lost. Restore it from a backup", _health.RefusalOf("anybody", out _)?.Text);
    }
}
