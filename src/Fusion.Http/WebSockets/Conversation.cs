using System.Collections.Immutable;
using System.Net.WebSockets;
using Fusion.Http.Authentication;
using Fusion.Http.Envelopes;
using Fusion.Models;
using Fusion.Statistics.Frames;

namespace Fusion.Http.WebSockets;

/// <summary>One socket from its opening to its end: a message, its answer, the next message. What was not read yet waits at the sender.</summary>
internal sealed class Conversation(WebSocket socket, SocketUpgrade upgrade, Authenticator authenticator, SocketWork work, BodyMemory memory)
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private Caller? _caller;
    private ImmutableArray<string> _keys = [];

    /// <summary>Talks until the peer closes, is rejected, or the server stops.</summary>
    /// <exception cref="WebSocketException">The peer has gone without a word.</exception>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborted)
    {
        var reader = new MessageReader(socket, upgrade.Options, upgrade.Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task stopped = Task.Delay(Timeout.InfiniteTimeSpan, ending.Token), late = Task.Delay(upgrade.Options.SocketLoginTime, upgrade.Time, ending.Token);
        while (true)
        {
            bool isKnown = _caller is not null;
            using BodyMemory.Lease lease = memory.Open(isKnown);
            Task<SocketMessage> next = reader.ReadAsync(lease, isKnown, aborted);
            await Task.WhenAny(next, stopped, isKnown ? stopped : late);
            if (stopped.IsCompleted)
            {
                await CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "The server stops", next);
                return;
            }

            if (!next.IsCompleted)
            {
                upgrade.ReportRejection("No authenticated message in time");
                await CloseAsync(WebSocketCloseStatus.PolicyViolation, "No authenticated message in time", next);
                return;
            }

            SocketMessage message = await next;
            (Envelope? answer, WebSocketCloseStatus? end) = message.End is { } status
                ? (message.Rejection, status)
                : await HandleAsync(message.Content, lease, aborted);
            if (answer is not null) await socket.SendAsync(answer.ToUtf8(), WebSocketMessageType.Text, endOfMessage: true, aborted);
            if (end is null) continue;
            lease.Dispose(); // the farewell may take a while
            await CloseAsync(end.Value, answer?.Text ?? "", null);
            return;
        }
    }

    /// <summary>The answer to a message, and the status to close with afterwards if so.</summary>
    private async Task<(Envelope Answer, WebSocketCloseStatus? End)> HandleAsync(
        ReadOnlyMemory<byte> message, BodyMemory.Lease lease, CancellationToken aborted)
    {
        try
        {
            SocketFrame frame = FrameReader.Read(message);
            if (await AuthenticateAsync(frame, aborted) is { } rejection) return (rejection, WebSocketCloseStatus.PolicyViolation);
            lease.Verify();
            return (await work.AnswerAsync(upgrade.Service, _caller!, _keys, upgrade.Source, aborted), null);
        }
        catch (Exception cause) when (!aborted.IsCancellationRequested)
        {
            Envelope answer = FaultTable.AnswerTo(cause);
            if (cause is not (DeclinedException or InvalidRequestException or FrameException)) upgrade.Report(cause);
            return (answer, _caller is null ? WebSocketCloseStatus.PolicyViolation : null);
        }
    }

    private async Task<Envelope?> AuthenticateAsync(SocketFrame frame, CancellationToken aborted)
    {
        try
        {
            if (frame.Header is { } header)
            {
                _caller = await authenticator.AuthenticateAsync(new SignedFrame(header, frame.Payload, upgrade.Path, upgrade.Urls), aborted);
                _keys = header.ExtraKeys;
            }
            else
            {
                _caller = await authenticator.ContinueAsync(_caller, frame.Payload, aborted);
            }

            return null;
        }
        catch (DeclinedException declined)
        {
            upgrade.ReportRejection(declined.Message);
            return declined.Answer;
        }
    }

    /// <summary>Says goodbye, then reads on for a moment: closing over unread bytes would take the last answer back from the wire.</summary>
    private async Task CloseAsync(WebSocketCloseStatus status, string reason, Task? reading)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        using var patience = new CancellationTokenSource(Farewell, upgrade.Time);
        string text = reason.Length <= 40 ? reason : reason[..40]; // 123 bytes are allowed
        await socket.CloseOutputAsync(status, text, patience.Token);
        byte[] rest = new byte[1 << 12];
        if (reading is not null) await reading.WaitAsync(patience.Token);
        while (socket.State == WebSocketState.CloseSent)
            await socket.ReceiveAsync(rest.AsMemory(), patience.Token);
    }
}
