using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fusion.Models.Exploration;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests;

/// <summary>A fusion answers as if all rows had been in one place: to the last bit, but for the floating side sum behind two continuous attributes.</summary>
public class FusedEqualsPooledSpec
{
    private static readonly string[] Iris = ["Iris_rtlm.csv"];
    private static readonly string[] Taxi = ["node1_HourlySalesData.csv", "node2_HourlySalesData.csv"];
    private static readonly JsonSerializerOptions Exact = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
    private static readonly ImmutableDictionary<string, string> Outermost = ImmutableDictionary<string, string>.Empty.Add("need_bi_conditional_mmm", "true");
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
                AssertEqual("bi", Requests.Indexes($"{i} {j}") with { ExtraParameters = Outermost }, pooled, fused);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void Every_conditional_density_and_gain_by_bins_is_the_same(string[] files, int parts)
    {
        SufficientStatistics pooled = TestTable.Learned(files), fused = Fuse(TestTable.Read(files), parts);
        int[] binary = [.. Enumerable.Range(0, pooled.Schema.Count).Where(j => pooled.Schema[j].Kind == AttributeKind.Binary)];
        foreach (int i in Enumerable.Range(0, pooled.Schema.Count).Except(binary))
        {
            foreach (int j in binary)
            {
                MlContext given = Requests.Indexes($"{j} {i}");
                Density expected = DensityEstimate.Conditional(pooled, given), actual = DensityEstimate.Conditional(fused, given);
                Assert.Null(expected.Error);
                Assert.Equal(expected with { Histogram = [] }, actual with { Histogram = [] });
                Assert.Equal(expected.Histogram.AsEnumerable(), actual.Histogram);
                AssertEqual("gain", Requests.Indexes($"{i}", $"{j}"), pooled, fused);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void Every_test_is_the_same(int parts)
    {
        SufficientStatistics pooled = TestTable.Learned(Iris), fused = Fuse(TestTable.Read(Iris), parts);
        (string Metric, MlContext Context)[] questions =
        [
            ("ztest", Requests.Indexes("0 1")), ("ztest", Requests.Indexes("0 12 13")), ("ztestp", Requests.Indexes("4 6")), ("ttest", Requests.Indexes("2 3")),
            ("ttest", Requests.Indexes("2", "13 14")), ("ftest", Requests.Indexes("0 1")), ("ftest", Requests.Indexes("3 4 5")),
            ("ztestmu", Requests.Names("sepal_width", "", ("sml_explore_ztest_known_mu", "3.1"))),
            ("ttestmu", Requests.Names("sepal_width", "", ("sml_explore_ttest_known_mu", "3.1"))),
            ("ftestmu", Requests.Names("sepal_width", "", ("sml_explore_ftest_known_sigma", "0.2"))),
            ("anova", Requests.Indexes("0 1 2 3")), ("anova", Requests.Indexes("1", "12 13 14")), ("chi2", Requests.Indexes("4 6 8", "12 13 14")),
            ("gain", Requests.Indexes("4", "12")), ("gain", Requests.Indexes("1", "13")),
        ];
        Assert.All(questions, question => AssertEqual(question.Metric, question.Context, pooled, fused));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void Every_analysis_is_the_same(int parts)
    {
        SufficientStatistics pooled = TestTable.Learned(Iris), fused = Fuse(TestTable.Read(Iris), parts);
        Assert.Equal(Analyses(pooled), Analyses(fused));
    }

    private static string Analyses(SufficientStatistics statistics)
    {
        MlContext measurements = Requests.Indexes("0 1 2 3");
        PrincipalComponents components = PrincipalComponentAnalysis.Compute(statistics, MlContext.Empty);
        object[] answers =
        [
            VarianceInflation.Compute(statistics, measurements), components.Values, components.Vectors,
            SingularValues.Compute(statistics, MlContext.Empty), SingularValues.Select(statistics, MlContext.Empty),
            AttributeMatrix.Compute(AttributeMatrix.Correlations, statistics, MlContext.Empty).Lower,
            AttributeMatrix.Compute(AttributeMatrix.Covariances, statistics, MlContext.Empty).Lower,
            .. Enumerable.Range(0, statistics.Schema.Count).Select(i => DensityEstimate.Of(statistics, Requests.Indexes($"{i}"))),
            DensityEstimate.Conditional(statistics, Requests.Indexes("0 2")), DensityEstimate.Conditional(statistics, Requests.Indexes("4 12")),
        ];
        return string.Join('\n', answers.Select(answer => JsonSerializer.Serialize(answer, Exact)));
    }

    [Theory]
    [InlineData("mlr", "0", 3)]
    [InlineData("mlr", "0", 16)]
    [InlineData("pcr", "0", 16, "q", "3")]
    [InlineData("pcr", "0", 16, "pcr_type", "full", "aicc", "true")]
    [InlineData("plsq", "0", 3, "q", "2")]
    [InlineData("plsq", "0", 16, "q", "3", "standardize", "false", "oneq", "true")]
    [InlineData("powerreg", "0", 16)]
    [InlineData("lda", "12", 3)]
    [InlineData("lda", "13", 16)]
    [InlineData("lda", "3", 16)]
    [InlineData("ridge", "0", 3, "lambda", "0.1")]
    [InlineData("ridge", "0", 16, "aicc", "true")]
    [InlineData("lasso", "0", 3, "lambda", "0.1")]
    [InlineData("lasso", "0", 16, "aicc", "true")]
    [InlineData("elasticnet", "0", 3, "lambda", "0.1", "eta", "0.5")]
    [InlineData("elasticnet", "0", 16, "aicc", "true", "debias", "true")]
    [InlineData("oospca", "", 16)]
    [InlineData("lsvr", "0", 16)]
    [InlineData("lsvm", "12", 16)]
    [InlineData("bayes", "13", 16)]
    public void Every_number_of_a_model_is_the_same(string algorithm, string target, int parts, params string[] extra) => AssertSameModel(
        algorithm, Requests.Indexes("1 2 3", target) with { ExtraParameters = extra.Chunk(2).ToImmutableDictionary(pair => pair[0], pair => pair[1]) }, parts);

    [Theory]
    [InlineData("l2_reg_sig", "tuning_type", "oas")]
    [InlineData("l2_reg_thinkhonov", "lambda", "0.5")]
    [InlineData("eigen_trunc", "q", "2")]
    [InlineData("graph_lasso", "lambda", "0.1")]
    [InlineData("graph_lasso", "tuning_type", "ebic")]
    public void Every_number_of_an_estimate_and_of_the_discriminant_it_regularises_is_the_same(string type, string key, string value)
    {
        (string, string)[] parameters = [("estimate_type", type), (key, value), ("num_lambda", "7"), ("min_lambda_power", "-3")];
        AssertSameModel("covest", Requests.Names("sepal_width petal_length petal_width", "", parameters), 16);
        if (type != "graph_lasso")
            AssertSameModel("lda", Requests.Names("sepal_width petal_length petal_width", "Iris_versicolor", parameters), 16);
    }

    private static void AssertSameModel(string algorithm, MlContext context, int parts)
    {
        TestTable table = algorithm == "powerreg" ? TestTable.Read(Iris).With(new PowerTransform("sepal_length", -1, 2, 4)) : TestTable.Read(Iris);
        FittedModel pooled = Algorithms.Find(algorithm).Fit("m", table.Learn(valueCounts: true), context);
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
            .Select(part => table.Where((_, row) => row % parts == part).Learn(catalog, valueCounts: true))
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
