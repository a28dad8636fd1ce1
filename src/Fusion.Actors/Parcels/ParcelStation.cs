using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Parcels;

/// <summary>
/// Keeps the long messages that this node has sent until they are collected. Bounded: a receiver that does not come gives them up after a minute, and beyond
/// 512 MiB nothing further is taken. Thread-safe.
/// </summary>
internal sealed class ParcelStation : IExtension
{
    /// <summary>Messages longer than this are collected in pieces of it; an array of this length is not yet a large object.</summary>
    public const int PieceLength = 64 << 10;

    /// <summary>Name of the actor that hands them out.</summary>
    public const string HolderName = "fusion-parcels";

    private const long MostBytes = 512L << 20;

    private readonly ConcurrentDictionary<string, Kept> _parcels = new();
    private readonly string _holder;
    private readonly TimeProvider _time;
    private long _bytes;

    private ParcelStation(ExtendedActorSystem system, TimeProvider time)
    {
        _time = time;
        IActorRef holder = system.SystemActorOf(Props.Create(() => new ParcelHolderActor(this)), HolderName);
        _holder = holder.Path.ToStringWithAddress(system.Provider.DefaultAddress);
    }

    /// <summary>How long a parcel is kept that nobody asks for.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Bytes kept.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The station of a node.</summary>
    public static ParcelStation Of(ActorSystem system) => system.WithExtension<ParcelStation, Provider>();

    /// <summary>Keeps a message.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="manifest">What they are.</param>
    /// <param name="entityId">The entity it is for; null of an answer.</param>
    /// <returns>What travels in its place.</returns>
    /// <exception cref="SerializationException">Too much is kept already.</exception>
    public ParcelProtocol.Parcel Keep(byte[] bytes, string manifest, string? entityId)
    {
        if (Interlocked.Add(ref _bytes, bytes.Length) > MostBytes)
        {
            Interlocked.Add(ref _bytes, -bytes.Length);
            throw new SerializationException(
                $"A message of {bytes.Length} bytes can't be sent: {Bytes} bytes of earlier ones wait to be collected by other nodes");
        }

        string id = Guid.NewGuid().ToString("N");
        _parcels[id] = new Kept(bytes) { AskedAt = _time.GetTimestamp() };
        return new ParcelProtocol.Parcel(id, _holder, bytes.Length, manifest, entityId);
    }

    /// <summary>The bytes of a parcel; null when it is not there.</summary>
    public byte[]? Find(string id)
    {
        if (!_parcels.TryGetValue(id, out Kept? kept)) return null;
        kept.AskedAt = _time.GetTimestamp();
        return kept.Bytes;
    }

    /// <summary>Gives a parcel up.</summary>
    public void Remove(string id)
    {
        if (_parcels.TryRemove(id, out Kept? kept)) Interlocked.Add(ref _bytes, -kept.Bytes.Length);
    }

    /// <summary>Gives up what nobody has asked for since <see cref="Patience"/>.</summary>
    public void RemoveForgotten()
    {
        foreach ((string id, Kept kept) in _parcels)
        {
            if (_time.GetElapsedTime(kept.AskedAt) >= Patience) Remove(id);
        }
    }

    private sealed class Kept(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        public long AskedAt { get; set; }
    }

    private sealed class Provider : ExtensionIdProvider<ParcelStation>
    {
        public override ParcelStation CreateExtension(ExtendedActorSystem system) => new(system, TimeProvider.System);
    }
}
