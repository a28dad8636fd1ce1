using System.Collections.Immutable;
using Fusion.Models.Numerics;
using Fusion.Statistics;
using MathNet.Numerics.LinearAlgebra;

namespace Fusion.Models.Drift;

/// <summary>How much worse the principal components of the baseline reconstruct other data than their own, from covariances alone.</summary>
/// <remarks>
/// <para>Attributes are standardised by the baseline's means and deviations. Kept are the fewest components that explain 90 % of the baseline's variance, at
/// least one attribute's worth left out. With R the projection on what they leave out, C the baseline's correlations and M the second moments of the
/// other data about the baseline's means, the errors are E₀ = tr RCR and E₁ = tr RMR, and the score is the increase (E₁ − E₀)/E₁, 0 when there is none. An
/// attribute's drift is the same of its diagonal elements.</para>
/// <para>An attribute that is constant in the baseline takes no part in the components: it has drift 1, and the score is 1, when the other data differ
/// from the constant; else 0.</para>
/// </remarks>
internal static class ReconstructionDrift
{
    /// <summary>Largest number of attributes; the decomposition takes seconds there.</summary>
    public const int MaxAttributes = 1_000;

    private const double Explained = 0.9;
    private const double Noise = 1e-12; // what rounding leaves of an error of 0, for each attribute

    /// <summary>The score and the drift of each attribute.</summary>
    public static (double Score, ImmutableArray<double> Drifts) Measure(
        ImmutableArray<AttributeInfo> attributes, SufficientStatistics baseline, SufficientStatistics analysis)
    {
        if (attributes.Length > MaxAttributes)
        {
            throw new InvalidRequestException(
                $"driftMetric [{DataDrift.PcaReconstructionError}] takes at most {MaxAttributes} attributes, not {attributes.Length}; "
                + "name some in inputAttributeNames");
        }

        Side before = Side.Of(attributes, baseline), after = Side.Of(attributes, analysis);
        var drifts = new double[attributes.Length];
        int[] varying = [.. Enumerable.Range(0, attributes.Length).Where(k => before.Covariances[k, k] > 0)];
        bool left = false;
        foreach (int k in Enumerable.Range(0, attributes.Length).Except(varying))
        {
            drifts[k] = after.Covariances[k, k] > 0 || after.Means[k] != before.Means[k] ? 1 : 0;
            left |= drifts[k] > 0;
        }

        if (varying.Length == 0)
            return (left ? 1 : 0, [.. drifts]);
        double score = MeasureVarying(before, after, varying, drifts);
        return (left ? 1 : score, [.. drifts]);
    }

    private static double MeasureVarying(Side before, Side after, int[] varying, double[] drifts)
    {
        double Scaled(double value, int i, int j) => value / Math.Sqrt(before.Covariances[varying[i], varying[i]] * before.Covariances[varying[j], varying[j]]);
        double Shift(int i) => after.Means[varying[i]] - before.Means[varying[i]];
        int size = varying.Length;
        Matrix<double> own = Matrix<double>.Build.Dense(size, size, (i, j) => Scaled(before.Covariances[varying[i], varying[j]], i, j));
        Matrix<double> other = Matrix<double>.Build.Dense(
            size, size, (i, j) => Scaled(after.Covariances[varying[i], varying[j]] + (Shift(i) * Shift(j)), i, j));
        Matrix<double> rest = LeftOut(own);
        Vector<double> ownErrors = (rest * own * rest).Diagonal(), otherErrors = (rest * other * rest).Diagonal();
        for (int i = 0; i < size; i++)
        {
            drifts[varying[i]] = Increase(ownErrors[i], otherErrors[i], Noise);
        }

        return Increase(ownErrors.Sum(), otherErrors.Sum(), size * Noise);
    }

    private static double Increase(double own, double other, double noise) => other > noise && other > own ? 1 - (Math.Max(own, 0) / other) : 0;

    /// <summary>The projection on the components that are left out.</summary>
    private static Matrix<double> LeftOut(Matrix<double> correlations)
    {
        var decomposition = correlations.Evd(Symmetricity.Symmetric);
        int size = correlations.RowCount;
        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(k => decomposition.EigenValues[k].Real)];
        double total = correlations.Trace(), explained = 0;
        int kept = 0;
        while (kept < size - 1 && explained < Explained * total)
        {
            explained += decomposition.EigenValues[order[kept++]].Real;
        }

        Matrix<double> components = Matrix<double>.Build.Dense(size, size - kept, (i, k) => decomposition.EigenVectors[i, order[kept + k]]);
        return components.TransposeAndMultiply(components);
    }

    /// <summary>Means and covariances of the attributes in one project.</summary>
    private sealed record Side(double[] Means, double[,] Covariances)
    {
        public static Side Of(ImmutableArray<AttributeInfo> attributes, SufficientStatistics statistics)
        {
            int[] indexes = [.. attributes.Select(attribute => statistics.Schema.IndexOf(attribute.Name))];
            double[] means = [.. indexes.Select(i => (double)statistics.Univariate(i).Mean)];
            for (int k = 0; k < means.Length; k++)
            {
                if (double.IsNaN(means[k]))
                    throw new FitException($"No row has a value of '{attributes[k].Name}' in one of the projects.");
            }

            return new Side(means, Vectors.ClearUndefined(statistics.CovarianceMatrix(indexes)).ToDouble());
        }
    }
}
