using System.Collections.Immutable;

namespace Fusion.Models.Regression;

/// <summary>The extra parameters of penalised regressions, and how they are read.</summary>
internal static class PenaltyParameters
{
    private const double LargestPower = 300;

    private static readonly ParameterInfo Eta = new(
        "eta", ParameterType.Number, null, "Share of the absolute penalty, from 0 (ridge) to 1 (lasso); required unless aicc=true, which chooses it.")
    {
        Minimum = 0,
        Maximum = 1,
    };

    private static readonly ParameterInfo Lambda = new(
        "lambda", ParameterType.Number, null, "Weight of the penalty beside half the mean squared error; required unless aicc=true, which chooses it.")
    {
        Minimum = 0,
    };

    private static readonly ParameterInfo Alpha = new("alpha", ParameterType.Number, null, "Older name of lambda; has no effect where lambda is given.")
    {
        Minimum = 0,
    };

    private static readonly ParameterInfo Sweeps = new(
        "maxiter", ParameterType.WholeNumber, "1000",
        "The most sweeps of coordinate descent, which starts from 0 or from the number given under the name of an input; ridge needs none.")
    {
        Minimum = 1,
        Maximum = 1_000_000,
    };

    private static readonly ParameterInfo Tolerance = new(
        "tolerance", ParameterType.Number, "1e-5", "Change of the fit, in standard deviations of the target, at which coordinate descent gives way to a direct solve.")
    {
        Minimum = 0,
    };

    private static readonly ParameterInfo StandardizeInputs = new(
        "standardize", ParameterType.Boolean, "true", "Penalises coefficients of z-scored inputs; they are answered in the units of the inputs.");

    private static readonly ParameterInfo CentreTarget = new(
        "centerY", ParameterType.Boolean, "false", "Centres the target before the fit; its mean returns in the intercept, so that the model is the same.");

    private static readonly ParameterInfo DebiasFit = new(
        "debias", ParameterType.Boolean, "false", "Refits the inputs with a coefficient other than 0 by ordinary least squares.");

    private static readonly ParameterInfo Criterion = new(
        "aicc", ParameterType.Boolean, "false", "Chooses the penalty of a grid with the smallest corrected Akaike criterion on the rows learned.");

    private static readonly ParameterInfo LowestPower = Power("min_lambda_power", "-10", "Smallest");

    private static readonly ParameterInfo HighestPower = Power("max_lambda_power", "3", "Largest");

    private static readonly ParameterInfo LambdaPoints = new(
        "num_lambda", ParameterType.WholeNumber, "100", "Number of values of lambda in the grid, with equal ratios; 1 is the smallest alone.")
    {
        Minimum = 1,
        Maximum = 1_000,
    };

    private static readonly ParameterInfo LowestEta = Eta with { Name = "min_eta", Default = "0", Description = "Smallest eta of the grid." };

    private static readonly ParameterInfo HighestEta = Eta with { Name = "max_eta", Default = "1", Description = "Largest eta of the grid." };

    private static readonly ParameterInfo EtaPoints = new(
        "num_eta", ParameterType.WholeNumber, "11", "Number of values of eta in the grid, evenly spaced; 1 is the smallest alone.")
    {
        Minimum = 1,
        Maximum = 101,
    };

    private static readonly ImmutableArray<ParameterInfo> Common =
        [Sweeps, Tolerance, StandardizeInputs, CentreTarget, DebiasFit, Criterion, LowestPower, HighestPower, LambdaPoints];

    /// <summary>Those of ridge regression.</summary>
    public static ImmutableArray<ParameterInfo> OfRidge { get; } = [Lambda, Alpha, .. Common];

    /// <summary>Those of the lasso.</summary>
    public static ImmutableArray<ParameterInfo> OfLasso { get; } = [Lambda, .. Common];

    /// <summary>Those of the elastic net.</summary>
    public static ImmutableArray<ParameterInfo> OfElasticNet { get; } = [Lambda, Eta, .. Common, LowestEta, HighestEta, EtaPoints];

