using Fusion.Node.Demo;

namespace Fusion.Node.Tests.Demo;

public sealed class BankSampleSpec
{
    private static readonly BankSample Bank = BankSample.Load();

    [Fact]
    public void Three_sites_and_the_test_rows_lie_beside_the_executable()
    {
        Assert.Equal([500, 2_000, 23_668], Bank.Sites.Select(site => site.Rows.Count));
        Assert.Equal(10_000, Bank.Test.Rows.Count);
        Assert.All(Bank.Sites, site => Assert.Equal(Bank.Names, site.Names));
    }

    [Fact]
    public void Numbers_are_continuous_and_the_rest_is_binary()
    {
        string[] continuous = [.. Bank.Names.Zip(Bank.Types, ValueTuple.Create).Where(column => column.Item2 == "C").Select(column => column.Item1)];

        Assert.Equal(["age", "balance", "day", "duration", "campaign", "pdays", "previous"], continuous);
        Assert.All(Bank.Test.Column("loan_yes"), value => Assert.True(value is 0 or 1));
    }

    [Fact]
    public void Each_category_leaves_out_one_dummy()
    {
        string[] leftOut = [.. Bank.Names.Except(Bank.OutcomeInputs).Except(["target", "duration"])];

        Assert.Equal(
            ["job_unknown", "marital_single", "education_unknown", "default_yes", "housing_yes", "loan_yes", "contact_unknown", "month_sep", "poutcome_unknown"],
            leftOut);
    }

    [Fact]
    public void No_model_sees_its_target_or_what_is_known_only_with_the_outcome()
    {
        Assert.DoesNotContain("target", Bank.OutcomeInputs);
        Assert.DoesNotContain("duration", Bank.OutcomeInputs);
        Assert.Empty(Bank.AgeInputs.Intersect(["age", "target", "duration"]));
    }
}
