using Fusion.Models;

namespace Fusion.Http.Endpoints;

/// <summary>Truth values as texts: <c>true</c>, <c>false</c> in any case, <c>1</c>, <c>0</c>.</summary>
internal static class Truth
{
    /// <summary>Reads a parameter.</summary>
    /// <exception cref="InvalidRequestException">The text is anything else; the message names parameter, value and what is allowed.</exception>
    public static bool Parse(string name, string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "1" => true,
        "FALSE" or "0" => false,
        _ => throw new InvalidRequestException($"The parameter {name} is [{text}]; allowed are true, false, 1 and 0"),
    };
}
