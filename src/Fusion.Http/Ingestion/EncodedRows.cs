using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Http.Ingestion;

/// <summary>Good rows of a chunk, ready to be added up.</summary>
/// <param name="Before">Those before the first bad row of the table.</param>
/// <param name="After">Those after it, which count only where bad rows are left out.</param>
internal readonly record struct EncodedRows(ImmutableArray<RowBlock> Before, ImmutableArray<RowBlock> After);
