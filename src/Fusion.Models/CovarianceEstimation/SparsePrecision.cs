using System.Collections.Immutable;
using System.Globalization;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.CovarianceEstimation;

/// <summary>The graphical lasso of a covariance matrix for a given λ, or for the one that an information criterion prefers.</summary>
/// <param name="system">S and its attributes.</param>
/// <param name="rows">n, the rows behind it.</param>
/// <param name="options">Start, limits and criterion.</param>
internal sealed class SparsePrecision(SymmetricSystem system, double rows, GraphicalLassoOptions options)
{
    /// <summary>Steps of a path down to one λ: each solution is near the one before.</summary>
    private const int PathSteps = 10;

    /// <summary>A reciprocal condition number below p times this leaves an inverse in doubles less than two digits.</summary>
    private static readonly double Singular = Math.ScaleB(1, -46);

    private readonly GraphicalLasso _lasso = new(Rows(system.Matrix.ToDouble()), options.Limits);

    /// <summary>The solution for one λ.</summary>
    /// <exception cref="FitException">It did not converge, or λ is 0 and S is singular.</exception>
    public LassoPrecision Of(double lambda, CancellationToken cancellationToken)
    {
        if (lambda == 0)
            return Unpenalised() ?? throw new FitException($"{Collinearity.Explain(system)} Leave attributes out, or set lambda above 0.");
        LassoPrecision start = options.Start == GraphicalLassoOptions.LassoPath ? _lasso.Unjoined() : Start(lambda);
        foreach (double step in options.Start == GraphicalLassoOptions.LassoPath ? Path(lambda) : [])
        {
            start = _lasso.Solve(step, start, cancellationToken);
        }

        LassoPrecision solution = _lasso.Solve(lambda, start, cancellationToken);
        return double.IsFinite(Criterion(solution)) ? solution : throw NotConverged(string.Create(CultureInfo.InvariantCulture, $"lambda {lambda:G6}"));
    }

    /// <summary>The λ of the path, ascending, their criteria, and the solution of the smallest one.</summary>
    /// <returns>A criterion is NaN where there is no solution; of equal ones the largest λ counts.</returns>
    /// <exception cref="FitException">No solution converged.</exception>
    public (LassoPrecision Best, ImmutableArray<double> Lambdas, ImmutableArray<double> Criteria) Preferred(CancellationToken cancellationToken)
    {
        double[] lambdas = Lambdas(), criteria = new double[lambdas.Length];
        bool follows = options.Start is GraphicalLassoOptions.LassoPath or GraphicalLassoOptions.LastSolution;
        LassoPrecision? best = null, last = options.Start == GraphicalLassoOptions.LassoPath ? _lasso.Unjoined() : null;
        double smallest = double.PositiveInfinity;
        for (int k = lambdas.Length - 1; k >= 0; k--)
        {
            LassoPrecision solution = _lasso.Solve(lambdas[k], follows && last is not null ? last : Start(lambdas[k]), cancellationToken);
            last = solution;
            criteria[k] = Criterion(solution);
            if (criteria[k] < smallest)
                (best, smallest) = (solution, criteria[k]);
        }

        return (best ?? throw NotConverged("any lambda tried"), [.. lambdas], [.. criteria]);
    }

    private static double[][] Rows(double[,] matrix) =>
        [.. Enumerable.Range(0, matrix.GetLength(0)).Select(i => Enumerable.Range(0, matrix.GetLength(1)).Select(j => matrix[i, j]).ToArray())];

    /// <summary>Regressions of each attribute on the others as an inverse holds them: −θₖⱼ/θⱼⱼ.</summary>
    private static double[][] Regressions(double[][] precision) =>
        [.. precision.Select((row, k) => row.Select((value, j) => k == j ? 0 : -value / precision[j][j]).ToArray())];

    private double[] Lambdas()
    {
        double highest = double.IsNaN(options.HighestPower) ? Math.Log10(_lasso.LargestLambda) : options.HighestPower;
        double lowest = options.LowestPower, width = Math.Max(highest, lowest) - lowest;
        return [.. Enumerable.Range(0, options.Steps).Select(k => Math.Pow(10, lowest + (options.Steps == 1 ? width : width * k / (options.Steps - 1))))];
    }

    /// <summary>λ between the one that joins nothing and the one wanted, at equal ratios.</summary>
    private IEnumerable<double> Path(double lambda)
    {
        double ratio = Math.Pow(lambda / _lasso.LargestLambda, 1.0 / PathSteps);
        return ratio < 1 ? Enumerable.Range(1, PathSteps - 1).Select(step => _lasso.LargestLambda * Math.Pow(ratio, step)) : [];
    }

    private LassoPrecision Start(double lambda)
    {
        double[][]? coefficients = options.GivenCoefficients(_lasso.Size);
        if (options.Start == GraphicalLassoOptions.Regressions)
            coefficients = Unpenalised()?.Coefficients;
        coefficients ??= FactorOf(_lasso.Shrunk(lambda)) is { } factor ? Regressions(Inverse(factor, _lasso.Size)) : _lasso.Unjoined().Coefficients;
        return _lasso.Start(lambda, coefficients);
    }

    /// <summary>The factor of a matrix; null where it is singular to double precision.</summary>
    private static DoubleFactor? FactorOf(double[][] rows)
    {
        var matrix = new SymmetricMatrix(rows.Length);
        for (int i = 0; i < matrix.Size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[i, j] = rows[i][j];
            }
        }

        return DoubleFactor.TryFactor(matrix) is { } factor && factor.ReciprocalCondition > matrix.Size * Singular ? factor : null;
    }

    private static double[][] Inverse(ISymmetricFactor factor, int size) =>
        [.. Enumerable.Range(0, size).Select(j => Vectors.Round(factor.Solve(Unit(size, j))).ToArray())];

    /// <summary>The inverse of S itself, which no penalty has touched; null where S is singular.</summary>
    private LassoPrecision? Unpenalised() => system.TryFactorLeading(_lasso.Size) is { } factor
        ? new LassoPrecision(0, _lasso.Sample, Regressions(Inverse(factor, _lasso.Size)), 0, true)
        : null;

    private static DoubleDouble[] Unit(int size, int position)
    {
        var unit = new DoubleDouble[size];
        unit[position] = 1;
        return unit;
    }

    /// <summary>−2ℓ + k·ln n + 4γk·ln p with ℓ = n/2·(ln det Θ − tr SΘ) and k pairs of attributes joined (Foygel and Drton 2010).</summary>
    /// <returns>NaN where the solution did not converge, or W is singular to double precision.</returns>
    private double Criterion(LassoPrecision solution)
    {
        if (!solution.HasConverged || FactorOf(solution.Covariance) is not { } factor)
            return double.NaN;
        double[][] precision = solution.Precision();
        double logDeterminant = -factor.LogDeterminant;
        double trace = _lasso.Sample.Select((row, i) => row.Zip(precision[i], (s, theta) => s * theta).Sum()).Sum();
        int joined = precision.Select((row, i) => row.Take(i).Count(theta => theta != 0)).Sum();
        return (-rows * (logDeterminant - trace)) + (joined * Math.Log(rows)) + (4 * options.Gamma * joined * Math.Log(_lasso.Size));
    }

    private FitException NotConverged(string lambda) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The graphical lasso did not converge for {lambda} in {options.Limits.MostSweeps} passes. Raise maxiter, tolerance or lambda."));
}
