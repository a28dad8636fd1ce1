using System.Collections.Immutable;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Pearson's χ² test: whether rows and columns of a table of counts are independent.</summary>
/// <remarks>
/// <para>Two forms. With targets: rows are the inputs, columns the targets, all binary, a cell counts the rows of data in which both are 1; a category column
/// stands for its dummies. Without: rows are category columns, columns their values, a cell counts how often the value occurs, a test of homogeneity.</para>
/// <para>No continuity correction; <c>pval</c> is the upper tail, <c>coef</c> Tschuprow's T. Equal to <c>scipy.stats.chi2_contingency(correction=False)</c> and
/// <c>contingency.association(method="tschuprow")</c>. A row or column without a count is left out, of the degrees of freedom too; nothing left: NaN.</para>
/// </remarks>
internal sealed class ChiSquareMetric() : ExploreMetric("chi2", "Whether two classifications are independent.")
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Key, double Value)> Answer(SufficientStatistics statistics, MlContext context, ExploreOptions options)
    {
        ImmutableArray<AttributeReference> rows = context.ResolveInputs(statistics.Schema), columns = context.ResolveTargets(statistics.Schema);
        (string[] keys, ContingencyTable table) = columns.IsEmpty ? ByCategory(statistics, rows) : ByAttribute(statistics, rows, columns);
        (double statistic, double degrees, double coefficient) = table.ChiSquare();
        IEnumerable<(string, double)> answer = [
            ("chiStat", statistic),
            ("df", degrees),
            ("pval", ChiSquared.UpperTail(statistic, degrees)),
            ("coef", coefficient),
        ];
        return answer.Concat(keys.Zip(table.Cells.SelectMany(row => row), (key, count) => ($"obs${key}", (double)count)));
    }

    private (string[] Keys, ContingencyTable Table) ByAttribute(
        SufficientStatistics statistics, ImmutableArray<AttributeReference> inputs, ImmutableArray<AttributeReference> targets)
    {
        if (inputs.IsEmpty)
            throw new InvalidRequestException($"Metric '{Id}' needs inputs for the rows of its table; none given.");
        (string Name, int Index)[] rows = Lines(statistics.Schema, inputs), columns = Lines(statistics.Schema, targets);
        return (
            [.. rows.SelectMany(_ => columns, (row, column) => $"{row.Name}:{column.Name}")],
            new ContingencyTable([.. rows.Select(row => columns.Select(column => statistics.Bivariate(row.Index, column.Index).SumXY).ToArray())]));
    }

    /// <summary>Rows or columns under the names that the request gave them, dummies of a category under their own.</summary>
    private (string Name, int Index)[] Lines(Schema schema, ImmutableArray<AttributeReference> references)
    {
        TestInputs.RequireBinary(Id, schema, [.. references.SelectMany(reference => reference.Indexes)], "be classes");
        return [.. references.SelectMany(
            reference => reference.Indexes, (reference, index) => (reference.IsCategory ? schema[index].Name : reference.Text, index))];
    }

    private (string[] Keys, ContingencyTable Table) ByCategory(SufficientStatistics statistics, ImmutableArray<AttributeReference> categories)
    {
        Schema schema = statistics.Schema;
        if (categories.Length < 2 || categories.FirstOrDefault(category => !category.IsCategory) is not null)
        {
            string first = categories.FirstOrDefault(category => !category.IsCategory)?.Text is { } text ? $"; '{text}' is an attribute" : "";
            throw new InvalidRequestException(
                $"Metric '{Id}' without targets compares at least two category columns, {categories.Length} inputs given{first}; with targets it takes attributes.");
        }

        string Value(int index) => schema[index].Name[(schema[index].Category!.Length + 1)..];
        string[] values = [.. categories.SelectMany(category => category.Indexes).Select(Value).Distinct().Order(StringComparer.Ordinal)];
        DoubleDouble Count(AttributeReference category, string value) =>
            category.Indexes.Where(index => Value(index) == value).Select(index => statistics.Univariate(index).Sum).FirstOrDefault();
        return (
            [.. categories.SelectMany(_ => values, (category, value) => $"{category.Text}:{value}")],
            new ContingencyTable([.. categories.Select(category => values.Select(value => Count(category, value)).ToArray())]));
    }
}
