using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.CovarianceEstimation;

/// <summary>An estimate of the covariance matrix of the inputs that is better conditioned, or has a sparser inverse, than the one of the rows.</summary>
/// <remarks>
/// <para>C is the sum of products of deviations divided by n − <c>ddof</c>. Estimates: C + λI; (1 − α)C + α·(tr C/p)·I, α given or by <c>rblw</c> or
/// <c>oas</c>; (1 − α)C + αI; the part of C in its q leading eigenvectors; the inverse of the Θ that the graphical lasso finds, λ given or by
/// <c>ebic</c>. They depend on the units of the inputs.</para>
/// <para>Where values are missing, each covariance is taken over the rows that have both, and n is the smallest such number. No row, or no more rows than
/// <c>ddof</c>: no fit. <c>graph_lasso</c> refuses constant inputs, and with λ = 0 collinear ones; the other estimates take both.</para>
/// <para>Of collinear inputs the likelihood grows without bound as λ falls, so <c>ebic</c> prefers the smallest λ that it can tell from 0: give it a
/// <c>min_lambda_power</c>. A λ far below <c>tolerance</c> times the mean covariance is not resolved.</para>
/// <para>Tables follow the order of the attributes in the project. An estimate predicts nothing. Cost p² for those that shrink, p³ for the others times
/// passes and λ tried.</para>
/// </remarks>
internal sealed class CovarianceEstimator() : Algorithm("covest", "Covariance estimator: shrunk, truncated, or with a sparse inverse.")
{
    private static readonly ParameterInfo Type = EstimateOptions.TypeParameter(
        "The estimate; required.",
        EstimateOptions.Tikhonov,
        EstimateOptions.ScaledIdentity,
        EstimateOptions.IdentityMixture,
        EstimateOptions.EigenTruncation,
        EstimateOptions.GraphicalLasso);

    private static readonly ParameterInfo FreedomLost = new("ddof", ParameterType.WholeNumber, "0", "What the number of rows is reduced by as divisor.")
    {
        Minimum = 0,
    };

    /// <inheritdoc/>
    public override ImmutableArray<ParameterInfo> Parameters { get; } =
    [
        Type,
        FreedomLost,
        .. EstimateOptions.Parameters(EstimateOptions.RaoBlackwell, EstimateOptions.Oracle, EstimateOptions.InformationCriterion),
        .. GraphicalLassoOptions.Parameters,
    ];

    /// <inheritdoc/>
    public override ImmutableArray<string> PredictInfo => [];

    /// <inheritdoc/>
    public override ImmutableArray<string> ScoreInfo => [];

    /// <inheritdoc/>
    protected override int TargetCount => 0;

    /// <inheritdoc/>
    /// <exception cref="UndefinedPredictionException">Always.</exception>
    public override ImmutableArray<KeyValuePair<string, string>> Predict(FittedModel model, ReadOnlySpan<double> inputs, PredictOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        throw new UndefinedPredictionException($"Predict is undefined for model '{model.ModelId}': algorithm '{Id}' estimates covariances.");
    }

    /// <inheritdoc/>
    protected override void CheckRequest(MlContext context)
    {
        EstimateOptions.Read(Type.ReadChoice(context), context);
        GraphicalLassoOptions.Read(context);
    }

    /// <inheritdoc/>
    protected override ModelAttributes Admit(Schema schema, MlContext context, ModelAttributes attributes)
    {
        EstimateOptions.Read(Type.ReadChoice(context), context).CheckSize(attributes.Inputs.Length);
        GraphicalLassoOptions.Read(context).GivenCoefficients(attributes.Inputs.Length);
        return attributes;
    }

