using System.Collections.Concurrent;
using System.Runtime.Serialization;

namespace Fusion.Actors.Parcels;

/// <summary>
/// The long messages of a node that wait to be collected. Bounded: a receiver that does not come gives them up after a minute, and beyond a number of bytes
/// nothing further is taken. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="mostBytes">Most bytes of all together.</param>
internal sealed class ParcelShelf(TimeProvider time, long mostBytes)
{
    private readonly ConcurrentDictionary<string, Kept> _parcels = new();
    private long _bytes;

    /// <summary>How long a parcel is kept that nobody asks for.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Bytes kept.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Keeps a message.</summary>
    /// <param name="message">Its bytes.</param>
    /// <returns>The name under which it is found; never used twice.</returns>
    /// <exception cref="SerializationException">Too much is kept already.</exception>
    public string Keep(byte[] message)
    {
        if (Interlocked.Add(ref _bytes, message.Length) > mostBytes)
        {
            Interlocked.Add(ref _bytes, -message.Length);
            throw new SerializationException(
                $"A message of {message.Length} bytes can't be sent: {Bytes} bytes of earlier ones wait to be collected by other nodes");
        }

        string id = Guid.NewGuid().ToString("N");
        _parcels[id] = new Kept(message) { AskedAt = time.GetTimestamp() };
        return id;
    }

    /// <summary>The bytes of a message; null when it is not there.</summary>
    public byte[]? Find(string id)
    {
        if (!_parcels.TryGetValue(id, out Kept? kept)) return null;
        kept.AskedAt = time.GetTimestamp();
        return kept.Message;
    }

    /// <summary>Gives a message up.</summary>
    public void Remove(string id)
    {
        if (_parcels.TryRemove(id, out Kept? kept)) Interlocked.Add(ref _bytes, -kept.Message.Length);
    }

    /// <summary>Gives up what nobody has asked for since <see cref="Patience"/>.</summary>
    public void RemoveForgotten()
    {
        foreach ((string id, Kept kept) in _parcels)
        {
            if (time.GetElapsedTime(kept.AskedAt) >= Patience) Remove(id);
        }
    }

    private sealed class Kept(byte[] message)
    {
        public byte[] Message { get; } = message;

        public long AskedAt { get; set; }
    }
}
