using System.Collections.Immutable;

namespace Fusion.Models.Numerics;

/// <summary>How a model treats a matrix that is singular or close to it.</summary>
/// <param name="CheckCondition">Whether a reciprocal condition number below the tolerance refuses the fit.</param>
/// <param name="Tolerance">That tolerance.</param>
/// <param name="UsePseudoInverse">Whether the pseudo-inverse takes over where the inverse does not exist.</param>
internal sealed record SolverOptions(bool CheckCondition, double Tolerance, bool UsePseudoInverse)
{
    private static readonly ParameterInfo Check = new(
        "sml_rcond_use", ParameterType.Boolean, "false", "Refuses the fit when the reciprocal condition number is below sml_rcond_tolerance.");

    private static readonly ParameterInfo Limit = new(
        "sml_rcond_tolerance", ParameterType.Number, "1e-14", "The smallest reciprocal condition number accepted, of the matrix scaled to a unit diagonal.")
    {
        Minimum = 0,
        Maximum = 1,
    };

    private static readonly ParameterInfo Pseudo = new(
        "matrix_use_pseudoinv", ParameterType.Boolean, "false", "Uses the pseudo-inverse where attributes are collinear, instead of refusing the fit.");

    /// <summary>The extra parameters that choose the options.</summary>
    public static ImmutableArray<ParameterInfo> Parameters { get; } = [Check, Limit, Pseudo];

    /// <summary>Reads the options of a request.</summary>
    /// <exception cref="InvalidRequestException">A text is not allowed.</exception>
    public static SolverOptions Read(MlContext context) => new(Check.ReadBoolean(context), Limit.ReadNumber(context), Pseudo.ReadBoolean(context));
}
