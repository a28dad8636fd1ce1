using System.Collections.Immutable;
using Fusion.Models.CovarianceEstimation;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Classification;

/// <summary>Fisher's linear discriminant of the rows where the target is 1 from those where it is 0, both priors equal.</summary>
/// <remarks>
/// <para>With y the target, n₁ = Σy, n₀ = n − n₁, class means m₁ and m₀, d = m₁ − m₀ and T the total scatter:
/// S = (T − (n₁n₀/n)·ddᵀ)/(n − 2), coefficients z = S⁻¹d, threshold z0 = z·(m₁ + m₀)/2, contribution √(z·d), the Mahalanobis distance of the means.</para>
/// <para>The sums allow any target: values other than 0 and 1 act as weights of the two classes. Where values are missing, each mean and each
/// scatter is taken over the rows that have what it needs.</para>
/// <para>With <c>estimate_type</c> S is replaced by an estimate of it, those of <c>covest</c> but <c>graph_lasso</c>, which regularises the model: collinear
/// inputs, or more of them than rows, are then no fault. <c>rblw</c> and <c>oas</c> take n, the rows with a target. Of <c>eigen_trunc</c>, which has no
/// inverse, the pseudo-inverse counts: the discriminant lies in the span of the q leading eigenvectors.</para>
/// <para>Fewer than three rows, one class only, or a singular S without pseudo-inverse: no fit.</para>
/// </remarks>
internal sealed class LinearDiscriminant() : Algorithm("lda", "Two-class linear discriminant analysis."), ILinearAlgorithm
{
    private const string Threshold = "z0";
    private const string UnbalancedThreshold = "z0Unbalanced";
    private const string TargetMean = "z1";

    private static readonly ParameterInfo EstimateType = EstimateOptions.TypeParameter(
        "Regularises the covariances within the classes; not given: they are taken as they are.",
        EstimateOptions.Tikhonov,
        EstimateOptions.ScaledIdentity,
        EstimateOptions.IdentityMixture,
        EstimateOptions.EigenTruncation);

    /// <summary>Variance within the classes below this share of the whole is what rounding leaves of 0.</summary>
    private static readonly double ScatterNoise = Math.ScaleB(1, -90);

    /// <inheritdoc/>
    public override ImmutableArray<ParameterInfo> Parameters { get; } =
        [.. SolverOptions.Parameters, EstimateType, .. EstimateOptions.Parameters(EstimateOptions.RaoBlackwell, EstimateOptions.Oracle)];

    /// <inheritdoc/>
    public override ImmutableArray<string> PredictInfo => ["resZ", "res", "normZ"];

    /// <inheritdoc/>
    public override ImmutableArray<string> ScoreInfo => ["normZ"];

    /// <inheritdoc/>
    /// <remarks>
    /// <c>z1LTz0</c> tells whether the mean of class 1 lies below the threshold; <c>resU</c> is <c>res</c> with the threshold moved by the shares of
    /// the classes, z0 − ln(n₁/n₀).
    /// </remarks>
    public override ImmutableArray<KeyValuePair<string, string>> Predict(FittedModel model, ReadOnlySpan<double> inputs, PredictOptions? options = null)
    {
        double score = LinearScore(model, inputs);
        double threshold = model.Parameters[Threshold][0];
        bool below = model.Parameters[TargetMean][0] < threshold;
        return
        [
            new("res", Class(score, threshold)),
            new("normZ", NumberText.Full(NormZ(score, threshold, options ?? PredictOptions.Default))),
            new("resZ", NumberText.Full(score)),
            new("z0", NumberText.Full(threshold)),
            new("z1LTz0", NumberText.Flag(below)),
            new("z1GTz0", NumberText.Flag(!below)),
            new("resU", Class(score, model.Parameters[UnbalancedThreshold][0])),
        ];
    }

    /// <inheritdoc/>
    public LinearFunction FunctionOf(FittedModel model) => new(CoefficientsOf(model), Threshold: model.Parameters[Threshold][0]);

