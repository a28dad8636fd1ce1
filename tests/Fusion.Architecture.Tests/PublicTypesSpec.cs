using System.Reflection;

namespace Fusion.Architecture.Tests;

/// <summary>Public is a promise: the outer projects promise what a host calls, its options, and no more.</summary>
public sealed class PublicTypesSpec
{
    [Theory]
    [InlineData("Fusion.Actors", "ActorsOptions", "CompatibilityOptions", "FusionActorsExtensions", "FusionSerializer", "StorageException", "StorageKind")]
    [InlineData("Fusion.Http", "FusionHttpExtensions", "HttpOptions")]
    [InlineData("fusion")]
    public void An_outer_project_shows_these_types_and_no_others(string assembly, params string[] expected)
    {
        // The web SDK makes the entry point's class public for test hosts.
        IEnumerable<string> actual = Assembly.Load(assembly).GetExportedTypes().Select(type => type.Name).Where(name => name != "Program");

        Assert.Equal(expected, actual.Order());
    }
}
