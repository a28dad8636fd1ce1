namespace Fusion.Models;

/// <summary>Compatibility switches of prediction.</summary>
/// <param name="LegacyNormZ">
/// Option <c>compat.normZLegacy</c>: the LDA score <c>normZ</c> divides by z0 with its sign, as old servers did, and so falls with resZ where z0 is
/// negative. By default it divides by |z0|.
/// </param>
public sealed record PredictOptions(bool LegacyNormZ = false)
{
    /// <summary>The switches as they stand when nothing is set.</summary>
    public static PredictOptions Default { get; } = new();
}
