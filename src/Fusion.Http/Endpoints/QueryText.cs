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
}
