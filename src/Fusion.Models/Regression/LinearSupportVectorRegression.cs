using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;

namespace Fusion.Models.Regression;

/// <summary>Linear support-vector regression in its proximal form: the plane of <see cref="ProximalPlane"/> fitted to the target itself.</summary>
/// <remarks>
/// Ridge regression in which the offset is penalised too. No row: no fit. A constant target, constant or collinear inputs: fitted as any other.
/// </remarks>
internal sealed class LinearSupportVectorRegression() : LinearRegressor("lsvr", "Linear support-vector regression (proximal).")
{
    /// <inheritdoc/>
    protected override ImmutableArray<ParameterInfo> OwnParameters => ProximalPlane.Parameters;

    /// <inheritdoc/>
    protected override FitOutcome Fit(FitProblem problem)
    {
        ProximalPlane plane = ProximalPlane.Fit(problem, slope: 1, shift: 0);
        return plane.AddTo(Predicting(problem, Vectors.Round(plane.Weights), -(double)plane.Offset));
    }
}
