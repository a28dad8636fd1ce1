using Akka.Actor;
using Akka.Serialization;
using Fusion.Contracts;

namespace Fusion.Actors.Serialization;

/// <summary>
/// Writes every <see cref="IFusionMessage"/>, on the wire and in the journal: MessagePack maps by member name, statistics in their own wire form.
/// Unknown members are skipped and absent ones take their default, so a record can be extended without a new manifest. A checksum stands before them.
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
        return StoredForm.Write(obj, Manifest(obj));
    }

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) => StoredForm.Read(bytes, manifest);
}
