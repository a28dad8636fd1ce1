using System.Net;
using System.Text.Json;
using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Cluster.Tests.Support;

namespace Fusion.Cluster.Tests;

public sealed class FusedEqualsPooledSpec
{
    private static readonly Dictionary<string, string> Outermost = new() { ["need_bi_conditional_mmm"] = "true" };
    private static readonly string[] Floating = ["condVariance", "condStddev", "biCi95Down", "biCi95Up"];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public async Task A_fusion_of_any_number_of_cells_answers_digit_for_digit_like_one_project(int cells)
    {
        await using NodeProcess node = await NodeProcess.StartAsync("--prefetch-min-time", "0");
        FusionClient client = node.Client();
        await LearnAsync(client, "pooled", Iris.All);
        for (int cell = 0; cell < cells; cell++) await LearnAsync(client, $"cell{cell}", Iris.Rows(row => row * 7 % cells == cell));
        await client.CreateFusionAsync("fused", [.. Enumerable.Range(0, cells).Select(cell => Cell(node, $"cell{cell}"))]);

        Assert.Equal(await client.DigestAsync("pooled"), await client.DigestAsync("fused"));
        await SameAnswersAsync(client, "uni", [.. Iris.Names.Select(name => Context(name))]);
        await SameAnswersAsync(client, "bi", [.. Iris.Names.SelectMany(_ => Iris.Names, (x, y) => Context(x, y))]);
        await SameModelAsync(client, "lda", "Iris_versicolor");
        await SameModelAsync(client, "mlr", "petal_width");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public async Task A_fusion_of_cells_that_count_values_answers_under_conditions_like_one_project(int cells)
    {
        await using NodeProcess node = await NodeProcess.StartAsync("--prefetch-min-time", "0");
        FusionClient client = node.Client();
        await LearnCountedAsync(node, "pooled", Iris.All);
        for (int cell = 0; cell < cells; cell++) await LearnCountedAsync(node, $"cell{cell}", Iris.Rows(row => row * 7 % cells == cell));
        await client.CreateFusionAsync("fused", [.. Enumerable.Range(0, cells).Select(cell => Cell(node, $"cell{cell}"))]);
        await EnableHistogramAsync(node, "fused");
        string[] continuous = [.. Iris.Names.Take(4)], flags = [.. Iris.Names.Skip(4)];

        await SameAnswersAsync(client, "bi", [.. continuous.SelectMany(_ => flags, (x, y) => Context(x, y) with { ExtraParameters = Outermost })]);
        await SameAnswersAsync(client, "gain", [.. continuous.SelectMany(_ => flags, (x, y) => Context(x) with { TargetAttributeNames = [y] })]);
        string densities = await DensitiesAsync(node, "pooled", continuous, flags);
        Assert.DoesNotContain("error", densities, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(densities, await DensitiesAsync(node, "fused", continuous, flags));
        MlContext setosa = Context("petal_length", "Iris_setosa") with { ExtraParameters = Outermost };
        Assert.Equal(1.5, (await client.ExploreAsync("fused", "bi", [setosa]))[0]["condMedian"]);
    }

    [Fact]
    public async Task A_deleted_cells_last_good_copy_counts_and_the_error_says_so_until_the_list_is_mended()
    {
        await using NodeProcess node = await NodeProcess.StartAsync("--prefetch-min-time", "0");
        FusionClient client = node.Client();
        await LearnAsync(client, "a", Iris.Rows(row => row < 60));
        await LearnAsync(client, "b", Iris.Rows(row => row >= 60));
        await client.CreateFusionAsync("fused", [Cell(node, "a"), Cell(node, "b")]);
        ProjectDigest whole = await client.DigestAsync("fused");
        ProjectDigest partOfA = await client.DigestAsync("a");

        await client.DeleteProjectAsync("b");
        await node.KillAsync();
        await node.StartAsync();

        Assert.Equal(whole, await client.DigestAsync("fused"));
        ProjectInfo info = await client.ProjectInfoAsync("fused");
        Assert.Contains("c1/b at", info.Params["fusion_fetch_error"], StringComparison.Ordinal);
        Assert.Contains("Cannot Find SYMETRYML id[b]", info.Params["fusion_fetch_error"], StringComparison.Ordinal);
        Assert.StartsWith("Cannot Find", (await client.CellsStatusAsync("fused"))[1].Status, StringComparison.Ordinal);

        await client.UpdateCellsAsync("fused", [Cell(node, "a")]);
        Assert.Equal(partOfA.Digest, (await client.DigestAsync("fused")).Digest);
        Assert.DoesNotContain("fusion_fetch_error", (await client.ProjectInfoAsync("fused")).Params.Keys);
    }

    [Fact]
    public async Task What_a_cell_forgets_is_gone_from_the_fusion_after_the_next_refresh()
    {
        await using NodeProcess node = await NodeProcess.StartAsync("--prefetch-min-time", "0");
        FusionClient client = node.Client();
        await LearnAsync(client, "a", Iris.Rows(row => row < 60));
        await LearnAsync(client, "b", Iris.Rows(row => row >= 60));
        await client.CreateFusionAsync("fused", [Cell(node, "a"), Cell(node, "b")]);
        await client.DigestAsync("fused");

        await client.ForgetAsync("b", Iris.Rows(row => row >= 60));

        Assert.Equal((await client.DigestAsync("a")).Digest, (await client.DigestAsync("fused")).Digest);
    }

    private static FusionCell Cell(NodeProcess node, string pid) => new(node.Address.ToString(), NodeProcess.Customer, NodeProcess.Key, pid);

    private static MlContext Context(params string[] names) => new() { InputAttributeNames = names };

    private static async Task LearnAsync(FusionClient client, string pid, Frame rows)
    {
        await client.CreateProjectAsync(pid);
        await client.LearnAsync(pid, rows);
    }

    private static async Task LearnCountedAsync(NodeProcess node, string pid, Frame rows)
    {
        await node.Client().CreateProjectAsync(pid);
        await EnableHistogramAsync(node, pid);
        await node.Client().LearnAsync(pid, rows);
    }

    private static async Task EnableHistogramAsync(NodeProcess node, string pid) =>
        await CallAsync(node, $"{pid}/histogramEnable?enable=true", "");

    private static Task<string> DensitiesAsync(NodeProcess node, string pid, string[] attributes, string[] conditions) =>
        CallAsync(node, $"{pid}/conditionalDensityEstimate", JsonSerializer.Serialize(new
        {
            values = attributes.SelectMany(_ => conditions, (x, y) => new { inputAttributeNames = (string[])[y, x] }),
        }));

    private static async Task<string> CallAsync(NodeProcess node, string call, string body)
    {
        string target = $"/symetry/rest/{NodeProcess.Customer}/projects/{call}";
        (HttpStatusCode status, string answer) = await SignedCall.SendAsync(node.Address, ("POST", target), body);
        Assert.Equal((HttpStatusCode.OK, ""), (status, status == HttpStatusCode.OK ? "" : answer));
        return answer;
    }

    private static async Task SameAnswersAsync(FusionClient client, string metric, IReadOnlyList<MlContext> contexts)
    {
        IReadOnlyList<IReadOnlyDictionary<string, double>> pooled = await client.ExploreAsync("pooled", metric, contexts);
        IReadOnlyList<IReadOnlyDictionary<string, double>> fused = await client.ExploreAsync("fused", metric, contexts);

        Assert.Equal(contexts.Count, fused.Count);
        for (int i = 0; i < contexts.Count; i++)
        {
            Assert.Equal(pooled[i].Keys, fused[i].Keys);
            foreach ((string key, double expected) in pooled[i])
            {
                if (Floating.Contains(key)) Assert.Equal(expected, fused[i][key], Math.Abs(expected) * 1e-12);
                else Assert.Equal(expected, fused[i][key]);
            }
        }
    }

    private static async Task SameModelAsync(FusionClient client, string algorithm, string target)
    {
        MlContext context = new() { InputAttributeNames = ["sepal_length", "sepal_width", "petal_length"], TargetAttributeNames = [target] };
        foreach (string pid in (string[])["pooled", "fused"]) await client.WaitForJobAsync(await client.BuildAsync(pid, algorithm, algorithm, context));

        IEnumerable<KeyValuePair<string, string>> pooled = (await client.ModelInfoAsync("pooled", algorithm)).Info.Where(pair => pair.Key != "buildTimeNanosec");
        IEnumerable<KeyValuePair<string, string>> fused = (await client.ModelInfoAsync("fused", algorithm)).Info.Where(pair => pair.Key != "buildTimeNanosec");
        Assert.Equal(pooled, fused);
        Assert.Equal(await client.PredictAsync("pooled", algorithm, Iris.All), await client.PredictAsync("fused", algorithm, Iris.All));
    }
}
