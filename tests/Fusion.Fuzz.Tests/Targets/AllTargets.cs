namespace Fusion.Fuzz.Tests.Targets;

/// <summary>Everything that reads bytes from outside.</summary>
internal static class AllTargets
{
    public static IReadOnlyList<FuzzTarget> List { get; } =
    [
        FrameTargets.Frame, FrameTargets.Filter, FrameTargets.Delimited, StatisticsTargets.Statistics, RequestTargets.Context, RequestTargets.Encrypted,
        RequestTargets.Authentication, RequestTargets.Query,
    ];

    public static FuzzTarget Of(string name) => List.Single(target => target.Name == name);
}
