using Akka;
using Akka.Streams.Dsl;

namespace Fusion.Http.Ingestion;

/// <summary>
/// The stages in which a body becomes sums on the node that receives it: decode → encode → accumulate. What comes after, commit and acknowledge, is the cell's.
/// Nothing is buffered between stages: a stage asks for the next rows when it has room, which in the end reads the socket.
/// </summary>
internal static class FoldFlows
{
    /// <summary>Reads rows as they are asked for.</summary>
    public static Source<TableChunk, NotUsed> Decode(ITable table, TablePlan plan, CancellationToken cancellationToken) =>
        Source.From(() => table.ReadAsync(plan, cancellationToken));

    /// <summary>Types, filters and encodes, in order; ends with the chunk in which a bad row ends the table.</summary>
    /// <param name="encoder">Encodes.</param>
    /// <param name="encoded">Called after each chunk: it may have made attributes known.</param>
    public static Flow<TableChunk, EncodedRows, NotUsed> Encode(TableEncoder encoder, Action encoded) =>
        Flow.Create<TableChunk>().TakeWhile(_ => !encoder.IsStopped).Select(chunk =>
        {
            EncodedRows rows = encoder.Encode(chunk);
            encoded();
            return rows;
        });

    /// <summary>Adds up, several chunks at once; the sums do not depend on how the rows are dealt.</summary>
    public static Flow<EncodedRows, Done, NotUsed> Accumulate(PartialSums sums, int parallelism) =>
        Flow.Create<EncodedRows>().SelectAsyncUnordered(parallelism, async rows =>
        {
            await sums.AddAsync(rows);
            return Done.Instance;
        });
}
