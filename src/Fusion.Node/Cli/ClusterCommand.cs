using System.CommandLine;
using Fusion.Node.Admin;
using Fusion.Node.Admin.Views;
using Spectre.Console;
using static Fusion.Node.Cli.AdminTable;

namespace Fusion.Node.Cli;

/// <summary><c>fusion cluster …</c>: shows the cluster of a running node and changes who is in it.</summary>
internal static class ClusterCommand
{
    public static Command Create() => new("cluster", "Shows the cluster as a running node sees it, and asks members to go.")
    {
        AdminCommand.Show<StatusView>(new Command("status", "The cluster at a glance."), _ => "cluster/status", Show),
        AdminCommand.Show<List<MemberView>>(
            new Command("members", "Members with roles, status, who does not hear from them, and their shards."), _ => "cluster/members", Show),
        AdminCommand.Show<List<RegionView>>(new Command("regions", "Regions with their shards and entities on each node."), _ => "cluster/regions", Show),
        Shards(),
        Entities(),
        Change("leave", "Asks a member to hand its entities over, leave and end."),
        Change("down", "Declares a member dead, so that others take its entities over. Only for one that is: it may still be writing."),
        LogLevel(),
    };

    private static Command Shards()
    {
        Argument<string?> region = Region();
        var command = new Command("shards", "Shards in memory, with their node and number of entities.") { region };
        return AdminCommand.Show<List<ShardView>>(command, parsed => $"cluster/shards?{Query("region", parsed.GetValue(region))}", Show);
    }

    private static Command Entities()
    {
        Argument<string?> region = Region();
        Option<string> shard = new("--shard") { Description = "The only shard [default: all]", HelpName = "ID" };
        Option<int?> limit = new("--limit") { Description = "Most entities [default: 200]", HelpName = "N" };
        var command = new Command("entities", "Entities in memory, with rows, size of state and last commit.") { region, shard, limit };
        return AdminCommand.Show<EntityListView>(
            command,
            parsed => $"cluster/entities?{Query("region", parsed.GetValue(region))}{Query("shard", parsed.GetValue(shard))}{Query("limit", $"{parsed.GetValue(limit)}")}",
            Show);
    }

    private static Command Change(string verb, string description)
    {
        Argument<string> address = new("ADDR") { Description = "The member's address, as 'members' shows it, or HOST:PORT" };
        return AdminCommand.Change<ChangeView>(
            new Command(verb, description) { address },
            parsed => $"cluster/{verb}?{Query("address", parsed.GetValue(address))}",
            (console, change) => console.WriteLine($"{change.Change} asked of {change.Subject}"));
    }

    private static Command LogLevel()
    {
        Argument<string> level = new("LEVEL") { Description = string.Join(", ", LogLevels.Names) };
        return AdminCommand.Change<ChangeView>(
            new Command("log-level", "Sets what the node asked logs, until it stops.") { level },
            parsed => $"log-level?{Query("level", parsed.GetValue(level))}",
            (console, change) => console.WriteLine($"the node logs from {change.Subject} on, until it stops"));
    }

    private static Argument<string?> Region() => new("REGION")
    {
        Description = "cell, fusion, customer, job or job-number [default: all]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static string Query(string name, string? value) => string.IsNullOrEmpty(value) ? "" : $"{name}={Uri.EscapeDataString(value)}&";

    private static void Show(IAnsiConsole console, StatusView status) => AdminTable.Show(
        console,
        [
            ("node", status.Node),
            ("status", status.NodeStatus),
            ("version", status.Version),
            ("up since", Time(status.UpSince)),
            ("leader", status.Leader ?? Nothing),
            ("members", List([.. status.Members.Select(pair => $"{pair.Value} {pair.Key}")])),
            ("unreachable", List(status.Unreachable)),
            ("behind in gossip", Count(status.Behind)),
            ("regions", Count(status.Regions)),
            ("shards", Count(status.Shards)),
            ("entities", Count(status.Entities)),
            ("not counted in", List(status.Silent)),
        ]);

    private static void Show(IAnsiConsole console, List<MemberView> members) => AdminTable.Show(
        console,
        members,
        ("address", member => member.Address),
        ("status", member => member.Status),
        ("", member => string.Join(", ", ((string?[])[member.IsLeader ? "leader" : null, member.IsAsked ? "asked" : null]).OfType<string>())),
        ("roles", member => List(member.Roles)),
        ("unreachable by", member => List(member.UnreachableBy)),
        (">up number", member => Count(member.UpNumber)),
        (">shards", member => Count(member.Shards)),
        (">entities", member => Count(member.Entities)));

    private static void Show(IAnsiConsole console, List<RegionView> regions) => AdminTable.Show(
        console,
        regions,
        ("region", region => region.Region),
        ("node", region => region.Node),
        (">shards", region => Count(region.Shards)),
        (">entities", region => Count(region.Entities)));

    private static void Show(IAnsiConsole console, List<ShardView> shards) => AdminTable.Show(
        console,
        shards,
        ("region", shard => shard.Region),
        (">shard", shard => shard.Shard),
        ("node", shard => shard.Node),
        (">entities", shard => Count(shard.Entities)));

    private static void Show(IAnsiConsole console, EntityListView list)
    {
        AdminTable.Show(
            console,
            list.Entities,
            ("region", entity => entity.Region),
            (">shard", entity => entity.Shard),
            ("entity", entity => entity.Entity),
            ("node", entity => entity.Node),
            (">rows", entity => Count(entity.Rows)),
            (">state", entity => Bytes(entity.StateBytes)),
            ("last commit", entity => Time(entity.LastCommit)),
            ("note", entity => entity.Note ?? ""));
        if (list.Entities.Count < list.Total) console.WriteLine($"{Count(list.Entities.Count)} of {Count(list.Total)} entities; --limit shows more");
    }
}
