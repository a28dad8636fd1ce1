using System.Collections.Immutable;
using System.Globalization;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Classification;

/// <summary>Linear discriminant of several classes: δₖ = μₖᵀS⁻¹x − ½μₖᵀS⁻¹μₖ + ln πₖ with the pooled covariance S, divisor N − K.</summary>
/// <remarks>
/// Equal to <c>MASS::lda</c> of R and, up to what all classes have alike, to <c>LinearDiscriminantAnalysis(solver="svd")</c> of scikit-learn. As few rows as
/// classes, or a singular S without pseudo-inverse: no fit. Cost p³/6 for the factor and p² for each class.
/// </remarks>
internal sealed class MultiClassDiscriminant() : PartitionAlgorithm("mlda", "Linear discriminant analysis of the classes of a partition project.")
{
    private const string Biases = "biases";

    /// <inheritdoc/>
    public override ImmutableArray<ParameterInfo> Parameters => SolverOptions.Parameters;

    /// <inheritdoc/>
    public override ImmutableArray<string> PredictInfo => ["res", "resZ", "normZ"];

    /// <inheritdoc/>
    public override ImmutableArray<string> ScoreInfo => ["normZ"];

    /// <inheritdoc/>
    protected override double[] Scores(FittedModel model, ReadOnlySpan<double> inputs)
    {
        ImmutableArray<double> biases = model.Parameters[Biases];
        var scores = new double[biases.Length];
        for (int k = 0; k < scores.Length; k++)
        {
            ImmutableArray<double> weights = model.Parameters[Weights(k)];
            scores[k] = biases[k];
            for (int i = 0; i < inputs.Length; i++)
            {
                scores[k] += weights[model.Inputs[i].CoefficientIndex] * inputs[i];
            }
        }

        return scores;
    }

    /// <inheritdoc/>
    /// <remarks><c>resZ</c> and <c>z0</c> are the best and the second best score, <c>normZ</c> the probability of the best class.</remarks>
    protected override IEnumerable<KeyValuePair<string, string>> Further(double[] scores, int best) =>
    [
        new("resZ", NumberText.Full(scores[best])),
        new("z0", NumberText.Full(scores.Where((_, k) => k != best).Max())),
        new("normZ", NumberText.Full(1 / scores.Sum(score => Math.Exp(score - scores[best])))),
        new("z1LTz0", NumberText.Flag(false)),
    ];

    /// <inheritdoc/>
    protected override FitOutcome Fit(FitProblem problem)
    {
        ImmutableArray<PartitionClass> classes = ClassesOf(problem);
        var system = new SymmetricSystem("pooled covariance matrix of the classes", Pooled(classes, problem), problem.Names);
        ISymmetricFactor factor = system.Factor(SolverOptions.Read(problem.Context));
        DoubleDouble[][] weights = [.. classes.Select(one => factor.Solve(one.Means))];
        double[] biases = [.. classes.Select((one, k) => Math.Log(one.Prior) - (double)(Vectors.Dot(one.Means, weights[k]) / 2))];
        FitOutcome outcome = FitOutcome.Empty.WithParameter(Biases, [.. biases]);
        for (int k = 0; k < classes.Length; k++)
        {
            outcome = outcome.WithParameter(Weights(k), Vectors.Round(weights[k]));
        }

        string vectors = string.Concat(weights.Select((vector, k) => NumberText.RVector(Vectors.Round(vector)).Replace("l0", $"l{k}", StringComparison.Ordinal)));
        return outcome
            .WithInfo("model", vectors)
            .WithInfo("z", vectors)
            .WithInfo("z0", NumberText.RVector(biases))
            .WithInfo("distance", NumberText.Six(LargestDistance(classes, weights)));
    }

    /// <summary>The largest Mahalanobis distance between the means of two classes.</summary>
    private static double LargestDistance(ImmutableArray<PartitionClass> classes, DoubleDouble[][] weights)
    {
        DoubleDouble largest = 0;
        for (int a = 0; a < classes.Length; a++)
        {
            for (int b = 0; b < a; b++)
            {
                DoubleDouble[] difference = [.. classes[a].Means.Zip(classes[b].Means, (one, other) => one - other)];
                DoubleDouble squared = Vectors.Dot(difference, [.. weights[a].Zip(weights[b], (one, other) => one - other)]);
                largest = squared > largest ? squared : largest;
            }
        }

        return (double)DoubleDouble.Sqrt(largest);
    }

    private static SymmetricMatrix Pooled(ImmutableArray<PartitionClass> classes, FitProblem problem)
    {
        var pooled = new SymmetricMatrix(problem.Names.Length);
        for (int i = 0, next = 0; i < pooled.Size; i++)
        {
            for (int j = 0; j <= i; j++, next++)
            {
                DoubleDouble scatter = 0, rows = -classes.Length;
                foreach (PartitionClass one in classes)
                {
                    scatter += one.Covariances[i, j] * one.PairCounts[next];
                    rows += one.PairCounts[next];
                }

                if (!(rows > 0))
                    throw new FitException($"There are {classes.Length} classes and no more rows than that with a value of '{problem.Names[i]}' and '{problem.Names[j]}'.");
                pooled[i, j] = scatter / rows;
            }
        }

        return pooled;
    }

    private static string Weights(int k) => string.Create(CultureInfo.InvariantCulture, $"weights{k}");
}
