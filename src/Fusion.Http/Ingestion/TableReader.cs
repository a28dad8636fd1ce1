using System.Collections.Immutable;
using Fusion.Http.Authentication;
using Fusion.Http.Endpoints;
using Fusion.Http.Readers;
using Fusion.Statistics.Frames;
using Microsoft.Extensions.Options;

namespace Fusion.Http.Ingestion;

/// <summary>Opens bodies as tables, and reads tables as frames.</summary>
internal sealed class TableReader(BodyReader bodies, IOptions<HttpOptions> options)
{
    /// <summary>Opens a body.</summary>
    /// <param name="rows">The rows as they are written.</param>
    /// <param name="format">How that is.</param>
    /// <param name="plan">How they are read.</param>
    /// <param name="call">The request, which may say more about them.</param>
    /// <returns>The table; or, where it can be understood only as a whole, the body from its start.</returns>
    public async Task<(ITable? Table, Stream Whole)> OpenAsync(Stream rows, BodyFormat format, TablePlan plan, Call call) => format switch
    {
        BodyFormat.Csv => (await CsvTable.OpenAsync(rows, TableHeaders.Of(call), call.Aborted), rows),
        BodyFormat.Arrow => (await ArrowTable.OpenAsync(
            rows, TableHeaders.Of(call), new BatchMemory(bodies, call.Request, options.Value.MaxBodySize), call.Aborted), rows),
        _ => await JsonTable.OpenAsync(rows, plan.Catalog, call.Aborted),
    };

    /// <summary>Reads the body of a request that is verified, in whichever format, as a frame.</summary>
    /// <exception cref="FrameException">The table is malformed.</exception>
    public async Task<DataFrame> ReadFrameAsync(Call call)
    {
        var content = BodyContent.Of(call.Request);
        if (content.IsPlainJson) return DataFrameReader.Read(call.Caller.Body);
        bodies.OpenLease(call.Request, isVerified: true);
        using SignedBody body = SignedBody.Verified(call.Caller.Body);
        await using Stream rows = content.Open(body, options.Value.MaxBodySize);
        if (content.Format == BodyFormat.Json) return DataFrameReader.Read(await bodies.ReadAsync(rows, call.Request, isVerified: true));
        (ITable? table, _) = await OpenAsync(rows, content.Format, TablePlan.Texts, call);
        using var disposable = table as IDisposable;
        return await CollectAsync(table!, TablePlan.Texts, call);
    }

    /// <summary>Reads all rows of a table as texts.</summary>
    /// <param name="table">The table.</param>
    /// <param name="plan">A plan by which rows pass as texts.</param>
    /// <param name="call">The request, on whose account they are held.</param>
    public async Task<DataFrame> CollectAsync(ITable table, TablePlan plan, Call call)
    {
        var cells = new DataFrameBuilder([]);
        ImmutableArray<ColumnType> types = table.Types;
        await foreach (TableChunk chunk in table.ReadAsync(plan, call.Aborted))
        {
            var texts = (TableChunk.Cells)chunk;
            if (texts.Error is { } error) throw new FrameException(error.Message);
            bodies.Take(texts.Rows.Text.Length + (sizeof(int) * (long)texts.Rows.CellEnds.Length), call.Request);
            cells.AddRows(texts.Rows);
            types = texts.Types;
        }

        return DataFrame.FromParts(table.Names, types, cells.Build().Cells, table.ErrorHandling ?? DataFrame.StopAtBadRow);
    }
}
