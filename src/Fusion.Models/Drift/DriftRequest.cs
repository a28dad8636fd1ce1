using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Models.Drift;

/// <summary>What a comparison of two projects asks for, read from the extra parameters of a request.</summary>
/// <param name="Baseline">The name of the project that says what is normal.</param>
/// <param name="Analysis">The name of the project that is compared with it.</param>
/// <param name="Metric">How: one of <see cref="Metrics"/>.</param>
public sealed record DriftRequest(string Baseline, string Analysis, string Metric)
{
    /// <summary>Stands in place of a name for the embedded rolling window of the baseline project.</summary>
    public const string EmbeddedWindow = "rolling_window_embedded_project";

    private const string Names = "inputAttributeNames";

    /// <summary>The metrics.</summary>
    public static ImmutableArray<string> Metrics { get; } =
        [DataDrift.PcaReconstructionError, DataDrift.Global, DataDrift.MarginalStat, DataDrift.MarginalNonStat];

    /// <summary>Reads a request.</summary>
    /// <param name="context">Its body.</param>
    /// <returns>The request.</returns>
    /// <exception cref="InvalidRequestException">A parameter is missing or unknown; names it and what is allowed.</exception>
    public static DriftRequest Read(MlContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string baseline = Required(context, "driftPreferenceProjectName");
        string analysis = Required(context, "driftAnalysisProjectName");
        string metric = Required(context, "driftMetric");
        return Metrics.Contains(metric)
            ? new DriftRequest(baseline, analysis, metric)
            : throw new InvalidRequestException($"The parameter driftMetric is [{metric}]; allowed are {string.Join(", ", Metrics)}");
    }

    /// <summary>The attributes to compare: those named, at the top of the request or among its extra parameters, else all that both have.</summary>
    /// <param name="context">The request.</param>
    /// <param name="baseline">The baseline's attributes.</param>
    /// <param name="analysis">The attributes compared with them.</param>
    /// <returns>Distinct attributes of both, in the order of the request or the baseline.</returns>
    /// <exception cref="InvalidRequestException">A name stands for nothing, one of the projects lacks it, or none is left.</exception>
    public static ImmutableArray<AttributeInfo> Attributes(MlContext context, Schema baseline, Schema analysis)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(analysis);
        if (context.InputAttributeNames.IsDefaultOrEmpty && context.FindParameter(Names) is { } list)
            context = context with { InputAttributeNames = [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] };
        ImmutableArray<AttributeInfo> named =
            [.. context.ResolveInputs(baseline).SelectMany(reference => reference.Indexes).Distinct().Select(index => baseline[index])];
        if (named.IsEmpty)
            named = [.. baseline.Where(attribute => analysis.IndexOf(attribute.Name) >= 0)];
        if (named.IsEmpty)
            throw new InvalidRequestException("The two projects have no attribute in common");
        AttributeInfo? lacking = named.FirstOrDefault(attribute => analysis.IndexOf(attribute.Name) < 0);
        return lacking is null
            ? named
            : throw new InvalidRequestException($"The attribute [{lacking.Name}] of {Names} is none of the project driftAnalysisProjectName names");
    }

    private static string Required(MlContext context, string name) => context.FindParameter(name)?.Trim() is { Length: > 0 } text
        ? text
        : throw new InvalidRequestException($"The extra parameter {name} is missing or empty");
}
