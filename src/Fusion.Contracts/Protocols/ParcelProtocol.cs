namespace Fusion.Contracts.Protocols;

/// <summary>
/// How a message that is too long for one frame passes from node to node: in its place travels a <see cref="Parcel"/>, by which the receiver collects it in
/// pieces, as fast as it can take them and without holding up what is short.
/// </summary>
public static class ParcelProtocol
{
    /// <summary>Stands for a message that waits on the node that sent it.</summary>
    /// <param name="Id">Names it; never used twice.</param>
    /// <param name="Holder">The path of the actor that hands it out.</param>
    /// <param name="Length">Its bytes.</param>
    /// <param name="Manifest">What they are.</param>
    /// <param name="EntityId">The entity it is for; null of an answer.</param>
    public sealed record Parcel(string Id, string Holder, int Length, string Manifest, string? EntityId) : IReply;

    /// <summary>Asks for pieces, which come in order.</summary>
    /// <param name="Id">Of which parcel.</param>
    /// <param name="Offset">From which byte on.</param>
    /// <param name="Count">How many.</param>
    public sealed record GetPieces(string Id, int Offset, int Count) : IFusionMessage;

    /// <summary>A piece.</summary>
    /// <param name="Id">Of which parcel.</param>
    /// <param name="Offset">Where it belongs.</param>
    /// <param name="Bytes">The bytes, 64 KiB but for the last piece.</param>
    public sealed record Piece(string Id, int Offset, ReadOnlyMemory<byte> Bytes) : IFusionMessage;

    /// <summary>The parcel is not, or no longer, there.</summary>
    public sealed record ParcelGone(string Id) : IFusionMessage;

    /// <summary>All of it has come: it need not be kept.</summary>
    public sealed record ParcelCollected(string Id) : IFusionMessage;
}
