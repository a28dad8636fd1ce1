namespace Fusion.Fuzz.Tests.Targets;

/// <summary>The time at which the kept requests were signed.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
}
