using System.CommandLine;
using Fusion.Client;
using Fusion.Contracts.Ids;
using Fusion.Node.Push;
using Fusion.Node.Security;
using Spectre.Console;

namespace Fusion.Node.Cli;

/// <summary><c>fusion push</c>: sends files of rows to a project.</summary>
internal static class PushCommand
{
    private const string KeyVariable = "FUSION_KEY";
    private const int MostProblems = 20;
    private const int Attempts = 8; // half a minute of pauses: a node may be started again meanwhile
    private const int FileWidth = 1 << 10; // a file breaks no lines
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromMinutes(3); // longer than a node waits for its cell
    private static readonly Uri Here = new("http://127.0.0.1:8080");

    public static Command Create()
    {
        var flags = new PushFlags();
        var command = new Command("push", "Sends files of rows to a project. Repeated after a break it counts every row once, for 24 hours.");
        foreach (Argument argument in flags.Arguments)
            command.Arguments.Add(argument);
        foreach (Option option in flags.Options)
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (!result.Errors.Any() && flags.Check(result) is { } wrong) result.AddError(wrong);
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(flags, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(PushFlags flags, ParseResult parsed, CancellationToken cancellationToken)
    {
        CustomerId customer = flags.CustomerOf(parsed);
        string key = GivenKey(flags, parsed) ?? await FindKeyAsync(customer, parsed, cancellationToken);
        PushSource[] sources = parsed.GetValue(flags.Stdin)
            ? [new PushSource(Chunk.Stdin, parsed.GetValue(flags.Format) == "arrow" ? PushFormat.Arrow : PushFormat.Csv, 0)]
            : [.. parsed.GetValue(flags.Files)!.Select(PushSource.Open)];
        Uri url = parsed.GetValue(flags.Url) ?? Here;
        using var http = new HttpClient(new NodeWatch(url, Tell, new SocketsHttpHandler())) { Timeout = Timeout.InfiniteTimeSpan };
        var settings = new FusionClientOptions { MaxAttempts = Attempts, AttemptTimeout = AttemptTimeout };
        var client = new FusionClient(http, url, customer.Value, key, settings);
        PushOptions options = flags.OptionsOf(parsed);
        var counts = new PushCounts();
        var pusher = new Pusher(client, options, counts, Tell);
        await pusher.CheckAsync(sources, cancellationToken);
        if (parsed.GetValue(flags.IsCreating)) await CreateAsync(client, options.Project, cancellationToken);
        IAnsiConsole console = AnsiConsole.Console;
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = FileWidth;
        IReadOnlyList<PushException> problems = await new PushView(console, TimeProvider.System)
            .RunAsync(counts, sources.Sum(source => source.Length), () => pusher.RunAsync(sources, cancellationToken));
        return await ReportAsync(problems);
    }

    private static void Tell(string text) => Console.Error.WriteLine($"fusion: {text}");

    /// <summary>Waits for the node as long as the pieces do.</summary>
    private static async Task CreateAsync(FusionClient client, string project, CancellationToken cancellationToken)
    {
        TimeSpan pause = new FusionClientOptions().RetryDelay;
        for (int attempt = 1; ; attempt++, pause *= 2)
        {
            try
            {
                await client.CreateProjectAsync(project, cancellationToken: cancellationToken);
                return;
            }
            catch (FusionApiException taken) when (taken.StatusCode == 409)
            {
                return; // it is there already: the rows go into it
            }
            catch (Exception lost) when (lost is HttpRequestException or FusionApiException { StatusCode: 429 or 503 })
            {
                if (attempt == Attempts) throw new PushException($"Project {project} can't be created: {lost.GetBaseException().Message}", ExitCode.Failure, lost);
            }

            await Task.Delay(pause, cancellationToken);
        }
    }

    private static string? GivenKey(PushFlags flags, ParseResult parsed)
    {
        (string source, string? key) = parsed.GetValue(flags.Key) is { } given ? ("--key", given) : (KeyVariable, Environment.GetEnvironmentVariable(KeyVariable));
        return key is null || SecretKeys.IsValid(key) ? key : throw new PushException($"{source} is no secret key; allowed is Base64 of 16 bytes", ExitCode.Usage);
    }

    private static async Task<int> ReportAsync(IReadOnlyList<PushException> problems)
    {
        foreach (PushException problem in problems.Take(MostProblems))
            await Console.Error.WriteLineAsync($"fusion: {problem.Message}");
        if (problems.Count > MostProblems)
            await Console.Error.WriteLineAsync($"fusion: {problems.Count - MostProblems} further pieces did not count");
        return problems.Select(problem => problem.ExitCode).FirstOrDefault(ExitCode.Success);
    }

    private static async Task<string> FindKeyAsync(CustomerId customer, ParseResult parsed, CancellationToken cancellationToken) =>
        await UserCommand.FindStoreAsync(parsed, cancellationToken) is { } users && await users.FindAsync(customer, cancellationToken) is { } user
            ? user.SecretKey
            : throw new PushException(
                $"The secret key of user [{customer}] is not known here; give --key, the variable {KeyVariable}, or --data with the node's data folder",
                ExitCode.Usage);
}
