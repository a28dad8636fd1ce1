using System.Collections.Immutable;
using System.Diagnostics;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Models.Exploration;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.ExplorationProtocol;

namespace Fusion.Actors.Projects;

/// <summary>What exploration reads out of a project's snapshot: pure, slow perhaps, and so run on the <see cref="ComputePool"/>.</summary>
internal static class ExplorationAnswers
{
    private delegate ImmutableArray<KeyValuePair<string, double>> Metric(SufficientStatistics statistics, MlContext context);

    /// <summary>The answer to a question, step by step.</summary>
    /// <param name="question">The question.</param>
    /// <param name="evidence">The project as it is.</param>
    /// <param name="switches">How numbers are answered.</param>
    /// <param name="work">Is told of the steps, and stops them.</param>
    public static IReply Answer(IQuestion question, Evidence evidence, AnswerOptions switches, Work work)
    {
        SufficientStatistics statistics = evidence.Statistics;
        switch (question)
        {
            case Over query:
                return new AnsweredOver(evidence.Exact!, Answer(query.Question, evidence, switches, work));
            case ProjectProtocol.Explore query:
                return Explore(query, evidence, switches, work);
            case GetVarianceInflation query:
                return new TextsFound(Each(query.Contexts, work, context => VarianceInflation.Compute(statistics, context, work.Token)));
            case GetSingularValues query:
                Func<SufficientStatistics, MlContext, CancellationToken, ImmutableArray<ImmutableArray<KeyValuePair<string, string>>>> compute =
                    query.Selecting ? SingularValues.Select : SingularValues.Compute;
                return new TextsFound([.. Each(query.Contexts, work, context => compute(statistics, context, work.Token)).SelectMany(maps => maps)]);
            case GetDensities query:
                if (!evidence.Info.Settings.Histogram)
                    throw new InvalidRequestException($"Histograms are not enabled in project id[{evidence.Info.Name}]");
                return new DensitiesFound(Each(query.Contexts, work, context => query.Conditional
                    ? DensityEstimate.Conditional(statistics, context)
                    : DensityEstimate.Of(statistics, context)));
            case ValidationProtocol.CrossValidate query:
                work.Advance(0, 1);
                return new ValidationProtocol.CrossValidated(
                    CrossValidation.Run(query.Algorithm, statistics, FoldsOf(query, evidence), query.Context, work.Token));
            case GetPrincipalComponents query:
                work.Advance(0, 1);
                return new PrincipalComponentsFound(PrincipalComponentAnalysis.Compute(statistics, query.Context, work.Token));
            case GetMatrix query:
                work.Advance(0, 1);
                return new MatrixFound(AttributeMatrix.Compute(query.Metric, statistics, query.Context, work.Token));
            default:
                throw new UnreachableException($"{question.GetType().Name} is no question about statistics");
        }
    }

    /// <summary>The number of steps that a question takes.</summary>
    public static int StepsOf(IQuestion question) => Math.Max(1, question switch
    {
        Over query => StepsOf(query.Question),
        ProjectProtocol.Explore query => query.Contexts.Length,
        GetVarianceInflation query => query.Contexts.Length,
        GetSingularValues query => query.Contexts.Length,
        GetDensities query => query.Contexts.Length,
        _ => 1,
    });

    private static ProjectProtocol.Explored Explore(ProjectProtocol.Explore query, Evidence evidence, AnswerOptions switches, Work work)
    {
        IExploreMetric metric = ExploreMetrics.Find(query.Metric);
        ExploreOptions options = new(evidence.Info.Settings.Histogram, switches.Rounding);
        Metric compute = (statistics, context) => metric.Compute(statistics, context, options);
        var results = Each(query.Contexts, work, context => compute(evidence.Statistics, context));
        return new ProjectProtocol.Explored(results, evidence.Info, query.OmitInfo, query.LeaveOneOut ? LeaveOneOut(compute, query, evidence, work) : null);
    }

    /// <summary>The sum less one addend is exactly the sum of the others.</summary>
    private static ImmutableArray<LeftOut> LeaveOneOut(Metric compute, ProjectProtocol.Explore query, Evidence evidence, Work work)
    {
        if (evidence.Info.Kind != ProjectKind.Fusion)
            throw new InvalidRequestException($"leaveoneout is true, but project id[{evidence.Info.Name}] is no fusion: it has no cells");
        return [.. evidence.Cells.Select(part =>
        {
            work.Token.ThrowIfCancellationRequested();
            SufficientStatistics others = evidence.Statistics.Subtract(part.Statistics);
            return new LeftOut(part.Cell, [.. query.Contexts.Select(context => compute(others, context))]);
        })];
    }

    /// <summary>The cells of a fusion, or what came between the snapshots of a cell, dealt to as many folds as wanted.</summary>
    private static ImmutableArray<KeyValuePair<string, SufficientStatistics>> FoldsOf(ValidationProtocol.CrossValidate query, Evidence evidence)
    {
        if (evidence.Info.Kind == ProjectKind.Fusion)
        {
            return query.Folds is { } given
                ? throw new InvalidRequestException($"folds is [{given}], but project id[{evidence.Info.Name}] is a fusion: its folds are its cells")
                : [.. evidence.Cells.Select(part => KeyValuePair.Create(part.Cell.ToString(), part.Statistics))];
        }

        if (evidence.Prefixes.IsEmpty)
        {
            throw new InvalidRequestException(
                $"Project id[{evidence.Info.Name}] keeps no snapshots, so it has no folds; it would with {SnapshotSchedule.Parameter} at its creation");
        }

        ImmutableArray<SufficientStatistics> blocks = [.. Blocks(evidence).Where(block => block.Rows != 0)];
        int count = Math.Min(query.Folds ?? blocks.Length, blocks.Length);
        return [.. Enumerable.Range(0, count).Select(fold => KeyValuePair.Create(
            FormattableString.Invariant($"fold {fold}"),
            blocks.Where((_, block) => block % count == fold).Aggregate((sum, block) => sum.Merge(block))))];
    }

    private static IEnumerable<SufficientStatistics> Blocks(Evidence evidence)
    {
        SufficientStatistics before = SufficientStatistics.Empty;
        foreach (SufficientStatistics after in evidence.Prefixes.Select(prefix => prefix.Statistics).Append(evidence.Statistics))
        {
            yield return after.Subtract(before);
            before = after;
        }
    }

    private static ImmutableArray<T> Each<T>(ImmutableArray<MlContext> contexts, Work work, Func<MlContext, T> compute)
    {
        if (contexts.IsEmpty) work.Advance(0, 1);
        return [.. contexts.Select((context, done) =>
        {
            work.Advance(done, contexts.Length);
            return compute(context);
        })];
    }
}
