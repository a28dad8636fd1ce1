namespace Fusion.Models.CovarianceEstimation;

/// <summary>When the graphical lasso stops.</summary>
/// <param name="MostSweeps">Passes over all attributes, and passes of one lasso, at most.</param>
/// <param name="Tolerance">Mean change of an element of W in a pass, as a share of the mean covariance in magnitude, at which it has converged.</param>
/// <param name="LassoTolerance">The same for the largest change in a pass of one lasso.</param>
internal sealed record LassoLimits(int MostSweeps, double Tolerance, double LassoTolerance);
