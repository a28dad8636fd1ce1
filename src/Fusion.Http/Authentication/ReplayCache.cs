using Fusion.Http.Envelopes;
using Microsoft.Extensions.Options;

namespace Fusion.Http.Authentication;

/// <summary>
/// Remembers, where the options ask for it, the signatures that this node has accepted, for as long as their dates would let them pass again. Bounded: what
/// can't be remembered is not served. Thread-safe.
/// </summary>
internal sealed class ReplayCache(TimeProvider time, IOptions<HttpOptions> options)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, DateTimeOffset> _ends = new();

    /// <summary>Whether a request of checked date and signature is the first of its kind; always when repeated requests are allowed.</summary>
    /// <exception cref="DeclinedException">Too many are remembered already.</exception>
    public bool IsFirst(AuthenticationHeaders headers)
    {
        if (!options.Value.RejectReplays || !SymDate.TryParse(headers.Date, out DateTimeOffset date)) return true;

        // Base64 may hold blanks: the bytes count.
        string signature = Convert.ToBase64String(Convert.FromBase64String(headers.Signature));
        lock (_gate)
        {
            Forget();
            if (_seen.Contains(signature)) return false;
            if (_seen.Count >= options.Value.MaxReplays) throw new DeclinedException(Full);
            _seen.Add(signature);
            _ends.Enqueue(signature, SymDate.End(date));
            return true;
        }
    }

    private static Envelope Full { get; } =
        new(ApiStatus.Unavailable, "Too many requests within minutes to tell repeated ones from new ones (http.maxReplays); send it again later");

    private void Forget()
    {
        while (_ends.TryPeek(out string? signature, out DateTimeOffset end) && end < time.GetUtcNow())
        {
            _ends.Dequeue();
            _seen.Remove(signature);
        }
    }
}
