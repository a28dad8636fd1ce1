using Akka.Actor;
using Akka.Serialization;
using Fusion.Actors.Parcels;
using Fusion.Actors.Sharding;
using Fusion.Contracts;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Serialization;

/// <summary>
/// Writes every <see cref="IFusionMessage"/>, on the wire and in the journal: MessagePack maps by member name, statistics in their own wire form.
/// Unknown members are skipped and absent ones take their default, so a record can be extended without a new manifest. A checksum stands before them.
/// A message that is too long for one frame stays on this node, and a <see cref="ParcelProtocol.Parcel"/> travels in its place (ADR 16).
/// </summary>
/// <param name="system">The actor system, as Akka passes it.</param>
public sealed class FusionSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Constant for ever: journals carry it.</summary>
    public override int Identifier => Id;

    /// <summary>The identifier.</summary>
    internal const int Id = 7_470;

    /// <inheritdoc/>
    public override string Manifest(object o)
    {
        ArgumentNullException.ThrowIfNull(o);
        return Manifests.Of(o.GetType());
    }

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        string manifest = Manifest(obj);
        byte[] bytes = StoredForm.Write(obj, manifest);
        if (bytes.Length <= ParcelStation.PieceLength || !IsSent(obj)) return bytes;
        return StoredForm.WriteParcel(ParcelStation.Of(system).Keep(bytes, manifest, EntityExtractor.IdOf(obj)));
    }

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) => StoredForm.Read(bytes, manifest);

    /// <summary>Whether a message goes from actor to actor; all others are stored, or are pieces.</summary>
    private static bool IsSent(object message) => message
        is IReply
        or ProjectProtocol.ICommand or ProjectProtocol.IQuery
        or CustomerProtocol.ICommand or CustomerProtocol.IQuery
        or JobProtocol.ICommand or JobProtocol.IQuery;
}
