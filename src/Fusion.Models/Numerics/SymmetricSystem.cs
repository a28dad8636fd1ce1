using System.Collections.Immutable;
using System.Globalization;
using Fusion.Statistics;

namespace Fusion.Models.Numerics;

/// <summary>A named symmetric matrix over attributes, and its factorisation by size and options.</summary>
/// <param name="Title">What the matrix is, for messages: <c>covariance matrix of the inputs</c>.</param>
/// <param name="Matrix">The matrix.</param>
/// <param name="Names">The attribute of each row.</param>
internal sealed record SymmetricSystem(string Title, SymmetricMatrix Matrix, ImmutableArray<string> Names)
{
    /// <summary>Up to this size double-double costs less than a second.</summary>
    public const int LargestExact = 200;

    /// <summary>Factors the matrix. The check of the condition comes first; the pseudo-inverse serves only where the inverse does not exist.</summary>
    /// <exception cref="FitException">The matrix is singular, or too close to it; the message names the attributes.</exception>
    public ISymmetricFactor Factor(SolverOptions options)
    {
        ISymmetricFactor? factor = TryFactor(Matrix);
        if (options.CheckCondition && (factor?.ReciprocalCondition ?? 0) < options.Tolerance)
            throw TooClose(factor, options);
        return OrPseudoInverse(factor, options) ?? throw new FitException($"{Collinearity.Explain(this)} Leave attributes out, or set matrix_use_pseudoinv=true.");
    }

    /// <summary>Factors the matrix whatever its condition; null where it is singular and no pseudo-inverse is asked for.</summary>
    public ISymmetricFactor? TryFactor(SolverOptions options) => OrPseudoInverse(TryFactor(Matrix), options);

    /// <summary>Factors the matrix in double where solutions are right to double precision all the same; null where it is not positive definite.</summary>
    public ISymmetricFactor? TryFactorQuickly() => DoubleFactor.TryFactor(Matrix) is { IsAccurate: true } factor ? factor : TryFactor(Matrix);

    /// <summary>Factors the leading rows and columns; null when they are not positive definite.</summary>
    public ISymmetricFactor? TryFactorLeading(int size) => TryFactor(Vectors.Leading(Matrix, size));

    /// <summary>The size of the whole decides the precision, so that a leading part is judged alike.</summary>
    private ISymmetricFactor? TryFactor(SymmetricMatrix matrix) =>
        Matrix.Size <= LargestExact ? ExactFactor.TryFactor(matrix) : DoubleFactor.TryFactor(matrix);

    private ISymmetricFactor? OrPseudoInverse(ISymmetricFactor? factor, SolverOptions options) =>
        options.UsePseudoInverse && (factor?.ReciprocalCondition ?? 0) < PseudoInverse.Cut(Matrix.Size) ? PseudoInverse.Of(Matrix) : factor;

    private FitException TooClose(ISymmetricFactor? factor, SolverOptions options)
    {
        string reason = factor is null
            ? Collinearity.Explain(this)
            : string.Create(CultureInfo.InvariantCulture, $"The {Title} has reciprocal condition number {factor.ReciprocalCondition:G3}.");
        return new FitException(string.Create(CultureInfo.InvariantCulture, $"{reason} The limit sml_rcond_tolerance is {options.Tolerance:G3}."));
    }
}
