using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Fusion.Contracts.Services;
using static Fusion.Contracts.Protocols.MembershipProtocol;

namespace Fusion.Actors.Hosting;

/// <summary>
/// Makes this node a member: it asks the seeds until a member answers, and joins when that one has the same store, so that no shard ever starts on another.
/// The first seed founds the cluster when no other one is a member. Later it answers those who ask before they join. Supervision: restarted, it asks anew;
/// a node that is a member already takes no notice.
/// </summary>
internal sealed class MembershipActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(5); // as long as Akka's own first seed waits for the others
    private static readonly TimeSpan Reminder = TimeSpan.FromSeconds(10);

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly (string Identity, string Name) _store;
    private readonly ImmutableArray<Address> _seeds;
    private readonly IStoreRefusal _refusal;
    private readonly HashSet<Address> _waiting = [];

    /// <summary>An actor that joins, or founds, a cluster.</summary>
    /// <param name="store">Identity and name of this node's store.</param>
    /// <param name="seeds">Where others may be; empty to be alone.</param>
    /// <param name="refusal">Ends the node.</param>
    public MembershipActor((string Identity, string Name) store, ImmutableArray<Address> seeds, IStoreRefusal refusal)
    {
        (_store, _seeds, _refusal) = (store, seeds, refusal);
        Receive<GetStore>(_ => Sender.Tell(new StoreFound(_store.Identity, _store.Name, IsMember)));
        Receive<StoreFound>(Handle);
        Receive<Ask>(_ => AskSeeds());
        Receive<Remind>(_ => _log.Warning("No member answers at {0}; asking again", string.Join(", ", Others)));
        Receive<Found>(_ => FoundCluster());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private bool IsMember => _cluster.SelfMember.Status is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up or MemberStatus.Leaving;

    private IEnumerable<Address> Others => _seeds.Where(seed => !IsOwn(seed));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        if (IsMember) return;
        if (!Others.Any())
        {
            FoundCluster();
            return;
        }

        Timers.StartPeriodicTimer(Ask.Instance, Ask.Instance, TimeSpan.Zero, Again);
        Timers.StartPeriodicTimer(Remind.Instance, Remind.Instance, Reminder);
        if (IsOwn(_seeds[0])) Timers.StartSingleTimer(Found.Instance, Found.Instance, Alone);
    }

    private void AskSeeds()
    {
        foreach (Address seed in Others) Context.ActorSelection(new RootActorPath(seed) / "user" / ActorName).Tell(new GetStore(), Self);
    }

    private void Handle(StoreFound found)
    {
        if (!Timers.IsTimerActive(Ask.Instance)) return; // the decision is made
        Address node = Sender.Path.Address;
        if (!found.IsMember) Wait(node);
        else if (found.Identity == _store.Identity) Join();
        else Refuse(node, found.Store);
    }

    private void Wait(Address node)
    {
        _waiting.Add(node);
        if (IsOwn(_seeds[0]) && Others.All(_waiting.Contains)) FoundCluster(); // all wait for this one
    }

    private void FoundCluster()
    {
        Timers.CancelAll();
        _cluster.Join(_cluster.SelfAddress);
    }

    private void Join()
    {
        Timers.CancelAll();
        _cluster.JoinSeedNodes(_seeds);
    }

    private void Refuse(Address member, string theirs)
    {
        Timers.CancelAll();
        _refusal.Refuse(_store.Name, member.ToString(), theirs);
    }

    private bool IsOwn(Address seed) =>
        seed.Port == _cluster.SelfAddress.Port && string.Equals(seed.Host, _cluster.SelfAddress.Host, StringComparison.OrdinalIgnoreCase);

    private sealed class Ask : INoSerializationVerificationNeeded
    {
        public static readonly Ask Instance = new();

        private Ask() { }
    }

    private sealed class Remind : INoSerializationVerificationNeeded
    {
        public static readonly Remind Instance = new();

        private Remind() { }
    }

    private sealed class Found : INoSerializationVerificationNeeded
    {
        public static readonly Found Instance = new();

        private Found() { }
    }
}
