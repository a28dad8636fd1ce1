using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;
using Fusion.Node.Hosting;
using Fusion.Node.Options;
using Fusion.Node.Security;
using Fusion.Node.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fusion.Postgres.Tests;

/// <summary>What becomes of users and keys of nodes that kept them in their folders.</summary>
public sealed class FolderImportSpec : IDisposable
{
    private static readonly CustomerId Alice = CustomerId.Parse("alice"), Bob = CustomerId.Parse("bob");

    private readonly TempFolder _temp = new();
    private readonly DataFolder _folder;

    public FolderImportSpec() => _folder = DataFolder.Open(_temp["data"]);

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Users_come_with_both_keys_and_their_dates_and_secrets_can_still_be_read()
    {
        UserStore before = FolderUsers.Of(_folder);
        UserCredential bob = new(Bob, SecretKeys.New());
        string first = SecretKeys.New(), second = SecretKeys.New();
        await before.AddAsync(bob, expires: null, default);
        await before.AddAsync(new(Alice, first), DateTimeOffset.FromUnixTimeSeconds(32_503_680_000), default);
        await before.RotateAsync(new(Alice, second), TimeSpan.FromHours(1), default);
        IReadOnlyList<UserRecord> records = await before.ListAsync(default);
        string secret = new SecretProtector(FolderVault.Open(_folder), KeyRingCertificates.None).Protect("of a cell");
        PostgresVault vault = await EmptyAsync();

        await ImportAsync(_folder, vault);

        UserStore users = Users(vault);
        Assert.Equal(records, await users.ListAsync(default));
        Assert.Equal(bob, await users.FindAsync(Bob, default));
        Assert.Equal(new UserCredential(Alice, second, first), await users.FindAsync(Alice, default));
        Assert.Equal("of a cell", new SecretProtector(vault, KeyRingCertificates.None).Unprotect(secret));
    }

    [Fact]
    public async Task A_user_who_is_removed_later_stays_removed()
    {
        await FolderUsers.Of(_folder).AddAsync(new(Alice, SecretKeys.New()), expires: null, default);
        PostgresVault vault = await EmptyAsync();
        await ImportAsync(_folder, vault);
        Assert.True(await Users(vault).RemoveAsync(Alice, default));

        await ImportAsync(_folder, vault);

        Assert.Empty(await Users(vault).ListAsync(default));
        Assert.False(File.Exists(_folder.Users));
        Assert.True(File.Exists(_folder.ImportedUsers));
    }

    [Fact]
    public async Task A_user_whom_the_database_knows_keeps_that_key()
    {
        UserCredential known = new(Alice, SecretKeys.New());
        PostgresVault vault = await EmptyAsync();
        await Users(vault).AddAsync(known, expires: null, default);
        await FolderUsers.Of(_folder).AddAsync(new(Alice, SecretKeys.New()), expires: null, default);
        await FolderUsers.Of(_folder).RotateAsync(new(Alice, SecretKeys.New()), TimeSpan.FromHours(1), default);

        await ImportAsync(_folder, vault);

        Assert.Equal(known, await Users(vault).FindAsync(Alice, default));
    }

    [Fact]
    public async Task Folders_of_many_nodes_come_together()
    {
        PostgresVault vault = await EmptyAsync();
        UserCredential[] users = [.. Enumerable.Range(0, 4).Select(node => new UserCredential(CustomerId.Parse($"u{node}"), SecretKeys.New()))];

        await Task.WhenAll(users.Select((user, node) => Task.Run(async () =>
        {
            DataFolder folder = DataFolder.Open(_temp[$"node{node}"]);
            await FolderUsers.Of(folder).AddAsync(user, expires: null, default);
            await ImportAsync(folder, vault);
        })));

        foreach (UserCredential user in users) Assert.Equal(user, await Users(vault).FindAsync(user.Customer, default));
    }

    [Fact]
    public async Task Keys_are_locked_on_their_way_by_the_certificate()
    {
        using RSA key = RSA.Create(2048);
        X509Certificate2 made = new CertificateRequest("CN=ring", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        await File.WriteAllBytesAsync(_temp["ring.pfx"], made.Export(X509ContentType.Pkcs12, "password"));
        var certificates = KeyRingCertificates.Load(new KeyRingOptions { Certificate = _temp["ring.pfx"], Password = "password" });
        UserCredential alice = new(Alice, SecretKeys.New());
        await FolderUsers.Of(_folder).AddAsync(alice, expires: null, default);
        PostgresVault vault = await EmptyAsync();

        await FolderImport.RunAsync(_folder, vault, certificates, NullLogger.Instance, default);

        Assert.DoesNotContain("masterKey", string.Concat(vault.Keys.GetAllElements()), StringComparison.Ordinal);
        Assert.Equal(alice, await new UserStore(vault, new SecretProtector(vault, certificates), TimeProvider.System).FindAsync(Alice, default));
        Assert.Throws<NodeException>(new SecretProtector(vault, KeyRingCertificates.None).EnsureOpens);
    }

    private static Task ImportAsync(DataFolder folder, PostgresVault vault) =>
        FolderImport.RunAsync(folder, vault, KeyRingCertificates.None, NullLogger.Instance, default);

    private static UserStore Users(PostgresVault vault) => new(vault, new SecretProtector(vault, KeyRingCertificates.None), TimeProvider.System);

    private static async Task<PostgresVault> EmptyAsync()
    {
        Assert.True(DatabaseAddress.TryParse((await TestDatabase.CreateAsync()).Address, out string? connectionString));
        return await PostgresVault.OpenAsync(connectionString, default);
    }
}
