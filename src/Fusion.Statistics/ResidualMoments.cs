using System.Collections.Immutable;

namespace Fusion.Statistics;

/// <summary>What the sums tell about the residual e = y − Σ c_k·x_k of given coefficients, without an intercept.</summary>
/// <param name="Count">Number of rows; negative after forgetting what was never learned.</param>
/// <param name="Mean">Mean of e: the intercept that fits best. NaN unless n &gt; 0.</param>
/// <param name="Variance">Population variance of e: with the best intercept, n times it is the sum of squared errors. NaN unless n &gt; 0.</param>
/// <param name="Covariances">Population covariance of e and each x_k; all are 0 at the least-squares solution. NaN unless n &gt; 0.</param>
/// <remarks>
/// When all attributes are present in the same rows, every value is the exact rational number, rounded once: a perfect fit has variance 0, and
/// the covariances are the residual that iterative refinement needs (Wilkinson 1963). Otherwise they follow from pairwise means and covariances
/// in double-double.
/// </remarks>
public readonly record struct ResidualMoments(long Count, DoubleDouble Mean, DoubleDouble Variance, ImmutableArray<DoubleDouble> Covariances);
