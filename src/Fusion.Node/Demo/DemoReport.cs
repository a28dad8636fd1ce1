using System.Globalization;
using Fusion.Client.Entities;
using Spectre.Console;

namespace Fusion.Node.Demo;

/// <summary>Prints what the demo found.</summary>
internal sealed class DemoReport(IAnsiConsole console)
{
    /// <summary>The models of each project side by side.</summary>
    public void Show(IEnumerable<Judgement> judgements)
    {
        var table = new Table().Title("Models on rows that no project has learned").AddColumn("project");
        foreach (string name in (string[])["rows", "accuracy (lda)", "AUC (lda)", "RMSE of age (mlr)"])
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (Judgement judgement in judgements)
        {
            table.AddRow(
                Markup.Escape(judgement.Project),
                Text($"{judgement.Rows:N0}"),
                Text($"{judgement.Accuracy:P2}"),
                Text($"{judgement.AreaUnderCurve:F4}"),
                Text($"{judgement.AgeError:F3} years"));
        }
        console.Write(table);
    }

    /// <summary>How long each step took.</summary>
    public void Show(IEnumerable<(string Name, TimeSpan Time)> steps)
    {
        var table = new Table().AddColumn("step").AddColumn(new TableColumn("time").RightAligned());
        foreach ((string name, TimeSpan time) in steps)
            table.AddRow(Markup.Escape(name), Text($"{time.TotalMilliseconds:N0} ms"));
        console.Write(table);
    }

    /// <summary>The fingerprints, and whether they are equal.</summary>
    public void Show(ProjectDigest fused, ProjectDigest central)
    {
        console.WriteLine("Digest of the exact statistics (SHA-256):");
        console.WriteLine($"  fused   {fused.Digest}");
        console.WriteLine($"  central {central.Digest}");
        console.WriteLine(fused == central
            ? Text($"Equal: merging {fused.Attributes} attributes of {fused.Rows:N0} rows gave bit for bit what learning them in one place gives.")
            : "NOT equal: this must never happen.");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
