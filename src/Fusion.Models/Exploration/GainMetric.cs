using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Information gain in bits: by how much knowing the first input lowers the entropy of the target.</summary>
/// <remarks>
/// <para>The target is a binary attribute, or a category column with all its values. For a binary input or a category column the counts give the gain exactly,
/// equal to <c>sklearn.metrics.mutual_info_score / ln 2</c>.</para>
/// <para>A continuous input of a histogram project is divided into <c>hist_bins</c> equal bins from its smallest to its largest value, a value on the edge
/// between two counting as in densities, and the bins are the classes. That takes exact counts of all its values, of all rows and by the target
/// (<see cref="SufficientStatistics.ConditionalValues"/>), and a target present wherever the input is.</para>
/// <para>Otherwise values of a continuous input are taken as normal within each class and as a whole:
/// ½·log₂ v − Σ p_c·½·log₂ v_c, not below 0 nor above the entropy of the target; a class in which the input is constant adds nothing, and where it is in all of them it tells it all.</para>
/// <para>Rows where both are present count. No such row: NaN. A constant input or target: 0.</para>
/// </remarks>
internal sealed class GainMetric() : ExploreMetric("gain", "How many bits of the target an input tells.")
{
    private static readonly ParameterInfo Bins = new(
        "hist_bins", ParameterType.WholeNumber, "10", "Number of equal bins of a continuous input, where its values are counted by the target.")
    {
        Minimum = 1,
        Maximum = 10_000,
    };

    /// <inheritdoc/>
    public override ImmutableArray<ParameterInfo> Parameters => [Bins];

    /// <summary>A variance within a class below this share of the whole is what rounding leaves of 0.</summary>
    private const double Noise = 1e-25;

    /// <inheritdoc/>
    protected override IEnumerable<(string Key, double Value)> Answer(SufficientStatistics statistics, MlContext context, ExploreOptions options)
    {
        ImmutableArray<AttributeReference> inputs = context.ResolveInputs(statistics.Schema), targets = context.ResolveTargets(statistics.Schema);
        if (inputs.IsEmpty || targets.Length != 1)
            throw new InvalidRequestException($"Metric '{Id}' needs an input and one target; {inputs.Length} and {targets.Length} given.");
        TestInputs.RequireBinary(Id, statistics.Schema, targets[0].Indexes, "be the target");
        int first = inputs[0].Indexes[0];
        if (statistics.Schema[first].Kind == AttributeKind.Binary)
            yield return ("gain", Counted(statistics, inputs[0], targets[0]));
        else if (options.Histogram && Binned(statistics, first, targets[0], (int)Bins.ReadNumber(context)) is { } table)
            yield return ("gain", table.MutualInformation());
        else
            yield return ("gain", Normal(statistics, first, targets[0]));
    }

    private static double Counted(SufficientStatistics statistics, AttributeReference input, AttributeReference target)
    {
        Level[] rows = [.. Levels(input)], columns = [.. Levels(target)];
        return new ContingencyTable([.. rows.Select(row => columns.Select(column => Count(statistics, row, column)).ToArray())]).MutualInformation();
    }

    /// <summary>The classes that an attribute or category column divides rows into.</summary>
    private static IEnumerable<Level> Levels(AttributeReference reference) => reference.IsCategory
        ? reference.Indexes.Select(index => new Level(index, true))
        : [new Level(reference.Indexes[0], true), new Level(reference.Indexes[0], false)];

    private static DoubleDouble Count(SufficientStatistics statistics, Level row, Level column)
    {
        BivariateMoments pair = statistics.Bivariate(row.Index, column.Index);
        return (row.IsOne, column.IsOne) switch
        {
            (true, true) => pair.SumXY,
            (true, false) => pair.SumX - pair.SumXY,
            (false, true) => pair.SumY - pair.SumXY,
            _ => pair.Count - pair.SumX - pair.SumY + pair.SumXY,
        };
    }

    /// <summary>The rows by bin of a continuous input and class of the target; null when counts do not tell that exactly.</summary>
    private static ContingencyTable? Binned(SufficientStatistics statistics, int input, AttributeReference target, int bins)
    {
        ValueCounts? all = Complete(statistics.Values(input), statistics.Univariate(input).Count);
        if (all is null || double.IsNaN(all.Min))
            return null;
        var classes = new List<ImmutableArray<long>>();
        foreach (int index in target.Indexes)
        {
            BivariateMoments pair = statistics.Bivariate(input, index);
            if (pair.Count != all.Count || Complete(statistics.ConditionalValues(input, index), pair.SumY) is not { } given)
                return null;
            classes.Add(given.BinCounts(all, bins, BinEdges.Inner));
        }

        if (!target.IsCategory)
            classes.Add([.. all.BinCounts(bins, BinEdges.Inner).Zip(classes[0], (whole, one) => whole - one)]);
        return classes.Any(counts => counts.Any(count => count < 0))
            ? null
            : new ContingencyTable([.. Enumerable.Range(0, bins).Select(bin => classes.Select(counts => (DoubleDouble)counts[bin]).ToArray())]);
    }

    /// <summary>Counts, if they tell every value and none is missing in them.</summary>
    private static ValueCounts? Complete(ValueCounts? counts, DoubleDouble rows) => counts is { IsExact: true } && counts.Count == rows ? counts : null;

    private static double Normal(SufficientStatistics statistics, int input, AttributeReference target)
    {
        DoubleDouble n = 0;
        BivariateMoments pair = statistics.Bivariate(input, target.Indexes[0]);
        Sample[] classes = target.IsCategory
            ? [.. target.Indexes.Select(index => Sample.Of(statistics, input, index)).Where(one => one.Count > 0)]
            : [.. BothClasses(pair, Sample.Of(statistics, input, target.Indexes[0])).Where(one => one.Count > 0)];
        foreach (Sample one in classes)
        {
            n += one.Count;
        }

        if (!(n > 0))
            return double.NaN;
        double[] shares = [.. classes.Select(one => (double)(one.Count / n))];
        double entropy = -shares.Sum(share => share * Math.Log2(share));
        double whole = (double)pair.VarianceX;
        if (!(whole > 0))
            return 0;
        // Normal densities tell nothing of a class that is a single value; where every class is, the value tells the class.
        (Sample One, double Share)[] varying = [.. classes.Zip(shares).Where(pair => (double)pair.First.Variance > whole * Noise)];
        double gain = varying.Sum(part => part.Share * Math.Log2(whole / (double)part.One.Variance)) / 2;
        return varying.Length == 0 ? entropy : Math.Clamp(gain, 0, entropy);
    }

    /// <summary>The rows where a binary attribute is 1, and the others, whose moments follow from those of all.</summary>
    private static Sample[] BothClasses(BivariateMoments pair, Sample ones)
    {
        DoubleDouble zeros = pair.Count - pair.SumY;
        if (ones.Count == 0 || zeros == 0)
            return [new Sample(pair.Count, pair.MeanX, pair.VarianceX)];
        DoubleDouble mean = (pair.SumX - pair.SumXY) / zeros, distance = ones.Mean - mean;
        DoubleDouble variance = ((pair.VarianceX * pair.Count) - (ones.Variance * ones.Count)) / zeros;
        variance -= distance * distance * ones.Count / pair.Count;
        return [ones, new Sample((double)zeros, mean, variance > 0 ? variance : 0)];
    }

    /// <summary>The rows where a binary attribute is 1, or those where it is 0.</summary>
    private readonly record struct Level(int Index, bool IsOne);
}
