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
    public async Task<IReply> WholeAsync(IReply answer, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (answer is not ParcelProtocol.Parcel parcel) return answer;
        TaskCompletionSource<IReply> whole = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef receiver = system.ActorOf(Props.Create(() => new ReceiverActor(parcel, whole)));
        try
        {
            return await whole.Task.WaitAsync(timeout, cancellationToken);
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

        public ReceiverActor(ParcelProtocol.Parcel parcel, TaskCompletionSource<IReply> whole)
        {
            _parcel = parcel;
            Receive<IReply>(reply => whole.TrySetResult(reply));
        }

        protected override void PreStart() => ParcelCollectorActor.TryCollect(Context, _parcel);
    }
}
