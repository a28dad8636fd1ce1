using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Fusion.Statistics.Frames;

/// <summary>Yeo–Johnson copies of a column, one for each power p: <c>pt_column^p</c>.</summary>
/// <remarks>
/// <para>Yeo and Johnson (2000), ψ(p, x): ((x+1)^p − 1)/p for x ≥ 0, ln(x+1) where p = 0; −((1−x)^(2−p) − 1)/(2−p) for x &lt; 0, −ln(1−x) where p = 2.</para>
/// <para>Results are decimals, so that sums of copies are as exact as all others: of nine significant digits, more where a grid of 10^-6 asks for them; from
/// 10^12 in magnitude on, and below 10^-19, of 15. A column that needs more digits than there is room for is coarsened like any other of such a range. Ties go
/// to the even neighbour. ψ(1, x) is x as it was sent. A value that is missing or no number, and one whose copy is not finite, leaves the copy missing.
/// Immutable and thread-safe.</para>
/// </remarks>
public sealed class PowerTransform
{
    /// <summary>Most powers.</summary>
    public const int MaxSteps = 100;

    private const int Decimals = 6;
    private const int MostDecimals = 28;
    private const double NineDigits = 100; // with so many decimals, and from here on more
    private const int PowerDecimals = 4;
    private const double GridEnd = 1e12;

    private readonly ImmutableArray<double> _powers;

