using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;
using Fusion.Node.Hosting;
using Fusion.Node.Security;
using Fusion.Node.Tests.Support;

namespace Fusion.Node.Tests.Security;

/// <summary>What a start does to the users.</summary>
public sealed class FirstUsersSpec : IDisposable
{
    private const string Configured = "AAECAwQFBgcICQoLDA0ODw==";

    private static readonly CustomerId Alice = CustomerId.Parse("alice");

    private readonly TempFolder _temp = new();
    private readonly List<CustomerId> _kept = [];
    private readonly UserStore _users;

    public FirstUsersSpec() => _users = FolderUsers.Of(DataFolder.Open(_temp["data"]));

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_first_start_creates_one_user_and_a_second_none()
    {
        UserCredential? created = await StartAsync();

        Assert.NotNull(created);
        Assert.Equal(created, await _users.FindAsync(FirstUsers.Name, default));
        Assert.Null(await StartAsync());
    }

    [Fact]
    public async Task A_configured_user_is_added_once_and_no_other_is_created()
    {
        Assert.Null(await StartAsync($"alice:{Configured}"));
        Assert.Null(await StartAsync($"alice:{Configured}"));

        Assert.Equal(new(Alice, Configured), await _users.FindAsync(Alice, default));
        Assert.Single(await _users.ListAsync(default));
        Assert.Empty(_kept);
    }

    [Fact]
    public async Task A_restart_keeps_a_rotated_key_and_tells_of_it()
    {
        UserCredential rotated = new(Alice, SecretKeys.New());
        await StartAsync($"alice:{Configured}");
        await _users.RotateAsync(rotated, TimeSpan.Zero, default);

        await StartAsync($"alice:{Configured}");

        Assert.Equal(rotated, await _users.FindAsync(Alice, default));
        Assert.Equal([Alice], _kept);
    }

    [Fact]
    public async Task A_restart_keeps_a_date_of_expiry()
    {
        await StartAsync($"alice:{Configured}");
        DateTimeOffset past = TimeProvider.System.GetUtcNow().AddDays(-1);
        await _users.RenewAsync(new(Alice, SecretKeys.New()), past, TimeSpan.Zero, default);

        await StartAsync($"alice:{Configured}");

        Assert.Null(await _users.FindAsync(Alice, default));
    }

    private Task<UserCredential?> StartAsync(params string[] configured) => FirstUsers.EnsureAsync(_users, configured, _kept.Add, default);
}