    /// <inheritdoc/>
    protected override FitOutcome Fit(FitProblem problem)
    {
        EstimateOptions options = EstimateOptions.Read(Type.ReadChoice(problem.Context), problem.Context);
        double freedomLost = FreedomLost.ReadNumber(problem.Context);
        (SymmetricMatrix sample, long rows) = Sample(problem, freedomLost);
        problem.Cancellation.ThrowIfCancellationRequested();
        var report = new EstimateReport(FitOutcome.Empty, problem.Names);
        report = report.Add("estimate_type", options.Type).Add("ddof", freedomLost);
        if (options.Tuning is not null)
            report = report.Add("tuning_type", options.Tuning);
        return options.Type switch
        {
            EstimateOptions.GraphicalLasso => AddGraphicalLasso(report, problem, sample, rows, options).Outcome,
            EstimateOptions.EigenTruncation => report
                .Add("q", options.Count!.Value)
                .Add("cxx_est", TruncatedSpectrum.Of(sample, options.Count.Value).ToMatrix()).Outcome,
            _ => AddShrinkage(report, sample, rows, options).Outcome,
        };
    }

    /// <summary>The covariances with divisor n − ddof, and n.</summary>
    private static (SymmetricMatrix Matrix, long Rows) Sample(FitProblem problem, double freedomLost)
    {
        SymmetricMatrix matrix = problem.Covariances(problem.Ordered);
        bool complete = problem.Ordered.All(i => problem.Statistics.Univariate(i).Count == problem.Statistics.Rows);
        long fewest = problem.Statistics.Rows;
        for (int i = 0; i < matrix.Size && !(complete && freedomLost == 0); i++)
        {
            problem.Cancellation.ThrowIfCancellationRequested();
            for (int j = 0; j <= i; j++)
            {
                long count = complete ? fewest : problem.Statistics.Bivariate(problem.Ordered[i], problem.Ordered[j]).Count;
                fewest = Math.Min(fewest, count);
                matrix[i, j] *= count / (DoubleDouble)(count - freedomLost);
            }
        }

        return fewest > freedomLost
            ? (matrix, fewest)
            : throw new FitException($"{fewest} rows are too few for ddof {freedomLost}: the divisor n - ddof must be above 0.");
    }

    private static EstimateReport AddShrinkage(EstimateReport report, SymmetricMatrix sample, long rows, EstimateOptions options)
    {
        (SymmetricMatrix estimate, double alpha) = Shrinkage.Of(sample, rows, options);
        report = options.Type == EstimateOptions.Tikhonov ? report.Add("lambda", options.Lambda) : report.Add("alpha", alpha);
        return report.Add("cxx_est", estimate);
    }

    private static EstimateReport AddGraphicalLasso(
        EstimateReport report, FitProblem problem, SymmetricMatrix sample, long rows, EstimateOptions options)
    {
        var system = new SymmetricSystem("covariance matrix of the inputs", sample, problem.Names);
        if (Enumerable.Range(0, sample.Size).Any(i => !(sample[i, i] > 0)))
            throw new FitException($"{Collinearity.Explain(system)} Leave attributes out.");
        GraphicalLassoOptions lasso = GraphicalLassoOptions.Read(problem.Context);
        var fit = new SparsePrecision(system, rows, lasso);
        LassoPrecision solution;
        if (options.Tuning is null)
        {
            solution = fit.Of(options.Lambda, problem.Cancellation);
        }
        else
        {
            (solution, ImmutableArray<double> lambdas, ImmutableArray<double> criteria) = fit.Preferred(problem.Cancellation);
            report = report
                .Add("gamma", lasso.Gamma)
                .Add("min_lambda_power", lasso.LowestPower)
                .Add("max_lambda_power", lasso.HighestPower)
                .Add("num_lambda", lasso.Steps)
                .Add("lambda_vec", lambdas)
                .Add("ebic_vec", criteria);
        }

        return report
            .Add("lambda", solution.Lambda)
            .Add("maxiter", lasso.Limits.MostSweeps)
            .Add("tolerance", lasso.Limits.Tolerance)
            .Add("initialize_gl", lasso.Start)
            .Add("cxx_est", solution.Covariance)
            .Add("theta", solution.Precision())
            .Add("B", solution.Coefficients);
    }
}
