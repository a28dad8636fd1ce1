namespace Fusion.Client;

/// <summary>Settings of a <see cref="FusionClient"/>. The defaults suit a server on the same network.</summary>
public sealed class FusionClientOptions
{
    /// <summary>How bodies are signed.</summary>
    public ContentDigest Digest { get; init; } = ContentDigest.Md5;

    /// <summary>How often <c>learn</c> and <c>forget</c> are sent at most, under one idempotency key, before a time-out or an overloaded server is reported. At least 1.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>Pause before the second attempt; it doubles with each further one. A server's <c>Retry-After</c> wins when it is longer.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest time one attempt may take. Null leaves it to the <see cref="HttpClient"/>.</summary>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>Longest pause between two questions for a job; the first ones come sooner.</summary>
    public TimeSpan MaxPollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The clock that dates requests and paces attempts.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
