using System.Collections.Immutable;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Cells;

/// <summary>The learn and forget calls of a cell, those that are alike added up. Bounded: what was not added to for longest goes first.</summary>
internal sealed class UpdateLog
{
    /// <summary>Most lines.</summary>
    public const int MaxLines = 10_000;

    /// <summary>Most characters in all lines together: they are in every snapshot.</summary>
    public const int MaxCharacters = 1 << 20;

    /// <summary>Most characters of the names of a line's columns, and of their types.</summary>
    public const int MaxNames = 4_096;

    private UpdateLog(ImmutableArray<UpdateLogLine> lines) => Lines = lines;

    /// <summary>No calls.</summary>
    public static UpdateLog Empty { get; } = new([]);

    /// <summary>The lines, longest unused first.</summary>
    public ImmutableArray<UpdateLogLine> Lines { get; }

    /// <summary>The log of a snapshot; none in one that was written before there was a log.</summary>
    public static UpdateLog Of(ImmutableArray<UpdateLogLine>? lines) => lines is { IsDefault: false } known ? new UpdateLog(known) : Empty;

    /// <summary>One call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="status">HTTP status of its answer.</param>
    /// <param name="elapsed">Time from its arrival to its answer.</param>
    public static UpdateLogLine LineOf(IngestionProtocol.IUpdate call, int status, TimeSpan elapsed)
    {
        SentTable sent = call.Sent;
        int label = call.Source.LastIndexOf(' '); // the address follows
        return new UpdateLogLine(
            label < 0 ? call.Source : call.Source[..label],
            call.Forget,
            status,
            Cut(sent.Names),
            Cut(sent.Types),
            Calls: 1,
            sent.Rows,
            (long)elapsed.TotalMilliseconds);
    }

    /// <summary>This log with further calls.</summary>
    public UpdateLog Add(IEnumerable<UpdateLogLine>? calls)
    {
        ImmutableArray<UpdateLogLine>.Builder lines = Lines.ToBuilder();
        foreach (UpdateLogLine call in calls ?? [])
        {
            int known = lines.Count - 1;
            while (known >= 0 && !IsAlike(lines[known], call)) known--;
            if (known >= 0)
            {
                UpdateLogLine before = lines[known];
                lines.RemoveAt(known);
                lines.Add(before with
                {
                    Calls = before.Calls + call.Calls,
                    Rows = before.Rows + call.Rows,
                    Milliseconds = before.Milliseconds + call.Milliseconds,
                });
            }
            else
            {
                lines.Add(call);
            }
        }

        long characters = lines.Sum(Characters);
        int old = 0;
        while (lines.Count - old > MaxLines || (characters > MaxCharacters && old < lines.Count)) characters -= Characters(lines[old++]);
        lines.RemoveRange(0, old);
        return new UpdateLog(lines.ToImmutable());
    }

    /// <summary>A list without its last items where it is too long, and an ellipsis in their place.</summary>
    private static string Cut(string list)
    {
        if (list.Length <= MaxNames) return list;
        int end = list.LastIndexOf(',', MaxNames);
        return string.Concat(list.AsSpan(0, end < 0 ? MaxNames : end), ",…");
    }

    private static long Characters(UpdateLogLine line) => line.Client.Length + line.Names.Length + line.Types.Length;

    private static bool IsAlike(UpdateLogLine line, UpdateLogLine other) =>
        (line.Forget, line.Status, line.Client) == (other.Forget, other.Status, other.Client) && line.Types == other.Types && line.Names == other.Names;
}
