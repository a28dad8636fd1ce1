using Fusion.Http;
using Fusion.Node.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fusion.Node.Tests.Hosting;

public sealed class HostDirectorySpec
{
    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://LOCALHOST:8080/symetry/rest")]
    [InlineData("http://[::1]:8080")]
    [InlineData("http://fusion.example:80")]
    [InlineData("http://fusion.example")]
    public void Own_addresses_their_loopback_aliases_and_public_ones_are_this_cluster(string host)
    {
        Assert.True(Directory("http://127.0.0.1:8080").IsThisCluster(new Uri(host)));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8081")]
    [InlineData("https://127.0.0.1:8080")]
    [InlineData("http://10.0.0.7:8080")]
    [InlineData("http://example.com:8080")]
    [InlineData("http://fusion.example:8080")]
    public void Other_hosts_ports_and_schemes_are_not(string host)
    {
        Assert.False(Directory("http://127.0.0.1:8080").IsThisCluster(new Uri(host)));
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080", true)]
    [InlineData("http://[::]:8080", true)]
    [InlineData("http://*:8080", true)]
    [InlineData("http://10.0.0.7:8080", false)]
    public void Listening_everywhere_includes_loopback(string own, bool expected)
    {
        Assert.Equal(expected, Directory(own).IsThisCluster(new Uri("http://localhost:8080")));
    }

    [Fact]
    public void Before_the_start_no_address_is_known()
    {
        Assert.False(Directory().IsThisCluster(new Uri("http://localhost:8080")));
    }

    private static HostDirectory Directory(params string[] urls) =>
        new(
        new Server(urls),
        Microsoft.Extensions.Options.Options.Create(new HttpOptions { PublicUrls = ["http://fusion.example"] }),
        new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));

    private sealed class Server : IServer
    {
        public Server(string[] urls)
        {
            var addresses = new ServerAddressesFeature();
            foreach (string url in urls)
                addresses.Addresses.Add(url);
            Features.Set<IServerAddressesFeature>(addresses);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => throw new NotSupportedException();

        public Task StopAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
