using System.Diagnostics;
using System.Globalization;

namespace Fusion.Campaign;

/// <summary>
/// A network in which nodes can lose each other while this process still reaches all of them: a bridge, and for each node a namespace with an address of its
/// own. Needs Linux, iproute2 and root.
/// </summary>
internal sealed class NodeNetwork : IAsyncDisposable
{
    private const int FirstHost = 11;

    private readonly string _name = $"fu{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}";
    private readonly string _subnet = $"10.{100 + (Environment.ProcessId % 100)}.{Environment.ProcessId / 100 % 256}";
    private readonly int _nodes;

    private NodeNetwork(int nodes) => _nodes = nodes;

    /// <summary>The address of this process.</summary>
    public string Gateway => $"{_subnet}.1";

    /// <summary>Makes the network.</summary>
    public static async Task<NodeNetwork> CreateAsync(int nodes)
    {
        NodeNetwork network = new(nodes);
        await IpAsync($"link add name {network._name} type bridge");
        await IpAsync($"addr add {network.Gateway}/24 dev {network._name}");
        await IpAsync($"link set {network._name} up");
        for (int node = 0; node < nodes; node++) await network.AddAsync(node);
        return network;
    }

    /// <summary>The address of a node.</summary>
    public string AddressOf(int node) => $"{_subnet}.{FirstHost + node}";

    /// <summary>The command line that starts a command in a node's place.</summary>
    public string[] Within(int node) => ["netns", "exec", NameOf(node)];

    /// <summary>Lets nothing pass any more between a node and the others.</summary>
    public async Task CutAsync(int node)
    {
        foreach (int other in Others(node))
        {
            await IpAsync($"-n {NameOf(node)} route add blackhole {AddressOf(other)}/32");
            await IpAsync($"-n {NameOf(other)} route add blackhole {AddressOf(node)}/32");
        }
    }

    /// <summary>Lets them reach each other again.</summary>
    public async Task HealAsync(int node)
    {
        foreach (int other in Others(node))
        {
            await IpAsync($"-n {NameOf(node)} route del blackhole {AddressOf(other)}/32");
            await IpAsync($"-n {NameOf(other)} route del blackhole {AddressOf(node)}/32");
        }
    }

    public async ValueTask DisposeAsync()
    {
        for (int node = 0; node < _nodes; node++) await IpAsync($"netns del {NameOf(node)}");
        await IpAsync($"link del {_name}");
    }

    private async Task AddAsync(int node)
    {
        string space = NameOf(node), outside = $"{_name}o{node}", inside = $"{_name}i{node}";
        await IpAsync($"netns add {space}");
        await IpAsync($"link add {outside} type veth peer name {inside}");
        await IpAsync($"link set {inside} netns {space}");
        await IpAsync($"link set {outside} master {_name} up");
        await IpAsync($"-n {space} addr add {AddressOf(node)}/24 dev {inside}");
        await IpAsync($"-n {space} link set {inside} up");
        await IpAsync($"-n {space} link set lo up");
    }

    private IEnumerable<int> Others(int node) => Enumerable.Range(0, _nodes).Where(other => other != node);

    private string NameOf(int node) => $"{_name}n{node}";

    private static async Task IpAsync(string arguments)
    {
        using Process ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        string problem = await ip.StandardError.ReadToEndAsync();
        await ip.WaitForExitAsync();
        if (ip.ExitCode != 0) throw new InvalidOperationException($"'ip {arguments}' failed (it takes Linux, iproute2 and root): {problem}");
    }
}
