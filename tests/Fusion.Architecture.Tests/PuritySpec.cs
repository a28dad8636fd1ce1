using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Fusion.Architecture.Tests;

/// <summary>Numbers depend on their inputs alone: no files, no network, no clock, no randomness.</summary>
public sealed class PuritySpec
{
    private static readonly string[] ForbiddenNamespaces = ["System.Net", "System.Diagnostics", "Microsoft.Win32", "Akka"];

    private static readonly string[] ForbiddenTypes =
    [
        "System.Console", "System.Random", "System.TimeProvider",
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo", "System.IO.StreamReader", "System.IO.StreamWriter",
        "System.Threading.Timer", "System.Threading.Thread", "System.Security.Cryptography.RandomNumberGenerator",
    ];

    private static readonly string[] ForbiddenMembers =
        ["get_UtcNow", "get_Now", "get_Today", "get_TickCount64", "GetTimestamp", "NewGuid", "CreateVersion7", "GetEnvironmentVariable"];

    // Debug.Assert and the analyzers' own marks are no dependence on anything outside.
    private static readonly string[] AllowedTypes =
        ["System.Diagnostics.Debug", "System.Diagnostics.DebuggableAttribute", "System.Diagnostics.UnreachableException", "System.Diagnostics.StackTraceHiddenAttribute"];

    [Theory]
    [InlineData("Fusion.Statistics")]
    [InlineData("Fusion.Models")]
    public void An_inner_project_touches_nothing_outside(string assembly)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"));
        using var image = new PEReader(file);
        MetadataReader metadata = image.GetMetadataReader();

        Assert.DoesNotContain(Types(metadata), IsForbidden);
        Assert.Empty(Members(metadata).Intersect(ForbiddenMembers));
    }

    private static bool IsForbidden(string type) =>
        ForbiddenTypes.Contains(type)
        || (!AllowedTypes.Contains(type) && !type.StartsWith("System.Diagnostics.CodeAnalysis.", StringComparison.Ordinal) && !type.StartsWith("System.Diagnostics.Debugger", StringComparison.Ordinal)
            && ForbiddenNamespaces.Any(name => type.StartsWith($"{name}.", StringComparison.Ordinal)));

    private static IEnumerable<string> Types(MetadataReader metadata) => metadata.TypeReferences
        .Select(metadata.GetTypeReference)
        .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}");

    private static IEnumerable<string> Members(MetadataReader metadata) =>
        metadata.MemberReferences.Select(member => metadata.GetString(metadata.GetMemberReference(member).Name));
}
