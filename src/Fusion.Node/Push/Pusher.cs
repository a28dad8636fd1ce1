using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Fusion.Client;
using Fusion.Node.Cli;

namespace Fusion.Node.Push;

/// <summary>Sends the pieces of files, several at once. A piece that was counted by an earlier push of the same file counts no second time.</summary>
/// <param name="client">Sends, and sends again.</param>
/// <param name="options">How.</param>
/// <param name="counts">Told of each piece that is dealt with.</param>
/// <param name="warn">Takes what the sender of the rows may not expect.</param>
internal sealed class Pusher(FusionClient client, PushOptions options, PushCounts counts, Action<string> warn)
{
    private readonly ConcurrentQueue<PushException> _problems = new();
    private readonly HashSet<string> _columns = [];

    /// <summary>With bad rows left out, a piece that can't count does not keep the others from counting.</summary>
    private bool IsStopped => _problems.Any(problem => !options.SkipBadRows || problem.ExitCode != ExitCode.BadRows);

    /// <summary>Finds, before anything is sent, what is wrong with any of the files.</summary>
    /// <param name="sources">The files; of standard input nothing is known yet.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PushException">The types that were given are not those of its columns.</exception>
    public async Task CheckAsync(IReadOnlyList<PushSource> sources, CancellationToken cancellationToken)
    {
        if (options.Types is null) return;
        foreach (PushSource source in sources.Where(source => source.Path != Chunk.Stdin))
            CheckTypes(source.Path, await source.ReadColumnsAsync(options.ChunkSize, cancellationToken));
    }

    /// <summary>Pushes files.</summary>
    /// <param name="sources">The files, in order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What went wrong; empty when all rows are dealt with as asked.</returns>
    public async Task<IReadOnlyList<PushException>> RunAsync(IReadOnlyList<PushSource> sources, CancellationToken cancellationToken)
    {
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Connections, CancellationToken = cancellationToken };
        try
        {
            await Parallel.ForEachAsync(ReadAsync(sources, cancellationToken), parallel, async (chunk, cancel) => await SendAsync(chunk, cancel));
        }
        catch (PushException unreadable)
        {
            _problems.Enqueue(unreadable);
        }

        return [.. _problems];
    }

    private void CheckTypes(string path, IReadOnlyList<string> columns)
    {
        if (columns.Count == 0 || options.Types is null || options.Types.Count == columns.Count) return;
        throw new PushException(
            $"--types is [{string.Join(',', options.Types)}], {options.Types.Count} types; {path} has {columns.Count} columns: {string.Join(',', columns)}",
            ExitCode.Usage);
    }

    /// <summary>Pieces that may go at the same time. The first one with new columns goes alone, so that their types are settled before others follow.</summary>
    private async IAsyncEnumerable<Chunk> ReadAsync(IReadOnlyList<PushSource> sources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (PushSource source in sources)
        {
            await foreach (Chunk chunk in source.ReadAsync(options.ChunkSize, cancellationToken))
            {
                if (IsStopped) yield break;
                if (_columns.Add(string.Join('\n', chunk.Columns))) await SendFirstAsync(chunk, cancellationToken);
                else yield return chunk;
            }
        }
    }

    private async Task SendFirstAsync(Chunk chunk, CancellationToken cancellationToken)
    {
        CheckTypes(chunk.Source, chunk.Columns);
        long before = counts.Accepted;
        await SendAsync(chunk, cancellationToken);
        if (!options.Forget && counts.Accepted > before) await LeftOutColumns.WarnAsync(client, options, chunk.Columns, warn, cancellationToken);
    }

    private async Task SendAsync(Chunk chunk, CancellationToken cancellationToken)
    {
        RowOptions rows = new() { IdempotencyKey = chunk.Key(options), Types = options.Types, SkipBadRows = options.SkipBadRows };
        try
        {
            RowCounts counted = options.Forget
                ? await client.ForgetAsync(options.Project, chunk.Body, chunk.ContentType, rows, cancellationToken)
                : await client.LearnAsync(options.Project, chunk.Body, chunk.ContentType, rows, cancellationToken);
            counts.Add(chunk, counted, otherwise: chunk.Rows);
        }
        catch (FusionApiException declined)
        {
            counts.Add(chunk, declined.Rows, otherwise: 0);
            _problems.Enqueue(PushProblem.Of(declined, chunk, options));
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or TimeoutException
            || (lost is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            _problems.Enqueue(PushProblem.Of(lost, chunk));
        }
    }
}
