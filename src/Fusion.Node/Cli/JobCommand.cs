using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fusion.Contracts.Projects;
using Fusion.Node.Admin;
using Fusion.Node.Admin.Views;
using Spectre.Console;
using static Fusion.Node.Cli.AdminTable;

namespace Fusion.Node.Cli;

/// <summary><c>fusion job CID/NUMBER</c>: shows one job.</summary>
internal static class JobCommand
{
    public static Command Create()
    {
        Argument<string> job = new("CID/NUMBER") { Description = "The user and the number of the job" };
        var command = new Command("job", "Shows a job: what it does, how far it is, and its node.") { job };
        command.Validators.Add(result =>
        {
            if (result.GetValue(job)?.Split('/') is not [{ Length: > 0 }, var number] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                result.AddError("The job is given as CID/NUMBER");
        });
        return AdminCommand.Show<JobView>(command, parsed => $"jobs/{CellCommand.PathOf(parsed.GetValue(job)!)}", Show);
    }

    private static void Show(IAnsiConsole console, JobView job)
    {
        JobInfo info = job.Info;
        AdminTable.Show(
            console,
            [
                ("job", job.Entity),
                ("node", job.Node),
                ("type", info.Type),
                ("stage", EntityInspector.StageOf(info)),
                ("progress", $"{Count(info.Current)} of {Count(info.Maximum)}"),
                ("started", Time(info.StartedAt)),
                .. (info.Details ?? ImmutableSortedDictionary<string, string>.Empty).Select(detail => (detail.Key, (string?)detail.Value)),
            ]);
    }
}
