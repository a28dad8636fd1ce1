using System.Diagnostics;
using System.Globalization;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Authentication;
using Fusion.Http.Dtos;
using Fusion.Http.Envelopes;

namespace Fusion.Http.Mapping;

/// <summary>The one table from replies to answers: a job's result is answered like the direct reply it stands for.</summary>
internal static class ReplyMapping
{
    /// <summary>The answer to a caller, whose key encrypts what is answered encrypted.</summary>
    public static Envelope ToEnvelope(IReply reply, Caller caller) => reply switch
    {
        Refused refused => Envelope.Of(refused.Fault),
        CustomerProtocol.ProjectCreated created => new Envelope(ApiStatus.Created, $"Project Created with id:{created.ProjectId.Name}"),
        CustomerProtocol.ProjectRenamed renamed => new Envelope(ApiStatus.Created, $"Project Created with id:{renamed.NewName}"),
        CustomerProtocol.ProjectImported or LifeCycleProtocol.CarriedOut or ModelExchangeProtocol.ModelImported => Envelope.Ok(),
        LifeCycleProtocol.ProjectExported exported => Envelope.Ok(new ValuesDto { String = exported.Text }),
        ModelExchangeProtocol.ModelExported exported => Envelope.Ok(new ValuesDto { String = exported.Text }),
        LifeCycleProtocol.UpdateLogFound found => UpdateLogMapping.ToEnvelope(found.Lines),
        CustomerProtocol.ProjectDeleted deleted =>
            new Envelope(ApiStatus.Ok, $"deleted Project with id[{deleted.Name}] from Customer[{deleted.CustomerId}] store"),
        CustomerProtocol.ProjectsListed listed =>
            Envelope.Ok(new ValuesDto { StringList = new ListDto<string>([.. listed.Projects.Select(project => project.Name.Value)]) }),
        ProjectProtocol.ProjectInfoFound found => Envelope.Ok(new ValuesDto { SmlInfo = found.Info.ToDto(caller) }),
        CustomerProtocol.ProjectInfosFound found => Envelope.Ok(new ValuesDto
        {
            SmlInfoList = new ListDto<ProjectInfoDto>([.. found.Infos.Select(info => info.ToDto(caller))]),
            SmlOptions = ProjectOptionsDto.OfThisServer,
            Options = ProjectOptionsDto.OfThisServer,
        }),
        ProjectProtocol.Explored explored => Envelope.Ok(new ValuesDto
        {
            NumberMaps = new ListDto<NumberMap>([.. explored.Results.Select(result => new NumberMap(result))]),
            SmlInfo = explored.OmitInfo ? null : explored.Info.ToDto(caller),
            LeaveOneOut = explored.LeftOut is { } leftOut ? new ListDto<LeftOutDto>([.. leftOut.Select(one => one.ToDto())]) : null,
        }),
        ExplorationProtocol.AnsweredOver answered => Past(ToEnvelope(answered.Answer, caller), answered.Exact),
        ValidationProtocol.CrossValidated { Result: var result } => Envelope.Ok(new ValuesDto
        {
            NumberMaps = new ListDto<NumberMap>([new NumberMap(result.Total)]),
            Folds = new ListDto<FoldDto>([.. result.Folds.Select(fold => fold.ToDto())]),
        }),
        ExplorationProtocol.TextsFound found =>
            Envelope.Ok(new ValuesDto { TextMaps = new ListDto<TextMap>([.. found.Maps.Select(map => new TextMap(map))]) }),
        ExplorationProtocol.PrincipalComponentsFound { Components: var components } => Envelope.Ok(new ValuesDto
        {
            PcaVectors = components.VectorsDto(),
            PcaValues = components.ValuesDto(),
            PcaSumValues = components.Total,
        }),
        ExplorationProtocol.DensitiesFound found =>
            Envelope.Ok(new ValuesDto { DensityList = new ListDto<DensityDto>([.. found.Densities.Select(density => density.ToDto())]) }),
        ExplorationProtocol.MatrixFound found => Envelope.Ok(new ValuesDto { Dataframe = found.Matrix.ToDto() }),
        TransformProtocol.Transformed transformed => Envelope.Ok(new ValuesDto { Dataframe = transformed.Frame.ToDto() }),
        DriftProtocol.DriftMeasured measured => Envelope.Ok(new ValuesDto { NumberMaps = new ListDto<NumberMap>([new NumberMap(measured.Result)]) }),
        ProjectProtocol.DigestFound found => Envelope.Ok(new ValuesDto { Digest = new DigestDto(found.Digest, found.Rows, found.Attributes) }),
        CellProtocol.RowsUpdated updated => Counted(updated.Error is { } error ? Envelope.BadRequest(error) : Envelope.Ok(), updated),
        FusionProtocol.CellsUpdated or ProjectProtocol.ModelBuilt or ProjectProtocol.ModelDeleted => Envelope.Ok(),
        ProjectProtocol.ModelFound found => Envelope.Ok(new ValuesDto { ModelInfo = found.Model.ToDto() }),
        ProjectProtocol.Predicted predicted =>
            Envelope.Ok(new ValuesDto { TextMaps = new ListDto<TextMap>([.. predicted.Rows.Select(row => new TextMap(row))]) }),
        FusionProtocol.CellsStatusFound found => Cells(found.Cells.ToCiphertext(caller)),
        JobProtocol.JobRunning running => new Envelope(ApiStatus.Accepted, "Job still running", new ValuesDto { JobInfo = running.Info.ToDto() }),
        JobProtocol.JobFinished finished => Finished(ToEnvelope(finished.Result, caller)),
        JobProtocol.JobCancelled => new Envelope(ApiStatus.Ok, "Job killed"),
        JobProtocol.JobNotCancellable => new Envelope(ApiStatus.Accepted, "Job cannot be killed, it is already finishing"),
        _ => throw new UnreachableException($"{reply.GetType().Name} is no answer to a request"),
    };

    // The original answer has no room for numbers in its body.
    private static Envelope Counted(Envelope answer, CellProtocol.RowsUpdated updated)
    {
        Dictionary<string, string> headers = new()
        {
            ["sym-accepted-rows"] = updated.AcceptedRows.ToString(CultureInfo.InvariantCulture),
            ["sym-rejected-rows"] = updated.RejectedRows.ToString(CultureInfo.InvariantCulture),
        };
        if (updated.IsRepeated) headers.Add("sym-repeated", "true");
        return answer with { Headers = headers };
    }

    /// <summary>An answer about the past, and the moments for which it is exact.</summary>
    private static Envelope Past(Envelope answer, Interval exact) => answer with
    {
        Headers = new Dictionary<string, string> { ["sym-window"] = $"{exact.From}/{exact.To}" },
    };

    private static Envelope Cells(string ciphertext) => Envelope.Ok(new ValuesDto { CellsStatusEncrypted = ciphertext, CellsStatus = ciphertext });

    // A job that did not succeed is 500 whatever its fault: clients poll until the status is another than 202.
    private static Envelope Finished(Envelope result)
    {
        if (result.Status == ApiStatus.Ok) return result with { Text = "Job is finished" };
        bool wrapped = result.Text.StartsWith("Generic Exception <", StringComparison.Ordinal);
        return Envelope.Of(wrapped ? new Fault(FaultCode.ProcessingFailed, result.Text) : Fault.Failed(result.Text));
    }
}
