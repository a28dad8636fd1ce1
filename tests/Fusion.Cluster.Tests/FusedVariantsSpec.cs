using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Cluster.Tests.Support;

namespace Fusion.Cluster.Tests;

/// <summary>A fusion of hashed or power cells predicts raw rows as one project with all rows does, also after kill -9 and without its cells.</summary>
public sealed class FusedVariantsSpec
{
    private static readonly Frame Learned = new(
        ["colour", "x", "y"],
        ["T", "C", "C"],
        [.. Enumerable.Range(0, 40).Select(row => (string?[])[$"shade{row * 3 % 7}", $"{row % 9}.{row % 10}", $"{row * row % 23}"])]);

    private static readonly Frame Asked = new(
        ["x", "colour"], ["C", "T"], [["1.5", " SHADE2"], ["", "shade3"], ["7", "never seen"], ["8.5", ""]]);

    [Fact]
    public Task Hashed_values() => PredictAlikeAsync(
        new Dictionary<string, string> { ["sml_project_hashtrick_binsize"] = "64" }, name => name.StartsWith("colour$h", StringComparison.Ordinal));

    [Fact]
    public Task Power_copies() => PredictAlikeAsync(
        new Dictionary<string, string>
        {
            ["sml_project_power_column"] = "x",
            ["sml_project_power_min"] = "0.5",
            ["sml_project_power_max"] = "2",
            ["sml_project_power_steps"] = "2",
        },
        name => name.StartsWith("pt_x^", StringComparison.Ordinal));

    [Fact]
    public async Task A_cell_with_other_buckets_is_left_out_and_named()
    {
        await using NodeProcess node = await NodeProcess.StartAsync("--prefetch-min-time", "0");
        FusionClient client = node.Client();
        await LearnAsync(client, "a", new Dictionary<string, string> { ["sml_project_hashtrick_binsize"] = "64" }, Learned);
        await LearnAsync(client, "b", new Dictionary<string, string> { ["sml_project_hashtrick_binsize"] = "32" }, Learned);

        await client.CreateFusionAsync("fused", [Cell(node, "a"), Cell(node, "b")]);

        Assert.Equal((await client.DigestAsync("a")).Digest, (await client.DigestAsync("fused")).Digest);
        string error = (await client.ProjectInfoAsync("fused")).Params["fusion_fetch_error"];
        Assert.EndsWith("the key sml_project_hashtrick_binsize is [32], but [64] in the cells before it; it is left out", error, StringComparison.Ordinal);
        Assert.StartsWith("c1/b at ", error, StringComparison.Ordinal);
    }

    private static async Task PredictAlikeAsync(IReadOnlyDictionary<string, string> parameters, Func<string, bool> isMade)
    {
        await using NodeProcess node = await NodeProcess.StartAsync("--prefetch-min-time", "0");
        FusionClient client = node.Client();
        await LearnAsync(client, "pooled", parameters, Learned);
        await LearnAsync(client, "a", parameters, Learned with { Rows = [.. Learned.Rows.Take(13)] });
        await LearnAsync(client, "b", parameters, Learned with { Rows = [.. Learned.Rows.Skip(13)] });
        await client.CreateFusionAsync("fused", [Cell(node, "a"), Cell(node, "b")]);
        Assert.Equal(await client.DigestAsync("pooled"), await client.DigestAsync("fused"));
        ProjectInfo info = await client.ProjectInfoAsync("fused");
        Assert.Equal("fusion", info.Type);
        Assert.All(parameters, parameter => Assert.Equal(parameter.Value, info.Params[parameter.Key]));

        MlContext context = new() { TargetAttributeNames = ["y"], InputAttributeNames = [.. info.AttributeNames.Where(isMade).Skip(1)] };
        foreach (string pid in (string[])["pooled", "fused"]) await client.WaitForJobAsync(await client.BuildAsync(pid, "m", "mlr", context));
        IReadOnlyList<IReadOnlyDictionary<string, string>> expected = await client.PredictAsync("pooled", "m", Asked);

        Assert.True(expected.Select(row => string.Join(',', row.Values)).Distinct().Count() > 1, "The raw columns are read");
        Assert.Equal(expected, await client.PredictAsync("fused", "m", Asked));
        foreach (string pid in (string[])["a", "b"]) await client.DeleteProjectAsync(pid);
        await node.KillAsync();
        await node.StartAsync();
        Assert.Equal(expected, await client.PredictAsync("fused", "m", Asked));
    }

    private static FusionCell Cell(NodeProcess node, string pid) => new(node.Address.ToString(), NodeProcess.Customer, NodeProcess.Key, pid);

    private static async Task LearnAsync(FusionClient client, string pid, IReadOnlyDictionary<string, string> parameters, Frame rows)
    {
        await client.CreateProjectAsync(pid, parameters);
        await client.LearnAsync(pid, rows);
    }
}
