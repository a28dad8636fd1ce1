using System.CommandLine;
using Fusion.Contracts.Projects;
using Fusion.Node.Admin.Views;
using Spectre.Console;
using static Fusion.Node.Cli.AdminTable;

namespace Fusion.Node.Cli;

/// <summary><c>fusion cell CID/PID</c>: shows one project, a fusion too.</summary>
internal static class CellCommand
{
    public static Command Create()
    {
        Argument<string> project = new("CID/PID") { Description = "The user and the project, a cell or a fusion" };
        Option<bool> digest = new("--digest") { Description = "Shows the digest of its statistics too" };
        var command = new Command(
            "cell", "Shows a project: its node, version, rows, state, queue and last commit. It is started if it is not in memory; a fusion does not refresh.")
        {
            project, digest,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(project)?.Split('/') is not [{ Length: > 0 }, { Length: > 0 }]) result.AddError("The project is given as CID/PID");
        });
        return AdminCommand.Show<ProjectView>(
            command,
            parsed => $"projects/{PathOf(parsed.GetValue(project)!)}?digest={(parsed.GetValue(digest) ? "true" : "false")}",
            Show);
    }

    /// <summary>The segments of a path, in a form that a URL carries.</summary>
    public static string PathOf(string id) => string.Join('/', id.Split('/').Select(Uri.EscapeDataString));

    private static void Show(IAnsiConsole console, ProjectView project)
    {
        ProjectStanding standing = project.Standing;
        bool isCell = standing.Kind == ProjectKind.Cell;
        AdminTable.Show(
            console,
            [
                (isCell ? "cell" : "fusion", project.Entity),
                ("node", standing.Node),
                ("version", standing.Version),
                ("rows", Count(standing.Rows)),
                ("attributes", Count(standing.Attributes)),
                ("models", Count(standing.Models)),
                ("state size", Bytes(standing.StateBytes)),
                ("commits", isCell ? Count(standing.Commits) : null),
                ("batches waiting", isCell ? Count(standing.Waiting) : null),
                ("batches in work", isCell ? Count(standing.InFlight) : null),
                ("cells", isCell ? null : Count(standing.Cells)),
                ("waiting for refresh", isCell ? null : Count(standing.Waiting)),
                ("fetch error", isCell || standing.FetchError.Length == 0 ? null : standing.FetchError),
                ("created", Time(standing.CreatedAt)),
                (isCell ? "last commit" : "last change", Time(standing.ModifiedAt)),
                ("frozen", standing.IsFrozen ? "yes" : null),
                ("unsaved rows", standing.IsDirty ? "yes" : null),
                ("digest", standing.Digest),
            ]);
    }
}
