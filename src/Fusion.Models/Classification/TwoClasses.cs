using Fusion.Models.Modelling;
using Fusion.Statistics;

namespace Fusion.Models.Classification;

/// <summary>What classifiers of two classes require of their target.</summary>
internal static class TwoClasses
{
    /// <summary>Refuses a target of another type.</summary>
    /// <exception cref="InvalidRequestException">The target is continuous.</exception>
    public static void RequireBinary(string algorithm, AttributeInfo target)
    {
        if (target.Kind != AttributeKind.Binary)
            throw new InvalidRequestException($"Algorithm '{algorithm}' needs a binary target; '{target.Name}' is continuous.");
    }

    /// <summary>The moments of a target that has rows of both classes.</summary>
    /// <exception cref="FitException">There are no rows, or all are of one class.</exception>
    public static UnivariateMoments Target(FitProblem problem)
    {
        UnivariateMoments target = problem.Statistics.Univariate(problem.Target);
        if (target.Count <= 0)
            throw problem.NeverTogether(problem.Target, problem.Target);
        if (target.Sum == 0 || target.Sum == target.Count)
            throw new FitException($"The target '{problem.NameOf(problem.Target)}' has one class only: it is {(target.Sum == 0 ? 0 : 1)} in every row.");
        return target;
    }

    /// <summary>The moments of an input and the target, over rows of both classes.</summary>
    /// <exception cref="FitException">No row has both, or those that have are of one class.</exception>
    public static BivariateMoments WithTarget(FitProblem problem, int input)
    {
        BivariateMoments pair = problem.Statistics.Bivariate(input, problem.Target);
        if (pair.Count <= 0)
            throw problem.NeverTogether(input, problem.Target);
        if (pair.SumY == 0 || pair.SumY == pair.Count)
        {
            throw new FitException(
                $"The rows that have a value of '{problem.NameOf(input)}' are of one class of '{problem.NameOf(problem.Target)}' only.");
        }

        return pair;
    }
}
