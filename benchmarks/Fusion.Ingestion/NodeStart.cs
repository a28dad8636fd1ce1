using System.Net;
using System.Net.Sockets;

namespace Fusion.Benchmarks;

/// <summary>What it takes to start a node as a process.</summary>
internal static class NodeStart
{
    /// <summary>The executable, as <c>dotnet build -c Release src/Fusion.Node</c> makes it.</summary>
    public static string Executable { get; } = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "../../../../../src/Fusion.Node/bin/Release/net10.0/fusion"));

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until a node says that it is ready.</summary>
    public static async Task WaitAsync(Uri url)
    {
        using HttpClient http = new();
        for (int attempt = 0; attempt < 600; attempt++)
        {
            try
            {
                if ((await http.GetAsync(new Uri(url, "/healthz/ready"))).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException("The node did not start within a minute.");
    }
}
