namespace Fusion.Models;

/// <summary>Truth values as texts: <c>true</c> and <c>false</c> in any case, <c>1</c> and <c>0</c>; blanks around them don't matter.</summary>
public static class Truth
{
    /// <summary>What is allowed, as people read it.</summary>
    public const string Allowed = "true, false, 1 and 0";

    /// <summary>Reads a text; false when it is none of them.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="value">What it says; false when it says nothing.</param>
    public static bool TryParse(string? text, out bool value)
    {
        string? word = text?.Trim() switch
        {
            "1" => bool.TrueString,
            "0" => bool.FalseString,
            var other => other,
        };
        return bool.TryParse(word, out value);
    }

    /// <summary>Reads a parameter.</summary>
    /// <param name="name">Its name, for the error.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="InvalidRequestException">The text is anything else; the message names parameter, value and what is allowed.</exception>
    public static bool Parse(string name, string text) =>
        TryParse(text, out bool value) ? value : throw new InvalidRequestException($"The parameter {name} is [{text}]; allowed are {Allowed}");
}
