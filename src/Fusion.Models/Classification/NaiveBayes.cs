using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Classification;

/// <summary>Naive Bayes of two classes: inputs independent within a class, normal where continuous, Bernoulli where binary.</summary>
/// <remarks>
/// <para>P(1 | x) ∝ π₁·Π f₁ⱼ(xⱼ) with π₁ = n₁/n. A continuous input has mean and population variance of its class; a binary one the probability
/// (Σxy + k)/(Σy + 2k), k being <c>laplace_factor</c>. Equal to GaussianNB and BernoulliNB of scikit-learn taken together, variances not smoothed.</para>
/// <para>An input constant within a class would have variance 0 there and decide alone: a variance is at least 1e-9 of the input's variance over all
/// rows. An input constant in all rows says nothing. A binary input that is predicted as its mean counts θˣ(1 − θ)¹⁻ˣ.</para>
/// <para>No row, one class only, or an input that is present in rows of one class only: no fit. With <c>laplace_factor</c> 0, or products that underflow,
/// a row may be impossible in both classes: its probability is then π₁. Collinear inputs count as often as they are given. Cost p.</para>
/// </remarks>
internal sealed class NaiveBayes() : Algorithm("bayes", "Naive Bayes classifier of two classes.")
{
    private const string Prior = "prior";
    private const string MeanZero = "mean0";
    private const string VarianceZero = "variance0";
    private const string MeanOne = "mean1";
    private const string VarianceOne = "variance1";
    private const string Product = "product";

    private static readonly ParameterInfo Smoothing = new(
        "laplace_factor", ParameterType.Number, "1", "Rows added to each value of a binary input in each class, so that none has probability 0.")
    {
        Minimum = 0,
    };

    private static readonly ParameterInfo Logarithms = new(
        "use_log_likelihood", ParameterType.Boolean, "true", "Adds logarithms; false multiplies likelihoods, which underflow with many inputs.");

    /// <inheritdoc/>
    public override ImmutableArray<ParameterInfo> Parameters => [Smoothing, Logarithms];

    /// <inheritdoc/>
    public override ImmutableArray<string> PredictInfo => ["res", "Prob"];

    /// <inheritdoc/>
    public override ImmutableArray<string> ScoreInfo => ["Prob"];

    /// <inheritdoc/>
    public override ImmutableArray<KeyValuePair<string, string>> Predict(FittedModel model, ReadOnlySpan<double> inputs, PredictOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (inputs.Length != model.Inputs.Length)
            throw new ArgumentException($"{inputs.Length} values for {model.Inputs.Length} inputs.", nameof(inputs));
        double prior = model.Parameters[Prior][0];
        double zero = Math.Log(1 - prior) + LogLikelihood(model, inputs, MeanZero, VarianceZero);
        double one = Math.Log(prior) + LogLikelihood(model, inputs, MeanOne, VarianceOne);
        double posterior = model.Parameters.ContainsKey(Product) ? Math.Exp(one) / (Math.Exp(zero) + Math.Exp(one)) : 1 / (1 + Math.Exp(zero - one));
        posterior = double.IsNaN(posterior) ? prior : posterior;
        return [new("res", posterior > 0.5 ? "1" : "0"), new("Prob", NumberText.Full(posterior))];
    }

    /// <inheritdoc/>
    protected override ModelAttributes Admit(Schema schema, MlContext context, ModelAttributes attributes)
    {
        TwoClasses.RequireBinary(Id, schema[attributes.Targets[0]]);
        return attributes;
    }

    /// <inheritdoc/>
    protected override FitOutcome Fit(FitProblem problem)
    {
        UnivariateMoments target = TwoClasses.Target(problem);
        double smoothing = Smoothing.ReadNumber(problem.Context);
        var distributions = new ClassDistribution[problem.Ordered.Length];
        for (int k = 0; k < distributions.Length; k++)
        {
            problem.Cancellation.ThrowIfCancellationRequested();
            int input = problem.Ordered[k];
            distributions[k] = problem.Statistics.Schema[input].Kind == AttributeKind.Binary
                ? ClassDistribution.OfBinary(problem, input, smoothing)
                : ClassDistribution.OfContinuous(problem, input);
        }

        FitOutcome outcome = FitOutcome.Empty
            .WithParameter(Prior, (double)target.Mean)
            .WithParameter(MeanZero, [.. distributions.Select(input => input.MeanZero)])
            .WithParameter(VarianceZero, [.. distributions.Select(input => input.VarianceZero)])
            .WithParameter(MeanOne, [.. distributions.Select(input => input.MeanOne)])
            .WithParameter(VarianceOne, [.. distributions.Select(input => input.VarianceOne)]);
        return Logarithms.ReadBoolean(problem.Context) ? outcome : outcome.WithParameter(Product, 1);
    }

    /// <summary>The logarithm of the likelihood in one class, without the factor 1/√(2π) that both classes share.</summary>
    private static double LogLikelihood(FittedModel model, ReadOnlySpan<double> inputs, string means, string variances)
    {
        double sum = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            int position = model.Inputs[i].CoefficientIndex;
            double mean = model.Parameters[means][position], variance = model.Parameters[variances][position];
            sum += model.Inputs[i].Type == "B"
                ? WeightedLogarithm(inputs[i], mean) + WeightedLogarithm(1 - inputs[i], 1 - mean)
                : -0.5 * (Math.Log(variance) + ((inputs[i] - mean) * (inputs[i] - mean) / variance));
        }

        return sum;
    }

    /// <summary>w·ln p, with 0·ln 0 = 0.</summary>
    private static double WeightedLogarithm(double weight, double probability) => weight == 0 ? 0 : weight * Math.Log(probability);
}
