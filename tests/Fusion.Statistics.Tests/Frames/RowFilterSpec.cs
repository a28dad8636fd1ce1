using System.Text;
using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Tests.Frames;

public class RowFilterSpec
{
    [Theory]
    [InlineData("x==1", "1", true)]
    [InlineData("x==1", "1.0", true)]
    [InlineData("x==1", "10e-1", true)]
    [InlineData("x==1", "2", false)]
    [InlineData("x==1", "one", false)]
    [InlineData("x!=1", "2", true)]
    [InlineData("x!=1", "1.00", false)]
    [InlineData("x!=1", "one", true)]
    [InlineData("x > 3", " 3.000000000000000001 ", true)]
    [InlineData("x>3", "3", false)]
    [InlineData("x>=3", "3", true)]
    [InlineData("x<=-2.5", "-2.5", true)]
    [InlineData("x<-2.5", "-2.5", false)]
    [InlineData("x<0.1", "1e-300", true)]
    [InlineData("x<0.1", "1e300", false)]
    [InlineData("x>0.1", "-1e300", false)]
    [InlineData("x>3", "text", false)]
    [InlineData("x==setosa", "setosa", true)]
    [InlineData("x==setosa", " setosa ", true)]
    [InlineData("x==setosa", "Setosa", false)]
    [InlineData("x!=setosa", "virginica", true)]
    [InlineData("x==\"a;b,c\"", "a;b,c", true)]
    [InlineData("x==\"say \"\"yes\"\"\"", "say \"yes\"", true)]
    [InlineData("x==1", "", false)]
    [InlineData("x!=1", "", false)]
    [InlineData("x!=1", "NaN", false)]
    [InlineData("", "", true)]
    [InlineData(" ; , ", "7", true)]
    public void A_predicate_looks_at_the_cell(string filter, string cell, bool accepted) =>
        Assert.Equal(accepted, RowFilter.Parse(filter).Accepts(Frame(("x", cell)), 0));

    [Theory]
    [InlineData("a>1;b<5", true)]
    [InlineData("a>1,b<5", true)]
    [InlineData("a>1;b<5;c==no", false)]
    [InlineData("a>3;b<5", false)]
    [InlineData("missing!=1", false)]
    public void Every_predicate_must_hold_and_its_column_be_there(string filter, bool accepted) =>
        Assert.Equal(accepted, RowFilter.Parse(filter).Accepts(Frame(("a", "2"), ("b", "4"), ("c", "yes")), 0));

    [Theory]
    [InlineData("x", "'x' has no operator; allowed are == != >= <= > <.")]
    [InlineData("x=1", "'x=1' has no operator")]
    [InlineData("a==1;x=>1", "'x=>1' has no operator")]
    [InlineData("==1", "names no column")]
    [InlineData("x==", "has no value")]
    [InlineData("x>tall", "'x>tall' asks > of a text; allowed is a number.")]
    [InlineData("x==a==b", "has a second operator")]
    [InlineData("x==\"a", "does not end with its closing quote")]
    [InlineData("x==\"a\"b\"", "does not end with its closing quote")]
    public void What_is_no_filter_is_refused_with_the_reason(string filter, string reason) =>
        Assert.Contains(reason, Assert.Throws<FrameException>(() => RowFilter.Parse(filter)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_filter_has_a_bounded_length() =>
        Assert.Contains("allowed are 10000", Assert.Throws<FrameException>(() => RowFilter.Parse(new string('x', 10_001))).Message, StringComparison.Ordinal);

    private static DataFrame Frame(params (string Name, string Cell)[] columns)
    {
        var builder = new DataFrameBuilder([.. columns.Select(column => column.Name)]);
        foreach ((_, string cell) in columns)
        {
            builder.AddCell(Encoding.UTF8.GetBytes(cell));
        }

        builder.EndRow();
        return builder.Build();
    }
}
