using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Regression;

/// <summary>Second moments of a regression with every input divided by its divisor: the standard deviation, or 1.</summary>
/// <param name="Matrix">C, population covariances of the inputs after division.</param>
/// <param name="Cross">c, their covariances with the target.</param>
/// <param name="Divisors">One for each input; 0 for one without variance, which takes no part.</param>
/// <param name="Means">x̄, before division.</param>
/// <param name="TargetMean">ȳ.</param>
/// <param name="TargetVariance">The population variance of the target.</param>
internal sealed record ScaledMoments(
    SymmetricMatrix Matrix, DoubleDouble[] Cross, DoubleDouble[] Divisors, DoubleDouble[] Means, DoubleDouble TargetMean, DoubleDouble TargetVariance)
{
    /// <summary>Reads the moments of the inputs and the target.</summary>
    /// <param name="problem">What is fitted.</param>
    /// <param name="standardize">Whether the divisors are standard deviations.</param>
    /// <param name="ddof">Standard deviations have divisor n − ddof.</param>
    /// <exception cref="FitException">There are no rows, or no input varies.</exception>
    public static ScaledMoments Of(FitProblem problem, bool standardize, int ddof)
    {
        int size = problem.Ordered.Length;
        SymmetricMatrix all = problem.Covariances(problem.Ordered.Add(problem.Target));
        var divisors = new DoubleDouble[size];
        for (int i = 0; i < size; i++)
        {
            long count = problem.Statistics.Univariate(problem.Ordered[i]).Count;
            if (count <= ddof)
                throw new FitException($"Input '{problem.NameOf(problem.Ordered[i])}' has a value in {count} rows; ddof={ddof} needs more than that.");
            DoubleDouble deviation = DoubleDouble.Sqrt(all[i, i] * count / (count - ddof));
            divisors[i] = standardize || !(all[i, i] > 0) ? deviation : 1;
        }

        if (divisors.All(divisor => divisor == 0))
            throw new FitException("No input varies from row to row; the model needs at least one that does.");
        return new ScaledMoments(
            Divide(Vectors.Leading(all, size), divisors),
            [.. divisors.Select((divisor, i) => Quotient(all[size, i], divisor))],
            divisors,
            [.. problem.Ordered.Select(i => problem.Statistics.Univariate(i).Mean)],
            problem.Statistics.Univariate(problem.Target).Mean,
            all[size, size]);
    }

    /// <summary>The coefficients of the inputs themselves, from those of the divided inputs.</summary>
    public DoubleDouble[] Unscale(DoubleDouble[] weights) => [.. weights.Zip(Divisors, Quotient)];

    /// <summary>ȳ − β·x̄.</summary>
    public double Intercept(DoubleDouble[] coefficients) => (double)(TargetMean - Vectors.Dot(coefficients, Means));

    private static SymmetricMatrix Divide(SymmetricMatrix matrix, DoubleDouble[] divisors)
    {
        for (int i = 0; i < matrix.Size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[i, j] = Quotient(Quotient(matrix[i, j], divisors[i]), divisors[j]);
            }
        }

        return matrix;
    }

    private static DoubleDouble Quotient(DoubleDouble value, DoubleDouble divisor) => divisor == 0 ? 0 : value / divisor;
}
