using Fusion.Actors.Cells;
using Fusion.Contracts.Projects;
using Fusion.Models;
using Fusion.Statistics;
using Fusion.Statistics.Frames;
using static Fusion.Actors.Projects.ArchiveText;

namespace Fusion.Actors.Projects;

/// <summary>An exported project as text.</summary>
internal static class ProjectArchive
{
    private static readonly ArchiveText Form = new("FSPX", "project");

    /// <summary>Writes a project.</summary>
    public static string Write(ProjectContent content) => Form.Write(content);

    /// <summary>Reads a project.</summary>
    /// <param name="text">What <see cref="Write"/> wrote; blanks and line ends in it are ignored.</param>
    /// <param name="maxAttributes">Most attributes allowed.</param>
    /// <exception cref="InvalidRequestException">The text is damaged, no export, or of a newer version, or the project is too large.</exception>
    public static ProjectContent Read(string text, int maxAttributes)
    {
        ProjectContent content = Form.Read<ProjectContent>(text);
        Check(content, maxAttributes);
        return content with
        {
            Condition = content.Condition with { Name = null },
            Models = [.. content.Models.Select(model => model with { ImportKey = null })],
        };
    }

    // What is absent from the bytes comes out as null, and would be met only after the project is in the journal.
    private static void Check(ProjectContent content, int maxAttributes)
    {
        if (content is not { Settings: { Type.Length: > 0, Parameters: not null }, Statistics: not null, Condition: not null })
            throw Damaged("its content is incomplete");
        bool complete = !content.CategoryColumns.IsDefault && content.CategoryColumns.All(column => column is not null)
            && !content.Models.IsDefault && content.Models.All(model => model is not null)
            && content.Models.DistinctBy(model => model.ModelId).Count() == content.Models.Length;
        if (!complete) throw Damaged("its content is incomplete");
        foreach (FittedModel model in content.Models) ModelArchive.Check(model);
        if (content.Settings.Type == "fusion") throw Damaged("it is of a fusion project, which owns no data");
        if (!IsComplete(content, Options(content.Settings))) throw Damaged("its content is incomplete");
        if (content.Statistics.Schema.Count > maxAttributes)
            throw Damaged($"it has {content.Statistics.Schema.Count} attributes; at most {maxAttributes} are allowed");
        try
        {
            AttributeCatalog.Empty.Register(content.Statistics.Schema, content.CategoryColumns);
        }
        catch (ArgumentException clash)
        {
            throw Damaged($"its columns contradict each other: {clash.Message}");
        }
    }

    private static LearningOptions Options(ProjectSettings settings)
    {
        try
        {
            return LearningOptions.Of(settings);
        }
        catch (FrameException filter)
        {
            throw Damaged(filter.Message);
        }
    }

    /// <summary>Whether what is kept beside the sums is what the settings ask for, within its bounds.</summary>
    private static bool IsComplete(ProjectContent content, LearningOptions options)
    {
        if (!options.KeepsMore) return content.Variant is null;
        if (content.Variant is not { } variant) return false;
        return (options.Window is not null, options.PartitionColumn is not null, options.SequenceOrder is not null)
                == (variant.Window is not null, variant.Partitions is not null, variant.Sequence is not null)
            && (variant.Window is not { } rows || IsComplete(rows, options.Window!, content.Statistics))
            && (variant.Partitions is not { } parts || (parts.Count <= LearningOptions.MaxPartitions && parts.Values.All(part => part is not null)))
            && (variant.Sequence is not { } runs || IsComplete(runs));
    }

    private static bool IsComplete(RowBatch rows, RollingWindow window, SufficientStatistics statistics) =>
        rows.Rows <= window.Size && (window.Embedded || rows.Rows == statistics.Rows);

    private static bool IsComplete(CellVariant.Runs runs) =>
        runs.Counts is not null && runs.Counts.Count <= SequenceCounter.MaxRuns
        && !runs.Latest.IsDefault && runs.Latest.Length <= TokenSequence.Remembered && runs.Latest.All(token => token is not null);
}
