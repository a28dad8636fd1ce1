using System.Security.Cryptography;
using System.Text;

namespace Fusion.Node.Push;

/// <summary>Rows of a file that go in one request.</summary>
/// <param name="Source">Where they come from: the file's full path, or <see cref="Stdin"/>.</param>
/// <param name="Body">The request's body.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="FirstRow">Rows of the file before these.</param>
/// <param name="Rows">How many they are.</param>
internal sealed record Chunk(string Source, ReadOnlyMemory<byte> Body, string ContentType, long FirstRow, long Rows)
{
    /// <summary>The <see cref="Source"/> of standard input.</summary>
    public const string Stdin = "-";

    /// <summary>Where they begin in the file: a byte of a CSV file, else a row.</summary>
    public long Offset { get; init; }

    /// <summary>Bytes of the file that are read with these rows; for the progress.</summary>
    public long SourceBytes { get; init; }

    /// <summary>The names of the columns, as they are written.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The digest of the file when the body, made from it, may differ from time to time; null where the body itself is the content.</summary>
    public byte[]? FileDigest { get; init; }

    /// <summary>The <c>Idempotency-Key</c>: the same rows at the same place of the same file have the same key, in every push.</summary>
    /// <param name="options">What is done with them.</param>
    public string Key(PushOptions options)
    {
        string place = $"{options.Nonce}|{(options.Forget ? "forget" : "learn")}|{Source}|{Offset}|{Rows}|";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(place));
        hash.AppendData(FileDigest ?? SHA256.HashData(Body.Span));
        return $"push-{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
