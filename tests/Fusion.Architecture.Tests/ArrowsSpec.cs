using System.Xml.Linq;

namespace Fusion.Architecture.Tests;

/// <summary>Numbers know nothing of actors, actors know nothing of HTTP: Statistics ← Models ← Contracts ← {Actors, Http} ← Node.</summary>
public sealed class ArrowsSpec
{
    [Theory]
    [InlineData("Fusion.Statistics")]
    [InlineData("Fusion.Models", "Fusion.Statistics")]
    [InlineData("Fusion.Contracts", "Fusion.Models")]
    [InlineData("Fusion.Actors", "Fusion.Contracts")]
    [InlineData("Fusion.Http", "Fusion.Contracts")]
    [InlineData("Fusion.Client")]
    [InlineData("Fusion.Node", "Fusion.Actors", "Fusion.Client", "Fusion.Http")]
    public void A_project_references_these_and_no_others(string project, params string[] expected)
    {
        IEnumerable<string> actual = Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

        Assert.Equal(expected, actual.Order());
    }

    [Fact]
    public void There_is_no_project_without_a_rule()
    {
        string[] ruled = [.. typeof(ArrowsSpec).GetMethod(nameof(A_project_references_these_and_no_others))!.GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
            .Select(attribute => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)[0].Value!)];

        Assert.Equal(ruled.Order(), Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order());
    }

    [Theory]
    [InlineData("Fusion.Statistics")]
    [InlineData("Fusion.Models", "MathNet.Numerics")]
    [InlineData("Fusion.Contracts")]
    [InlineData("Fusion.Client")]
    public void The_inner_projects_need_no_packages_but_these(string project, params string[] expected)
    {
        Assert.Equal(expected, Items(project, "PackageReference").Order());
    }

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj")).Descendants(kind).Select(item => item.Attribute("Include")!.Value);
}
