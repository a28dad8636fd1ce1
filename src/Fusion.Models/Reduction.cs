namespace Fusion.Models;

/// <summary>How inputs of a model are chosen among those of a request, by the sums alone.</summary>
/// <param name="Delta">What another input must add to the score to come in, and what one may take from it to go; from 0 on.</param>
/// <param name="Passes">Most passes over the inputs; from 1 on.</param>
public sealed record Reduction(double Delta, int Passes)
{
    /// <summary>The only algorithm whose inputs are chosen so.</summary>
    public const string Algorithm = "lda";
}
