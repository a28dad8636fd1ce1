using Fusion.Http.Authentication;
using Fusion.Http.Envelopes;
using Fusion.Http.Ingestion;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Fusion.Http.Tests.Ingestion;

public sealed class FoldAccountSpec
{
    private const long Pair = 16 * 1024;

    [Theory]
    [InlineData(20, 100)]
    [InlineData(60, 900)]
    [InlineData(100, 1024)]
    [InlineData(1025, 1024)]
    [InlineData(1026, 0)]
    public void Counting_takes_room_for_the_pairs_that_so_many_attributes_can_make(int attributes, int pairs)
    {
        long run = sizeof(long) * Math.Max(BlockRun.MaxValues, attributes * 1024L);

        Assert.Equal(Held(attributes, valueCounts: false) + (3 * (run + (pairs * Pair))), Held(attributes, valueCounts: true));
    }

    [Fact]
    public void What_has_no_room_is_declined() => Assert.Throws<DeclinedException>(() => Held(60, valueCounts: true, limit: 10_000_000));

    private static long Held(int attributes, bool valueCounts, long limit = 1L << 40)
    {
        IOptions<HttpOptions> options = Options.Create(new HttpOptions { MaxBodyMemory = limit });
        var memory = new BodyMemory(options);
        var bodies = new BodyReader(memory, TimeProvider.System, options, NullLogger<BodyReader>.Instance);
        HttpRequest request = new DefaultHttpContext().Request;
        using BodyMemory.Lease lease = bodies.OpenLease(request, isVerified: true);
        var account = new FoldAccount(bodies, request, 2, valueCounts);
        account.Grow(attributes);
        account.Grow(attributes / 2);
        return memory.Used;
    }
}
