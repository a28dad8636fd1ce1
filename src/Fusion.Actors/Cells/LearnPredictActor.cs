using System.Text;
using Akka.Actor;
using Fusion.Actors.Parcels;
using Fusion.Actors.Projects;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.LearnPredictProtocol;

namespace Fusion.Actors.Cells;

/// <summary>
/// Predicts, learns and builds for one command by asking the cell, its parent, one step after the other, then answers once and ends. A step that is refused
/// ends all: nothing after it happens, and no prediction is answered. Where bad rows are left out, those that the cell does not learn are not predicted either.
/// </summary>
internal sealed class LearnPredictActor : AskingActor, IWithTimers
{
    private readonly LearnPredict _command;
    private readonly IActorRef _replyTo;
    private readonly ActorServices _services;
    private DataFrame _predictable;
    private FittedModel? _model;
    private ProjectProtocol.Predicted? _predicted;

    /// <summary>An actor that will answer <paramref name="replyTo"/>.</summary>
    public LearnPredictActor(LearnPredict command, IActorRef replyTo, ActorServices services)
    {
        _command = command;
        _replyTo = replyTo;
        _services = services;
        _predictable = command.Frame;
        Receive<ProjectProtocol.ModelFound>(Handle);
        Receive<IngestionProtocol.IngestionPlanFound>(Handle);
        Receive<GoodRows>(Handle);
        Receive<Status.Failure>(failed => End(new Refused(ProjectAnswers.ToFault(failed.Cause, out _))));
        Receive<ProjectProtocol.Predicted>(Handle);
        Receive<CellProtocol.RowsUpdated>(Handle);
        Receive<ProjectProtocol.ModelBuilt>(_ => Finish());
        Receive<Refused>(Handle);
        Receive<TimedOut>(_ => End(new Refused(Fault.Failed($"Learning and predicting was given up after {services.Options.JobTimeoutMinutes} minutes"))));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartSingleTimer(TimedOut.Instance, TimedOut.Instance, _services.Options.JobTimeout);
        foreach (string column in _command.Plan.KeepColumns)
        {
            if (_command.Frame.IndexOf(column) >= 0) continue;
            End(new Refused(Fault.Invalid($"The parameter keepColumns names [{column}], which is no column of the data frame")));
            return;
        }

        Tell(new ProjectProtocol.GetModel(_command.ProjectId, _command.ModelId));
    }

    private static void Tell(ProjectProtocol.ICommand step) => Context.Parent.Tell(step);

    private static void Tell(ProjectProtocol.IQuery step) => Context.Parent.Tell(step);

    private void Handle(ProjectProtocol.ModelFound found)
    {
        _model = found.Model;
        if (_command.Frame.ErrorHandling == DataFrame.SkipBadRows) Tell(new IngestionProtocol.GetIngestionPlan(_command.ProjectId));
        else Begin();
    }

    private void Handle(IngestionProtocol.IngestionPlanFound plan) =>
        _services.Compute.Run(() => new GoodRows(GoodRowsOf(_command.Frame, plan))).PipeTo(Self);

    private void Handle(GoodRows found)
    {
        _predictable = found.Frame;
        Begin();
    }

    private void Begin()
    {
        if (_command.Plan.PredictFirst) Predict();
        else Learn();
    }

    /// <summary>The rows that the cell can learn, in their order; a row that its filter passes over is among them.</summary>
    private static DataFrame GoodRowsOf(DataFrame frame, IngestionProtocol.IngestionPlanFound plan)
    {
        AttributeCatalog catalog = plan.ToCatalog();
        EncodeOptions options = plan.ToEncodeOptions() with { AllOrNothing = false, Sent = frame };
        EncodedFrame encoded = FrameEncoder.Encode(LearningOptions.Of(plan.Settings).Rewrite(frame, catalog), catalog, options);
        return frame.Pick(encoded.Rows);
    }

    private void Handle(ProjectProtocol.Predicted predicted)
    {
        _predicted = predicted with { Rows = [.. predicted.Rows.Select((row, i) => row.AddRange(Kept(i)))] };
        if (_command.Plan.PredictFirst) Learn();
        else End(_predicted);
    }

    private void Handle(CellProtocol.RowsUpdated learned)
    {
        if (learned.Error is { } error) End(new Refused(Fault.Invalid(error)));
        else if (_command.Plan.Rebuild) Rebuild();
        else Finish();
    }

    private void Finish()
    {
        if (_predicted is null) Predict();
        else End(_predicted);
    }

    /// <summary>Unlike for predict, a model that does not exist is a wrong request.</summary>
    private void Handle(Refused refused)
    {
        bool unknown = refused.Fault.Code == FaultCode.UnknownModel;
        End(unknown ? new Refused(Fault.Invalid($"Error no such model <{_command.ModelId}>")) : refused);
    }

    private void Predict() => Tell(new ProjectProtocol.Predict(_command.ProjectId, _command.ModelId, _predictable));

    private void Learn() => Tell(new CellProtocol.UpdateRows(_command.ProjectId, _command.AttemptId, Forget: false, _command.Frame, _command.Source));

    /// <summary>Under a key of its own: the command sent again must get an answer while its first build is still running.</summary>
    private void Rebuild() => Tell(new ProjectProtocol.BuildModel(
        _command.ProjectId, AttemptId.New(), _command.ModelId, _model!.Algorithm, _model.Context ?? ModelContexts.Of(_model)));

    private IEnumerable<KeyValuePair<string, string>> Kept(int row)
    {
        foreach (string column in _command.Plan.KeepColumns)
            yield return new(column, Encoding.UTF8.GetString(_predictable.Cell(row, _predictable.IndexOf(column))));
    }

    private void End(IReply reply)
    {
        _replyTo.Tell(reply, Context.Parent);
        Context.Stop(Self);
    }

    private sealed record GoodRows(DataFrame Frame) : INoSerializationVerificationNeeded;

    private sealed class TimedOut : INoSerializationVerificationNeeded
    {
        public static readonly TimedOut Instance = new();

        private TimedOut() { }
    }
}
