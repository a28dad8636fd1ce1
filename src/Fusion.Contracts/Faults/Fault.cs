namespace Fusion.Contracts.Faults;

/// <summary>A declined request: the code decides the status, the text is what the user reads.</summary>
/// <param name="Code">The kind.</param>
/// <param name="Text">The documented <c>statusString</c>, or a sentence naming the field, the value and what is allowed.</param>
public sealed record Fault(FaultCode Code, string Text)
{
    /// <summary>A request that is wrong in itself.</summary>
    public static Fault Invalid(string text) => new(FaultCode.InvalidRequest, text);

    /// <summary>The standard text for an unknown project.</summary>
    public static Fault UnknownProject(Ids.CustomerId customer, string project) =>
        new(FaultCode.UnknownProject, $"Cannot Find SYMETRYML id[{project}] for Customer id [{customer}]");

    /// <summary>The text that delete and histogramEnable use instead, with the documented comma and blank at its end.</summary>
    public static Fault UnknownProjectOnDelete(Ids.CustomerId customer, string project) =>
        new(FaultCode.UnknownProject, $"Customer[{customer}] does not have Project with id[{project}], ");

    /// <summary>The documented conflict, with its comma and blank at the end.</summary>
    public static Fault NameTaken(Ids.CustomerId customer, string project) =>
        new(FaultCode.NameTaken, $"Customer [{customer}] already have SYMETRYML with id[{project}], ");

    /// <summary>The conflict of an import with a model of the project.</summary>
    public static Fault ModelTaken(string model) =>
        new(FaultCode.NameTaken, $"There is a model with id[{model}] already; import under another modelid, or delete that one first");

    /// <summary>The documented text for a model that does not exist.</summary>
    public static Fault UnknownModel(string model) => new(FaultCode.UnknownModel, $"Generic Exception <Error no such model <{model}>>");

    /// <summary>The documented text for a job that does not exist, is another's, or has expired.</summary>
    public static Fault UnknownJob() => new(FaultCode.UnknownJob, "No such job");

    /// <summary>Refusal of an operation that needs rows.</summary>
    public static Fault NotOnFusion(string project) =>
        new(FaultCode.NotSupportedOnFusion, $"Operation not supported on Fusion project id[{project}]");

    /// <summary>A failure while processing, in the documented wrapping.</summary>
    public static Fault Failed(string message) => new(FaultCode.ProcessingFailed, $"Generic Exception <{message}>");

    /// <summary>Refusal of an update of a frozen project.</summary>
    public static Fault Frozen(string project) => Failed($"Project id[{project}] is frozen");

    /// <summary>The project changed while rows were being added up for it.</summary>
    public static Fault Stale(string change) => new(FaultCode.Stale, $"The project changed while the rows were on their way: {change}. Send them again");

    /// <summary>A message between nodes did not arrive, so nothing was done.</summary>
    public static Fault Unreachable(string what) => new(FaultCode.Unreachable, $"{what}; send it again later");

    /// <summary>A cell remembers as many batches as it may.</summary>
    public static Fault TooManyBatches(string project) => new(
        FaultCode.Overloaded,
        $"Project id[{project}] has no room to remember another batch, and forgets none before its time; send the rows in larger batches, or again later");

    /// <summary>Too much is waiting already.</summary>
    public static Fault Overloaded(string what) => new(FaultCode.Overloaded, $"Too many requests are waiting for {what}; send it again later");

    /// <summary>What is stored is damaged; the text names it.</summary>
    public static Fault Damaged(string text) => new(FaultCode.Damaged, text);

    /// <summary>The store could not take it.</summary>
    public static Fault Unstored(string reason) => new(FaultCode.Unstored, $"{reason}; send it again later, rows under the same Idempotency-Key");
}
