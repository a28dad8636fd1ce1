namespace Fusion.Statistics.Tests.Nist;

/// <summary>The certified values of NIST's reference datasets, from rows dealt to 1, 4 and 16 cells.</summary>
public class AccuracyTests
{
    /// <summary>NIST rounds to 15 digits, so an exact result agrees to 14.3 at least.</summary>
    private const double CertifiedDigits = 14;

    private static readonly string[] Kinds = ["univariate", "anova_one_way", "linear_regression"];

    public static TheoryData<string, int> FilesAndCells
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string name in Kinds.SelectMany(ReferenceFile.Names))
            {
                foreach (int cells in (int[])[1, 4, 16])
                {
                    data.Add(name, cells);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> AnovaFiles => [.. ReferenceFile.Names("anova_one_way")];

    [Theory]
    [MemberData(nameof(FilesAndCells))]
    public void Every_certified_value_is_met_to_the_digits_that_are_certified(string name, int cells)
    {
        foreach ((string quantity, double digits) in Digits.Of(ReferenceFile.Open(name), cells))
        {
            Assert.True(digits >= CertifiedDigits, $"{name}, {quantity}: {digits:F1} digits");
        }
    }

    [Theory]
    [MemberData(nameof(AnovaFiles))]
    public void An_analysis_of_variance_does_not_depend_on_the_layout_of_its_groups(string name)
    {
        ReferenceFile file = ReferenceFile.Open(name);
        Assert.Equal(Digits.Of(file, 4), Digits.OfGroupedRows(file, 4));
    }

    [Fact]
    public void The_table_in_the_documentation_is_what_comes_out() => Assert.Equal(
        Kinds.SelectMany(ReferenceFile.Names).Select(AccuracyTable.Line),
        AccuracyDocument.Table("## NIST reference datasets"));
}
