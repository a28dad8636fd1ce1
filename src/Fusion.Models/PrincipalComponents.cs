using System.Collections.Immutable;

namespace Fusion.Models;

/// <summary>The principal components of some attributes.</summary>
/// <param name="Attributes">The p attributes, in the order of the request.</param>
/// <param name="Values">The k largest eigenvalues, descending; 0 for a constant attribute.</param>
/// <param name="Vectors">The k unit eigenvectors, each with p elements; the one that is largest in magnitude is positive.</param>
/// <param name="Total">The sum of all p eigenvalues, so that shares can be computed.</param>
public sealed record PrincipalComponents(
    ImmutableArray<string> Attributes, ImmutableArray<double> Values, ImmutableArray<ImmutableArray<double>> Vectors, double Total);
