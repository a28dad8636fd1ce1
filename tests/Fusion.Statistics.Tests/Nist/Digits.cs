using System.Text.Json;

namespace Fusion.Statistics.Tests.Nist;

/// <summary>Correct digits of every certified value of a file, computed from rows dealt to some cells.</summary>
internal static class Digits
{
    /// <summary>What was computed and its log relative error.</summary>
    public static IReadOnlyList<(string Quantity, double Digits)> Of(ReferenceFile file, int cells) => file.Kind switch
    {
        "univariate" => Univariate(file, cells),
        "anova_one_way" => Anova(file, cells),
        _ => Regression(file, cells),
    };

    /// <summary>The same from one row for each observation, with its treatment as a category: moments of y where the dummy is 1.</summary>
    public static IReadOnlyList<(string Quantity, double Digits)> OfGroupedRows(ReferenceFile file, int cells)
    {
        int groups = file.Rows[0].Length;
        DecimalNumber[][] rows = [.. file.Rows.SelectMany(row => row.Select((y, group) =>
            (DecimalNumber[])[y, .. Enumerable.Range(0, groups).Select(other => DecimalNumber.FromInt64(other == group ? 1 : 0))]))];
        SufficientStatistics statistics = Cells.Fuse(
            [Continuous("y"), .. Enumerable.Range(1, groups).Select(group => new AttributeInfo($"treatment${group}", AttributeKind.Binary, "treatment"))],
            rows,
            cells);
        return Anova(file, [.. Enumerable.Range(1, groups).Select(dummy => statistics.Conditional(0, dummy)).Select(group => (group.Count, group.Mean, group.Variance))]);
    }

    private static List<(string Quantity, double Digits)> Univariate(ReferenceFile file, int cells)
    {
        UnivariateMoments moments = Cells.Fuse([Continuous("y")], file.Rows, cells).Univariate(0);
        DoubleDouble n = moments.Count;
        return
        [
            Row("mean", moments.Mean, file.Certified.GetProperty("mean")),
            Row("standard deviation", DoubleDouble.Sqrt(moments.Variance * n / (n - 1)), file.Certified.GetProperty("standard_deviation")),
        ];
    }

    /// <summary>One attribute for each treatment: count, mean and variance of each group are all that F needs.</summary>
    private static List<(string Quantity, double Digits)> Anova(ReferenceFile file, int cells)
    {
        int groups = file.Rows[0].Length;
        SufficientStatistics statistics = Cells.Fuse([.. Enumerable.Range(1, groups).Select(group => Continuous($"treatment {group}"))], file.Rows, cells);
        return Anova(file, [.. Enumerable.Range(0, groups).Select(statistics.Univariate).Select(group => (group.Count, group.Mean, group.Variance))]);
    }

    private static List<(string Quantity, double Digits)> Anova(ReferenceFile file, IReadOnlyList<(DoubleDouble Count, DoubleDouble Mean, DoubleDouble Variance)> groups)
    {
        DoubleDouble n = Sum(groups.Select(group => group.Count)), k = groups.Count;
        DoubleDouble mean = Sum(groups.Select(group => group.Count * group.Mean)) / n;
        DoubleDouble between = Sum(groups.Select(group => group.Count * (group.Mean - mean) * (group.Mean - mean)));
        DoubleDouble within = Sum(groups.Select(group => group.Count * group.Variance));
        return
        [
            Row("F", between / (k - 1) / (within / (n - k)), file.Certified.GetProperty("f_statistic")),
            Row("R²", between / (between + within), file.Certified.GetProperty("r_squared")),
            Row("residual deviation", DoubleDouble.Sqrt(within / (n - k)), file.Certified.GetProperty("residual_standard_deviation")),
        ];
    }

    private static List<(string Quantity, double Digits)> Regression(ReferenceFile file, int cells)
    {
        JsonElement coefficients = file.Certified.GetProperty("coefficients");
        LeastSquares fit = Fit(file, coefficients.GetArrayLength(), cells);
        var digits = new List<(string, double)>();
        for (int i = 0; i < fit.Coefficients.Length; i++)
        {
            digits.Add(Row($"coefficient {Name(coefficients[i])}", fit.Coefficients[i], coefficients[i].GetProperty("estimate")));
            digits.Add(Row($"standard error {Name(coefficients[i])}", fit.StandardErrors[i], coefficients[i].GetProperty("standard_deviation")));
        }

        digits.Add(Row("R²", fit.Determination, file.Certified.GetProperty("r_squared")));
        digits.Add(Row("residual deviation", fit.ResidualDeviation, file.Certified.GetProperty("residual_standard_deviation")));
        return digits;
    }

    private static LeastSquares Fit(ReferenceFile file, int coefficients, int cells)
    {
        if (file.Name == "NoInt1")
            return LeastSquares.ThroughOrigin(Cells.Fuse([Continuous("y"), Continuous("x")], file.Rows, cells));
        var powers = new Powers([.. file.Rows.Select(row => row[1])], coefficients - 1);
        SufficientStatistics statistics = Cells.Fuse(
            [Continuous("y"), .. powers.Attributes],
            [.. file.Rows.Select(row => (DecimalNumber[])[row[0], .. powers.Row(row[1])])],
            cells);
        return LeastSquares.WithIntercept(new JointMoments(statistics, [0, .. powers.PowerOfColumn.Select(power => power + 1)]));
    }

    private static string Name(JsonElement coefficient) => coefficient.GetProperty("name").GetString()!;

    private static AttributeInfo Continuous(string name) => new(name, AttributeKind.Continuous);

    private static (string Quantity, double Digits) Row(string quantity, DoubleDouble actual, JsonElement certified) =>
        (quantity, LogRelativeError.Of(actual, certified.GetString()!));

    private static DoubleDouble Sum(IEnumerable<DoubleDouble> values) => values.Aggregate((DoubleDouble)0, (sum, value) => sum + value);
}
