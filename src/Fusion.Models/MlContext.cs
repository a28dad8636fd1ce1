using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Models;

/// <summary>What a request asks about: attributes by index or name, and extra parameters, all as the texts that came in.</summary>
/// <param name="Targets">Targets by index; a name or a category column is accepted too.</param>
/// <param name="InputAttributes">Inputs by index; a name or a category column is accepted too.</param>
/// <param name="InputAttributeNames">Inputs by name; an index is accepted too. When given, <paramref name="InputAttributes"/> does not count.</param>
/// <param name="TargetAttributeNames">Targets by name; an index is accepted too. When given, <paramref name="Targets"/> does not count.</param>
/// <param name="ExtraParameters">Parameters of the metric or algorithm; those it does not know have no effect.</param>
/// <remarks>Immutable and thread-safe. A default array or null dictionary is an empty one.</remarks>
public sealed record MlContext(
    ImmutableArray<string> Targets,
    ImmutableArray<string> InputAttributes,
    ImmutableArray<string> InputAttributeNames,
    ImmutableArray<string> TargetAttributeNames,
    ImmutableDictionary<string, string> ExtraParameters)
{
    /// <summary>The context that names nothing.</summary>
    public static MlContext Empty { get; } = new([], [], [], [], ImmutableDictionary<string, string>.Empty);

    /// <summary>Finds what the inputs stand for, in the order of the request, repetitions included.</summary>
    /// <param name="schema">The attributes of the project.</param>
    /// <returns>One reference for each entry; empty when the request names no input.</returns>
    /// <exception cref="InvalidRequestException">An entry stands for nothing; the message names it.</exception>
    public ImmutableArray<AttributeReference> ResolveInputs(Schema schema) =>
        InputAttributeNames.IsDefaultOrEmpty
            ? AttributeResolver.ByIndex(schema, InputAttributes, "inputAttributes")
            : AttributeResolver.ByName(schema, InputAttributeNames, "inputAttributeNames");

    /// <summary>Finds what the targets stand for, in the order of the request, repetitions included.</summary>
    /// <param name="schema">The attributes of the project.</param>
    /// <returns>One reference for each entry; empty when the request names no target.</returns>
    /// <exception cref="InvalidRequestException">An entry stands for nothing; the message names it.</exception>
    public ImmutableArray<AttributeReference> ResolveTargets(Schema schema) =>
        TargetAttributeNames.IsDefaultOrEmpty
            ? AttributeResolver.ByIndex(schema, Targets, "targets")
            : AttributeResolver.ByName(schema, TargetAttributeNames, "targetAttributeNames");

    /// <summary>Finds the attributes of a model.</summary>
    /// <param name="schema">The attributes of the project.</param>
    /// <returns>
    /// Targets and inputs in the order of the request, without repetitions; a category column stands for all its dummies. No inputs given: all
    /// attributes. Targets are no inputs.
    /// </returns>
    /// <exception cref="InvalidRequestException">An entry stands for nothing; the message names it.</exception>
    public ModelAttributes ResolveModel(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ImmutableArray<int> targets = [.. ResolveTargets(schema).SelectMany(reference => reference.Indexes).Distinct()];
        ImmutableArray<AttributeReference> named = ResolveInputs(schema);
        IEnumerable<int> inputs = named.IsEmpty ? Enumerable.Range(0, schema.Count) : named.SelectMany(reference => reference.Indexes);
        return new ModelAttributes([.. inputs.Distinct().Except(targets)], targets);
    }

    /// <summary>Finds an extra parameter; dots in its name equal underscores, as older clients send them.</summary>
    /// <param name="name">The name with underscores.</param>
    /// <returns>Its text, or null when it is not given. Among two spellings the one with underscores counts.</returns>
    public string? FindParameter(string name)
    {
        if (ExtraParameters is null)
            return null;
        if (ExtraParameters.TryGetValue(name, out string? text))
            return text;
        string? spelling = ExtraParameters.Keys.Where(key => key.Replace('.', '_') == name).Order(StringComparer.Ordinal).FirstOrDefault();
        return spelling is null ? null : ExtraParameters[spelling];
    }
}
