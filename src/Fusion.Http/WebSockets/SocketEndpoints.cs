using System.Net.Sockets;
using System.Net.WebSockets;
using Fusion.Http.Authentication;
using Fusion.Http.Envelopes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fusion.Http.WebSockets;

/// <summary>Learn, forget and predict over sockets. The upgrade is open to everyone: the first message authenticates.</summary>
internal static class SocketEndpoints
{
    private const int Probes = 3;

    /// <summary>Maps the three sockets.</summary>
    public static void MapSockets(this IEndpointRouteBuilder endpoints)
    {
        foreach (SocketService service in Enum.GetValues<SocketService>())
            endpoints.MapGet($"/symetry/ws/{service.ToString().ToLowerInvariant()}", (Delegate)((HttpContext context) => TalkAsync(context, service)));
    }

    private static Envelope TooMany { get; } = new(ApiStatus.Unavailable, "Too many WebSockets are open; try again later");

    private static async Task<IResult> TalkAsync(HttpContext context, SocketService service)
    {
        if (!context.WebSockets.IsWebSocketRequest) return Envelope.BadRequest($"{context.Request.Path} is a WebSocket; open it with ws:// or wss://");
        IServiceProvider services = context.RequestServices;
        ILogger<Conversation> logger = services.GetRequiredService<ILogger<Conversation>>();
        HttpOptions options = services.GetRequiredService<IOptions<HttpOptions>>().Value;
        var upgrade = new SocketUpgrade(context.Request, service, options, services.GetRequiredService<TimeProvider>(), logger);
        using IDisposable? place = services.GetRequiredService<SocketCounts>().TryEnter(context.Connection.RemoteIpAddress);
        if (place is null) return TooMany;
        try
        {
            using WebSocket? socket = await AcceptAsync(context);
            if (socket is null) return TooMany;
            Probe(context, options.SocketKeepAlive);
            var conversation = new Conversation(
                socket,
                upgrade,
                services.GetRequiredService<Authenticator>(),
                services.GetRequiredService<SocketWork>(),
                services.GetRequiredService<BodyMemory>());
            await conversation.RunAsync(services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping, context.RequestAborted);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ConnectionResetException or IOException)
        {
            HttpLog.SocketLost(logger, gone, context.Request.Path); // clients that drop the connection do this every day
            context.Abort();
        }

        return Results.Empty;
    }

    // Clients that only read after they sent don't answer pings, so TCP asks whether the peer is there.
    private static void Probe(HttpContext context, TimeSpan interval)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is not { } connection) return;
        int seconds = (int)interval.TotalSeconds;
        connection.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        connection.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, seconds);
        connection.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, seconds);
        connection.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
    }

    // The server counts its upgraded connections and says so in no other way.
    private static async Task<WebSocket?> AcceptAsync(HttpContext context)
    {
        try
        {
            return await context.WebSockets.AcceptWebSocketAsync();
        }
        catch (InvalidOperationException) when (!context.Response.HasStarted)
        {
            return null;
        }
    }
}
