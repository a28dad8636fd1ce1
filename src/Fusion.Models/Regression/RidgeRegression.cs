using System.Collections.Immutable;

namespace Fusion.Models.Regression;

/// <summary>Ridge regression (Hoerl and Kennard 1970), in closed form; cost p³/6 multiplications for each λ.</summary>
internal sealed class RidgeRegression() : PenalisedRegressor("ridge", "Least squares with a squared penalty: β = (C + λI)⁻¹c.", eta: 0)
{
    /// <inheritdoc/>
    protected override ImmutableArray<ParameterInfo> PenaltyParametersOfThis => PenaltyParameters.OfRidge;
}
