using Fusion.Node.Options;
using Fusion.Node.Security;
using Fusion.Node.Tests.Security;

namespace Fusion.Postgres.Tests;

/// <summary>Users in a database, which do what users in a folder do.</summary>
public sealed class PostgresUsersSpec : UserStoreLaws
{
    private readonly Task<TestDatabase> _database = TestDatabase.CreateAsync();

    public override Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Many_who_open_an_empty_database_at_once_read_what_each_other_protects()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        SecretProtector[] nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            SecretProtector node = new(await OpenAsync(database), KeyRingCertificates.None);
            node.Protect("begins the key ring");
            return node;
        })));
        string[] secrets = [.. nodes.Select((node, i) => node.Protect($"{i}"))];

        foreach (SecretProtector node in nodes) Assert.Equal(["0", "1", "2", "3", "4", "5"], secrets.Select(node.Unprotect));
    }

    [Fact]
    public async Task The_place_is_told_without_password()
    {
        TestDatabase database = await TestDatabase.CreateAsync();

        Assert.Matches("^db    PostgreSQL at [^ ]+:[0-9]+, database fusion_[0-9a-f]{32}$", (await OpenAsync(database)).Place);
    }

    private protected override async Task<Vault> OpenVaultAsync() => await OpenAsync(await _database);

    private static async Task<PostgresVault> OpenAsync(TestDatabase database)
    {
        Assert.True(DatabaseAddress.TryParse(database.Address, out string? connectionString));
        return await PostgresVault.OpenAsync(connectionString, default);
    }
}