    /// <inheritdoc/>
    protected override ModelAttributes Admit(Schema schema, MlContext context, ModelAttributes attributes)
    {
        Regularisation(context)?.CheckSize(attributes.Inputs.Length);
        return attributes;
    }

    /// <inheritdoc/>
    protected override FitOutcome Fit(FitProblem problem)
    {
        ClassMeans means = ClassMeans.Of(problem);
        DoubleDouble[] difference = means.Difference;
        DoubleDouble[] z = Solve(problem, means, difference);
        double threshold = (double)((Vectors.Dot(z, means.One) + Vectors.Dot(z, means.Zero)) / 2);
        double distance = (double)DoubleDouble.Sqrt(Vectors.Dot(z, difference));
        double targetMean = (double)Vectors.Dot(z, means.One);
        ImmutableArray<double> coefficients = Vectors.Round(z);
        string vector = NumberText.RVector(coefficients);
        return FitOutcome.Empty
            .WithParameter(FitOutcome.Coefficients, coefficients)
            .WithParameter(Threshold, threshold)
            .WithParameter(UnbalancedThreshold, threshold - means.LogOdds)
            .WithParameter(TargetMean, targetMean)
            .WithParameter("distance", distance)
            .WithInfo("z", vector)
            .WithInfo("model", vector)
            .WithInfo("z0", NumberText.Six(threshold))
            .WithInfo("z1LTz0", NumberText.Flag(targetMean < threshold))
            .WithInfo("OverallContribution", NumberText.Six(distance))
            .WithInfo("distance", NumberText.Six(distance));
    }

    private static EstimateOptions? Regularisation(MlContext context) =>
        context.FindParameter(EstimateType.Name) is null ? null : EstimateOptions.Read(EstimateType.ReadChoice(context), context);

    private static DoubleDouble[] Solve(FitProblem problem, ClassMeans means, DoubleDouble[] difference)
    {
        var system = new SymmetricSystem("covariance matrix within the classes", WithinClasses(problem, means), problem.Names);
        problem.Cancellation.ThrowIfCancellationRequested();
        EstimateOptions? options = Regularisation(problem.Context);
        if (options?.Count is { } count)
        {
            TruncatedSpectrum truncated = TruncatedSpectrum.Of(system.Matrix, count);
            return truncated.Rank > 0 ? truncated.Solve(difference) : throw new FitException($"{Collinearity.Explain(system)} Leave attributes out.");
        }

        if (options is not null)
            system = system with { Matrix = Shrinkage.Of(system.Matrix, (double)means.Count, options).Estimate };
        return system.Factor(SolverOptions.Read(problem.Context)).Solve(difference);
    }

    /// <summary>S, the covariances within the classes; 0 where an input is constant in both.</summary>
    public static SymmetricMatrix WithinClasses(FitProblem problem, ClassMeans means)
    {
        SymmetricMatrix scatter = problem.Covariances(problem.Ordered);
        DoubleDouble[] difference = means.Difference;
        DoubleDouble between = means.CountOne / means.Count * means.CountZero;
        var constant = new bool[scatter.Size];
        for (int i = 0; i < scatter.Size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                scatter[i, j] = ((scatter[i, j] * means.Count) - (between * difference[i] * difference[j])) / (means.Count - 2);
            }

            DoubleDouble whole = scatter[i, i] * means.Count;
            DoubleDouble within = whole - (between * difference[i] * difference[i]);
            constant[i] = DoubleDouble.Abs(within) <= whole * ScatterNoise;
            scatter[i, i] = within / (means.Count - 2);
        }

        Vectors.Clear(scatter, constant);
        return scatter;
    }

    private static string Class(double score, double threshold) => score > threshold ? "1" : "0";

    private static double NormZ(double score, double threshold, PredictOptions options)
    {
        if (threshold == 0)
            return 0.5 * (1 + Math.Sign(score));
        return 1 / (1 + Math.Exp(-(score - threshold) / (options.LegacyNormZ ? threshold : Math.Abs(threshold))));
    }
}
