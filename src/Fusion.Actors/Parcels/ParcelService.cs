using Akka.Actor;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Protocols;
using Fusion.Contracts.Services;

namespace Fusion.Actors.Parcels;

/// <summary>Collects answers for whoever is no actor.</summary>
/// <param name="system">The actor system.</param>
internal sealed class ParcelService(ActorSystem system) : IParcelService
{
    /// <inheritdoc/>
    public async Task<IReply> CollectAsync(ParcelProtocol.Parcel parcel, TimeSpan timeout, CancellationToken cancellationToken)
    {
        TaskCompletionSource<IReply> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef receiver = system.ActorOf(Props.Create(() => new ReceiverActor(parcel, answer)));
        try
        {
            return await answer.Task.WaitAsync(timeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            return new Refused(Fault.Unreachable($"An answer of {parcel.Length} bytes from another node did not come within {timeout.TotalSeconds} s"));
        }
        finally
        {
            system.Stop(receiver);
        }
    }

    private sealed class ReceiverActor : ReceiveActor
    {
        private readonly ParcelProtocol.Parcel _parcel;

        public ReceiverActor(ParcelProtocol.Parcel parcel, TaskCompletionSource<IReply> answer)
        {
            _parcel = parcel;
            Receive<IReply>(reply => answer.TrySetResult(reply));
        }

        protected override void PreStart() => ParcelCollectorActor.Collect(Context, _parcel);
    }
}
