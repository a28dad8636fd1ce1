using Fusion.Http.Authentication;
using Microsoft.Extensions.Options;

namespace Fusion.Http.Tests.Authentication;

/// <summary>The bodies of all requests share one limit.</summary>
public sealed class BodyMemorySpec
{
    private readonly BodyMemory _memory = new(Options.Create(new HttpOptions { MaxBodyMemory = 100 }));

    [Fact]
    public void What_would_exceed_the_limit_is_refused_until_others_give_back()
    {
        BodyMemory.Lease first = _memory.Open();
        using BodyMemory.Lease second = _memory.Open();
        using BodyMemory.Lease third = _memory.Open();

        Assert.True(first.TryTake(60));
        Assert.False(second.TryTake(41));
        second.Dispose();
        first.Dispose();
        Assert.True(third.TryTake(100));
    }

    [Fact]
    public void A_lease_gives_back_exactly_what_it_took()
    {
        BodyMemory.Lease lease = _memory.Open();
        lease.TryTake(60);
        lease.TryTake(60);

        lease.Dispose();
        lease.Dispose();

        Assert.Equal(0, _memory.Used);
    }

    [Fact]
    public void Strangers_share_a_quarter_until_they_are_known()
    {
        BodyMemory memory = new(Options.Create(new HttpOptions { MaxBodyMemory = 100, MaxBufferedBody = 10 }));
        BodyMemory.Lease first = memory.Open(isVerified: false), second = memory.Open(isVerified: false);

        Assert.True(first.TryTake(25));
        Assert.False(second.TryTake(1));
        first.Verify();
        Assert.True(second.TryTake(24));
        Assert.True(first.TryTake(50));
        Assert.Equal((25, 100), (memory.Unverified, memory.Used));
        first.Dispose();
        second.Dispose();

        Assert.Equal((0, 0), (memory.Unverified, memory.Used));
    }
}
