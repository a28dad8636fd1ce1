using System.Data.Common;
using Fusion.Contracts.Services;
using Fusion.Node.Hosting;
using Fusion.Node.Security;
using Fusion.Node.Tests.Support;

namespace Fusion.Node.Tests.Security;

/// <summary>Users in a data folder.</summary>
public sealed class UserStoreSpec : UserStoreLaws, IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TempFolder _temp = new();
    private readonly DataFolder _folder;

    public UserStoreSpec() => _folder = DataFolder.Open(_temp["data"]);

    public void Dispose() => _temp.Dispose();

    public override Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task No_file_holds_a_key_in_clear()
    {
        UserCredential user = new(Alice, SecretKeys.New());
        await Users().AddAsync(user, expires: null, default);
        await using DbConnection holding = await HoldAsync();

        foreach (string file in Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories))
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using StreamReader reader = new(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(user.SecretKey, await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Folders_and_files_are_their_owners_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        await Users().AddAsync(new(Alice, SecretKeys.New()), expires: null, default);
        await using DbConnection holding = await HoldAsync();

        List<string> open = [];
        foreach (string path in Directory.EnumerateFileSystemEntries(_folder.Root, "*", SearchOption.AllDirectories).Append(_folder.Root))
        {
            if ((File.GetUnixFileMode(path) & ~OwnerOnly) != 0) open.Add(path);
        }
        Assert.Empty(open);
    }

    [Fact]
    public async Task Two_processes_that_begin_the_key_ring_at_once_read_each_other()
    {
        using TempFolder temp = new();
        FolderVault vault = FolderVault.Open(DataFolder.Open(temp["data"]));
        SecretProtector first = new(vault, KeyRingCertificates.None), second = new(vault, KeyRingCertificates.None);
        string[] secrets = await Task.WhenAll(Task.Run(() => first.Protect("one")), Task.Run(() => second.Protect("two")));

        Assert.Equal("two", first.Unprotect(secrets[1]));
        Assert.Equal("one", second.Unprotect(secrets[0]));
    }

    [Fact]
    public void A_damaged_file_is_named()
    {
        using TempFolder temp = new();
        DataFolder folder = DataFolder.Open(temp["data"]);
        File.WriteAllText(folder.Users, new string('x', 4096));

        NodeException refused = Assert.Throws<NodeException>(() => FolderVault.Open(folder));

        Assert.Contains(folder.Users, refused.Message, StringComparison.Ordinal);
    }

    private protected override Task<Vault> OpenVaultAsync() => Task.FromResult<Vault>(FolderVault.Open(_folder));

    /// <summary>Keeps SQLite's companion files, which go with the last connection: other tests clear all pools.</summary>
    private async Task<DbConnection> HoldAsync()
    {
        var vault = FolderVault.Open(_folder);
        DbConnection connection = await vault.ConnectAsync(default);
        await vault.BeginWriteAsync(connection, default);
        return connection;
    }

    private UserStore Users() => FolderUsers.Of(_folder);
}
