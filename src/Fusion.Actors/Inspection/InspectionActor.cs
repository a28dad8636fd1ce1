using Akka.Actor;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Inspection;

/// <summary>Tells operators what is in memory of this node. Supervision: it has no state, so a restart loses nothing but questions under way.</summary>
internal sealed class InspectionActor : ReceiveActor
{
    /// <summary>An actor under the name by which it is found.</summary>
    public InspectionActor() => Receive<InspectionProtocol.ListEntities>(Handle);

    private void Handle(InspectionProtocol.ListEntities query)
    {
        IActorRef replyTo = Sender;
        Context.ActorOf(Props.Create(() => new EntityListActor(query, replyTo)));
    }
}
