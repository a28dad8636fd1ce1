using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;

namespace Fusion.Models.Code;

/// <summary>The parts of a function that adds up products, as texts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The names of its parameters, one for each input in the order of the request.</param>
/// <param name="Coefficients">Their coefficients.</param>
/// <param name="Intercept">The constant, or null.</param>
internal sealed record FunctionText(string Name, ImmutableArray<string> Parameters, ImmutableArray<string> Coefficients, string? Intercept)
{
    /// <summary>The summands in parentheses, the intercept last.</summary>
    public IEnumerable<string> Summands
    {
        get
        {
            IEnumerable<string> products = Coefficients.Zip(Parameters, (coefficient, parameter) => $"({coefficient} * {parameter})");
            return Intercept is null ? products : products.Append($"({Intercept})");
        }
    }

    /// <summary>The texts of a function, named by the model's name and <c>_score</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="function">What it predicts with.</param>
    /// <param name="identifiers">Names of the language.</param>
    /// <param name="literal">How the language writes a number.</param>
    public static FunctionText Of(FittedModel model, LinearFunction function, Identifiers identifiers, Func<double, string> literal) => new(
        identifiers.Of($"{model.ModelId}_score"),
        identifiers.Of([.. model.Inputs.Select(input => input.Name)]),
        [.. function.Coefficients.Select(literal)],
        function.Intercept is { } intercept ? literal(intercept) : null);

    /// <summary>The shortest text that reads back to the same double, and that no language takes for an integer.</summary>
    public static string Literal(double value)
    {
        string text = NumberText.Full(value);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? $"{text}.0" : text;
    }
}
