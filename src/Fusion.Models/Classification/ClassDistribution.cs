using Fusion.Models.Modelling;
using Fusion.Statistics;

namespace Fusion.Models.Classification;

/// <summary>How an input is distributed within each class.</summary>
/// <param name="MeanZero">Its mean where the target is 0; of a binary input the smoothed share of ones.</param>
/// <param name="VarianceZero">Its variance there; of a binary input not used.</param>
/// <param name="MeanOne">Its mean where the target is 1.</param>
/// <param name="VarianceOne">Its variance there.</param>
internal readonly record struct ClassDistribution(double MeanZero, double VarianceZero, double MeanOne, double VarianceOne)
{
    /// <summary>Smallest variance within a class, as a share of the input's whole variance.</summary>
    public const double VarianceFloor = 1e-9;

    /// <summary>Bernoulli: the share of ones with Laplace smoothing, (Σxy + k)/(Σy + 2k) and the same of the other class.</summary>
    /// <exception cref="FitException">The rows that have the input are not of both classes.</exception>
    public static ClassDistribution OfBinary(FitProblem problem, int input, double smoothing)
    {
        BivariateMoments pair = TwoClasses.WithTarget(problem, input);
        double zero = (double)((pair.SumX - pair.SumXY + smoothing) / (pair.Count - pair.SumY + (2 * smoothing)));
        double one = (double)((pair.SumXY + smoothing) / (pair.SumY + (2 * smoothing)));
        return new ClassDistribution(zero, zero * (1 - zero), one, one * (1 - one));
    }

    /// <summary>Normal: mean and population variance of each class; those of class 0 are what class 1 leaves of the whole.</summary>
    /// <exception cref="FitException">The rows that have the input are not of both classes.</exception>
    public static ClassDistribution OfContinuous(FitProblem problem, int input)
    {
        BivariateMoments pair = TwoClasses.WithTarget(problem, input);
        ConditionalMoments one = problem.Statistics.Conditional(input, problem.Target);
        DoubleDouble zeros = pair.Count - pair.SumY;
        DoubleDouble meanZero = (pair.SumX - pair.SumXY) / zeros, difference = one.Mean - meanZero;
        DoubleDouble between = pair.SumY * zeros / pair.Count * difference * difference;
        DoubleDouble varianceZero = ((pair.Count * pair.VarianceX) - between - (pair.SumY * one.Variance)) / zeros;

        // A constant input has the same density in both classes, whatever its variance: it must only not be 0.
        double floor = pair.VarianceX > 0 ? VarianceFloor * (double)pair.VarianceX : 1;
        return new ClassDistribution(
            (double)meanZero, Math.Max((double)varianceZero, floor), (double)one.Mean, Math.Max((double)one.Variance, floor));
    }
}
