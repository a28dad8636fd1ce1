using Fusion.Client;
using Fusion.Contracts.Projects;
using Fusion.Statistics.Frames;
using ProjectInfo = Fusion.Client.Entities.ProjectInfo;

namespace Fusion.Node.Push;

/// <summary>Finds columns of which a project learns nothing, for those who expect that it does.</summary>
internal static class LeftOutColumns
{
    private const int MostNamed = 10;

    /// <summary>Warns of such columns, once the project has learned rows with them.</summary>
    /// <param name="client">Asks the project.</param>
    /// <param name="options">Where rows went, and how.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="warn">Takes the warning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WarnAsync(
        FusionClient client, PushOptions options, IReadOnlyList<string> columns, Action<string> warn, CancellationToken cancellationToken)
    {
        try
        {
            string[] left = [.. Find(await client.ProjectInfoAsync(options.Project, cancellationToken), columns, options.Types)];
            if (left.Length == 0) return;
            string names = string.Join(", ", left.Take(MostNamed)) + (left.Length > MostNamed ? $" and {left.Length - MostNamed} more" : "");
            warn($"Project {options.Project} learns nothing of: {names}. A text counts only as a category: its type is T then, in --types of the first push");
        }
        catch (Exception lost) when (lost is FusionApiException or HttpRequestException or IOException
            || (lost is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The rows count; that the project can't be asked does not end their push.
        }
    }

    /// <summary>The columns that became no attribute, but for those that the sender leaves out or calls categories.</summary>
    /// <param name="project">The project; one that makes other things of texts has none.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="types">The letters of their types; null where they are known or guessed.</param>
    public static IEnumerable<string> Find(ProjectInfo project, IReadOnlyList<string> columns, IReadOnlyList<string>? types)
    {
        bool usesTexts = project.Type is LearningOptions.PartitionType or LearningOptions.SequenceType
            || project.Params.ContainsKey(LearningOptions.HashParameter);
        if (usesTexts) return [];
        HashSet<string> attributes = [.. project.AttributeNames];
        return columns.Where((name, column) => !attributes.Contains(name)
            && !attributes.Any(attribute => attribute.StartsWith(name + AttributeCatalog.CategorySeparator, StringComparison.Ordinal))
            && (types is null || ColumnTypes.Parse(types[column]) is not (ColumnType.Ignored or ColumnType.Category)));
    }
}
