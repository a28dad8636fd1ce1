using System.Text.Json;
using Fusion.Campaign;

namespace Fusion.Postgres.Tests;

/// <summary>Nodes whose stores differ never become one cluster: the one that comes later is refused, before it is a member.</summary>
public sealed class SharedStoreSpec
{
    private const string Sqlite = "sqlite";
    private const string Allowed = "allowed with other nodes is a PostgreSQL database that all of them share: --db postgres://user:password@host:port/database";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_database_that_is_not_the_members_is_refused_and_both_are_named()
    {
        TestDatabase members = await TestDatabase.CreateAsync(), other = await TestDatabase.CreateAsync();
        int[] ports = Ports();
        await using ClusterNode founder = ClusterNode.Cluster(members.Address, ports)[0], late = ClusterNode.Cluster(other.Address, ports)[1];
        await founder.StartAsync();

        string said = await RefusalOfAsync(late);

        Assert.Equal(Refusal(ports[0], NameOf(members, await IdentityOfAsync(members)), NameOf(other, await IdentityOfAsync(other))), said);
        Assert.Single(await MembersAsync(founder));
        Assert.Equal(0L, await other.AskAsync<long>("SELECT COUNT(*) FROM journal"));
    }

    [Fact]
    public async Task The_first_seed_is_refused_too_when_it_comes_back_with_another_database()
    {
        TestDatabase members = await TestDatabase.CreateAsync(), other = await TestDatabase.CreateAsync();
        int[] ports = Ports();
        ClusterNode[] nodes = ClusterNode.Cluster(members.Address, ports);
        await using ClusterNode first = nodes[0], second = nodes[1], third = nodes[2], changed = ClusterNode.Cluster(other.Address, ports)[0];
        foreach (ClusterNode node in nodes) await node.StartAsync();
        using CancellationTokenSource patience = new(Patience);
        await first.EndAsync(patience.Token);

        string said = await RefusalOfAsync(changed);

        Assert.Contains($"but Fusion:Db (--db) is [{NameOf(other, await IdentityOfAsync(other))}]", said, StringComparison.Ordinal);
        Assert.Equal(2, (await MembersAsync(second)).Length);
    }

    [Fact]
    public async Task A_node_with_a_database_does_not_join_one_with_a_file()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        int[] ports = Ports();
        await using ClusterNode founder = ClusterNode.Cluster(Sqlite, ports[..1])[0], late = ClusterNode.Cluster(database.Address, ports)[1];
        await founder.StartAsync();

        string said = await RefusalOfAsync(late);

        string file = $"SQLite file {Path.Combine(founder.DataFolder, "fusion.db")}";
        Assert.Equal(Refusal(ports[0], file, NameOf(database, await IdentityOfAsync(database))), said);
        Assert.Single(await MembersAsync(founder));
    }

    [Fact]
    public async Task A_node_with_a_file_does_not_join_one_with_a_database()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        int[] ports = Ports();
        await using ClusterNode founder = ClusterNode.Cluster(database.Address, ports)[0], late = ClusterNode.Cluster(Sqlite, ports)[1];
        await founder.StartAsync();

        string said = await RefusalOfAsync(late);

        Assert.Equal(
            $"fusion: Fusion:Actors:Seeds (--seed) names [127.0.0.1:{ports[0]}, 127.0.0.1:{ports[2]}], "
            + $"but Fusion:Db (--db) is sqlite, a file for one node; {Allowed}",
            said);
    }

    [Fact]
    public async Task The_same_database_under_another_name_is_let_in()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        int[] ports = Ports();
        string otherName = new UriBuilder(database.Address) { Host = "localhost" }.Uri.ToString();
        await using ClusterNode founder = ClusterNode.Cluster(database.Address, ports)[0], late = ClusterNode.Cluster(otherName, ports)[1];
        await founder.StartAsync();

        await late.StartAsync();

        Assert.Equal(2, (await MembersAsync(founder)).Length);
    }

    private static int[] Ports() => [.. Enumerable.Range(0, 3).Select(_ => ClusterNode.FreePort()).Order()];

    private static string Refusal(int member, string theirs, string own) =>
        $"fusion: Fusion:Actors:Seeds (--seed) leads to the member akka.tcp://fusion@127.0.0.1:{member}, whose store is [{theirs}], "
        + $"but Fusion:Db (--db) is [{own}]; {Allowed}";

    private static string NameOf(TestDatabase database, string identity)
    {
        Uri address = new(database.Address);
        return $"PostgreSQL at {address.Host}:{address.Port}, database {address.AbsolutePath[1..]} ({identity})";
    }

    private static async Task<string> IdentityOfAsync(TestDatabase database) =>
        $"{await database.AskAsync<long>("SELECT system_identifier FROM pg_control_system()")}/"
        + $"{await database.AskAsync<uint>("SELECT oid FROM pg_database WHERE datname = current_database()")}/public";

    /// <summary>The last line of a node that ends by itself, with the code of a wrong setting.</summary>
    private static async Task<string> RefusalOfAsync(ClusterNode node)
    {
        using CancellationTokenSource patience = new(Patience);
        node.Launch();
        await node.WaitForExitAsync(patience.Token);
        Assert.Equal(2, node.ExitCode);
        return Assert.Single(node.Log.Split('\n'), line => line.StartsWith("fusion: ", StringComparison.Ordinal));
    }

    private static async Task<JsonElement[]> MembersAsync(ClusterNode node)
    {
        (int code, string output) = await node.RunAsync("cluster", "members", "--json");
        Assert.Equal(0, code);
        return [.. JsonSerializer.Deserialize<JsonElement>(output).EnumerateArray()];
    }
}
