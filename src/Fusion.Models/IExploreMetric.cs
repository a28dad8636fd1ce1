using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Models;

/// <summary>A question about a few attributes that the sums answer with numbers.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
public interface IExploreMetric
{
    /// <summary>The id that a request names.</summary>
    string Id { get; }

    /// <summary>What it tells, one sentence.</summary>
    string Summary { get; }

    /// <summary>The extra parameters that it understands.</summary>
    ImmutableArray<ParameterInfo> Parameters { get; }

    /// <summary>Computes the answer.</summary>
    /// <param name="statistics">The sums.</param>
    /// <param name="context">The attributes asked about.</param>
    /// <param name="options">What else to answer, and rounding.</param>
    /// <returns>Keys and numbers in documented order; NaN where undefined.</returns>
    /// <exception cref="InvalidRequestException">An attribute does not exist, too few are given, or a parameter is wrong.</exception>
    ImmutableArray<KeyValuePair<string, double>> Compute(SufficientStatistics statistics, MlContext context, ExploreOptions options);
}
