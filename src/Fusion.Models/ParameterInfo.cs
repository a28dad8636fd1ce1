using System.Collections.Immutable;
using System.Globalization;

namespace Fusion.Models;

/// <summary>An extra parameter that an algorithm or metric understands: its documentation and its reader in one.</summary>
/// <param name="Name">The name with underscores.</param>
/// <param name="Type">What its text is read as.</param>
/// <param name="Default">The text that counts when it is not given; null when it has no default.</param>
/// <param name="Description">What it does, one sentence.</param>
public sealed record ParameterInfo(string Name, ParameterType Type, string? Default, string Description)
{
    /// <summary>The smallest number allowed.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>The largest number allowed.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Whether a number may be <c>NaN</c> too: to be chosen from the data.</summary>
    public bool AllowsNaN { get; init; }

    /// <summary>The words allowed for a choice.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>What is allowed for a text.</summary>
    public string Form { get; init; } = "any text";

    /// <summary>What is allowed, as people read it.</summary>
    public string Allowed => Type switch
    {
        ParameterType.Boolean => Truth.Allowed,
        ParameterType.Choice => string.Join(", ", Choices),
        ParameterType.Text => Form,
        ParameterType.WholeNumber => "whole numbers" + Range,
        _ => "finite numbers" + Range + (AllowsNaN ? " and NaN" : ""),
    };

    private string Range => (double.IsFinite(Minimum), double.IsFinite(Maximum)) switch
    {
        (true, true) => string.Create(CultureInfo.InvariantCulture, $" from {Minimum} to {Maximum}"),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $" from {Minimum}"),
        (false, true) => string.Create(CultureInfo.InvariantCulture, $" up to {Maximum}"),
        _ => "",
    };

    /// <summary>Reads a boolean.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The value given, or the default.</returns>
    /// <exception cref="InvalidRequestException">The text is not a boolean, or the parameter is missing and has no default.</exception>
    public bool ReadBoolean(MlContext context)
    {
        string text = Text(context);
        return Truth.TryParse(text, out bool value) ? value : throw Refusal(text);
    }

    /// <summary>Reads a number or a whole number.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The value given, or the default.</returns>
    /// <exception cref="InvalidRequestException">The text is not a number in the range, or the parameter is missing and has no default.</exception>
    public double ReadNumber(MlContext context)
    {
        string text = Text(context);
        bool valid = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && ((double.IsNaN(value) && AllowsNaN) || (double.IsFinite(value) && value >= Minimum && value <= Maximum))
            && (Type != ParameterType.WholeNumber || double.IsInteger(value));
        return valid ? value : throw Refusal(text);
    }

    /// <summary>Reads a choice.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The word given, or the default.</returns>
    /// <exception cref="InvalidRequestException">The text is none of the words, or the parameter is missing and has no default.</exception>
    public string ReadChoice(MlContext context)
    {
        string text = Text(context);
        return Choices.Contains(text) ? text : throw Refusal(text);
    }

    /// <summary>Reads a text, whose form the caller checks.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The text given, or the default, without blanks around it.</returns>
    /// <exception cref="InvalidRequestException">The parameter is missing and has no default.</exception>
    public string ReadText(MlContext context) => Text(context);

    /// <summary>The fault of a text that is not allowed.</summary>
    /// <param name="text">The text.</param>
    /// <returns>An exception that names the parameter, the text and what is allowed.</returns>
    public InvalidRequestException Refusal(string text) => new($"Parameter '{Name}' is '{text}'; allowed are {Allowed}.");

    /// <summary>Checks the parameter where it is given.</summary>
    /// <param name="context">The request.</param>
    /// <exception cref="InvalidRequestException">Its text is not allowed.</exception>
    public void Check(MlContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.FindParameter(Name) is null)
            return;
        if (Type == ParameterType.Boolean)
            ReadBoolean(context);
        else if (Type == ParameterType.Choice)
            ReadChoice(context);
        else if (Type != ParameterType.Text)
            ReadNumber(context);
    }

    private string Text(MlContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.FindParameter(Name)?.Trim() ?? Default
            ?? throw new InvalidRequestException($"Parameter '{Name}' is required; allowed are {Allowed}.");
    }
}
