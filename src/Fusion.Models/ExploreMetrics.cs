using Fusion.Models.Exploration;

namespace Fusion.Models;

/// <summary>The metrics of exploration.</summary>
public static class ExploreMetrics
{
    /// <summary>Every metric, in documented order.</summary>
    public static IReadOnlyList<IExploreMetric> All { get; } =
    [
        new UnivariateMetric(),
        new BivariateMetric(),
        new ZTestMetric(),
        new ZTestProportionsMetric(),
        new ZTestMeanMetric(),
        new FTestMetric(),
        new FTestVarianceMetric(),
        new TTestMetric(),
        new TTestMeanMetric(),
        new AnovaMetric(),
        new ChiSquareMetric(),
        new GainMetric(),
    ];

    /// <summary>The ids that a request may name: those of all metrics, and of whole matrices (<see cref="AttributeMatrix"/>).</summary>
    public static IEnumerable<string> Ids => [.. All.Select(metric => metric.Id), AttributeMatrix.Correlations, AttributeMatrix.Covariances];

    /// <summary>Finds a metric.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The metric.</returns>
    /// <exception cref="InvalidRequestException">There is none of that id; the message names the ids.</exception>
    public static IExploreMetric Find(string? id) =>
        All.FirstOrDefault(metric => metric.Id == (id is "ftestsima" or "ftestsigma" ? "ftestmu" : id)) // as the product's documents misspell it
        ?? throw new InvalidRequestException($"Unknown metric '{id}'; allowed are {string.Join(", ", Ids)}.");
}