    /// <summary>Creates it with evenly spaced powers from the first to the last, both among them.</summary>
    /// <param name="column">The column.</param>
    /// <param name="min">The first power.</param>
    /// <param name="max">The last power, at least the first.</param>
    /// <param name="steps">How many, 1 to <see cref="MaxSteps"/>; 1 takes the first alone.</param>
    public PowerTransform(string column, double min, double max, int steps)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, MaxSteps);
        Column = column;
        Min = min;
        Max = max;
        Steps = steps;
        _powers = [.. Enumerable.Range(0, steps).Select(k => steps == 1 ? min : Math.Round(min + (k * (max - min) / (steps - 1)), PowerDecimals)).Distinct()];
        Names = [.. _powers.Select(power => string.Create(CultureInfo.InvariantCulture, $"{Prefix(column)}{power}"))];
    }

    /// <summary>The column.</summary>
    public string Column { get; }

    /// <summary>The first power.</summary>
    public double Min { get; }

    /// <summary>The last power.</summary>
    public double Max { get; }

    /// <summary>How many powers were asked for.</summary>
    public int Steps { get; }

    /// <summary>The names of its copies.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The frame with the copies after its own columns.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>The frame itself when it lacks the column, or has columns of the copies' names already. Rows of the wrong length stay so.</returns>
    public DataFrame Apply(DataFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        int source = frame.IndexOf(Column);
        if (source < 0 || Names.Any(name => frame.IndexOf(name) >= 0))
            return frame;
        ImmutableArray<ColumnType> types = frame.AttributeTypes.IsDefault
            ? [.. frame.AttributeNames.Select((_, column) => TypeGuess.Of(frame, column))]
            : frame.AttributeTypes;
        var builder = new DataFrameBuilder(frame.AttributeNames.AddRange(Names), types.AddRange(Names.Select(_ => ColumnType.Continuous)));
        for (int row = 0; row < frame.RowCount; row++)
        {
            int cells = frame.CellCount(row);
            for (int column = 0; column < cells; column++)
            {
                builder.AddCell(frame.Cell(row, column));
            }

            if (cells == frame.AttributeNames.Length)
                AddCopies(builder, frame.Cell(row, source));
            builder.EndRow();
        }

        return builder.Build(frame.ErrorHandling);
    }

    /// <summary>One copy of a value.</summary>
    /// <param name="power">p.</param>
    /// <param name="value">x.</param>
    /// <returns>ψ(p, x), not shortened, to about 15 digits however small x is.</returns>
    public static double YeoJohnson(double power, double value)
    {
        if (power == 1)
            return value;
        return value >= 0 ? Raised(power, value) : -Raised(2 - power, -value);
    }

    /// <summary>The value of which a number is the copy.</summary>
    /// <param name="power">p.</param>
    /// <param name="copy">z.</param>
    /// <returns>The x with ψ(p, x) = z; ∞ or −∞ where z is beyond all copies, which end at −1/p for p &lt; 0, at 1/(p − 2) for p &gt; 2.</returns>
    public static double InverseYeoJohnson(double power, double copy)
    {
        if (power == 1)
            return copy;
        return copy >= 0 ? Unraised(power, copy) : -Unraised(2 - power, -copy);
    }

    /// <summary>The power of an attribute that is a copy of a column.</summary>
    /// <param name="attribute">The name of the attribute.</param>
    /// <param name="column">The column.</param>
    /// <returns>The power that <see cref="Names"/> shows; null when it is no copy of that column.</returns>
    public static double? FindPower(string attribute, string column)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        string prefix = Prefix(column);
        bool isCopy = attribute.StartsWith(prefix, StringComparison.Ordinal);
        return isCopy && double.TryParse(attribute.AsSpan(prefix.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out double power) ? power : null;
    }

    /// <summary>((1 + x)^p − 1)/p for x ≥ 0, without the loss of digits that the difference means where x is small.</summary>
    private static double Raised(double power, double value)
    {
        double log = LogOfOnePlus(value);
        if (power == 0)
            return log;
        double exponent = power * log;
        return Math.Abs(exponent) < 1 ? ExpMinusOne(exponent) / power : (Math.Pow(value + 1, power) - 1) / power;
    }

    /// <summary>(1 + p·z)^(1/p) − 1 for z ≥ 0, the inverse of <see cref="Raised"/>.</summary>
    private static double Unraised(double power, double copy)
    {
        double log = copy;
        if (power != 0)
            log = power * copy > -1 ? LogOfOnePlus(power * copy) / power : double.PositiveInfinity;
        return log < 1 ? ExpMinusOne(log) : Math.Exp(log) - 1;
    }

    /// <summary>ln(1 + x) to the last digits: the error of 1 + x cancels in the quotient (Kahan).</summary>
    private static double LogOfOnePlus(double x)
    {
        double one = 1 + x;
        return one == 1 ? x : double.IsFinite(one) ? Math.Log(one) * (x / (one - 1)) : Math.Log(one);
    }

    /// <summary>e^x − 1 to the last digits, by the same way.</summary>
    private static double ExpMinusOne(double x)
    {
        double exp = Math.Exp(x);
        return exp == 1 ? x : (exp - 1) * (x / Math.Log(exp));
    }

    private static string Prefix(string column) => $"pt_{column}^";

    private void AddCopies(DataFrameBuilder builder, ReadOnlySpan<byte> cell)
    {
        bool number = DecimalNumber.TryParse(cell, out DecimalNumber value) is DecimalParse.Value or DecimalParse.Rounded;
        foreach (double power in _powers)
        {
            if (number && power == 1)
            {
                builder.AddCell(cell);
                continue;
            }

            double copy = number ? YeoJohnson(power, value.ToDouble()) : double.NaN;
            if (double.IsFinite(copy))
                builder.AddCell(Encoding.ASCII.GetBytes(Shorten(copy)));
            else
                builder.AddMissing();
        }
    }

    private static string Shorten(double value)
    {
        double magnitude = Math.Abs(value), digits = NineDigits;
        int decimals = Decimals;
        for (; magnitude < digits && decimals < MostDecimals; decimals++)
        {
            digits /= 10;
        }

        bool onGrid = magnitude == 0 || (decimals < MostDecimals && magnitude < GridEnd);
        return onGrid ? Math.Round((decimal)value, decimals).ToString(CultureInfo.InvariantCulture) : value.ToString("E14", CultureInfo.InvariantCulture);
    }
}
