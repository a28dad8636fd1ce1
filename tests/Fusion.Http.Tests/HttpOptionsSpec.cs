using Fusion.Http.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Fusion.Http.Tests;

/// <summary>Bad settings stop the start and are named.</summary>
public sealed class HttpOptionsSpec
{
    [Theory]
    [InlineData("Url", "localhost")]
    [InlineData("Url", "")]
    [InlineData("PublicUrls:0", "http://h/path")]
    [InlineData("ReplyTimeout", "00:00:00")]
    [InlineData("UpdateTimeout", "02:00:00")]
    [InlineData("MaxBodySize", "3000000000")]
    [InlineData("MaxBufferedBody", "10")]
    [InlineData("MaxBufferedBody", "300000000")]
    [InlineData("MaxBodyMemory", "1000")]
    [InlineData("MaxConnections", "9")]
    [InlineData("MaxSockets", "0")]
    [InlineData("MaxSocketsPerAddress", "0")]
    [InlineData("UnverifiedBodyTime", "00:00:00.5000000")]
    [InlineData("SocketLoginTime", "00:10:01")]
    [InlineData("SocketKeepAlive", "00:00:00")]
    [InlineData("MaxReplays", "1")]
    [InlineData("MaxCells", "0")]
    public async Task A_bad_value_stops_the_start_and_names_its_key(string key, string value)
    {
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiHost.StartAsync((key, value)));

        string expected = $"Fusion:Http:{key.Split(':')[0]} is [{value}]; allowed is ";
        Assert.Contains(error.Failures, failure => failure.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_defaults_are_good()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        HttpOptions options = host.Services.GetRequiredService<IOptions<HttpOptions>>().Value;

        Assert.Equal(("http://127.0.0.1:8080", 64L << 20, TimeSpan.FromSeconds(30)), (options.Url, options.MaxBufferedBody, options.ReplyTimeout));
    }
}
