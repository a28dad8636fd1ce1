using Fusion.Actors.Serialization;
using Fusion.Actors.Storage;
using Fusion.Actors.Tests.Serialization;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Tests.Storage;

public sealed class EntityCheckSpec
{
    private const string Manifest = "cell.created.1";

    private readonly EntityCheck _check = new("cell-c1/p");

    [Fact]
    public void Events_from_the_first_are_whole() => Assert.Null(DamageOf(1, 2, 3));

    [Fact]
    public void A_missing_event_is_named() => Assert.Equal("event 2 is missing", DamageOf(1, 3)?.Text);

    [Fact]
    public void Missing_events_are_named() => Assert.Equal("events 2 to 4 are missing", DamageOf(1, 5)?.Text);

    [Fact]
    public void Events_without_those_before_are_damage() => Assert.Equal("events 1 to 6 are missing", DamageOf(7)?.Text);

    [Fact]
    public void Events_that_a_snapshot_holds_need_not_be_whole()
    {
        _check.AddSnapshot(Record(5));
        _check.AddDeleted(3);
        _check.AddEvent(Record(4, hurt: true));
        _check.AddEvent(Record(5));

        Assert.Null(DamageOf(6, 7));
    }

    [Fact]
    public void A_damaged_snapshot_is_named()
    {
        _check.AddSnapshot(Record(5, hurt: true));

        Assert.Equal("the snapshot at event 5 (cell.created.1) is damaged: its checksum does not match its bytes", DamageOf(6)?.Text);
    }

    [Fact]
    public void A_missing_snapshot_is_named()
    {
        _check.AddDeleted(5);

        Assert.Equal("the snapshot at event 5 is missing", DamageOf(6)?.Text);
    }

    [Fact]
    public void An_entity_of_which_nothing_is_left_was_erased()
    {
        _check.AddDeleted(5);

        Assert.Null(DamageOf());
    }

    [Fact]
    public void What_another_serializer_wrote_is_damage()
    {
        _check.AddEvent(Record(1) with { Serializer = 7_471 });

        Assert.Equal("event 1 (cell.created.1) is damaged: its serializer is [7471] and not [7470]", _check.Damage?.Text);
    }

    private static StoredRecord Record(long number, bool hurt = false)
    {
        byte[] bytes = StoredForm.Write(SampleFactory.Make(typeof(CellProtocol.CellCreated)), Manifest);
        if (hurt) bytes[^1] ^= 1;
        return new StoredRecord("cell-c1/p", number, Manifest, FusionSerializer.Id, bytes);
    }

    private Damage? DamageOf(params long[] events)
    {
        foreach (long number in events) _check.AddEvent(Record(number));
        return _check.Damage;
    }
}