    /// <summary>Whether the penalty is to be chosen.</summary>
    public static bool IsSearched(MlContext context) => Criterion.ReadBoolean(context);

    /// <summary>Whether coefficients are penalised in standard deviations of their inputs.</summary>
    public static bool Standardizes(MlContext context) => StandardizeInputs.ReadBoolean(context);

    /// <summary>Whether ordinary least squares fits the chosen inputs again.</summary>
    public static bool Debiases(MlContext context) => DebiasFit.ReadBoolean(context);

    /// <summary>When coordinate descent stops.</summary>
    public static DescentOptions Descent(MlContext context) => new((int)Sweeps.ReadNumber(context), Tolerance.ReadNumber(context));

    /// <summary>The penalties that a request asks for: one, or a grid with η ascending and for each of them λ descending.</summary>
    /// <param name="context">The request.</param>
    /// <param name="known">What the algorithm understands.</param>
    /// <param name="eta">The η of an algorithm that has but one; null where the request tells it.</param>
    /// <exception cref="InvalidRequestException">A value is missing, or a range is empty.</exception>
    public static ImmutableArray<Penalty> Penalties(MlContext context, ImmutableArray<ParameterInfo> known, double? eta)
    {
        if (!IsSearched(context))
            return [new Penalty(ReadLambda(context, known), eta ?? Required(Eta, context))];
        double[] etas = eta is { } only ? [only] : Spaced(context, LowestEta, HighestEta, EtaPoints);
        double[] lambdas = [.. Spaced(context, LowestPower, HighestPower, LambdaPoints).Reverse().Select(power => Math.Pow(10, power))];
        return [.. etas.SelectMany(each => lambdas.Select(lambda => new Penalty(lambda, each)))];
    }

    /// <summary>The initial weight of an input: the number given under its name, or 0.</summary>
    /// <param name="context">The request.</param>
    /// <param name="known">What the algorithm understands: an input of such a name has no initial weight.</param>
    /// <param name="input">The name of the input.</param>
    /// <exception cref="InvalidRequestException">The text is not a number.</exception>
    public static double InitialWeight(MlContext context, ImmutableArray<ParameterInfo> known, string input)
    {
        bool isGiven = context.ExtraParameters?.ContainsKey(input) == true && known.All(parameter => parameter.Name != input.Replace('.', '_'));
        return isGiven ? new ParameterInfo(input, ParameterType.Number, "0", "Initial weight of the input of that name.").ReadNumber(context) : 0;
    }

    private static ParameterInfo Power(string name, string power, string rank) =>
        new(name, ParameterType.Number, power, $"{rank} lambda of the grid, as a power of ten.") { Minimum = -LargestPower, Maximum = LargestPower };

    private static double ReadLambda(MlContext context, ImmutableArray<ParameterInfo> known)
    {
        bool isOlder = known.Contains(Alpha) && context.FindParameter(Lambda.Name) is null && context.FindParameter(Alpha.Name) is not null;
        return isOlder ? Alpha.ReadNumber(context) : Required(Lambda, context);
    }

    private static double Required(ParameterInfo parameter, MlContext context) => context.FindParameter(parameter.Name) is not null
        ? parameter.ReadNumber(context)
        : throw new InvalidRequestException($"Parameter '{parameter.Name}' is required unless aicc=true; allowed are {parameter.Allowed}.");

    private static double[] Spaced(MlContext context, ParameterInfo lowest, ParameterInfo highest, ParameterInfo points)
    {
        double low = lowest.ReadNumber(context), high = highest.ReadNumber(context);
        if (!(low <= high))
            throw new InvalidRequestException(FormattableString.Invariant($"Parameter '{lowest.Name}' is {low}; it must not be above '{highest.Name}', {high}."));
        int count = (int)points.ReadNumber(context);
        return [.. Enumerable.Range(0, count).Select(i => i == 0 ? low : i == count - 1 ? high : low + (i * (high - low) / (count - 1)))];
    }
}
