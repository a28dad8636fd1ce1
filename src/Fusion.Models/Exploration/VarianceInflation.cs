using System.Collections.Immutable;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Variance inflation factors: by how much an attribute's correlation with the others inflates the variance of its coefficient, 1/(1 − R²).</summary>
/// <remarks>
/// <para>The diagonal of the inverse of the correlation matrix, in double-double up to 200 attributes. An attribute that is a linear combination of others:
/// ∞. A constant attribute, or one without values: 1. Where missing values make the matrix indefinite: NaN.</para>
/// <para>With <c>vifClip</c> correlations are first clipped to ±0.9999, as the product does: two attributes alone are then never infinitely inflated. Equal
/// to <c>statsmodels.variance_inflation_factor</c>
/// with a constant.</para>
/// </remarks>
public static class VarianceInflation
{
    private const double Clip = 0.9999;
    private const double Noticeable = 1e-6; // a share in a linear combination that is more than rounding

    /// <summary>The parameter that clips correlations.</summary>
    public static ParameterInfo ClipParameter { get; } = new("vifClip", ParameterType.Boolean, "false", "Clips correlations to ±0.9999.");

    /// <summary>Computes the factors.</summary>
    /// <param name="statistics">The sums.</param>
    /// <param name="context">The attributes; all when it names none.</param>
    /// <param name="cancellationToken">Gives up between attributes.</param>
    /// <returns>Each input as it was asked for, and its factor as text.</returns>
    /// <exception cref="InvalidRequestException">An attribute does not exist.</exception>
    public static ImmutableArray<KeyValuePair<string, string>> Compute(
        SufficientStatistics statistics, MlContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(context);
        AnalysisInputs inputs = AnalysisInputs.Read(statistics.Schema, context, "vif");
        SymmetricMatrix correlations = CorrelationMatrix.Of(statistics, inputs.Indexes, cancellationToken);
        if (ClipParameter.ReadBoolean(context))
            ClipOffDiagonal(correlations);
        double[] factors = Factors(new SymmetricSystem("correlation matrix of the inputs", correlations, inputs.Labels));
        return [.. inputs.Labels.Zip(factors, (label, factor) => KeyValuePair.Create(label, NumberText.Full(factor)))];
    }

    private static void ClipOffDiagonal(SymmetricMatrix matrix)
    {
        for (int i = 0; i < matrix.Size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                matrix[i, j] = matrix[i, j] > Clip ? Clip : matrix[i, j] < -Clip ? -Clip : matrix[i, j];
            }
        }
    }

    private static double[] Factors(SymmetricSystem system) =>
        system.TryFactorLeading(system.Matrix.Size) is { } factor ? [.. Vectors.Round(factor.InverseDiagonal())] : Singular(system.Matrix);

    /// <summary>Attributes with a part in the null space are combinations of others; for the rest the pseudo-inverse is the inverse.</summary>
    private static double[] Singular(SymmetricMatrix matrix)
    {
        Spectrum spectrum = Spectrum.Of(matrix.ToDouble());
        var factors = new double[matrix.Size];
        for (int k = 0; k < matrix.Size; k++)
        {
            double value = spectrum.Values[k];
            for (int i = 0; i < matrix.Size; i++)
            {
                double share = spectrum.Vectors[i, k];
                factors[i] += value > spectrum.Noise ? share * share / value
                    : value < -spectrum.Noise ? double.NaN
                    : Math.Abs(share) > Noticeable ? double.PositiveInfinity : 0;
            }
        }

        return factors;
    }
}
