using Fusion.Http.Envelopes;
using Fusion.Http.Ingestion;

namespace Fusion.Http.Authentication;

/// <summary>A body that is read for as long as it may take.</summary>
internal sealed class BodyClock : ReadOnlyStream
{
    private readonly Stream _body;
    private readonly TimeSpan _patience;
    private readonly CancellationTokenSource _late;

    /// <summary>Starts the time.</summary>
    /// <param name="body">The body.</param>
    /// <param name="patience">How long the whole body may take; infinite for no limit.</param>
    /// <param name="time">The clock.</param>
    public BodyClock(Stream body, TimeSpan patience, TimeProvider time)
    {
        (_body, _patience) = (body, patience);
        _late = new CancellationTokenSource(patience, time);
    }

    /// <inheritdoc/>
    /// <exception cref="DeclinedException">The time is over.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_patience == Timeout.InfiniteTimeSpan) return await _body.ReadAsync(buffer, cancellationToken);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_late.Token, cancellationToken);
        try
        {
            return await _body.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException) when (_late.IsCancellationRequested)
        {
            throw new DeclinedException(new Envelope(
                ApiStatus.Timeout,
                $"The body did not come within {_patience} (http.unverifiedBodyTime); a slow one needs the header {AuthenticationHeaders.ContentSha256}"));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _late.Dispose();
        base.Dispose(disposing);
    }
}
