namespace Fusion.Fuzz.Tests.Targets;

/// <summary>Everything that reads bytes from outside.</summary>
internal static class AllTargets
{
    public static IReadOnlyList<FuzzTarget> List { get; } =
    [
        FrameTargets.Frame, FrameTargets.Filter, FrameTargets.Delimited, StatisticsTargets.Statistics, StatisticsTargets.Rows, RequestTargets.Context,
        RequestTargets.Encrypted, RequestTargets.Authentication, RequestTargets.Query, SocketTargets.Message, ArchiveTargets.Archive,
        TableTargets.Csv, TableTargets.Json, TableTargets.Arrow,
    ];

    public static FuzzTarget Of(string name) => List.Single(target => target.Name == name);
}
