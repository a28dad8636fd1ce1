using Fusion.Contracts.Protocols;
using Fusion.Http.Authentication;
using Fusion.Http.Envelopes;
using Fusion.Http.Tests.Support;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Fusion.Http.Tests.Authentication;

/// <summary>Repeated requests, where the options say that they are rejected.</summary>
public sealed class ReplaysSpec : IClassFixture<NoReplaysFixture>
{
    private const string List = "/symetry/rest/c1/projects/list";

    private readonly ApiHost _host;

    public ReplaysSpec(NoReplaysFixture fixture)
    {
        _host = fixture.Fresh();
        _host.Script.On<CustomerProtocol.ListProjects>(question => new CustomerProtocol.ProjectsListed(question.CustomerId, []));
    }

    [Fact]
    public async Task A_signature_counts_once()
    {
        var message = new SignedMessage("GET", List);

        Assert.Equal(200, (await _host.SendAsync(message)).Status);
        Answer again = await _host.SendAsync(message);
        Assert.Equal((401, "Invalid Signature"), (again.Status, again.Text));
        Answer disguised = await _host.SendAsync(message with { Signature = message.Sign().Insert(4, " ") });
        Assert.Equal((401, "Invalid Signature"), (disguised.Status, disguised.Text));
        Assert.Equal(200, (await _host.SendAsync(message with { Date = "2026-01-02 03:04:05;678900001" })).Status);
    }

    [Fact]
    public async Task A_wrong_signature_is_not_remembered()
    {
        var message = new SignedMessage("GET", List) { Date = "2026-01-02 03:04:05;2" };

        await _host.SendAsync(message with { Resource = "/other", Signature = null });

        Assert.Equal(200, (await _host.SendAsync(message)).Status);
    }

    [Fact]
    public void What_can_pass_no_more_by_its_date_is_forgotten_and_what_finds_no_room_is_not_served()
    {
        var clock = new FakeTimeProvider(TestKeys.Now);
        var cache = new ReplayCache(clock, Options.Create(new HttpOptions { RejectReplays = true, MaxReplays = 2 }));

        Assert.True(cache.IsFirst(Headers("AAAA")));
        Assert.True(cache.IsFirst(Headers("BBBB")));
        Assert.Equal(ApiStatus.Unavailable, Assert.Throws<DeclinedException>(() => cache.IsFirst(Headers("CCCC"))).Answer.Status);
        clock.Advance(SymDate.MaxAge);
        Assert.False(cache.IsFirst(Headers("AAAA")));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(cache.IsFirst(Headers("CCCC")));
    }

    private static AuthenticationHeaders Headers(string signature) => new(signature, TestKeys.Date, "", "", "");
}
