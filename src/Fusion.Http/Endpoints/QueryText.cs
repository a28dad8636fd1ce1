using System.Globalization;
using Fusion.Models;
using Microsoft.AspNetCore.Http;

namespace Fusion.Http.Endpoints;

/// <summary>The query's parameters by name, whatever its case; an empty value equals an absent one.</summary>
internal sealed class QueryText(IQueryCollection query)
{
    /// <summary>A parameter, or null.</summary>
    public string? Find(string name) => query.TryGetValue(name, out var values) && values[0] is { Length: > 0 } text ? text : null;

    /// <summary>A parameter that must be there.</summary>
    /// <exception cref="InvalidRequestException">It is missing or empty.</exception>
    public string Require(string name) => Find(name) ?? throw new InvalidRequestException($"The parameter {name} is missing or empty");

    /// <summary>A parameter that is true or false.</summary>
    /// <exception cref="InvalidRequestException">It is something else.</exception>
    public bool Flag(string name, bool defaultValue) => Find(name) is { } text ? Truth.Parse(name, text) : defaultValue;

    /// <summary>A parameter that is a whole number from 1 on.</summary>
    /// <exception cref="InvalidRequestException">It is something else.</exception>
    public long Positive(string name, long defaultValue, long largest = long.MaxValue)
    {
        if (Find(name) is not { } text) return defaultValue;
        string range = largest == long.MaxValue ? "from 1 on" : FormattableString.Invariant($"from 1 to {largest}");
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0 && number <= largest
            ? number
            : throw new InvalidRequestException($"The parameter {name} is [{text}]; allowed are whole numbers {range}");
    }

    /// <summary>A parameter that is a number from 0 on.</summary>
    /// <exception cref="InvalidRequestException">It is something else.</exception>
    public double NonNegative(string name, double defaultValue)
    {
        if (Find(name) is not { } text) return defaultValue;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) && number >= 0
            ? number
            : throw new InvalidRequestException($"The parameter {name} is [{text}]; allowed are numbers from 0 on");
    }

    /// <summary>Refuses a parameter that has not its only value.</summary>
    /// <exception cref="InvalidRequestException">It is missing or something else.</exception>
    public void RequireOnly(string name, string allowed)
    {
        if (Require(name) is var text && text != allowed) throw new InvalidRequestException($"The parameter {name} is [{text}]; allowed is {allowed}");
    }
}
