using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;

namespace Fusion.Models.Regression;

/// <summary>Partial least squares for one target: with k components, the least-squares fit among coefficients in span(c, Cc, …, Cᵏ⁻¹c).</summary>
/// <remarks>
/// <para>The coefficients are those of NIPALS (Wold 1975), which go through every row k times; see <see cref="KrylovPath"/> for how they follow from sums.
/// With as many components as the inputs have rank it is ordinary least squares, of minimal length where inputs are collinear.</para>
/// <para>No row, or no input that varies: no fit. A constant input has coefficient 0; with a constant target all are. n ≤ p needs nothing special.
/// Where values are missing, covariances are taken over the rows that have both, and directions without variance end the components.</para>
/// </remarks>
internal sealed class PartialLeastSquares() : ComponentRegressor("plsq", "Partial least squares regression with up to q components.")
{
    private static readonly ParameterInfo FreedomLost = new(
        "ddof", ParameterType.WholeNumber, "0", "Standard deviations have divisor n - ddof.")
    {
        Minimum = 0,
        Maximum = 1,
    };

    /// <inheritdoc/>
    protected override ImmutableArray<ParameterInfo> OwnParameters => [Components, OneQ, Standardize, FreedomLost];

    /// <inheritdoc/>
    protected override FitOutcome Fit(FitProblem problem)
    {
        bool standardize = Standardize.ReadBoolean(problem.Context);
        int ddof = (int)FreedomLost.ReadNumber(problem.Context);
        var moments = ScaledMoments.Of(problem, standardize, ddof);
        int most = (int)Components.ReadNumber(problem.Context);
        return PathOutcome(problem, moments, KrylovPath.Solve(moments.Matrix, moments.Cross, most, problem.Cancellation))
            .WithExtra("standardize", standardize)
            .WithExtra("ddof", ddof)
            .WithExtra("oneq", OneQ.ReadBoolean(problem.Context));
    }
}
