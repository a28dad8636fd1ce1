using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Regression;

/// <summary>Regression on principal components of the inputs: on the first q of them, or a lasso on all of them and the inputs together.</summary>
/// <remarks>
/// <para>Components are eigenvectors v of the correlation matrix of the inputs, of their covariance matrix without <c>standardize</c>, by falling
/// eigenvalue λ. <c>qfirst</c>: the weights are Σ v·(v·c)/λ over the first q. <c>full</c>: the lasso of <see cref="ComponentLasso"/>.</para>
/// <para>No row, or no input that varies: no fit. A constant input has coefficient 0; with a constant target all are. Components beyond the rank of the
/// inputs add nothing, so collinear inputs and n ≤ p need nothing special. Cost p³ for the components.</para>
/// </remarks>
internal sealed class PrincipalComponentRegression() : ComponentRegressor("pcr", "Regression on principal components of the inputs.")
{
    private const string Full = "full";
    private const string FirstComponents = "qfirst";

    private static readonly ParameterInfo Kind = new(
        "pcr_type", ParameterType.Choice, FirstComponents, "qfirst: least squares on the first q components; full: lasso on all inputs and components.")
    {
        Choices = [FirstComponents, Full],
    };

    private static readonly ParameterInfo CenterTarget = new(
        "centerY", ParameterType.Boolean, "false", "Centres the target before the fit; its mean returns in the intercept, so that the model is the same.");

    /// <inheritdoc/>
    protected override ImmutableArray<ParameterInfo> OwnParameters =>
        [Kind, Components, OneQ, .. LassoOptions.Parameters, Standardize, CenterTarget];

    /// <inheritdoc/>
    protected override bool UsesComponents(MlContext context) => Kind.ReadChoice(context) == FirstComponents;

    /// <inheritdoc/>
    protected override void CheckRequest(MlContext context)
    {
        base.CheckRequest(context);
        LassoOptions.Read(context);
    }

    /// <inheritdoc/>
    protected override FitOutcome Fit(FitProblem problem)
    {
        bool standardize = Standardize.ReadBoolean(problem.Context);
        var moments = ScaledMoments.Of(problem, standardize, ddof: 0);
        var spectrum = ExactSpectrum.Of(moments.Matrix, problem.Cancellation);
        int shown = UsesComponents(problem.Context) ? (int)Components.ReadNumber(problem.Context) : problem.Ordered.Length;
        FitOutcome outcome = UsesComponents(problem.Context)
            ? PathOutcome(problem, moments, FirstFits(spectrum, moments.Cross, shown)).WithExtra("q", shown)
            : FullOutcome(problem, moments, spectrum);
        IEnumerable<ImmutableArray<double>> projection = spectrum.Eigenvectors.Take(shown)
            .Select(vector => Vectors.Round(standardize ? moments.Unscale(vector) : vector));
        return outcome
            .WithExtra("standardize", standardize)
            .WithExtra("centerY", CenterTarget.ReadBoolean(problem.Context))
            .WithExtra(standardize ? "Wtilde" : "W", problem.Names, projection);
    }

    /// <summary>The weights with 1, 2, … components.</summary>
    private static List<DoubleDouble[]> FirstFits(ExactSpectrum spectrum, DoubleDouble[] cross, int most)
    {
        var path = new List<DoubleDouble[]>();
        var weights = new DoubleDouble[cross.Length];
        for (int k = 0; k < Math.Min(most, spectrum.Rank); k++)
        {
            Vectors.AddTo(weights, Vectors.Dot(spectrum.Eigenvectors[k], cross) / spectrum.Eigenvalues[k], spectrum.Eigenvectors[k]);
            path.Add([.. weights]);
        }

        return path;
    }

    private static FitOutcome FullOutcome(FitProblem problem, ScaledMoments moments, ExactSpectrum spectrum)
    {
        var options = LassoOptions.Read(problem.Context);
        long rows = problem.Ordered.Min(i => problem.Statistics.Bivariate(i, problem.Target).Count);
        var fit = ComponentLasso.Fit(moments, spectrum, options, rows, problem.Cancellation);
        DoubleDouble[] coefficients = moments.Unscale(fit.Weights);
        ImmutableArray<double> rounded = Vectors.Round(coefficients);
        double intercept = moments.Intercept(coefficients);
        FitOutcome outcome = AddMoments(Outcome(problem, rounded, intercept), moments)
            .WithExtra("model", rounded)
            .WithExtra("model_bias", intercept)
            .WithExtra("lambda", fit.Lambda)
            .WithExtra("maxiter", options.Sweeps)
            .WithExtra("tolerance", options.Tolerance)
            .WithInfo("converged", NumberText.Flag(fit.IsConverged))
            .WithInfo("iterations", NumberText.Full(fit.Sweeps));
        return !options.ChoosesLambda ? outcome : (outcome with { ModelsBuilt = fit.Lambdas.Length })
            .WithExtra("min_lambda_power", options.MinPower)
            .WithExtra("max_lambda_power", options.MaxPower)
            .WithExtra("num_lambda", options.Count)
            .WithExtra("lambda_vec", fit.Lambdas)
            .WithExtra("aicc_vec", fit.Criteria);
    }
}
