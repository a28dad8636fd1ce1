using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Fusion.Actors.Cells;
using Fusion.Actors.Serialization;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Models;
using Fusion.Statistics;
using Fusion.Statistics.Frames;
using MessagePack;

namespace Fusion.Actors.Projects;

/// <summary>
/// An exported project as text: Base64 of the mark <c>FSPX</c>, version byte 1, the content, and the SHA-256 of all before. The digest tells damage, it
/// does not prove where the text comes from: content is checked like any other input.
/// </summary>
internal static class ProjectArchive
{
    private const byte Version = 1;

    private static ReadOnlySpan<byte> Mark => "FSPX"u8;

    /// <summary>Writes a project.</summary>
    public static string Write(ProjectContent content)
    {
        byte[] body = MessagePackSerializer.Serialize(content, WireFormat.Options);
        byte[] head = [.. Mark, Version, .. body];
        return Convert.ToBase64String([.. head, .. SHA256.HashData(head)]);
    }

    /// <summary>Reads a project.</summary>
    /// <param name="text">What <see cref="Write"/> wrote; blanks and line ends in it are ignored.</param>
    /// <param name="maxAttributes">Most attributes allowed.</param>
    /// <exception cref="InvalidRequestException">The text is damaged, no export, or of a newer version, or the project is too large.</exception>
    public static ProjectContent Read(string text, int maxAttributes)
    {
        byte[] bytes = Decode(text);
        int minimum = Mark.Length + 1 + SHA256.HashSizeInBytes;
        if (bytes.Length < minimum || !bytes.AsSpan().StartsWith(Mark)) throw Damaged("it is no exported project");
        if (bytes[Mark.Length] != Version) throw Damaged($"it has version {bytes[Mark.Length]}; this server reads version {Version}");
        int end = bytes.Length - SHA256.HashSizeInBytes;
        if (!SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end))) throw Damaged("its digest does not match: it was changed or cut");
        ProjectContent content = Deserialize(bytes.AsMemory((Mark.Length + 1)..end));
        Check(content, maxAttributes);
        return content with { Condition = content.Condition with { Name = null } };
    }

    private static byte[] Decode(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        return Base64.DecodeFromUtf8InPlace(utf8, out int written) == System.Buffers.OperationStatus.Done
            ? utf8[..written]
            : throw Damaged("it is not Base64");
    }

    private static ProjectContent Deserialize(ReadOnlyMemory<byte> body)
    {
        try
        {
            return MessagePackSerializer.Deserialize<ProjectContent>(body, WireFormat.Options) ?? throw Damaged("it is empty");
        }
        catch (Exception damage) when (damage is MessagePackSerializationException or WireFormatException or FormatException or ArgumentException)
        {
            throw new InvalidRequestException($"The body can't be imported: {damage.InnerException?.Message ?? damage.Message}", damage);
        }
    }

    // What is absent from the bytes comes out as null, and would be met only after the project is in the journal.
    private static void Check(ProjectContent content, int maxAttributes)
    {
        if (content is not { Settings: { Type.Length: > 0, Parameters: not null }, Statistics: not null, Condition: not null })
            throw Damaged("its content is incomplete");
        bool complete = !content.CategoryColumns.IsDefault && content.CategoryColumns.All(column => column is not null)
            && !content.Models.IsDefault && content.Models.All(IsComplete)
            && content.Models.DistinctBy(model => model.ModelId).Count() == content.Models.Length;
        if (!complete) throw Damaged("its content is incomplete");
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

    private static bool IsComplete(FittedModel model) =>
        model is { Algorithm: not null, Parameters: not null, Info: not null, Extra: not null }
        && ModelId.TryParse(model.ModelId, out _, out _)
        && !model.Inputs.IsDefault && !model.Targets.IsDefault && !model.PredictInfo.IsDefault && !model.ScoreInfo.IsDefault
        && model.Parameters.Values.All(values => !values.IsDefault);

    private static InvalidRequestException Damaged(string why) => new($"The body can't be imported: {why}");
}
