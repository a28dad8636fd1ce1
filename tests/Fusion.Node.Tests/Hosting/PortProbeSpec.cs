using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Fusion.Node.Hosting;

namespace Fusion.Node.Tests.Hosting;

public sealed class PortProbeSpec
{
    [Fact]
    public void A_taken_port_is_named_with_its_setting()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;

        NodeException refused = Assert.Throws<NodeException>(() => PortProbe.EnsureFree("127.0.0.1", port, "Fusion:Http:Url"));

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port} (Fusion:Http:Url)"), refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("a.name.that.only.the.server.can.judge")]
    public void Any_free_port_is_free(string host)
    {
        PortProbe.EnsureFree(host, 0, "x");
    }
}
