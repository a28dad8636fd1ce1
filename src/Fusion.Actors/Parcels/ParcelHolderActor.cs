using Akka.Actor;
using static Fusion.Contracts.Protocols.ParcelProtocol;

namespace Fusion.Actors.Parcels;

/// <summary>Hands out the parcels of a node. Supervision: restarted, it loses nothing, the shelf keeps them.</summary>
internal sealed class ParcelHolderActor : ReceiveActor, IWithTimers
{
    /// <summary>Most pieces for one question, so that no question fills the connection.</summary>
    private const int MostPieces = 32;

    private readonly ParcelShelf _shelf;

    /// <summary>An actor that hands out what <paramref name="shelf"/> holds.</summary>
    public ParcelHolderActor(ParcelShelf shelf)
    {
        _shelf = shelf;
        Receive<GetPieces>(Handle);
        Receive<ParcelCollected>(collected => _shelf.Remove(collected.Id));
        Receive<Sweep>(_ => _shelf.RemoveForgotten());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => Timers.StartPeriodicTimer(Sweep.Instance, Sweep.Instance, ParcelShelf.Patience / 4);

    private void Handle(GetPieces question)
    {
        if (_shelf.Find(question.Id) is not { } bytes)
        {
            Sender.Tell(new ParcelGone(question.Id));
            return;
        }

        int offset = Math.Max(0, question.Offset);
        for (int piece = 0; piece < Math.Min(question.Count, MostPieces) && offset < bytes.Length; piece++, offset += ParcelStation.PieceLength)
        {
            int length = Math.Min(ParcelStation.PieceLength, bytes.Length - offset);
            Sender.Tell(new Piece(question.Id, offset, bytes.AsMemory(offset, length)));
        }
    }

    private sealed class Sweep : INoSerializationVerificationNeeded
    {
        public static readonly Sweep Instance = new();

        private Sweep() { }
    }
}
