using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Cluster.Tests.Support;

namespace Fusion.Cluster.Tests;

public sealed class ReadmeSpec
{
    [Fact]
    public async Task The_example_of_the_readme_works()
    {
        await using NodeProcess node = await NodeProcess.StartAsync();
        using HttpClient http = new();
        string key = NodeProcess.Key;

        IReadOnlyDictionary<string, double> age = (await ExampleAsync(http, node.Address, key))[0];

        Assert.Equal(2, age["count"]);
        Assert.Equal(42.5, age["mean"]);
    }

    [Fact]
    public void The_readme_shows_the_example_that_is_tested()
    {
        string[] source = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Docs", "ReadmeSpec.cs"));
        IEnumerable<string> usings = source.Where(line => line.StartsWith("using Fusion.Client", StringComparison.Ordinal));
        IEnumerable<string> example = source
            .SkipWhile(line => !line.TrimStart().StartsWith("#region readme-client", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.TrimStart().StartsWith("#endregion", StringComparison.Ordinal))
            .Select(line => line.Trim().Replace("address", "new Uri(\"http://127.0.0.1:8080\")", StringComparison.Ordinal)
                .Replace("host", "\"http://127.0.0.1:8080\"", StringComparison.Ordinal));
        string[] readme = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Docs", "README.md"));

        Assert.Equal([.. usings, "", .. example], readme.SkipWhile(line => line != "<!-- region: readme-client -->").Skip(2).TakeWhile(line => line != "```"));
    }

    private static async Task<IReadOnlyList<IReadOnlyDictionary<string, double>>> ExampleAsync(HttpClient http, Uri address, string key)
    {
        string host = address.ToString();
        #region readme-client
        var client = new FusionClient(http, address, "c1", key);
        await client.CreateProjectAsync("north");
        await client.LearnAsync("north", new Frame(["age", "income", "bought"], ["C", "C", "B"], [["34", "2100.50", "1"], ["51", "1800", "0"]]));
        await client.CreateFusionAsync("all", [new FusionCell(host, "c1", key, "north")]);
        var age = await client.ExploreAsync("all", "uni", [new MlContext { InputAttributeNames = ["age"] }]);
        #endregion
        return age;
    }
}
