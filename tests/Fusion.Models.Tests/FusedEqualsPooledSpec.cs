using Fusion.Models.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests;

/// <summary>A fusion answers as if all rows had been in one place: to the last bit, but for the floating side sum behind two continuous attributes.</summary>
public class FusedEqualsPooledSpec
{
    private static readonly string[] Iris = ["Iris_rtlm.csv"];
    private static readonly string[] Taxi = ["node1_HourlySalesData.csv", "node2_HourlySalesData.csv"];
    private static readonly string[] SideSum = ["condVariance", "condStddev", "biCi95Down", "biCi95Up"];

    public static TheoryData<string[], int> Splits => new()
    {
        { Iris, 1 }, { Iris, 3 }, { Iris, 16 }, { Taxi, 3 }, { Taxi, 16 },
    };

    [Theory]
    [MemberData(nameof(Splits))]
    public void Every_metric_of_every_attribute_and_pair_is_the_same(string[] files, int parts)
    {
        TestTable table = TestTable.Read(files);
        SufficientStatistics pooled = TestTable.Learned(files), fused = Fuse(table, parts);
        Assert.Equal(pooled.Schema, fused.Schema);
        for (int i = 0; i < pooled.Schema.Count; i++)
        {
            AssertEqual("uni", Requests.Indexes($"{i}"), pooled, fused);
            for (int j = 0; j < pooled.Schema.Count; j++)
            {
                AssertEqual("bi", Requests.Indexes($"{i} {j}"), pooled, fused);
            }
        }
    }

    [Theory]
    [InlineData("mlr", "0", 3)]
    [InlineData("mlr", "0", 16)]
    [InlineData("lda", "12", 3)]
    [InlineData("lda", "13", 16)]
    [InlineData("lda", "3", 16)]
    public void Every_number_of_a_model_is_the_same(string algorithm, string target, int parts)
    {
        TestTable table = TestTable.Read(Iris);
        MlContext context = Requests.Indexes("1 2 3", target);
        FittedModel pooled = Algorithms.Find(algorithm).Fit("m", table.Learn(), context);
        FittedModel fused = Algorithms.Find(algorithm).Fit("m", Fuse(table, parts), context);
        Assert.Equal(pooled.Inputs.AsEnumerable(), fused.Inputs.AsEnumerable());
        Assert.Equal(pooled.Info, fused.Info);
        Assert.Equal(pooled.Parameters.Keys, fused.Parameters.Keys);
        Assert.All(pooled.Parameters, parameter => Assert.Equal(parameter.Value.AsEnumerable(), fused.Parameters[parameter.Key].AsEnumerable()));
        Assert.Equal(pooled.Extra.Keys, fused.Extra.Keys);
        Assert.All(pooled.Extra, entry => Assert.Equal(entry.Value.Rows.SelectMany(row => row), fused.Extra[entry.Key].Rows.SelectMany(row => row)));
    }

    /// <summary>Deals the rows out in turn, learns each part alone, and merges the last part first.</summary>
    private static SufficientStatistics Fuse(TestTable table, int parts)
    {
        AttributeCatalog catalog = table.Catalog();
        return Enumerable.Range(0, parts)
            .Select(part => table.Where((_, row) => row % parts == part).Learn(catalog))
            .Reverse()
            .Aggregate((merged, part) => merged.Merge(part));
    }

    private static void AssertEqual(string metric, MlContext context, SufficientStatistics pooled, SufficientStatistics fused)
    {
        var options = new ExploreOptions(Histogram: true);
        var expected = ExploreMetrics.Find(metric).Compute(pooled, context, options);
        var actual = ExploreMetrics.Find(metric).Compute(fused, context, options);
        bool sideSum = metric == "bi" && context.InputAttributes.All(index => pooled.Schema[int.Parse(index, null)].Kind == AttributeKind.Continuous);
        foreach ((KeyValuePair<string, double> one, KeyValuePair<string, double> other) in expected.Zip(actual))
        {
            Assert.Equal(one.Key, other.Key);
            if (sideSum && SideSum.Contains(one.Key) && double.IsFinite(one.Value))
                Assert.Equal(one.Value, other.Value, Math.Abs(one.Value) * 1e-12);
            else
                Assert.Equal(one.Value, other.Value);
        }
    }
}
