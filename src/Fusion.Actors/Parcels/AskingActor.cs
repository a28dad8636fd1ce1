using Akka.Actor;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Parcels;

/// <summary>An actor that asks entities, whose answers may be long.</summary>
internal abstract class AskingActor : ReceiveActor
{
    /// <inheritdoc/>
    protected override bool AroundReceive(Receive receive, object message)
    {
        if (message is not ParcelProtocol.Parcel parcel) return base.AroundReceive(receive, message);
        ParcelCollectorActor.Collect(Context, parcel);
        return true;
    }
}
