using Akka.Actor;

namespace Fusion.Actors.Parcels;

/// <summary>An actor that asks entities, whose answers may be long.</summary>
internal abstract class AskingActor : ReceiveActor
{
    /// <inheritdoc/>
    protected override bool AroundReceive(Receive receive, object message) =>
        ParcelCollectorActor.TryCollect(Context, message) || base.AroundReceive(receive, message);
}
