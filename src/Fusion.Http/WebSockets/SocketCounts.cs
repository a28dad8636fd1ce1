using System.Net;
using Microsoft.Extensions.Options;

namespace Fusion.Http.WebSockets;

/// <summary>Counts open sockets by remote address, so that one can't take those of all others. Thread-safe.</summary>
internal sealed class SocketCounts(IOptions<HttpOptions> options)
{
    private const int NetworkBytes = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _open = [];

    /// <summary>Counts a socket until it is disposed of; null when its address has too many.</summary>
    /// <param name="address">The peer; null, where there is no network, counts as one address.</param>
    public IDisposable? TryEnter(IPAddress? address)
    {
        string key = KeyOf(address);
        lock (_lock)
        {
            int before = _open.GetValueOrDefault(key);
            if (before >= options.Value.MaxSocketsPerAddress) return null;
            _open[key] = before + 1;
        }

        return new Place(this, key);
    }

    // A network of IPv6 has addresses without number.
    private static string KeyOf(IPAddress? address)
    {
        if (address is null) return "";
        byte[] bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return Convert.ToHexString(bytes, 0, Math.Min(bytes.Length, NetworkBytes));
    }

    private void Leave(string key)
    {
        lock (_lock)
        {
            if (--_open[key] == 0) _open.Remove(key);
        }
    }

    private sealed class Place(SocketCounts counts, string key) : IDisposable
    {
        public void Dispose() => counts.Leave(key);
    }
}
