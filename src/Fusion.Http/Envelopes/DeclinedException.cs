using Fusion.Contracts.Faults;

namespace Fusion.Http.Envelopes;

/// <summary>
/// Ends a request with an answer decided on the way. Thrown so that the steps of a handler read straight down; <see cref="ErrorMiddleware"/> is the one
/// place that catches it.
/// </summary>
internal sealed class DeclinedException(Envelope answer) : Exception(answer.Text)
{
    public DeclinedException(Fault fault)
        : this(Envelope.Of(fault))
    {
    }

    /// <summary>What the caller gets.</summary>
    public Envelope Answer { get; } = answer;
}
