using Fusion.Campaign;

namespace Fusion.Postgres.Tests;

/// <summary>What a node says that can't use its database.</summary>
public sealed class StartSpec
{
    [Fact]
    public async Task A_server_that_does_not_answer_is_named() => Assert.Equal(
        "PostgreSQL at 127.0.0.1:1 can't be reached: Connection refused", await RefusalOf((await TestDatabase.CreateAsync()).With(port: 1)));

    [Fact]
    public async Task A_missing_database_is_named()
    {
        string said = await RefusalOf((await TestDatabase.CreateAsync()).With(database: "no_such_database"));

        Assert.EndsWith("has no database [no_such_database]; create it first", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_not_shown()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        string user = $"u{Guid.NewGuid():N}";
        await database.RunAsync($"CREATE USER {user} PASSWORD 'the-right-one'");

        await using ClusterNode node = ClusterNode.Alone(database.With(user, "the-wrong-one"));
        string said = await RefusalOf(node);

        Assert.EndsWith($"refuses user [{user}]: the password is wrong, or the user may not connect", said, StringComparison.Ordinal);
        Assert.DoesNotContain("the-wrong-one", node.Log, StringComparison.Ordinal);
    }

    private static async Task<string> RefusalOf(string address)
    {
        await using ClusterNode node = ClusterNode.Alone(address);
        return await RefusalOf(node);
    }

    /// <summary>The node's only line.</summary>
    private static async Task<string> RefusalOf(ClusterNode node)
    {
        const string Prefix = "fusion: ";
        node.Launch();
        await node.WaitForExitAsync(CancellationToken.None);
        string line = Assert.Single(node.Log.Split('\n'));
        Assert.StartsWith(Prefix, line, StringComparison.Ordinal);
        return line[Prefix.Length..];
    }
}
