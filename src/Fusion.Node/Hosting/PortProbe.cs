using System.Net;
using System.Net.Sockets;

namespace Fusion.Node.Hosting;

/// <summary>Tells before the start that a port is taken, in one line instead of the server's stack trace.</summary>
internal static class PortProbe
{
    /// <summary>Returns when the port can be listened on, or when only the server itself can tell.</summary>
    /// <param name="host">Name or address; a name other than <c>localhost</c> is left to the server.</param>
    /// <param name="port">The port; 0 is always free.</param>
    /// <param name="setting">The setting that names the port, for the error text.</param>
    /// <exception cref="NodeException">The port is taken, or may not be used.</exception>
    public static void EnsureFree(string host, int port, string setting)
    {
        IPAddress? address = host switch
        {
            "localhost" => IPAddress.Loopback,
            "*" or "+" => IPAddress.Any,
            _ => IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? parsed) ? parsed : null,
        };
        if (port == 0 || address is null) return;
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
        }
        catch (SocketException cause)
        {
            throw new NodeException($"Can't listen on {host}:{port} ({setting}): {cause.Message}", cause);
        }
    }
}
