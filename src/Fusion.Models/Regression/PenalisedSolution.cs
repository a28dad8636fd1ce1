using Fusion.Statistics;

namespace Fusion.Models.Regression;

/// <summary>The minimiser of a penalised problem, or the last iterate on the way to it.</summary>
/// <param name="Penalty">The penalty.</param>
/// <param name="Scaled">The coefficients in the units of the system.</param>
/// <param name="Sweeps">The sweeps that were made; 0 for a closed form.</param>
/// <param name="IsConverged">Whether it is the minimiser.</param>
internal sealed record PenalisedSolution(Penalty Penalty, DoubleDouble[] Scaled, int Sweeps, bool IsConverged)
{
    /// <summary>The number of coefficients that are not 0.</summary>
    public int NonZero => Scaled.Count(coefficient => coefficient != 0);
}
