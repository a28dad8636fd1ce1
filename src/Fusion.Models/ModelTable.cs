using System.Collections.Immutable;

namespace Fusion.Models;

/// <summary>A table that a model carries for its readers.</summary>
/// <param name="Names">The names of the columns.</param>
/// <param name="Types">The letters of their types: C or S.</param>
/// <param name="Rows">The cells, row by row; numbers in full precision.</param>
public sealed record ModelTable(ImmutableArray<string> Names, ImmutableArray<string> Types, ImmutableArray<ImmutableArray<string>> Rows);
