using System.Collections.Immutable;

namespace Fusion.Models.Tests;

public class AssessmentSpec
{
    [Fact]
    public void The_area_counts_pairs_in_the_right_order_and_half_the_ties()
    {
        // Ones at 3, 2, 2; zeros at 2, 1: six pairs, four in order and two tied.
        Assert.Equal(5 / 6.0, BinaryAssessment.AreaUnderCurve([3, 2, 2, 2, 1], [true, true, false, true, false]));
        Assert.Equal(0, BinaryAssessment.AreaUnderCurve([1, 2], [true, false]));
        Assert.Equal(0.5, BinaryAssessment.AreaUnderCurve([1, 1, 1], [true, false, false]));
    }

    [Fact]
    public void Without_both_classes_there_is_no_area()
    {
        Assert.Equal(double.NaN, BinaryAssessment.AreaUnderCurve([1, 2], [true, true]));
        Assert.Equal(double.NaN, BinaryAssessment.AreaUnderCurve([], []));
    }

    [Fact]
    public void Decisions_are_counted()
    {
        bool[] decisions = [true, true, false, false, true], labels = [true, false, true, false, true];
        Assert.Equal(new ConfusionTable(2, 1, 1, 1), BinaryAssessment.Confusion(decisions, labels));
        Assert.Equal(0.6, BinaryAssessment.Accuracy(decisions, labels));
        Assert.Equal(double.NaN, BinaryAssessment.Accuracy([], []));
    }

    [Fact]
    public void Buckets_share_the_rows_that_do_not_divide()
    {
        ImmutableArray<ScoreBucket> buckets = BinaryAssessment.Buckets([1, 5, 3, 2, 4], [false, true, false, false, true], buckets: 3);
        Assert.Equal([new ScoreBucket(1, 1, 5), new ScoreBucket(2, 1, 3.5), new ScoreBucket(2, 0, 1.5)], buckets.AsEnumerable());
    }

    [Fact]
    public void Lengths_that_differ_and_scores_that_are_no_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => BinaryAssessment.AreaUnderCurve([1], []));
        Assert.Throws<ArgumentException>(() => BinaryAssessment.AreaUnderCurve([double.NaN], [true]));
        Assert.Throws<ArgumentException>(() => BinaryAssessment.Confusion([true], []));
        Assert.Throws<ArgumentException>(() => RegressionAssessment.Of([1], []));
    }

    [Fact]
    public void Regression_errors_follow_their_formulas()
    {
        RegressionAssessment assessment = RegressionAssessment.Of([1, 2, 3, 4], [1, 3, 3, 5]);
        Assert.Equal(Math.Sqrt(0.5), assessment.RootMeanSquaredError);
        Assert.Equal(0.5, assessment.MeanAbsoluteError);
        Assert.Equal(0.75, assessment.RSquared);
    }
}
