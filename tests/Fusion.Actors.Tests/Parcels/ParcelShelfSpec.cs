using System.Runtime.Serialization;
using Fusion.Actors.Parcels;
using Microsoft.Extensions.Time.Testing;

namespace Fusion.Actors.Tests.Parcels;

/// <summary>What waits to be collected, and for how long.</summary>
public sealed class ParcelShelfSpec
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_message_is_kept_until_nobody_has_asked_for_it_for_a_minute()
    {
        ParcelShelf shelf = new(_time, 100);
        string asked = shelf.Keep([1, 2, 3]), forgotten = shelf.Keep([4]);
        _time.Advance(ParcelShelf.Patience / 2);
        Assert.Equal([1, 2, 3], shelf.Find(asked));
        _time.Advance(ParcelShelf.Patience / 2);

        shelf.RemoveForgotten();

        Assert.Null(shelf.Find(forgotten));
        Assert.Equal([1, 2, 3], shelf.Find(asked));
        Assert.Equal(3, shelf.Bytes);
    }

    [Fact]
    public void Beyond_its_bytes_nothing_further_is_taken_and_nothing_kept_is_lost()
    {
        ParcelShelf shelf = new(_time, 5);
        string first = shelf.Keep(new byte[3]);

        SerializationException full = Assert.Throws<SerializationException>(() => shelf.Keep(new byte[3]));

        Assert.Equal("A message of 3 bytes can't be sent: 3 bytes of earlier ones wait to be collected by other nodes", full.Message);
        Assert.Equal(3, shelf.Find(first)!.Length);
        shelf.Remove(first);
        shelf.Remove(first); // told twice, given back once
        Assert.Equal(0, shelf.Bytes);
        Assert.NotEqual(first, shelf.Keep(new byte[5]));
    }
}
