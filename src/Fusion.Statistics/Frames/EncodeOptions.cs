namespace Fusion.Statistics.Frames;

/// <summary>How a frame is turned into blocks, and how much it may add.</summary>
public sealed record EncodeOptions
{
    /// <summary>The defaults.</summary>
    public static EncodeOptions Default { get; } = new();

    /// <summary>Whether one bad row refuses the whole frame, whatever its <see cref="DataFrame.ErrorHandling"/> says; default false.</summary>
    public bool AllOrNothing { get; init; }

    /// <summary>
    /// Most attributes of a project; default 20,000, whose pair sums take some 5 GB. A frame whose columns exceed it is refused; a row whose
    /// category would exceed it is bad.
    /// </summary>
    public int MaxAttributes { get; init; } = 20_000;

    /// <summary>Why there is room for <see cref="MaxAttributes"/> only, as a sentence; null where a project has no other limit.</summary>
    public string? AttributeLimit { get; init; }

    /// <summary>What a frame with too many attributes is told.</summary>
    internal string TooManyAttributes => AttributeLimit ?? $"A project is limited to {MaxAttributes} attributes.";

    /// <summary>Most categories of a column, default 10,000; a row with one more is bad.</summary>
    public int MaxCategoriesPerColumn { get; init; } = 10_000;

    /// <summary>
    /// Longest name of a new attribute in UTF-16 characters, default 256. A longer column name refuses the frame; a row whose category leads to a
    /// longer one is bad.
    /// </summary>
    public int MaxNameLength { get; init; } = 256;

    /// <summary>Rows that came before those of the frame in the same body, which errors count from; default 0.</summary>
    public long RowsBefore { get; init; }

    /// <summary>The frame as its sender knows it, where columns were added to it since: its rows are what has a wrong number of cells. Null for the frame itself.</summary>
    public DataFrame? Sent { get; init; }

    /// <summary>
    /// Tells whether a row (frame, 0-based row) is to be used; null uses every row. Rows left out are neither accepted nor rejected and register nothing.
    /// It is asked about rows with the right number of cells, before these are parsed.
    /// </summary>
    public Func<DataFrame, int, bool>? RowFilter { get; init; }

    /// <summary>
    /// Tells what else is wrong with a row (0-based), or null when it is good; null asks nothing. It is asked about the rows that are good otherwise, in order.
    /// </summary>
    public Func<int, CellProblem?>? RowCheck { get; init; }
}
