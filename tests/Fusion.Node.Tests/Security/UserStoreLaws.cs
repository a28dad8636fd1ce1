using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;
using Fusion.Node.Security;
using Microsoft.Extensions.Time.Testing;

namespace Fusion.Node.Tests.Security;

/// <summary>What users do wherever they are kept. Two stores on one vault stand for a running node and the command line beside it.</summary>
public abstract class UserStoreLaws : IAsyncLifetime
{
    private protected static readonly CustomerId Alice = CustomerId.Parse("alice");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private UserStore _node = null!;
    private UserStore _cli = null!;

    public async Task InitializeAsync()
    {
        _node = await OpenAsync();
        _cli = await OpenAsync();
    }

    public abstract Task DisposeAsync();

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
    public async Task Users_are_listed_by_name_capitals_first()
    {
        foreach (string name in (string[])["b", "a_c", "B", "a.b", "aB"])
            await _cli.AddAsync(new(CustomerId.Parse(name), SecretKeys.New()), expires: null, default);

        Assert.Equal(["B", "a.b", "aB", "a_c", "b"], (await _node.ListAsync(default)).Select(user => user.Customer.Value));
    }

    [Fact]
    public async Task Of_many_who_add_one_name_at_once_one_succeeds()
    {
        bool[] added = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => _cli.AddAsync(new(Alice, SecretKeys.New()), expires: null, default))));

        Assert.Single(added, true);
    }

    [Fact]
    public async Task Rotations_at_once_leave_the_last_two_keys()
    {
        string[] keys = [.. Enumerable.Range(0, 8).Select(_ => SecretKeys.New())];
        await _cli.AddAsync(new(Alice, SecretKeys.New()), expires: null, default);

        await Task.WhenAll(keys.Select(key => Task.Run(() => _cli.RotateAsync(new(Alice, key), TimeSpan.FromMinutes(10), default))));

        UserCredential last = (await _node.FindAsync(Alice, default))!;
        Assert.Contains(last.SecretKey, keys);
        Assert.Contains(last.PreviousKey, keys);
        Assert.NotEqual(last.SecretKey, last.PreviousKey);
    }

    /// <summary>The vault of this test; each call opens it anew.</summary>
    private protected abstract Task<Vault> OpenVaultAsync();

    private async Task<UserStore> OpenAsync()
    {
        Vault vault = await OpenVaultAsync();
        return new UserStore(vault, new SecretProtector(vault, KeyRingCertificates.None), _clock);
    }
}
