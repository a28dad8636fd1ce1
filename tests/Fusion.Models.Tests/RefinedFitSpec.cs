using System.Globalization;
using Fusion.Models.Tests.Support;

namespace Fusion.Models.Tests;

/// <summary>Normal equations whose solution is known, and so close to singular that the factor alone loses digits of it.</summary>
public class RefinedFitSpec
{
    [Fact]
    public void A_polynomial_of_degree_ten_is_found_exactly()
    {
        const int degree = 10;
        string[] names = [.. Enumerable.Range(1, degree).Select(power => $"x{power}")];
        TestTable table = TestTable.Of(string.Join(' ', [.. names, "y"]), [.. Enumerable.Range(1, 60).Select(Row)]);
        AssertPerfect(table, names, [.. Enumerable.Repeat(1.0, degree)]);

        string Row(int x) // x/10, its powers, and the sum of all of them
        {
            long[] powers = [.. Enumerable.Range(1, degree).Select(power => Power(x, power))];
            long sum = powers.Select((power, i) => power * Power(10, degree - i - 1)).Sum();
            return string.Join(' ', powers.Select((power, i) => Decimal(power, i + 1)).Append(Decimal(sum, degree)));
        }
    }

    [Fact]
    public void More_than_two_hundred_inputs_that_are_nearly_one_are_told_apart_exactly()
    {
        const int inputs = 205;
        var random = new Random(7);
        string[] names = [.. Enumerable.Range(0, inputs).Select(i => $"x{i}")];
        double[] coefficients = [.. Enumerable.Range(0, inputs).Select(i => (double)((i % 2 == 0 ? 1 : -1) * (1 + (i % 7))))];
        TestTable table = TestTable.Of(string.Join(' ', [.. names, "y"]), [.. Enumerable.Range(0, 260).Select(_ => Row())]);
        AssertPerfect(table, names, coefficients);

        string Row()
        {
            long common = random.NextInt64(-1_000_000_000_000, 1_000_000_000_000);
            long[] x = [.. names.Select(_ => common + random.NextInt64(-3_000_000, 3_000_000))];
            return string.Join(' ', x.Append(x.Zip(coefficients, (value, factor) => value * (long)factor).Sum()));
        }
    }

    private static void AssertPerfect(TestTable table, string[] names, double[] coefficients)
    {
        FittedModel model = Algorithms.Find("mlr").Fit("m", table.Learn(), Requests.Names(string.Join(' ', names), "y"));
        Assert.Equal(coefficients, model.Parameters["coefficients"]);
        Assert.Equal(["0"], model.Extra["std.error"].Rows.Select(row => row[0]).Distinct());
    }

    private static long Power(long x, int power) => Enumerable.Repeat(x, power).Aggregate(1L, (product, factor) => product * factor);

    private static string Decimal(long mantissa, int places)
    {
        string digits = mantissa.ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        return $"{digits[..^places]}.{digits[^places..]}";
    }
}
