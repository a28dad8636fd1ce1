using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Histograms of attributes, of all rows or of those in which a condition holds.</summary>
/// <remarks>
/// Counts are exact while value counts are, edges included: a value on the k-th of b edges counts in the bin nearer to the middle. Counted by bucket, a bin
/// is right
/// to the rows within 0.4 % of its edges. A binary attribute needs no counted values. Without a value there is nothing to show: an error of that element.
/// A condition is a binary attribute, or one that is never 0 and never missing where the other has a value; with another, rows are not known apart.
/// </remarks>
public static class DensityEstimate
{
    private static readonly ParameterInfo Bins = new("hist_bins", ParameterType.WholeNumber, "10", "Number of bins.") { Minimum = 1, Maximum = 10_000 };
    private static readonly ParameterInfo Lower = new("hist_min", ParameterType.Number, null, "Lower end; default the smallest value.");
    private static readonly ParameterInfo Upper = new("hist_max", ParameterType.Number, null, "Upper end; default the largest value.");

    private static readonly ParameterInfo Normalized = new(
        "hist_is_normalized", ParameterType.Boolean, "false", "Answers percent of the rows in range instead of their number.");

    /// <summary>The parameters that a request may give.</summary>
    public static ImmutableArray<ParameterInfo> Parameters { get; } = [Bins, Lower, Upper, Normalized];

    /// <summary>The histogram of the first input.</summary>
    /// <param name="statistics">The sums.</param>
    /// <param name="context">The attribute.</param>
    /// <returns>The histogram; whatever is wrong with the request is told in it, so that others are not held up.</returns>
    public static Density Of(SufficientStatistics statistics, MlContext context) => Answer(context, 1, () =>
    {
        int target = Inputs(statistics.Schema, context, 1)[0];
        string name = statistics.Schema[target].Name;
        ValueCounts values = statistics.Values(target)
            ?? throw new InvalidRequestException($"Values of '{name}' are not counted: it was learned while the histogram was off.");
        return Of(name, values, Bounds(statistics.Univariate(target), values), context);
    });

    /// <summary>The histogram of the second input over the rows in which the first is present and not 0; of a binary one those where it is 1.</summary>
    /// <param name="statistics">The sums.</param>
    /// <param name="context">Condition and attribute.</param>
    /// <returns>The histogram; whatever is wrong with the request is told in it, so that others are not held up.</returns>
    public static Density Conditional(SufficientStatistics statistics, MlContext context) => Answer(context, 2, () =>
    {
        int[] inputs = Inputs(statistics.Schema, context, 2);
        (string condition, string target) = (statistics.Schema[inputs[0]].Name, statistics.Schema[inputs[1]].Name);
        ValueCounts values = statistics.ConditionalValues(inputs[1], inputs[0])
            ?? throw new InvalidRequestException($"Values of '{target}' are not counted by '{condition}': {WhyNotCounted(statistics, inputs[1], inputs[0])}.");
        return Of($"{target}|{condition}", values, Bounds(statistics.Univariate(inputs[1]), values), context);
    });

    private static string WhyNotCounted(SufficientStatistics statistics, int target, int condition)
    {
        Schema schema = statistics.Schema;
        (string name, string given) = (schema[target].Name, schema[condition].Name);
        if (statistics.Values(target) is null)
            return $"'{name}' was learned while the histogram was off";
        if (schema[condition].Kind == AttributeKind.Continuous)
        {
            return $"a condition is a binary attribute, or one that is never 0 and never missing where '{name}' has a value, and '{given}' is continuous and "
                + (statistics.Values(condition) is null ? "was learned while the histogram was off" : "is 0 or missing in such a row");
        }

        int continuous = schema.Count(attribute => attribute.Kind == AttributeKind.Continuous), binary = schema.Count - continuous;
        return continuous * binary > SufficientStatistics.MaxConditionalPairs
            ? $"values are counted by condition for up to {SufficientStatistics.MaxConditionalPairs} pairs of a continuous and a binary attribute, and this "
                + $"project has {continuous * binary} of {continuous} continuous and {binary} binary attributes"
            : $"rows where '{given}' is 1 came in without such counts, from before they were kept, or from a project whose histogram was off or that had more "
                + $"than {SufficientStatistics.MaxConditionalPairs} pairs of a continuous and a binary attribute";
    }

    private static Density Answer(MlContext context, int count, Func<Density> answer)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            foreach (ParameterInfo parameter in Parameters)
            {
                parameter.Check(context);
            }

            return answer();
        }
        catch (InvalidRequestException refusal)
        {
            ImmutableArray<string> named = context.InputAttributeNames.IsDefaultOrEmpty ? context.InputAttributes : context.InputAttributeNames;
            string name = named.IsDefaultOrEmpty ? "" : string.Join('|', named.Take(count).Reverse());
            return new Density(name, double.NaN, double.NaN, double.NaN, [], refusal.Message);
        }
    }

    private static int[] Inputs(Schema schema, MlContext context, int count)
    {
        ImmutableArray<AttributeReference> inputs = context.ResolveInputs(schema);
        if (inputs.Length < count)
            throw new InvalidRequestException($"A {(count == 1 ? "density needs an input attribute" : "conditional density needs a condition and an attribute")}; {inputs.Length} given.");
        return inputs.Take(count).FirstOrDefault(input => input.IsCategory) is { } category
            ? throw new InvalidRequestException($"A density needs attributes; '{category.Text}' is a category column, its attributes are '{category.Text}$…'.")
            : [.. inputs.Take(count).Select(input => input.Indexes[0])];
    }

    private static (double Min, double Max) Bounds(UnivariateMoments moments, ValueCounts values) => (
        Extremes.Outermost(values, values.Min, moments.Min), Extremes.Outermost(values, values.Max, moments.Max));

    private static Density Of(string name, ValueCounts values, (double Min, double Max) bounds, MlContext context)
    {
        int bins = (int)Bins.ReadNumber(context);
        (string? lower, string? upper) = (context.FindParameter(Lower.Name), context.FindParameter(Upper.Name));
        if (double.IsNaN(values.Min) && (lower is null || upper is null))
            throw new InvalidRequestException($"No row has a value of '{name}'.");
        (double min, double max) = (lower is null ? bounds.Min : Lower.ReadNumber(context), upper is null ? bounds.Max : Upper.ReadNumber(context));
        if (min > max)
            throw new InvalidRequestException(string.Create(CultureInfo.InvariantCulture, $"The range from {min} to {max} is empty."));
        long[] counts = [.. values.BinCounts(Decimal(lower, min), Decimal(upper, max), bins, BinEdges.Inner)];
        if (lower is null)
            counts[0] += values.CountBelow(Decimal(null, min)); // middles of buckets may lie beyond the extremes, the values do not
        if (upper is null)
            counts[^1] += values.CountAbove(Decimal(null, max));
        double total = counts.Sum(count => (double)count);
        bool percent = Normalized.ReadBoolean(context);
        return new Density(
            name, min, max, (max - min) / bins, [.. counts.Select(count => percent ? (total > 0 ? 100 * count / total : 0) : count)]);
    }

    /// <summary>An end of the range as it was written, or the shortest number that stands for it.</summary>
    private static DecimalNumber Decimal(string? given, double value)
    {
        string text = given?.Trim() ?? value.ToString("R", CultureInfo.InvariantCulture);
        return DecimalNumber.TryParse(Encoding.UTF8.GetBytes(text), out DecimalNumber number) == DecimalParse.Value
            ? number
            : throw new InvalidRequestException($"The end '{text}' of the range is beyond the numbers that can be compared exactly.");
    }
}
