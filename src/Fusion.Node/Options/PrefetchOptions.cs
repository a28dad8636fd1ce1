namespace Fusion.Node.Options;

/// <summary>How often fusion projects ask their cells.</summary>
internal sealed class PrefetchOptions : ISettings
{
    public static string Section => "Fusion:Prefetch";

    /// <summary>Least milliseconds between two refreshes of one fusion project; 0 refreshes for every request. 15 s is the contract's default.</summary>
    [WholeNumber(0, 86_400_000)]
    public int MinTime { get; init; } = 15_000;
}
