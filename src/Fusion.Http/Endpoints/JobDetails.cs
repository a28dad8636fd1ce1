using System.Collections.Immutable;
using System.Globalization;
using Fusion.Contracts;
using Fusion.Contracts.Protocols;

namespace Fusion.Http.Endpoints;

/// <summary>What the owner of a job is shown about it: what its request tells.</summary>
internal static class JobDetails
{
    /// <summary>Attributes named; of more their number is told, for the details are kept as long as the job.</summary>
    private const int MostNames = 100;

    /// <summary>The details of a job: its client, its project, and what the work is told.</summary>
    public static ImmutableSortedDictionary<string, string> Of(Call call, IFusionMessage work)
    {
        ImmutableSortedDictionary<string, string>.Builder details = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        details["client"] = call.Client;
        if (call.Request.RouteValues["pid"] is string project) details["project"] = project;
        AddWork(details, work is ExplorationProtocol.Over { Question: var question } ? question : work);
        return details.ToImmutable();
    }

    private static void AddWork(ImmutableSortedDictionary<string, string>.Builder details, IFusionMessage work)
    {
        switch (work)
        {
            case IngestionProtocol.IUpdate update:
                details["rows"] = Text(update.Sent.Rows);
                break;
            case ProjectProtocol.Explore query:
                details["metric"] = query.Metric;
                details["contexts"] = Text(query.Contexts.Length);
                break;
            case ProjectProtocol.BuildModel command:
                details["algorithm"] = command.Algorithm;
                details["model"] = command.ModelId.Value;
                Add(details, "targetAttributes", command.Context.TargetAttributeNames, command.Context.Targets);
                Add(details, "inputAttributes", command.Context.InputAttributeNames, command.Context.InputAttributes);
                break;
            case ExplorationProtocol.GetVarianceInflation query:
                details["contexts"] = Text(query.Contexts.Length);
                break;
            case ExplorationProtocol.GetSingularValues query:
                details["contexts"] = Text(query.Contexts.Length);
                break;
            case ExplorationProtocol.GetDensities query:
                details["contexts"] = Text(query.Contexts.Length);
                break;
            case ExplorationProtocol.GetMatrix query:
                details["metric"] = query.Metric;
                break;
        }
    }

    /// <summary>Adds the attributes that a request names, by name or by index; none where it leaves them out.</summary>
    private static void Add(
        ImmutableSortedDictionary<string, string>.Builder details, string key, ImmutableArray<string> names, ImmutableArray<string> indexes)
    {
        ImmutableArray<string> given = names.IsDefaultOrEmpty ? indexes : names;
        if (given.IsDefaultOrEmpty) return;
        string shown = string.Join(',', given.Take(MostNames));
        details[key] = given.Length <= MostNames ? shown : $"{shown} and {Text(given.Length - MostNames)} more";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
