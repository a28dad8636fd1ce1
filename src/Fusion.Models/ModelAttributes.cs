using System.Collections.Immutable;

namespace Fusion.Models;

/// <summary>The attributes of a model by index.</summary>
/// <param name="Inputs">The inputs in the order of the request, distinct, no target among them.</param>
/// <param name="Targets">The targets in the order of the request, distinct.</param>
public sealed record ModelAttributes(ImmutableArray<int> Inputs, ImmutableArray<int> Targets);
