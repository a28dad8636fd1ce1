namespace Fusion.Benchmarks;

/// <summary>One of the alternatives that a comparison measures.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Run">Does the work once.</param>
internal sealed record Candidate(string Name, Action Run);
