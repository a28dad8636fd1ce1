using Fusion.Contracts.Faults;

namespace Fusion.Http.Envelopes;

/// <summary>
/// Ends a request with an answer decided on the way. Thrown so that the steps of a handler read straight down; <see cref="ErrorMiddleware"/> is the one
/// place that catches it.
/// </summary>
internal sealed class DeclinedException(Envelope answer) : Exception(answer.Text)
{
    public DeclinedException(Fault fault)
        : this(Envelope.Of(fault)) => Kind = fault.Code.ToString();

    /// <summary>What the caller gets.</summary>
    public Envelope Answer { get; } = answer;

    /// <summary>The kind of fault, for the log: unlike the text it holds nothing that the caller sent.</summary>
    public string Kind { get; } = answer.Status.Name;
}
