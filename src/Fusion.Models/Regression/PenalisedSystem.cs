using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Regression;

/// <summary>The quadratic ½γᵀGγ − g·γ that a penalised regression minimises beside its penalty, γ being the coefficients in the units of the penalty.</summary>
/// <remarks>
/// Standardised inputs: G is their correlation matrix and γⱼ = σⱼβⱼ. Otherwise G is the covariance matrix and γ = β. The intercept is not penalised; it has
/// left the problem with the means.
/// </remarks>
internal sealed class PenalisedSystem
{
    private readonly FitProblem _problem;
    private readonly SymmetricMatrix _covariances;
    private readonly DoubleDouble[] _units;

    private PenalisedSystem(FitProblem problem, SymmetricMatrix covariances, bool standardize)
    {
        _problem = problem;
        _covariances = covariances;
        Size = problem.Ordered.Length;
        _units = [.. Enumerable.Range(0, Size).Select(i => standardize ? DoubleDouble.Sqrt(covariances[i, i]) : 1)];
        TargetVariance = covariances[Size, Size];
        Matrix = new SymmetricMatrix(Size);
        Cross = new DoubleDouble[Size];
        for (int i = 0; i < Size; i++)
        {
            Cross[i] = covariances[Size, i] / _units[i];
            for (int j = 0; j <= i; j++)
            {
                Matrix[i, j] = covariances[i, j] / (_units[i] * _units[j]);
            }
        }

        Rounded = [.. Enumerable.Range(0, Size).Select(i => Enumerable.Range(0, Size).Select(j => (double)Matrix[i, j]).ToArray())];
    }

    /// <summary>The number of inputs p.</summary>
    public int Size { get; }

    /// <summary>G, p × p.</summary>
    public SymmetricMatrix Matrix { get; }

    /// <summary>G row by row in doubles; not to be written.</summary>
    public double[][] Rounded { get; }

    /// <summary>g.</summary>
    public DoubleDouble[] Cross { get; }

    /// <summary>The population variance of the target.</summary>
    public DoubleDouble TargetVariance { get; }

    /// <summary>The names of the inputs.</summary>
    public ImmutableArray<string> Names => _problem.Names;

    /// <summary>Gives up between sweeps.</summary>
    public CancellationToken Cancellation => _problem.Cancellation;

    /// <summary>n: the smallest number of rows in which an input and the target meet.</summary>
    public long Count => _problem.Ordered
        .Select(input => _problem.Statistics.Bivariate(input, _problem.Target).Count)
        .DefaultIfEmpty(_problem.Statistics.Univariate(_problem.Target).Count)
        .Min();

    /// <summary>Reads the sums.</summary>
    /// <param name="problem">Inputs that vary, possibly none.</param>
    /// <param name="standardize">Whether the penalty counts in standard deviations of the inputs.</param>
    /// <exception cref="FitException">There are no rows.</exception>
    public static PenalisedSystem Read(FitProblem problem, bool standardize) =>
        new(problem, problem.Covariances(problem.Ordered.Add(problem.Target)), standardize);

    /// <summary>Coefficients in the units of the inputs, as the start of a descent.</summary>
    public double[] Scale(IEnumerable<double> coefficients) => [.. coefficients.Select((beta, i) => (double)(beta * _units[i]))];

    /// <summary>Minimises under a penalty: ridge by (G + λI)⁻¹g, all others by coordinate descent.</summary>
    /// <param name="penalty">The penalty, with λ &gt; 0.</param>
    /// <param name="start">Where the descent starts; not changed.</param>
    /// <param name="descent">When the descent stops.</param>
    /// <param name="solver">What the closed form does with a matrix close to singular.</param>
    /// <exception cref="FitException">There is no minimum, which pairwise covariances of incomplete rows can cause; or the solver refuses.</exception>
    public PenalisedSolution Minimise(Penalty penalty, double[] start, DescentOptions descent, SolverOptions solver)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (penalty.Absolute > 0)
            return new CoordinateDescent(this, penalty, start).Run(descent);
        DoubleDouble[] closed = Penalised(Enumerable.Range(0, Size).ToArray(), penalty).Factor(solver).Solve(Cross);
        return new PenalisedSolution(penalty, closed, Sweeps: 0, IsConverged: true);
    }

    /// <summary>A solution of a descent in all the digits that the coefficients it keeps are determined to.</summary>
    public PenalisedSolution Refine(PenalisedSolution solution)
    {
        int[] kept = [.. Enumerable.Range(0, Size).Where(i => solution.Scaled[i] != 0)];
        if (!solution.IsConverged || Penalised(kept, solution.Penalty).TryFactorLeading(kept.Length) is not { } factor)
            return solution;
        int[] signs = [.. kept.Select(i => Math.Sign((double)solution.Scaled[i]))];
        DoubleDouble[] solved = factor.Solve([.. kept.Select((i, k) => Cross[i] - (signs[k] * solution.Penalty.Absolute))]);
        var refined = new DoubleDouble[Size];
        for (int k = 0; k < kept.Length; k++)
        {
            refined[kept[k]] = solved[k];
        }

        bool agrees = signs.Zip(solved).All(pair => Math.Sign((double)pair.Second) == pair.First);
        return agrees ? solution with { Scaled = refined } : solution;
    }

    /// <summary>Rows and columns of G plus the squared part of a penalty.</summary>
    public SymmetricSystem Penalised(int[] positions, Penalty penalty)
    {
        var matrix = new SymmetricMatrix(positions.Length);
        for (int i = 0; i < positions.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                matrix[i, j] = Matrix[positions[i], positions[j]];
            }

            matrix[i, i] = Matrix[positions[i], positions[i]] + penalty.Squared;
        }

        return new SymmetricSystem("penalised covariance matrix of the inputs", matrix, [.. positions.Select(position => Names[position])]);
    }

    /// <summary>SSE/n of coefficients in the units of the penalty.</summary>
    public DoubleDouble ResidualVariance(DoubleDouble[] scaled) => LeastSquares.ResidualVariance(TargetVariance, Matrix, Cross, scaled);

    /// <summary>A solution as a fit in the units of the inputs; errors by the formula of ordinary least squares about these coefficients.</summary>
    /// <param name="scaled">The coefficients in the units of the penalty.</param>
    /// <param name="solver">Whether collinear inputs have errors by the pseudo-inverse; otherwise NaN.</param>
    public LeastSquares Describe(DoubleDouble[] scaled, SolverOptions solver)
    {
        DoubleDouble[] coefficients = [.. scaled.Select((gamma, i) => gamma / _units[i])];
        DoubleDouble[] means = [.. _problem.Ordered.Select(i => _problem.Statistics.Univariate(i).Mean)];
        DoubleDouble targetMean = _problem.Statistics.Univariate(_problem.Target).Mean;
        ISymmetricFactor? factor = new SymmetricSystem("covariance matrix of the inputs", Vectors.Leading(_covariances, Size), Names).TryFactor(solver);
        long freedom = Count - (factor?.Rank ?? Size) - 1;
        ImmutableArray<double> errors = factor is null
            ? [.. Enumerable.Repeat(double.NaN, Size + 1)]
            : LeastSquares.Errors(factor, means, ResidualVariance(scaled), freedom);
        return new LeastSquares(coefficients, targetMean - Vectors.Dot(coefficients, means), errors, freedom, (double)targetMean);
    }
}
