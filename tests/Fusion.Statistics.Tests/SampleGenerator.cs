using FsCheck;
using FsCheck.Fluent;

namespace Fusion.Statistics.Tests;

/// <summary>Feeds samples of 1 to 8 parts to properties.</summary>
public static class SampleGenerator
{
    public static Arbitrary<Sample> Samples() =>
        Gen.Choose(0, int.MaxValue).SelectMany(seed => Gen.Choose(1, 8).Select(parts => Sample.Create(seed, parts))).ToArbitrary();
}
