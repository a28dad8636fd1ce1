using Fusion.Models.Modelling;
using Fusion.Statistics;

namespace Fusion.Models.Classification;

/// <summary>Sizes and means of the two classes of a target.</summary>
/// <param name="Count">n, the rows that have a target.</param>
/// <param name="CountOne">n₁ = Σy.</param>
/// <param name="One">m₁, input by input.</param>
/// <param name="Zero">m₀.</param>
internal sealed record ClassMeans(DoubleDouble Count, DoubleDouble CountOne, DoubleDouble[] One, DoubleDouble[] Zero)
{
    private const int FewestRows = 3;

    /// <summary>n₀ = n − n₁.</summary>
    public DoubleDouble CountZero => Count - CountOne;

    /// <summary>m₁ − m₀.</summary>
    public DoubleDouble[] Difference => [.. One.Zip(Zero, (one, zero) => one - zero)];

    /// <summary>ln(n₁/n₀); 0 where weights other than 0 and 1 leave no ratio.</summary>
    public double LogOdds => (double)(CountOne / CountZero) is > 0 and var odds ? Math.Log(odds) : 0;

    /// <summary>Reads the means from the sums.</summary>
    /// <exception cref="FitException">There are fewer than three rows, or one class only.</exception>
    public static ClassMeans Of(FitProblem problem)
    {
        long count = problem.Statistics.Univariate(problem.Target).Count;
        if (count < FewestRows)
            throw new FitException($"The target '{problem.NameOf(problem.Target)}' has a value in {count} rows; a discriminant needs at least {FewestRows}.");
        UnivariateMoments target = TwoClasses.Target(problem);
        int size = problem.Ordered.Length;
        var (one, zero) = (new DoubleDouble[size], new DoubleDouble[size]);
        for (int i = 0; i < size; i++)
        {
            BivariateMoments pair = TwoClasses.WithTarget(problem, problem.Ordered[i]);
            one[i] = pair.SumXY / pair.SumY;
            zero[i] = (pair.SumX - pair.SumXY) / (pair.Count - pair.SumY);
        }

        return new ClassMeans(target.Count, target.Sum, one, zero);
    }
}
