namespace Fusion.Models.Regression;

/// <summary>When coordinate descent stops.</summary>
/// <param name="Sweeps">The most sweeps over the inputs.</param>
/// <param name="Tolerance">
/// The largest change of a prediction that counts as none, in standard deviations of the target, for an input one standard deviation from its mean.
/// </param>
internal sealed record DescentOptions(int Sweeps, double Tolerance);
