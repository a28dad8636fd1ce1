using System.Collections.Immutable;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Ingestion;

/// <summary>A table that is read from a body as it comes; once.</summary>
internal interface ITable
{
    /// <summary>The names of the columns.</summary>
    ImmutableArray<string> Names { get; }

    /// <summary>Their types as the sender gave them; default when it gave none.</summary>
    ImmutableArray<ColumnType> Types { get; }

    /// <summary>What the sender wants done about bad rows, see <see cref="DataFrame.ErrorHandling"/>; null while that is still to be read.</summary>
    int? ErrorHandling { get; }

    /// <summary>Reads the rows. The next ones are read when they are asked for: whoever is slow slows the sender.</summary>
    /// <param name="plan">How the cell reads them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FrameException">The table is malformed; the message says where.</exception>
    IAsyncEnumerable<TableChunk> ReadAsync(TablePlan plan, CancellationToken cancellationToken);
}
