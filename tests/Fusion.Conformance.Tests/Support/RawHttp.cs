using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Fusion.Conformance.Tests.Support;

/// <summary>Sends requests byte for byte as told: no library puts headers into its own order, case or escape.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Sends a request on a connection of its own and reads the answer to its end.</summary>
    /// <param name="node">The server.</param>
    /// <param name="method">The verb.</param>
    /// <param name="target">Path and query, as on the wire.</param>
    /// <param name="headers">All headers but Content-Length and Connection.</param>
    /// <param name="body">The body; empty for none.</param>
    public static async Task<RawAnswer> SendAsync(
        Uri node, string method, string target, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body)
    {
        using CancellationTokenSource patience = new(Patience);
        using TcpClient connection = new();
        await connection.ConnectAsync(node.Host, node.Port, patience.Token);
        await using NetworkStream stream = connection.GetStream();
        var head = new StringBuilder($"{method} {target} HTTP/1.1\r\n");
        foreach ((string name, string value) in headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        if (!body.IsEmpty) head.Append(CultureInfo.InvariantCulture, $"content-length: {body.Length}\r\n");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head.Append("connection: close\r\n\r\n").ToString()), patience.Token);
        await stream.WriteAsync(body, patience.Token);
        using MemoryStream received = new();
        await stream.CopyToAsync(received, patience.Token);
        return Parse(received.ToArray());
    }

    private static RawAnswer Parse(byte[] bytes)
    {
        int end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        string[] lines = Encoding.ASCII.GetString(bytes.AsSpan(0, end)).Split("\r\n");
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (string[] header in lines[1..].Select(line => line.Split(':', 2)))
            headers[header[0]] = header[1].Trim();
        byte[] body = bytes[(end + 4)..];
        int status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        return new RawAnswer(status, headers, headers.ContainsKey("Transfer-Encoding") ? Join(body) : body);
    }

    private static byte[] Join(ReadOnlySpan<byte> chunks)
    {
        var body = new List<byte>();
        while (true)
        {
            int line = chunks.IndexOf("\r\n"u8);
            int length = int.Parse(Encoding.ASCII.GetString(chunks[..line]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0) return [.. body];
            body.AddRange(chunks.Slice(line + 2, length));
            chunks = chunks[(line + 2 + length + 2)..];
        }
    }
}
