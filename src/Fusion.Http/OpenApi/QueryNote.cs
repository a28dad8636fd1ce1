using System.Collections.Immutable;
using Microsoft.OpenApi;

namespace Fusion.Http.OpenApi;

/// <summary>One parameter after the question mark.</summary>
/// <param name="Name">Its name; case does not matter.</param>
/// <param name="Meaning">What it does, with its default.</param>
/// <param name="Required">Whether the request is refused without it.</param>
internal sealed record QueryNote(string Name, string Meaning, bool Required = false)
{
    /// <summary>What it is written as.</summary>
    public JsonSchemaType Type { get; init; } = JsonSchemaType.String;

    /// <summary>The only values; empty where there are others.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];
}
