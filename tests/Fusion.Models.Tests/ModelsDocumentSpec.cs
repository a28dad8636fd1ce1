using System.Text;

namespace Fusion.Models.Tests;

/// <summary>docs/models.md is written from the registry of algorithms.</summary>
public class ModelsDocumentSpec
{
    /// <summary>Set to write the page instead of comparing with it.</summary>
    private const string WriteSwitch = "FUSION_WRITE_DOCS";

    [Fact]
    public void The_page_says_what_the_registry_says()
    {
        string page = Render();
        if (Environment.GetEnvironmentVariable(WriteSwitch) is { Length: > 0 })
            File.WriteAllText(DocumentPath(), page);
        Assert.Equal(page, File.ReadAllText(DocumentPath()));
    }

    private static string Render()
    {
        var page = new StringBuilder(
            $"""
            # Models

            Written from the registry of algorithms; run the tests of Fusion.Models once with `{WriteSwitch}=1` after a change.

            A model is fitted from sums alone, on a cell or a fusion project alike, and a fusion's model is that of all rows in one place to the last bit. `POST /projects/…/build?modelid=…&algo=…` starts the job; inputs and targets are named as in [exploration](exploration.md), no inputs given means all attributes but the targets. Parameters go into `extraParameters`; dots in their names equal underscores. A value that is not allowed is refused at once; parameters that an algorithm does not know are kept and shown in `info`.


            """);
        foreach (IAlgorithm algorithm in Algorithms.All)
        {
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"## {algorithm.Id}\n\n{algorithm.Summary} Needs {algorithm.Needs}. ");
            page.Append(algorithm.PredictInfo.IsEmpty ? "It predicts nothing.\n" : $"Predicts {Keys(algorithm.PredictInfo)}.\n");
            if (!algorithm.Parameters.IsEmpty)
                page.Append("\n| Parameter | Allowed | Default | |\n| -- | -- | -- | -- |\n");
            foreach (ParameterInfo parameter in algorithm.Parameters)
            {
                page.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{parameter.Name}` | {Cell(parameter.Allowed)} | {parameter.Default ?? "–"} | {Cell(parameter.Description)} |\n");
            }

            page.Append('\n');
        }

        return page.ToString().TrimEnd('\n').ReplaceLineEndings("\n") + "\n";
    }

    private static string Keys(IEnumerable<string> keys) => string.Join(", ", keys.Select(key => $"`{key}`"));

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string DocumentPath()
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "Fusion.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder!, "docs", "models.md");
    }
}
