using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Authentication;
using Fusion.Http.Endpoints;
using Fusion.Http.Envelopes;
using Fusion.Http.Mapping;
using Fusion.Http.Readers;
using Fusion.Http.Telemetry;
using Fusion.Models;

namespace Fusion.Http.WebSockets;

/// <summary>Does what an authenticated message asks for, as the REST endpoints of the same names do.</summary>
internal sealed class SocketWork(ProjectGateway gateway, HttpMeter meter)
{
    private const string Unconfirmed =
        "No answer in time: the rows may still be counted, and sent again they may count twice. Where that matters, learn over REST with an Idempotency-Key";

    private const string SocketFormat = "json"; // the only one of sockets

    /// <summary>Answers one message; what is wrong with it becomes an answer too.</summary>
    /// <param name="service">What the socket is for.</param>
    /// <param name="caller">Who sent it; the body is the data frame.</param>
    /// <param name="keys">The header's <c>extraKeys</c>.</param>
    /// <param name="source">Client label and address.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public async Task<Envelope> AnswerAsync(
        SocketService service, Caller caller, ImmutableArray<string> keys, string source, CancellationToken cancellationToken)
    {
        try
        {
            return service == SocketService.Predict
                ? await PredictAsync(caller, keys, cancellationToken)
                : await UpdateAsync(caller, keys, service == SocketService.Forget, source, cancellationToken);
        }
        catch (RowsUnconfirmedException)
        {
            return new Envelope(ApiStatus.Unavailable, Unconfirmed);
        }
    }

    private async Task<Envelope> UpdateAsync(Caller caller, ImmutableArray<string> keys, bool forget, string source, CancellationToken cancellationToken)
    {
        Require(keys, "[pid]", count: 1);
        ProjectEntry project = await gateway.FindProjectAsync(caller.Customer, keys[0], cancellationToken);
        Call.RequireCell(project);
        var command = new CellProtocol.UpdateRows(project.ProjectId, AttemptId.New(), forget, DataFrameReader.Read(caller.Body), source);
        meter.Received(command, SocketFormat, caller.Body.Length);
        CellProtocol.RowsUpdated answer = await gateway.AskAsync<CellProtocol.RowsUpdated>(project.Kind, command, cancellationToken);
        meter.Answered(command, SocketFormat, answer);
        return ReplyMapping.ToEnvelope(answer, caller);
    }

    private async Task<Envelope> PredictAsync(Caller caller, ImmutableArray<string> keys, CancellationToken cancellationToken)
    {
        Require(keys, "[pid, modelid]", count: 2);
        ProjectEntry project = await gateway.FindProjectAsync(caller.Customer, keys[0], cancellationToken);
        var question = new ProjectProtocol.Predict(project.ProjectId, ModelEndpoints.Existing(keys[1]), DataFrameReader.Read(caller.Body));
        return ReplyMapping.ToEnvelope(await gateway.AskAsync<ProjectProtocol.Predicted>(project.Kind, question, cancellationToken), caller);
    }

    private static void Require(ImmutableArray<string> keys, string expected, int count)
    {
        if (keys.Length < count) throw new InvalidRequestException($"The message's extraKeys are [{string.Join(", ", keys)}]; they must be {expected}");
    }
}
