using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Authentication;
using Fusion.Http.Endpoints;
using Fusion.Http.Envelopes;
using Fusion.Http.Readers;
using Fusion.Statistics.Frames;
using Microsoft.Extensions.Options;

namespace Fusion.Http.Ingestion;

/// <summary>Turns a body with rows into the message that brings them to their cell: the rows themselves, or their sums formed while the body comes in.</summary>
internal sealed class RowIngestion(ProjectGateway gateway, BodyReader bodies, TableReader tables, ActorSystem system, IOptions<HttpOptions> options)
{
    // Two keep both the decoder and a second core busy; more would only hold memory.
    private const int Accumulators = 2;

    /// <summary>Reads an update of a cell.</summary>
    /// <param name="call">The request.</param>
    /// <param name="pid">The name of the cell.</param>
    /// <param name="forget">Whether the rows are to be subtracted.</param>
    /// <returns>What to send to the cell; its sender is known and all of its body was signed.</returns>
    public async Task<IngestionProtocol.IUpdate> ReadUpdateAsync(Call call, string pid, bool forget)
    {
        if (call.Caller.Unconfirmed is null && BodyContent.Of(call.Request).IsPlainJson)
        {
            ProjectEntry project = await FindCellAsync(call, pid);
            return Rows(call, project, forget, DataFrameReader.Read(call.Caller.Body));
        }

        using SignedBody body = call.Caller.Unconfirmed ?? SignedBody.Verified(call.Caller.Body);
        bodies.OpenLease(call.Request, body.IsVerified);
        IngestionProtocol.IUpdate update;
        try
        {
            ProjectEntry project = await FindCellAsync(call, pid);
            update = await ReadAsync(call, project, forget, (BodyContent.Of(call.Request), body));
        }
        catch (DeclinedException overload) when (body.IsVerified && overload.Answer.Status == ApiStatus.TooManyRequests)
        {
            throw; // the rest of the body is what there is no room for
        }
        catch when (!call.Aborted.IsCancellationRequested)
        {
            await body.ConfirmAsync(call.Aborted); // who can't sign is told that, and nothing else
            throw;
        }

        await body.ConfirmAsync(call.Aborted);
        BodyReader.Confirm(call.Request);
        return update;
    }

    private async Task<ProjectEntry> FindCellAsync(Call call, string pid)
    {
        ProjectEntry project = await gateway.FindProjectAsync(call, pid);
        Call.RequireCell(project);
        return project;
    }

    private async Task<IngestionProtocol.IUpdate> ReadAsync(Call call, ProjectEntry project, bool forget, (BodyContent Content, SignedBody Body) source)
    {
        await using ContentStream rows = source.Content.Open(source.Body, options.Value.MaxStreamedBody);
        var question = new IngestionProtocol.GetIngestionPlan(project.ProjectId);
        var plan = new TablePlan(await gateway.AskAsync<IngestionProtocol.IngestionPlanFound>(project.Kind, question, call.Aborted));
        (ITable? table, Stream whole) = await tables.OpenAsync(rows, source.Content.Format, plan, call);
        if (table is null) return Rows(call, project, forget, DataFrameReader.Read(await bodies.ReadAsync(whole, call.Request, source.Body.IsVerified)));
        using var disposable = table as IDisposable;
        IngestionProtocol.IUpdate update = plan.Learning.KeepsMore
            ? Rows(call, project, forget, await tables.CollectAsync(table, plan, call))
            : await FoldAsync(table, plan, call, forget);
        if (source.Content.Encoding.Length > 0) await rows.DrainAsync(call.Aborted); // a damaged body may look like a bad row that ended the reading
        return update;
    }

    private static CellProtocol.UpdateRows Rows(Call call, ProjectEntry project, bool forget, DataFrame frame) =>
        new(project.ProjectId, call.AttemptId, forget, frame, call.Source);

    private async Task<IngestionProtocol.UpdateSums> FoldAsync(ITable table, TablePlan plan, Call call, bool forget)
    {
        var account = new FoldAccount(bodies, call.Request, Accumulators, plan.Cell.Settings.Histogram);
        account.Grow(Math.Max(table.Names.Length, plan.Catalog.Schema.Count));
        var encoder = new TableEncoder(table, plan);
        var sums = new PartialSums(plan.Cell.Settings.Histogram);
        await FoldFlows.Decode(table, plan, call.Aborted)
            .Via(FoldFlows.Encode(encoder, () => account.Grow(encoder.Catalog.Schema.Count)))
            .Via(FoldFlows.Accumulate(sums, Accumulators))
            .RunWith(Sink.Ignore<Akka.Done>(), system.Materializer());
        return new IngestionProtocol.UpdateSums(
            plan.Cell.ProjectId,
            call.AttemptId,
            forget,
            sums.Total(encoder.Catalog.Schema, encoder.IsStopped),
            [.. encoder.Catalog.Categories.Except(plan.Catalog.Categories)],
            encoder.RejectedRows,
            encoder.Error,
            encoder.Sent,
            call.Source);
    }
}
