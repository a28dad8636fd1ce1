using System.Collections.Immutable;
using System.Text.Json;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests;

public class PublishedExplorationSpec
{
    public static TheoryData<string> Univariate => PublishedVector.Ids("uni");

    public static TheoryData<string> Bivariate => PublishedVector.Ids("bi");

    public static TheoryData<string> Tests => PublishedVector.Ids("ztest", "anova", "chi2", "gain");

    public static TheoryData<string> Rounding => PublishedVector.Ids("rounding");

    [Theory]
    [MemberData(nameof(Univariate))]
    public void Univariate_numbers_are_those_published(string id)
    {
        PublishedVector vector = PublishedVector.Find(id);
        Dictionary<string, double[]> answers = Compute(vector, TestTable.Learned([.. vector.Files]), vector.Context);
        answers["ci95Lower"] = [answers["mean"][0] - answers["meanMarginErrorC95"][0]];
        answers["ci95Upper"] = [answers["mean"][0] + answers["meanMarginErrorC95"][0]];
        vector.AssertMeets(answers);
    }

    [Theory]
    [MemberData(nameof(Bivariate))]
    public void Bivariate_numbers_are_those_published(string id)
    {
        PublishedVector vector = PublishedVector.Find(id);
        SufficientStatistics statistics = TestTable.Learned([.. vector.Files]);
        MlContext context = vector.Context;
        bool eachKey = context.InputAttributeNames.Contains("<each key>");
        vector.AssertMeets(eachKey
            ? vector.Expected.EnumerateObject().ToDictionary(
                key => key.Name,
                key => Compute(vector, statistics, context with { InputAttributeNames = [context.InputAttributeNames[0], key.Name] })["linCorr"])
            : Compute(vector, statistics, context));
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public void Numbers_of_tests_are_those_published(string id)
    {
        PublishedVector vector = PublishedVector.Find(id);
        ImmutableArray<ColumnType> types = vector.Id == "chi2.dice" ? [.. Enumerable.Repeat(ColumnType.Category, 5)] : default;
        Dictionary<string, double[]> answers = Compute(vector, TestTable.Read([.. vector.Files]).Learn(types: types), vector.Context);
        if (vector.Kind == "ztest")
        {
            double difference = answers["zm1"][0] - answers["zm2"][0];
            double margin = 1.96 * difference / answers["z"][0]; // the screen adds it
            answers["ciLower"] = [difference - margin];
            answers["ciUpper"] = [difference + margin];
        }

        vector.AssertMeets(answers);
    }

    [Theory]
    [MemberData(nameof(Rounding))]
    public void Rounded_numbers_are_those_published_to_the_last_bit(string id)
    {
        PublishedVector vector = PublishedVector.Find(id);
        ExploreRounding rounding = ExploreRounding.Parse("%.4f");
        double[] outputs = [.. vector.Request.GetProperty("inputs").EnumerateArray().Select(JsonValue).Select(rounding.Round)];
        vector.AssertMeets(new Dictionary<string, double[]> { ["outputs"] = outputs });
    }

    private static double JsonValue(JsonElement number) => number.GetDouble();

    private static Dictionary<string, double[]> Compute(PublishedVector vector, SufficientStatistics statistics, MlContext context) =>
        ExploreMetrics.Find(vector.Text("metric")).Compute(statistics, context, new ExploreOptions())
            .ToDictionary(entry => entry.Key, entry => new[] { entry.Value });
}
