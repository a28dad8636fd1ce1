using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;
using Fusion.Node.Cli;
using Fusion.Node.Hosting;
using Fusion.Node.Security;
using Fusion.Node.Tests.Support;

namespace Fusion.Node.Tests.Security;

/// <summary><c>fusion user rotate</c> and the date of expiry.</summary>
[Collection(ProcessWide.Name)]
public sealed class UserRotationSpec : IDisposable
{
    private static readonly CustomerId Alice = CustomerId.Parse("alice");

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Without_expires_a_date_to_come_stays()
    {
        DateTimeOffset end = DateTimeOffset.FromUnixTimeSeconds(32_503_680_000);
        UserCredential old = await AddAsync(end);

        Assert.Equal((ExitCode.Success, ""), await RotateAsync());

        Assert.Equal(end, await ExpiryAsync());
        Assert.NotEqual(old, await Store().FindAsync(Alice, default));
    }

    [Fact]
    public async Task Without_expires_an_expired_credential_is_refused_and_stays_as_it_was()
    {
        await AddAsync(DateTimeOffset.UnixEpoch);
        IReadOnlyList<UserRecord> before = await Store().ListAsync(default);

        (int code, string error) = await RotateAsync();

        Assert.Equal(ExitCode.Failure, code);
        Assert.Equal("fusion: The credential of user [alice] expired at 1970-01-01 00:00:00Z; give --expires SECONDS, 0 for never\n", error);
        Assert.Equal(before, await Store().ListAsync(default));
    }

    [Fact]
    public async Task With_expires_an_expired_credential_lives_again()
    {
        await AddAsync(DateTimeOffset.UnixEpoch);
        DateTimeOffset earliest = DateTimeOffset.UtcNow.AddSeconds(3599);

        Assert.Equal((ExitCode.Success, ""), await RotateAsync("--expires", "3600"));

        Assert.InRange((await ExpiryAsync())!.Value, earliest, DateTimeOffset.UtcNow.AddSeconds(3601));
        Assert.NotNull(await Store().FindAsync(Alice, default));
    }

    [Fact]
    public async Task With_expires_0_it_lives_for_ever()
    {
        await AddAsync(DateTimeOffset.UnixEpoch);

        Assert.Equal((ExitCode.Success, ""), await RotateAsync("--expires", "0"));

        Assert.Null(await ExpiryAsync());
        Assert.NotNull(await Store().FindAsync(Alice, default));
    }

    [Fact]
    public async Task With_grace_the_old_key_counts_beside_the_new_one()
    {
        UserCredential old = await AddAsync(end: null);

        Assert.Equal((ExitCode.Success, ""), await RotateAsync("--grace", "3600"));

        UserCredential both = (await Store().FindAsync(Alice, default))!;
        Assert.Equal(old.SecretKey, both.PreviousKey);
        Assert.NotEqual(old.SecretKey, both.SecretKey);
        Assert.StartsWith("fusion: --grace is [-1]; allowed is a whole number of seconds from 0 to ", (await RotateAsync("--grace", "-1")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_negative_time_is_refused()
    {
        await AddAsync(end: null);

        (int code, string error) = await RotateAsync("--expires", "-1");

        Assert.Equal(ExitCode.Usage, code);
        Assert.StartsWith("fusion: --expires is [-1]; allowed is a whole number of seconds from 0 to ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_unknown_is_named_as_that()
    {
        Store();

        Assert.Equal((ExitCode.Failure, "fusion: There is no user [alice]\n"), await RotateAsync("--expires", "0"));
    }

    private async Task<UserCredential> AddAsync(DateTimeOffset? end)
    {
        UserCredential user = new(Alice, SecretKeys.New());
        await Store().AddAsync(user, end, default);
        return user;
    }

    private async Task<DateTimeOffset?> ExpiryAsync() => (await Store().ListAsync(default)).Single().Expires;

    private UserStore Store() => FolderUsers.Of(DataFolder.Open(_temp["data"]));

    private async Task<(int Code, string Error)> RotateAsync(params string[] more)
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        using StringWriter newError = new() { NewLine = "\n" };
        Console.SetOut(TextWriter.Null);
        Console.SetError(newError);
        try
        {
            int code = await FusionCommand.InvokeAsync(["user", "rotate", "alice", "--data", _temp["data"], .. more]);
            return (code, newError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
