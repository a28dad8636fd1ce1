using System.Collections.Immutable;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Regression;

/// <summary>Solutions of one system under different penalties, and the choice among them.</summary>
/// <param name="system">What is minimised.</param>
/// <param name="descent">When coordinate descent stops.</param>
/// <param name="solver">What closed forms do with a matrix close to singular.</param>
/// <param name="start">Where the first descent for each η starts.</param>
internal sealed class PenaltyPath(PenalisedSystem system, DescentOptions descent, SolverOptions solver, double[] start)
{
    /// <summary>The solution of one penalty; without penalty there is nothing to do here, and it is 0.</summary>
    public PenalisedSolution Only(Penalty penalty) => penalty.Lambda == 0
        ? new PenalisedSolution(penalty, new DoubleDouble[system.Size], Sweeps: 0, IsConverged: true)
        : system.Refine(system.Minimise(penalty, start, descent, solver));

    /// <summary>The solution with the smallest corrected Akaike criterion, and that criterion; the first of equal ones.</summary>
    /// <param name="penalties">Those of one η together, so that each descent starts from the solution before it.</param>
    /// <exception cref="FitException">There are too few rows for each of them.</exception>
    public (PenalisedSolution Solution, double Criterion) Best(ImmutableArray<Penalty> penalties)
    {
        PenalisedSolution? best = null;
        double smallest = double.PositiveInfinity, eta = double.NaN;
        double[] from = start;
        long count = system.Count;
        foreach (Penalty penalty in penalties)
        {
            PenalisedSolution solution = system.Minimise(penalty, penalty.Eta == eta ? from : start, descent, solver);
            from = [.. Vectors.Round(solution.Scaled)];
            eta = penalty.Eta;
            double criterion = InformationCriterion.Corrected(count, system.ResidualVariance(solution.Scaled), solution.NonZero + 1);
            if (criterion < smallest)
                (best, smallest) = (solution, criterion);
        }

        return best is not null
            ? (system.Refine(best), smallest)
            : throw new FitException($"{count} rows are too few for the criterion aicc: it needs 2 more than there are coefficients, the intercept included. Give lambda.");
    }
}
