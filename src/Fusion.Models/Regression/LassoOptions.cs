using System.Collections.Immutable;

namespace Fusion.Models.Regression;

/// <summary>How a lasso on inputs and components is fitted.</summary>
/// <param name="ChoosesLambda">Whether λ is chosen by the criterion of Akaike, corrected for few rows.</param>
/// <param name="Lambda">λ where it is not chosen.</param>
/// <param name="MinPower">The power of 10 of the smallest λ tried.</param>
/// <param name="MaxPower">That of the largest; NaN for the smallest at which all weights are 0.</param>
/// <param name="Count">How many are tried.</param>
/// <param name="Sweeps">The largest number of sweeps of one fit.</param>
/// <param name="Tolerance">A change of fitted values below this, in standard deviations of the target, ends the sweeps.</param>
internal sealed record LassoOptions(bool ChoosesLambda, double Lambda, double MinPower, double MaxPower, int Count, int Sweeps, double Tolerance)
{
    private const double LargestPower = 300;

    private static readonly ParameterInfo Penalty = new("lambda", ParameterType.Number, "1", "Penalty of full where aicc does not choose it.") { Minimum = 0 };

    private static readonly ParameterInfo Choose = new("aicc", ParameterType.Boolean, "false", "Chooses lambda by the smallest AICc over a range of powers of 10.");

    private static readonly ParameterInfo Smallest = new("min_lambda_power", ParameterType.Number, "-10", "Power of 10 of the smallest lambda tried.")
    {
        Minimum = -LargestPower,
        Maximum = LargestPower,
    };

    private static readonly ParameterInfo Largest = new(
        "max_lambda_power", ParameterType.Number, "NaN", "Power of 10 of the largest lambda tried; NaN takes the smallest lambda at which all weights are 0.")
    {
        Minimum = -LargestPower,
        Maximum = LargestPower,
        AllowsNaN = true,
    };

    private static readonly ParameterInfo Number = new("num_lambda", ParameterType.WholeNumber, "100", "How many lambdas are tried, with equal ratios; 1 is the smallest alone.")
    {
        Minimum = 1,
        Maximum = 1_000,
    };

    private static readonly ParameterInfo MostSweeps = new("maxiter", ParameterType.WholeNumber, "1000", "Largest number of sweeps of the lasso for one lambda.")
    {
        Minimum = 1,
        Maximum = 1_000_000,
    };

    private static readonly ParameterInfo Limit = new(
        "tolerance", ParameterType.Number, "1e-5", "Sweeps end when no fitted value changes by more than this, in standard deviations of the target.")
    {
        Minimum = 0,
    };

    /// <summary>The extra parameters that choose the options.</summary>
    public static ImmutableArray<ParameterInfo> Parameters { get; } = [Penalty, Choose, Smallest, Largest, Number, MostSweeps, Limit];

    /// <summary>Reads the options of a request.</summary>
    /// <exception cref="InvalidRequestException">A text is not allowed, or the largest power is below the smallest.</exception>
    public static LassoOptions Read(MlContext context)
    {
        var options = new LassoOptions(
            Choose.ReadBoolean(context),
            Penalty.ReadNumber(context),
            Smallest.ReadNumber(context),
            Largest.ReadNumber(context),
            (int)Number.ReadNumber(context),
            (int)MostSweeps.ReadNumber(context),
            Limit.ReadNumber(context));
        if (options.MaxPower < options.MinPower)
            (Largest with { Minimum = options.MinPower }).ReadNumber(context);
        return options;
    }

    /// <summary>The λs to try, falling.</summary>
    /// <param name="largest">The smallest λ at which all weights are 0.</param>
    /// <returns>One λ, or a grid with equal ratios, of which a single one is the smallest.</returns>
    public ImmutableArray<double> Lambdas(double largest)
    {
        if (!ChoosesLambda)
            return [Lambda];
        if (Count == 1)
            return [Math.Pow(10, MinPower)];
        double max = double.IsNaN(MaxPower) ? Math.Max(Math.Log10(largest), MinPower) : MaxPower;
        double first = Math.Max(Math.Pow(10, max), double.IsNaN(MaxPower) ? largest : 0); // the power may round down, where one weight moves
        return [first, .. Enumerable.Range(1, Count - 1).Select(k => Math.Pow(10, max - (k * (max - MinPower) / (Count - 1))))];
    }
}
