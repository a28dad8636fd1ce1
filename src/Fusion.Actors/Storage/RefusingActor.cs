using Akka.Actor;
using Akka.Cluster.Sharding;
using Fusion.Contracts;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Storage;

/// <summary>Stands where an entity can't be: answers everything with the reason, and leaves when there may be another.</summary>
internal sealed class RefusingActor : ReceiveActor, IWithTimers
{
    private readonly TimeSpan? _wait;

    /// <summary>Refuses for a time, or for ever.</summary>
    public RefusingActor(Fault fault, TimeSpan? wait)
    {
        _wait = wait;
        Receive<Waited>(_ => Context.Parent.Tell(new Passivate(PoisonPill.Instance)));
        Receive<IReply>(_ => { });
        Receive<IFusionMessage>(_ => Sender.Tell(new Refused(fault)));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        if (_wait is { } wait) Timers.StartSingleTimer(Waited.Instance, Waited.Instance, wait);
    }

    private sealed class Waited : INoSerializationVerificationNeeded
    {
        public static readonly Waited Instance = new();

        private Waited() { }
    }
}
