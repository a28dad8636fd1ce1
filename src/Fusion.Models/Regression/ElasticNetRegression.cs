using System.Collections.Immutable;

namespace Fusion.Models.Regression;

/// <summary>The elastic net (Zou and Hastie 2005), by <see cref="CoordinateDescent"/>; η = 0 in closed form.</summary>
internal sealed class ElasticNetRegression() : PenalisedRegressor("elasticnet", "Least squares with a mixture of absolute and squared penalty.", eta: null)
{
    /// <inheritdoc/>
    protected override ImmutableArray<ParameterInfo> PenaltyParametersOfThis => PenaltyParameters.OfElasticNet;
}
