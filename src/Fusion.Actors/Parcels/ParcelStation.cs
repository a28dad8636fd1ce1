using System.Runtime.Serialization;
using Akka.Actor;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Parcels;

/// <summary>Where this node keeps the long messages that it has sent, and hands them out. Thread-safe.</summary>
internal sealed class ParcelStation : IExtension
{
    /// <summary>Messages longer than this are collected in pieces of it; an array of this length is not yet a large object.</summary>
    public const int PieceLength = 64 << 10;

    private const string HolderName = "fusion-parcels";
    private const long MostBytes = 512L << 20;

    private readonly ParcelShelf _shelf = new(TimeProvider.System, MostBytes);
    private readonly string _holder;

    private ParcelStation(ExtendedActorSystem system)
    {
        ParcelShelf shelf = _shelf;
        IActorRef holder = system.SystemActorOf(Props.Create(() => new ParcelHolderActor(shelf)), HolderName);
        _holder = holder.Path.ToStringWithAddress(system.Provider.DefaultAddress);
    }

    /// <summary>Bytes kept.</summary>
    public long Bytes => _shelf.Bytes;

    /// <summary>The station of a node.</summary>
    public static ParcelStation Of(ActorSystem system) => system.WithExtension<ParcelStation, Provider>();

    /// <summary>Keeps a message until it is collected.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="manifest">What they are.</param>
    /// <param name="entityId">The entity it is for; null of an answer.</param>
    /// <returns>What travels in its place.</returns>
    /// <exception cref="SerializationException">Too much is kept already.</exception>
    public ParcelProtocol.Parcel Keep(byte[] bytes, string manifest, string? entityId) =>
        new(_shelf.Keep(bytes), _holder, bytes.Length, manifest, entityId);

    private sealed class Provider : ExtensionIdProvider<ParcelStation>
    {
        public override ParcelStation CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
