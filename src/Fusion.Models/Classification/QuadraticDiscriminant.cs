using System.Collections.Immutable;
using System.Globalization;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Classification;

/// <summary>Quadratic discriminant of several classes: δₖ = −½ln|Σₖ| − ½(x − μₖ)ᵀΣₖ⁻¹(x − μₖ) + ln πₖ, each covariance with divisor nₖ − 1.</summary>
/// <remarks>
/// Equal to <c>QuadraticDiscriminantAnalysis</c> of scikit-learn and <c>MASS::qda</c> of R. A class with fewer than two rows, or a singular Σₖ without
/// pseudo-inverse: no fit. With the pseudo-inverse determinant and distance are those in the directions in which the class varies. Cost p³/2 a class.
/// </remarks>
internal sealed class QuadraticDiscriminant() : PartitionAlgorithm("mqda", "Quadratic discriminant analysis of the classes of a partition project.")
{
    private const string Constants = "constants";

    // Logarithms are summed in any case: the product would only lose what is too large or too small for a number.
    private static readonly ParameterInfo Logarithms = new(
        "sml_det_norm_use", ParameterType.Boolean, "true", "Determinants as sums of logarithms, which is always done.");

    /// <inheritdoc/>
    public override ImmutableArray<ParameterInfo> Parameters => [.. SolverOptions.Parameters, Logarithms];

    /// <inheritdoc/>
    public override ImmutableArray<string> PredictInfo => ["res"];

    /// <inheritdoc/>
    public override ImmutableArray<string> ScoreInfo => [];

    /// <inheritdoc/>
    protected override double[] Scores(FittedModel model, ReadOnlySpan<double> inputs)
    {
        ImmutableArray<double> constants = model.Parameters[Constants];
        var scores = new double[constants.Length];
        var distances = new double[inputs.Length];
        for (int k = 0; k < scores.Length; k++)
        {
            ImmutableArray<double> means = model.Parameters[Means(k)], precisions = model.Parameters[Precisions(k)];
            for (int i = 0; i < inputs.Length; i++)
            {
                int place = model.Inputs[i].CoefficientIndex;
                distances[place] = inputs[i] - means[place];
            }

            scores[k] = constants[k] - (Quadratic(precisions, distances) / 2);
        }

        return scores;
    }

    /// <inheritdoc/>
    protected override FitOutcome Fit(FitProblem problem)
    {
        SolverOptions options = SolverOptions.Read(problem.Context);
        ImmutableArray<PartitionClass> classes = ClassesOf(problem);
        FitOutcome outcome = FitOutcome.Empty;
        var constants = new double[classes.Length];
        for (int k = 0; k < classes.Length; k++)
        {
            PartitionClass one = classes[k];
            ISymmetricFactor factor = new SymmetricSystem($"covariance matrix of class '{one.Name}'", Unbiased(one, problem), problem.Names).Factor(options);
            constants[k] = Math.Log(one.Prior) - (factor.LogDeterminant / 2);
            outcome = outcome
                .WithParameter(Means(k), Vectors.Round(one.Means))
                .WithParameter(Precisions(k), Inverse(factor, problem));
        }

        string vectors = string.Concat(
            classes.Select((one, k) => NumberText.RVector(Vectors.Round(one.Means)).Replace("l0", $"l{k}", StringComparison.Ordinal)));
        return outcome.WithParameter(Constants, [.. constants]).WithInfo("model", vectors);
    }

    private static SymmetricMatrix Unbiased(PartitionClass one, FitProblem problem)
    {
        var matrix = new SymmetricMatrix(problem.Names.Length);
        for (int i = 0, next = 0; i < matrix.Size; i++)
        {
            for (int j = 0; j <= i; j++, next++)
            {
                long rows = one.PairCounts[next];
                if (rows < 2)
                    throw new FitException($"Class '{one.Name}' has {rows} row with a value of '{problem.Names[i]}' and '{problem.Names[j]}'; at least two are needed.");
                matrix[i, j] = one.Covariances[i, j] * rows / (rows - 1);
            }
        }

        return matrix;
    }

    /// <summary>The lower triangle of the inverse, packed.</summary>
    private static ImmutableArray<double> Inverse(ISymmetricFactor factor, FitProblem problem)
    {
        int size = problem.Names.Length;
        var packed = new double[size * (size + 1) / 2];
        for (int j = 0; j < size; j++)
        {
            problem.Cancellation.ThrowIfCancellationRequested();
            var unit = new DoubleDouble[size];
            unit[j] = 1;
            DoubleDouble[] column = factor.Solve(unit);
            for (int i = j; i < size; i++)
            {
                packed[(i * (i + 1) / 2) + j] = (double)column[i];
            }
        }

        return [.. packed];
    }

    private static double Quadratic(ImmutableArray<double> lower, double[] vector)
    {
        double sum = 0;
        for (int i = 0, next = 0; i < vector.Length; i++)
        {
            double row = 0;
            for (int j = 0; j < i; j++)
            {
                row += lower[next++] * vector[j];
            }

            sum += vector[i] * ((2 * row) + (lower[next++] * vector[i]));
        }

        return sum;
    }

    private static string Means(int k) => string.Create(CultureInfo.InvariantCulture, $"means{k}");

    private static string Precisions(int k) => string.Create(CultureInfo.InvariantCulture, $"precisions{k}");
}
