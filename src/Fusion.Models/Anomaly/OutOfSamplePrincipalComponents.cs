using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Models.Regression;
using Fusion.Statistics;

namespace Fusion.Models.Anomaly;

/// <summary>Scores a row by its squared distance from the mean in the space of principal components: Σ (v·(x − x̄))²/λ.</summary>
/// <remarks>
/// <para>v and λ are eigenvectors and eigenvalues of the population covariance matrix of the inputs; those with λ below 10⁻¹⁰ of the largest take no part. With
/// all of them it is the squared Mahalanobis distance, whatever the units. A row is an anomaly when its score is above the 0.98 quantile of χ² with as
/// many degrees of freedom as there are components, what 2 % of normal rows are.</para>
/// <para>No row, or no input that varies: no fit. A constant input, and a direction in which collinear inputs do not vary, do not count. Where values
/// are missing, covariances are taken over the rows that have both. Cost p³.</para>
/// </remarks>
internal sealed class OutOfSamplePrincipalComponents() : Algorithm("oospca", "Anomaly score by distance in the space of principal components.")
{
    private const string Score = "oscore";
    private const string Means = "means";
    private const string Directions = "directions";
    private const string ThresholdName = "anomaly_threshold";
    private const double SmallestShare = 1e-10;
    private const double Quantile = 0.98;

    private static readonly ParameterInfo Threshold = new(
        ThresholdName, ParameterType.Number, null, "Score above which a row is an anomaly, instead of the 0.98 quantile of chi-squared.")
    {
        Minimum = 0,
    };

    /// <inheritdoc/>
    public override ImmutableArray<ParameterInfo> Parameters => [Threshold, LinearRegressor.ExtremeValues];

    /// <inheritdoc/>
    public override ImmutableArray<string> PredictInfo => [Score, "res"];

    /// <inheritdoc/>
    public override ImmutableArray<string> ScoreInfo => [Score];

    /// <inheritdoc/>
    protected override int TargetCount => 0;

    /// <inheritdoc/>
    public override ImmutableArray<KeyValuePair<string, string>> Predict(FittedModel model, ReadOnlySpan<double> inputs, PredictOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (inputs.Length != model.Inputs.Length)
            throw new ArgumentException($"{inputs.Length} values for {model.Inputs.Length} inputs.", nameof(inputs));
        ImmutableArray<double> means = model.Parameters[Means], directions = model.Parameters[Directions];
        double score = 0;
        for (int start = 0; start < directions.Length; start += inputs.Length)
        {
            double distance = 0;
            for (int i = 0; i < inputs.Length; i++)
            {
                int position = model.Inputs[i].CoefficientIndex;
                distance += directions[start + position] * (inputs[i] - means[position]);
            }

            score += distance * distance;
        }

        return [new("res", score > model.Parameters[ThresholdName][0] ? "1" : "0"), new(Score, NumberText.Full(score))];
    }

    /// <inheritdoc/>
    protected override FitOutcome Fit(FitProblem problem)
    {
        var spectrum = ExactSpectrum.Of(problem.Covariances(problem.Ordered), problem.Cancellation);
        DoubleDouble smallest = spectrum.Eigenvalues[0] * SmallestShare;
        int kept = spectrum.Eigenvalues.Take(spectrum.Rank).Count(value => value > smallest);
        if (kept == 0)
            throw new FitException("No input varies from row to row; the model needs at least one that does.");
        bool given = problem.Context.FindParameter(ThresholdName) is not null;
        double threshold = given ? Threshold.ReadNumber(problem.Context) : ChiSquared.Quantile(Quantile, kept);
        IEnumerable<double> directions = Enumerable.Range(0, kept).SelectMany(k =>
        {
            DoubleDouble deviation = DoubleDouble.Sqrt(spectrum.Eigenvalues[k]);
            return spectrum.Eigenvectors[k].Select(element => (double)(element / deviation));
        });
        return FitOutcome.Empty
            .WithParameter(Means, [.. problem.Ordered.Select(i => (double)problem.Statistics.Univariate(i).Mean)])
            .WithParameter(Directions, [.. directions])
            .WithParameter(ThresholdName, threshold)
            .WithInfo(ThresholdName, NumberText.Six(threshold));
    }
}
