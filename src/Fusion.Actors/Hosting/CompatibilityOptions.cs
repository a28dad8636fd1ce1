using System.ComponentModel.DataAnnotations;

namespace Fusion.Actors.Hosting;

/// <summary>Switches that bring older behaviour back for clients that rely on it, section <c>Fusion:Compatibility</c>. All off by default.</summary>
public sealed class CompatibilityOptions
{
    /// <summary>The section these are bound from.</summary>
    public const string Section = "Fusion:Compatibility";

    /// <summary>
    /// Rounding of exploration results as <c>rtlm.option.sml.explore.double.format</c> gives it, <c>%.Nf</c> with N from 0 to 15; empty, the default, leaves
    /// them unrounded.
    /// </summary>
    [RegularExpression(@"^(%\.([0-9]|1[0-5])f)?$", ErrorMessage = "empty, or %.0f to %.15f")]
    public string ExploreDoubleFormat { get; init; } = string.Empty;

    /// <summary>Whether <c>normZ</c> of a discriminant divides by z0 instead of |z0|, which mirrors it where z0 is negative. Default false.</summary>
    public bool NormZLegacy { get; init; }
}
