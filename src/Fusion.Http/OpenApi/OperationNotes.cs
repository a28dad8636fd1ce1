using System.Collections.Immutable;

namespace Fusion.Http.OpenApi;

/// <summary>What the code of an endpoint does not tell about it.</summary>
/// <param name="Id">Its name in programs: a verb and what it works on. Never changed: clients are generated from it.</param>
/// <param name="Summary">What it does, one sentence.</param>
internal sealed record OperationNotes(string Id, string Summary)
{
    /// <summary>What its users look for it under.</summary>
    public string Tag { get; init; } = "";

    /// <summary>The parameters after the question mark.</summary>
    public ImmutableArray<QueryNote> Query { get; init; } = [];

    /// <summary>What the request carries.</summary>
    public BodyKind Body { get; init; }

    /// <summary>Whether a request without a body means something.</summary>
    public bool BodyMayBeMissing { get; init; }

    /// <summary>The status of success; null where there is none but a job.</summary>
    public int? Success { get; init; } = 200;

    /// <summary>Whether success may also be 202: a job was started.</summary>
    public bool StartsJob { get; init; }

    /// <summary>Whether success may also be 202: the job is still running.</summary>
    public bool MayRun { get; init; }

    /// <summary>Keys under <c>values</c> on success.</summary>
    public ImmutableArray<string> Entities { get; init; } = [];

    /// <summary>Status and text of the documented errors beside those of every call.</summary>
    public ImmutableArray<(int Status, string Text)> Errors { get; init; } = [];

    /// <summary>Whether rows are changed, so that the same <c>Idempotency-Key</c> counts once.</summary>
    public bool TakesKey { get; init; }

    /// <summary>Whether the call must be signed.</summary>
    public bool IsSigned { get; init; } = true;
}
