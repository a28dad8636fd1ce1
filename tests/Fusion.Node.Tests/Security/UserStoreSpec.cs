using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;
using Fusion.Node.Hosting;
using Fusion.Node.Security;
using Fusion.Node.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Fusion.Node.Tests.Security;

/// <summary>Two stores on one folder stand for a running node and the command line beside it.</summary>
public sealed class UserStoreSpec : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly CustomerId Alice = CustomerId.Parse("alice");

    private readonly TempFolder _temp = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly DataFolder _folder;
    private readonly UserStore _node;
    private readonly UserStore _cli;

    public UserStoreSpec()
    {
        _folder = DataFolder.Open(_temp["data"]);
        _node = new UserStore(_folder, new SecretProtector(_folder), _clock);
        _cli = new UserStore(_folder, new SecretProtector(_folder), _clock);
    }

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_user_added_by_one_is_known_to_the_other_at_once()
    {
        Assert.Null(await _node.FindAsync(Alice, default));
        UserCredential user = new(Alice, SecretKeys.New());

        Assert.True(await _cli.AddAsync(user, expires: null, default));

        Assert.Equal(user, await _node.FindAsync(Alice, default));
    }

    [Fact]
    public async Task A_rotated_key_counts_at_once()
    {
        UserCredential old = new(Alice, SecretKeys.New()), fresh = new(Alice, SecretKeys.New());
        await _cli.AddAsync(old, expires: null, default);
        Assert.Equal(old, await _node.FindAsync(Alice, default));

        Assert.True(await _cli.RotateAsync(fresh, TimeSpan.Zero, default));

        Assert.Equal(fresh, await _node.FindAsync(Alice, default));
    }

    [Fact]
    public async Task In_a_time_of_grace_both_keys_count()
    {
        string first = SecretKeys.New(), second = SecretKeys.New(), third = SecretKeys.New();
        await _cli.AddAsync(new(Alice, first), expires: null, default);

        Assert.True(await _cli.RotateAsync(new(Alice, second), TimeSpan.FromMinutes(10), default));
        Assert.Equal(new UserCredential(Alice, second, first), await _node.FindAsync(Alice, default));

        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.True(await _cli.RotateAsync(new(Alice, third), TimeSpan.FromMinutes(10), default));
        Assert.Equal(new UserCredential(Alice, third, second), await _node.FindAsync(Alice, default));

        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(new UserCredential(Alice, third), await _node.FindAsync(Alice, default));
    }

    [Fact]
    public async Task Without_grace_no_older_key_is_left()
    {
        string second = SecretKeys.New(), third = SecretKeys.New(), fourth = SecretKeys.New();
        await _cli.AddAsync(new(Alice, SecretKeys.New()), expires: null, default);
        await _cli.RotateAsync(new(Alice, second), TimeSpan.FromMinutes(10), default);

        await _cli.RenewAsync(new(Alice, third), expires: null, TimeSpan.Zero, default);
        Assert.Equal(new UserCredential(Alice, third), await _node.FindAsync(Alice, default));

        await _cli.RotateAsync(new(Alice, fourth), TimeSpan.FromMinutes(10), default);
        await _cli.RemoveAsync(Alice, default);
        await _cli.AddAsync(new(Alice, second), expires: null, default);
        Assert.Equal(new UserCredential(Alice, second), await _node.FindAsync(Alice, default));
    }

    [Fact]
    public async Task A_rotation_that_is_refused_keeps_no_key_either()
    {
        UserCredential expired = new(Alice, SecretKeys.New());
        await _cli.AddAsync(expired, _clock.GetUtcNow(), default);

        Assert.False(await _cli.RotateAsync(new(Alice, SecretKeys.New()), TimeSpan.FromMinutes(10), default));

        string fresh = SecretKeys.New();
        await _cli.RenewAsync(new(Alice, fresh), expires: null, TimeSpan.Zero, default);
        Assert.Equal(new UserCredential(Alice, fresh), await _node.FindAsync(Alice, default));
    }

    [Fact]
    public async Task A_removed_user_is_unknown_at_once()
    {
        await _cli.AddAsync(new(Alice, SecretKeys.New()), expires: null, default);
        Assert.NotNull(await _node.FindAsync(Alice, default));

        Assert.True(await _cli.RemoveAsync(Alice, default));

        Assert.Null(await _node.FindAsync(Alice, default));
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        UserCredential first = new(Alice, SecretKeys.New());
        await _cli.AddAsync(first, expires: null, default);

        Assert.False(await _cli.AddAsync(new(Alice, SecretKeys.New()), expires: null, default));

        Assert.Equal(first, await _cli.FindAsync(Alice, default));
    }

    [Fact]
    public async Task Who_is_unknown_can_be_neither_rotated_nor_removed()
    {
        Assert.False(await _cli.RotateAsync(new(Alice, SecretKeys.New()), TimeSpan.Zero, default));
        Assert.False(await _cli.RemoveAsync(Alice, default));
        Assert.Empty(await _cli.ListAsync(default));
    }

    [Fact]
    public async Task An_expired_credential_is_unknown_but_listed()
    {
        DateTimeOffset end = _clock.GetUtcNow().AddSeconds(10);
        await _cli.AddAsync(new(Alice, SecretKeys.New()), end, default);
        Assert.NotNull(await _node.FindAsync(Alice, default));

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(await _node.FindAsync(Alice, default));
        Assert.Equal([new UserRecord(Alice, end.AddSeconds(-10), end)], await _cli.ListAsync(default));
    }

    [Fact]
    public async Task Names_are_case_sensitive()
    {
        await _cli.AddAsync(new(Alice, SecretKeys.New()), expires: null, default);

        Assert.Null(await _node.FindAsync(CustomerId.Parse("Alice"), default));
    }

    [Fact]
    public async Task No_file_holds_a_key_in_clear()
    {
        UserCredential user = new(Alice, SecretKeys.New());
        await _cli.AddAsync(user, expires: null, default);

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
        await _cli.AddAsync(new(Alice, SecretKeys.New()), expires: null, default);

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
        DataFolder folder = DataFolder.Open(temp["data"]);
        SecretProtector first = new(folder), second = new(folder);
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

        NodeException refused = Assert.Throws<NodeException>(() => new UserStore(folder, new SecretProtector(folder), _clock));

        Assert.Contains(folder.Users, refused.Message, StringComparison.Ordinal);
    }
}
