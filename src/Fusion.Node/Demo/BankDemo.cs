using System.Globalization;
using Fusion.Client;
using Fusion.Client.Entities;
using Spectre.Console;

namespace Fusion.Node.Demo;

/// <summary>The story the demo tells: three sites learn what they have, a fusion project knows what all of them know together, and no row has left its site.</summary>
internal sealed class BankDemo(DemoNode node, IAnsiConsole console)
{
    private const string Fused = "fused";
    private const string Central = "all";
    private const string OutcomeModel = "outcome";
    private const string AgeModel = "age";
    private const int PredictBatchRows = 2_500;

    private static readonly string[] SiteNames = ["site1", "site2", "site3"];

    private readonly FusionClient _client = node.Client;
    private readonly CancellationToken _stopping = node.Stopping;
    private readonly BankSample _bank = BankSample.Load();
    private readonly StepClock _steps = new(TimeProvider.System);
    private readonly LearningView _learning = new(console, TimeProvider.System);

    /// <summary>Runs the demo.</summary>
    /// <param name="keep">Whether to go on serving afterwards, until told to stop.</param>
    /// <returns>Whether the fused statistics equal those of one project that learned all rows.</returns>
    public async Task<bool> RunAsync(bool keep)
    {
        console.WriteLine($"A node runs at {node.Url} and answers user {node.Cid}.");
        await LearnSitesAsync();
        await FuseAsync();
        await ExploreAsync();
        string[] projects = [.. SiteNames, Fused];
        await _steps.MeasureAsync("build 2 models in 4 projects", () => BuildAsync(projects));
        Judgement[] judgements = await _steps.MeasureAsync($"predict {_bank.Test.Rows.Count:N0} rows 8 times", () => JudgeAsync(projects));
        (ProjectDigest fused, ProjectDigest central) = await CompareAsync();

        var report = new DemoReport(console);
        report.Show(judgements);
        report.Show(_steps.Steps);
        report.Show(fused, central);
        if (keep) await KeepAsync();
        return fused == central;
    }

    private async Task LearnSitesAsync()
    {
        console.WriteLine("Three cells learn their own rows over signed HTTP:");
        await Task.WhenAll(SiteNames.Select(site => _client.CreateProjectAsync(site, cancellationToken: _stopping)));
        Learning[] sites = [.. SiteNames.Zip(_bank.Sites, (name, table) => new Learning(name, [table], _bank.Types))];
        await _steps.MeasureAsync("learn in 3 cells at once", () => _learning.RunAsync(sites, LearnAsync));
    }

    private Task LearnAsync(Learning learning, Action<int> learned) => learning.RunAsync(_client, learned, _stopping);

    private async Task FuseAsync()
    {
        FusionCell[] cells = [.. SiteNames.Select(site => new FusionCell(node.Url.GetLeftPart(UriPartial.Authority), node.Cid, node.SecretKey, site))];
        await _steps.MeasureAsync("create the fusion project", () => _client.CreateFusionAsync(Fused, cells, _stopping));
        IReadOnlyList<FusionCellStatus> states = await _client.CellsStatusAsync(Fused, cells, _stopping);
        console.WriteLine($"Fusion project '{Fused}' over cells {string.Join(", ", states.Select(state => $"{state.Pid} {state.Status}"))}.");
    }

    private async Task ExploreAsync()
    {
        var age = new MlContext { InputAttributeNames = [BankSample.Age] };
        IReadOnlyDictionary<string, double> moments = (await _steps.MeasureAsync("merge and explore", () => _client.ExploreAsync(Fused, "uni", [age], _stopping)))[0];
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"All sites together: {moments["count"]:N0} clients, mean age {moments["mean"]:N2} years, standard deviation {moments["stddev"]:N2}."));
    }

    private async Task BuildAsync(string[] projects)
    {
        var outcome = new MlContext { TargetAttributeNames = [BankSample.Outcome], InputAttributeNames = _bank.OutcomeInputs };
        var age = new MlContext { TargetAttributeNames = [BankSample.Age], InputAttributeNames = _bank.AgeInputs };
        foreach (string project in projects)
        {
            long discriminant = await _client.BuildAsync(project, OutcomeModel, "lda", outcome, _stopping);
            long regression = await _client.BuildAsync(project, AgeModel, "mlr", age, _stopping);
            await _client.WaitForJobAsync(discriminant, _stopping);
            await _client.WaitForJobAsync(regression, _stopping);
        }
    }

    private async Task<Judgement[]> JudgeAsync(string[] projects)
    {
        long[] rows = [.. _bank.Sites.Select(site => (long)site.Rows.Count), _bank.Sites.Sum(site => site.Rows.Count)];
        var judgements = new Judgement[projects.Length];
        for (int i = 0; i < projects.Length; i++)
        {
            judgements[i] = Judgement.Of(
                projects[i],
                rows[i],
                _bank.Test,
                await PredictAsync(projects[i], OutcomeModel),
                await PredictAsync(projects[i], AgeModel));
        }
        return judgements;
    }

    private async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> PredictAsync(string project, string model)
    {
        var predictions = new List<IReadOnlyDictionary<string, string>>(_bank.Test.Rows.Count);
        foreach (IReadOnlyList<string>[] batch in _bank.Test.Rows.Chunk(PredictBatchRows))
            predictions.AddRange(await _client.PredictAsync(project, model, new Frame(_bank.Names, _bank.Types, batch), _stopping));
        return predictions;
    }

    private async Task<(ProjectDigest Fused, ProjectDigest Central)> CompareAsync()
    {
        console.WriteLine("For comparison, one project learns the rows of all sites:");
        await _client.CreateProjectAsync(Central, cancellationToken: _stopping);
        await _steps.MeasureAsync("learn all rows in 1 project", () => _learning.RunAsync([new Learning(Central, _bank.Sites, _bank.Types)], LearnAsync));
        return (await _client.DigestAsync(Fused, _stopping), await _client.DigestAsync(Central, _stopping));
    }

    private async Task KeepAsync()
    {
        console.WriteLine();
        console.WriteLine($"The node stays at {node.Url} until Ctrl+C. User {node.Cid}, key {node.SecretKey}. For example:");
        console.WriteLine();
        // Not through the console's layout: a line break inside would spoil the line.
        await console.Profile.Out.Writer.WriteLineAsync(CurlLine.ProjectInfo(node.Url, node.Cid, node.SecretKey, Fused));
        await node.WaitForStopAsync();
    }
}
