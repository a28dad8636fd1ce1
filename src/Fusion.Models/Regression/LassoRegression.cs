using System.Collections.Immutable;

namespace Fusion.Models.Regression;

/// <summary>The lasso (Tibshirani 1996), by <see cref="CoordinateDescent"/>.</summary>
internal sealed class LassoRegression() : PenalisedRegressor("lasso", "Least squares with an absolute penalty, which leaves inputs out.", eta: 1)
{
    /// <inheritdoc/>
    protected override ImmutableArray<ParameterInfo> PenaltyParametersOfThis => PenaltyParameters.OfLasso;
}
