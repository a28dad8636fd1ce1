using System.Collections.Immutable;
using System.Globalization;

namespace Fusion.Models.CovarianceEstimation;

/// <summary>How the graphical lasso starts and stops, and which λ its information criterion compares.</summary>
/// <param name="Start">One of the starts below, or the text of a matrix.</param>
/// <param name="Limits">When a descent stops.</param>
/// <param name="Gamma">γ of the criterion: the larger, the fewer attributes are joined.</param>
/// <param name="LowestPower">Power of ten of the smallest λ.</param>
/// <param name="HighestPower">Power of ten of the largest λ; NaN for the largest covariance.</param>
/// <param name="Steps">The number of λ.</param>
internal sealed record GraphicalLassoOptions(string Start, LassoLimits Limits, double Gamma, double LowestPower, double HighestPower, int Steps)
{
    /// <summary>Starts with no attributes joined at the largest λ, and walks down.</summary>
    public const string LassoPath = "lasso_path";

    /// <summary>Starts from the inverse of the covariances, shrunk as far as λ allows.</summary>
    public const string Inverse = "inv";

    /// <summary>Starts from the solution for the λ before, the first from the inverse.</summary>
    public const string LastSolution = "last_sol";

    /// <summary>Starts from the least-squares regressions of each attribute on the others.</summary>
    public const string Regressions = "lin_reg";

    private static readonly ImmutableArray<string> Starts = [LassoPath, Inverse, LastSolution, Regressions];

    private static readonly ParameterInfo MaxIterations = new(
        "maxiter", ParameterType.WholeNumber, "1000", "Most passes of graph_lasso over all attributes.")
    {
        Minimum = 1,
        Maximum = 1_000_000,
    };

    private static readonly ParameterInfo Tolerance = new(
        "tolerance", ParameterType.Number, "1e-5", "Mean change of a covariance in a pass, as a share of the mean covariance, at which graph_lasso stops.")
    {
        Minimum = 1e-14,
        Maximum = 1,
    };

    private static readonly ParameterInfo LassoTolerance = new(
        "tolerance_lasso", ParameterType.Number, null, "The same for the lasso of one attribute; 0.1·tolerance when it is not given.")
    {
        Minimum = 1e-15,
        Maximum = 1,
    };

    private static readonly ParameterInfo Initialise = new(
        "initialize_gl", ParameterType.Text, Inverse, "Where graph_lasso starts; a matrix has the coefficients of each attribute (column) on the others.")
    {
        Form = $"{string.Join(", ", Starts)} and a square matrix with a row for each input, numbers parted by commas and rows by semicolons",
    };

    private static readonly ParameterInfo Strictness = new("gamma", ParameterType.Number, "0.5", "γ of the extended Bayesian information criterion.")
    {
        Minimum = 0,
        Maximum = 1,
    };

    private static readonly ParameterInfo Lowest = new(
        "min_lambda_power", ParameterType.Number, "-10", "Power of ten of the smallest lambda that ebic tries.")
    {
        Minimum = -300,
        Maximum = 300,
    };

    private static readonly ParameterInfo Highest = new(
        "max_lambda_power", ParameterType.Number, "NaN", "Power of ten of the largest lambda that ebic tries; NaN: the smallest that joins nothing.")
    {
        Minimum = -300,
        Maximum = 300,
        AllowsNaN = true,
    };

    private static readonly ParameterInfo Number = new(
        "num_lambda", ParameterType.WholeNumber, "100", "How many lambda ebic tries, evenly spaced in their powers.")
    {
        Minimum = 1,
        Maximum = 10_000,
    };

    /// <summary>The extra parameters that choose the options.</summary>
    public static ImmutableArray<ParameterInfo> Parameters { get; } =
        [Strictness, Lowest, Highest, Number, MaxIterations, Tolerance, LassoTolerance, Initialise];

    /// <summary>Reads the options of a request.</summary>
    /// <exception cref="InvalidRequestException">A text is not allowed.</exception>
    public static GraphicalLassoOptions Read(MlContext context)
    {
        double tolerance = Tolerance.ReadNumber(context), lowest = Lowest.ReadNumber(context), highest = Highest.ReadNumber(context);
        double lassoTolerance = context.FindParameter(LassoTolerance.Name) is null ? 0.1 * tolerance : LassoTolerance.ReadNumber(context);
        if (highest < lowest)
        {
            throw new InvalidRequestException(string.Create(
                CultureInfo.InvariantCulture, $"Parameter 'max_lambda_power' is '{highest}'; allowed are numbers from min_lambda_power, which is {lowest}."));
        }

        var limits = new LassoLimits((int)MaxIterations.ReadNumber(context), tolerance, lassoTolerance);
        return new GraphicalLassoOptions(
            Initialise.ReadText(context), limits, Strictness.ReadNumber(context), lowest, highest, (int)Number.ReadNumber(context));
    }

    /// <summary>The matrix that the start is written as, its diagonal 0; null where it is one of the named starts.</summary>
    /// <param name="size">The number of inputs.</param>
    /// <exception cref="InvalidRequestException">It is neither.</exception>
    public double[][]? GivenCoefficients(int size)
    {
        if (Starts.Contains(Start))
            return null;
        string[][] cells = [.. Start.Split(';').Select(row => row.Split(','))];
        if (cells.Length != size || cells.Any(row => row.Length != size))
            throw Initialise.Refusal(Start);
        return [.. cells.Select((row, i) => row.Select((cell, j) => i == j ? 0 : Finite(cell)).ToArray())];
    }

    private double Finite(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw Initialise.Refusal(Start);
}
