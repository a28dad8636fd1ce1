using Fusion.Actors.Hosting;
using Fusion.Models;

namespace Fusion.Actors.Projects;

/// <summary>The compatibility switches as exploration and prediction take them.</summary>
/// <param name="Rounding">How exploration results are rounded; null leaves them as they are.</param>
/// <param name="Prediction">Switches of prediction.</param>
internal sealed record AnswerOptions(ExploreRounding? Rounding, PredictOptions Prediction)
{
    /// <summary>The switches of a node.</summary>
    public static AnswerOptions Of(CompatibilityOptions options) => new(
        options.ExploreDoubleFormat.Length == 0 ? null : ExploreRounding.Parse(options.ExploreDoubleFormat),
        new PredictOptions(options.NormZLegacy));
}
