using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.DistributedData;
using Fusion.Contracts.Services;

namespace Fusion.Actors.Hosting;

/// <summary>
/// Tells the other nodes under which URLs this one is reached, and notes theirs, so that a cell's address may name any node. A node that has left is not
/// counted any more. Supervision: restarted, it tells and listens anew.
/// </summary>
internal sealed class HostsActor : ReceiveActor
{
    private static readonly LWWDictionaryKey<string, string> Key = new("fusion-hosts");

    private readonly IHostDirectory _hosts;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly DistributedData _data = DistributedData.Get(Context.System);
    private LWWDictionary<string, string> _urls = LWWDictionary<string, string>.Empty;

    /// <summary>An actor that keeps <paramref name="hosts"/> up to date.</summary>
    public HostsActor(IHostDirectory hosts)
    {
        _hosts = hosts;
        Receive<Listening>(Tell);
        Receive<Changed>(changed => Note(changed.Get(Key)));
        Receive<ClusterEvent.IMemberEvent>(_ => Note(_urls));
        Receive<IUpdateResponse>(_ => { }); // what did not reach a node now reaches it by gossip
    }

    private string OwnAddress => _cluster.SelfAddress.ToString();

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _data.Replicator.Tell(new Subscribe(Key, Self));
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        IActorRef self = Self;
        _hosts.WhenListening(urls => self.Tell(new Listening([.. urls])));
    }

    /// <inheritdoc/>
    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void Tell(Listening listening)
    {
        string value = string.Join(' ', listening.Urls);
        _data.Replicator.Tell(new Update(
            Key,
            LWWDictionary<string, string>.Empty,
            new WriteAll(TimeSpan.FromSeconds(3)),
            data => ((LWWDictionary<string, string>)data).SetItem(_cluster, OwnAddress, value)));
    }

    private void Note(LWWDictionary<string, string> urls)
    {
        _urls = urls;
        HashSet<string> others = [.. _cluster.State.Members.Select(member => member.Address.ToString()).Where(address => address != OwnAddress)];
        IEnumerable<string> peers = urls.Entries
            .Where(entry => others.Contains(entry.Key))
            .SelectMany(entry => entry.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        _hosts.NotePeers([.. peers.Distinct()]);
    }

    private sealed record Listening(ImmutableArray<string> Urls) : INoSerializationVerificationNeeded;
}
