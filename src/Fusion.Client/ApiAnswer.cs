using System.Text.Json;

namespace Fusion.Client;

/// <summary>A successful answer, opened.</summary>
/// <param name="StatusCode">The HTTP status, 200 to 299.</param>
/// <param name="Values">The envelope's <c>values</c>; an empty object when the answer had none.</param>
/// <param name="JobId">The header <c>sym-job-id</c>, when the answer is a job.</param>
internal sealed record ApiAnswer(int StatusCode, JsonElement Values, string? JobId)
{
    /// <summary>What became of rows, when the answer tells.</summary>
    public RowCounts Rows { get; init; } = RowCounts.Unknown;

    /// <summary>The entity under a key of <c>values</c>.</summary>
    /// <exception cref="FusionApiException">There is none.</exception>
    public T Read<T>(string key) =>
        Values.TryGetProperty(key, out JsonElement element) && element.Deserialize<T>(ApiJson.Options) is { } entity
            ? entity
            : throw new FusionApiException($"The answer has no values.{key}");

    /// <summary>The list under <c>values.{key}.values</c>.</summary>
    /// <exception cref="FusionApiException">There is none.</exception>
    public IReadOnlyList<T> ReadList<T>(string key) => Read<ListEntity<T>>(key).Values;

    private sealed record ListEntity<T>(IReadOnlyList<T> Values);
}
