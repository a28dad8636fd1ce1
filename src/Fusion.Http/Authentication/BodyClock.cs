using Fusion.Http.Envelopes;
using Microsoft.AspNetCore.Http;

namespace Fusion.Http.Authentication;

/// <summary>Reads a body for as long as it may take.</summary>
internal sealed class BodyClock : IDisposable
{
    private readonly HttpRequest _request;
    private readonly TimeSpan _patience;
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _either;

    /// <summary>Starts the time.</summary>
    /// <param name="request">The request.</param>
    /// <param name="patience">How long the whole body may take; infinite for no limit.</param>
    /// <param name="time">The clock.</param>
    public BodyClock(HttpRequest request, TimeSpan patience, TimeProvider time)
    {
        (_request, _patience) = (request, patience);
        _late = new CancellationTokenSource(patience, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_late.Token, request.HttpContext.RequestAborted);
    }

    /// <summary>Reads on; 0 at the end.</summary>
    /// <exception cref="DeclinedException">The time is over.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        try
        {
            return await _request.Body.ReadAsync(buffer, _either.Token);
        }
        catch (OperationCanceledException) when (_late.IsCancellationRequested)
        {
            throw new DeclinedException(new Envelope(
                ApiStatus.Timeout,
                $"The body did not come within {_patience} (http.unverifiedBodyTime); a slow one needs the header {AuthenticationHeaders.ContentSha256}"));
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _late.Dispose();
    }
}
