using Akka.Actor;
using Fusion.Actors.Serialization;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.ParcelProtocol;

namespace Fusion.Actors.Parcels;

/// <summary>
/// Collects one parcel and delivers the message as if it had come by itself, then ends. It asks for the next pieces while earlier ones are on their way, and
/// again from where it stands when they stay out: what was received is never sent twice. When nothing comes at all, whoever waits for an answer is refused.
/// </summary>
internal sealed class ParcelCollectorActor : ReceiveActor
{
    /// <summary>Pieces on their way: 1 MiB, enough for a fast network and little beside a heartbeat.</summary>
    private const int Window = 16;

    private const int Attempts = 10;

    private readonly Parcel _parcel;
    private readonly IActorRef _recipient;
    private readonly IActorRef _sender;
    private readonly byte[] _bytes;
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private ICanTell _holder = ActorRefs.Nobody;
    private int _received;
    private int _asked;
    private int _silences;

    /// <summary>An actor that will deliver <paramref name="parcel"/>.</summary>
    /// <param name="parcel">What is collected.</param>
    /// <param name="recipient">Gets the message.</param>
    /// <param name="sender">Who sent it; an answer's asker waits for it as <paramref name="recipient"/>.</param>
    public ParcelCollectorActor(Parcel parcel, IActorRef recipient, IActorRef sender)
    {
        (_parcel, _recipient, _sender) = (parcel, recipient, sender);
        _bytes = GC.AllocateUninitializedArray<byte>(parcel.Length);
        Receive<Piece>(Handle);
        Receive<ParcelGone>(_ => GiveUp("it was given up there"));
        Receive<ReceiveTimeout>(_ => AskAgain());
    }

    private static TimeSpan Silence { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Has a parcel collected by a child of the actor it came to.</summary>
    /// <param name="context">The actor; the message comes to it from the parcel's sender.</param>
    /// <param name="message">What came.</param>
    /// <returns>Whether it is a parcel; any other message is left alone.</returns>
    public static bool TryCollect(IActorContext context, object message)
    {
        if (message is not Parcel parcel) return false;
        (IActorRef recipient, IActorRef sender) = (context.Self, context.Sender);
        context.ActorOf(Props.Create(() => new ParcelCollectorActor(parcel, recipient, sender)));
        return true;
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _holder = Context.ActorSelection(_parcel.Holder);
        SetReceiveTimeout(Silence);
        Ask(Window);
    }

    private void Ask(int pieces)
    {
        _holder.Tell(new GetPieces(_parcel.Id, _asked, pieces), Self);
        _asked = (int)Math.Min(_parcel.Length, _asked + ((long)pieces * ParcelStation.PieceLength));
    }

    private void Handle(Piece piece)
    {
        if (piece.Offset != _received) return; // asked for twice, or one before it was lost
        piece.Bytes.CopyTo(_bytes.AsMemory(_received));
        _received += piece.Bytes.Length;
        _silences = 0;
        if (_received == _bytes.Length) Deliver();
        else if (_asked < _bytes.Length && _asked - _received <= Window / 2 * ParcelStation.PieceLength) Ask(Window / 2);
    }

    private void AskAgain()
    {
        if (++_silences == Attempts)
        {
            GiveUp($"its node has not answered for {Attempts * Silence.TotalSeconds} s");
            return;
        }

        _asked = _received;
        Ask(Window);
    }

    private void Deliver()
    {
        _holder.Tell(new ParcelCollected(_parcel.Id), Self);
        ParcelMeter.Collected(_parcel.Length, TimeProvider.System.GetElapsedTime(_began));
        _recipient.Tell(StoredForm.Read(_bytes, _parcel.Manifest), _sender);
        Context.Stop(Self);
    }

    private void GiveUp(string reason)
    {
        ParcelMeter.GaveUp();
        var refusal = new Refused(Fault.Unreachable($"A message of {_parcel.Length} bytes from another node could not be received: {reason}"));
        (_parcel.EntityId is null ? _recipient : _sender).Tell(refusal);
        Context.Stop(Self);
    }
}
