using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Fusion.Http.Tests.Support;

/// <summary>Everything a host logs.</summary>
internal sealed class TestLog : ILoggerProvider, ILogger
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _entries = new();
    private readonly SemaphoreSlim _written = new(0);

    /// <summary>What someone would have to act on.</summary>
    public IEnumerable<string> Errors => _entries.Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Text);

    /// <summary>All of it.</summary>
    public IEnumerable<string> Texts => _entries.Select(entry => entry.Text);

    /// <summary>Forgets all that was logged.</summary>
    public void Clear() => _entries.Clear();

    /// <summary>Waits for an entry that contains a text.</summary>
    public async Task NextAsync(string text)
    {
        while (!_entries.Any(entry => entry.Text.Contains(text, StringComparison.Ordinal)))
            Assert.True(await _written.WaitAsync(Patience), $"Nothing about [{text}] was logged");
    }

    /// <summary>Waits for a condition that no entry announces.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _entries.Enqueue((logLevel, formatter(state, exception)));
        _written.Release();
    }

    public void Dispose()
    {
    }
}
