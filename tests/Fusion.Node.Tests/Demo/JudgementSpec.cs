using Fusion.Node.Demo;

namespace Fusion.Node.Tests.Demo;

public sealed class JudgementSpec
{
    [Fact]
    public void Decisions_come_from_resU_ranks_from_resZ_and_ages_from_res()
    {
        CsvTable test = new(["target", "age"], [["1", "30"], ["0", "40"], ["1", "50"], ["0", "60"]]);
        IReadOnlyDictionary<string, string>[] outcomes = [Outcome("1", "4"), Outcome("1", "3"), Outcome("0", "2"), Outcome("0", "-1.5e-3")];
        IReadOnlyDictionary<string, string>[] ages = [.. new[] { "31", "39", "51", "59" }.Select(age => new Dictionary<string, string> { ["res"] = age })];

        Judgement judgement = Judgement.Of("p", 7, test, outcomes, ages);

        // Right: the first and the last row. Of the four pairs of a 1 and a 0 only (third, second) is in the wrong order.
        Assert.Equal(new Judgement("p", 7, 0.5, 0.75, 1), judgement);
    }

    private static Dictionary<string, string> Outcome(string decision, string score) => new() { ["res"] = "1", ["resU"] = decision, ["resZ"] = score };
}
