using Fusion.Contracts.Faults;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Actors.Projects;

/// <summary>What is computed from a project's snapshot: pure, slow perhaps, and so run on the <see cref="ComputePool"/>.</summary>
internal static class ProjectAnswers
{
    private const string AutoMl = "automl_project_is_automl";

    /// <summary>The digest of the statistics.</summary>
    public static IReply Digest(SufficientStatistics statistics) =>
        new ProjectProtocol.DigestFound(statistics.Digest().ToString(), statistics.Rows, statistics.Schema.Count);

    /// <summary>Whether a build can be started.</summary>
    public static IReply CheckBuild(ProjectProtocol.CheckBuild query, FitSource source)
    {
        IAlgorithm algorithm = Algorithms.Find(query.Algorithm);
        algorithm.Validate(source.Statistics.Schema, query.Context);
        algorithm.CheckSource(source, query.Context);
        return new ProjectProtocol.BuildPossible(query.ProjectId);
    }

    /// <summary>The model of a build, stamped with the time it took and the time it was made.</summary>
    public static FittedModel Build(ProjectProtocol.BuildModel command, FitSource source, TimeProvider time, Work work)
    {
        work.Advance(0, command.Reduction?.Passes ?? 1);
        long start = time.GetTimestamp();
        IAlgorithm algorithm = Algorithms.Find(command.Algorithm);
        algorithm.Validate(source.Statistics.Schema, command.Context);
        (MlContext context, int? tried) = (command.Context, null);
        if (command.Independent) context = InputSelection.WithoutDependent(source.Statistics, context, work.Token);
        if (command.Reduction is { } reduction)
            (context, tried) = InputSelection.Discriminating(source.Statistics, context, reduction, (done, all) => work.Advance(done, all), work.Token);
        FittedModel model = algorithm.Fit(command.ModelId.Value, source, context, work.Token);
        return model with
        {
            ModelsBuilt = tried ?? model.ModelsBuilt,
            BuildTimeNanoseconds = (long)(time.GetElapsedTime(start).TotalMicroseconds * 1_000),
            CreatedAt = time.GetUtcNow(),
        };
    }

    /// <summary>The prediction of every row, which the model sees as the project learns it.</summary>
    public static IReply Predict(ProjectProtocol.Predict query, FittedModel model, SufficientStatistics statistics, PredictSwitches switches)
    {
        query.Frame.RequireWholeRows(); // before columns are added that the sender does not know
        Imputer? imputer = query.Impute ? new Imputer(model, statistics) : null;
        DataFrame frame = LearningOptions.Of(switches.Settings).Rewrite(query.Frame, AttributeCatalog.Empty.Register(statistics.Schema, []));
        return new ProjectProtocol.Predicted(
            ModelPredictor.Predict(model, frame, ModelPredictor.Means(model, statistics), switches.Answers.Prediction, imputer));
    }

    /// <summary>A frame with what the project adds to it before it learns.</summary>
    public static IReply Transform(TransformProtocol.Transform query, ProjectSettings settings)
    {
        if (settings.Parameters.TryGetValue(AutoMl, out string? text) && Truth.TryParse(text, out bool automatic) && automatic)
            throw new InvalidRequestException($"The transform of a project with {AutoMl} is not supported by this version");
        return new TransformProtocol.Transformed(LearningOptions.Of(settings).Power?.Apply(query.Frame) ?? query.Frame);
    }

    /// <summary>What a failed computation is to its caller.</summary>
    /// <param name="cause">Why it failed.</param>
    /// <param name="isBug">Whether no request can explain it.</param>
    public static Fault ToFault(Exception cause, out bool isBug)
    {
        Exception inner = Unwrap(cause);
        isBug = inner is not (InvalidRequestException or FrameException or FitException or UndefinedPredictionException or OperationCanceledException);
        return inner is InvalidRequestException or FrameException ? Fault.Invalid(inner.Message) : Fault.Failed(inner.Message);
    }

    private static Exception Unwrap(Exception cause) => cause is AggregateException { InnerExceptions.Count: 1 } one ? one.InnerExceptions[0] : cause;
}
