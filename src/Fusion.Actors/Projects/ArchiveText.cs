using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Fusion.Actors.Serialization;
using Fusion.Models;
using Fusion.Statistics;
using MessagePack;

namespace Fusion.Actors.Projects;

/// <summary>
/// What is exported, as text: Base64 of a mark, version byte 1, the content, and the SHA-256 of all before. The digest tells damage, it does not prove where
/// the text comes from: content is checked like any other input.
/// </summary>
/// <param name="mark">Four letters that tell what is exported.</param>
/// <param name="kind">The same as a word.</param>
internal sealed class ArchiveText(string mark, string kind)
{
    private const byte Version = 1;

    private readonly byte[] _mark = Encoding.ASCII.GetBytes(mark);

    /// <summary>Writes content.</summary>
    public string Write<T>(T content)
    {
        byte[] head = [.. _mark, Version, .. MessagePackSerializer.Serialize(content, WireFormat.Options)];
        return Convert.ToBase64String([.. head, .. SHA256.HashData(head)]);
    }

    /// <summary>Reads content; what is absent from it comes out as null.</summary>
    /// <param name="text">What <see cref="Write"/> wrote; blanks and line ends in it are ignored.</param>
    /// <exception cref="InvalidRequestException">The text is damaged, of something else, or of a newer version.</exception>
    public T Read<T>(string text)
        where T : class
    {
        byte[] bytes = Decode(text);
        int minimum = _mark.Length + 1 + SHA256.HashSizeInBytes;
        if (bytes.Length < minimum || !bytes.AsSpan().StartsWith(_mark)) throw Damaged($"it is no exported {kind}");
        if (bytes[_mark.Length] != Version) throw Damaged($"it has version {bytes[_mark.Length]}; this server reads version {Version}");
        int end = bytes.Length - SHA256.HashSizeInBytes;
        if (!SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end))) throw Damaged("its digest does not match: it was changed or cut");
        return Deserialize<T>(bytes.AsMemory((_mark.Length + 1)..end));
    }

    /// <summary>The fault of a text that can't be imported.</summary>
    public static InvalidRequestException Damaged(string why) => new($"The body can't be imported: {why}");

    private static byte[] Decode(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        return Base64.DecodeFromUtf8InPlace(utf8, out int written) == OperationStatus.Done ? utf8[..written] : throw Damaged("it is not Base64");
    }

    private static T Deserialize<T>(ReadOnlyMemory<byte> body)
        where T : class
    {
        try
        {
            return MessagePackSerializer.Deserialize<T>(body, WireFormat.Options) ?? throw Damaged("it is empty");
        }
        catch (Exception damage) when (damage is MessagePackSerializationException or WireFormatException or FormatException or ArgumentException)
        {
            throw new InvalidRequestException($"The body can't be imported: {damage.InnerException?.Message ?? damage.Message}", damage);
        }
    }
}
