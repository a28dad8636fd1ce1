using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json;
using Fusion.Http.Authentication;
using Fusion.Http.Readers;
using Fusion.Models;

namespace Fusion.Http.WebSockets;

/// <summary>
/// Takes messages apart. Three forms: the header's length, a comma, header and payload; header, a constant delimiter and payload; the payload alone.
/// </summary>
internal static class FrameReader
{
    /// <summary>Longest header in bytes: a date, two digests and three names take a few hundred.</summary>
    public const int LongestHeader = 1 << 14;

    private const string Forms =
        """a message is LENGTH,{"headers":[sym-date,MD5,signature,cid],"extraKeys":[…]}{data frame}, with LENGTH that of the object before the data frame""";

    private static ReadOnlySpan<byte> Delimiter => "-289907289"u8;

    /// <summary>Reads a message, which must be valid UTF-8.</summary>
    /// <exception cref="InvalidRequestException">It has none of the three forms.</exception>
    public static SocketFrame Read(ReadOnlyMemory<byte> message) => message.Span switch
    {
        [(byte)'{', ..] => ReadDelimited(message) ?? new SocketFrame(null, message),
        [>= (byte)'0' and <= (byte)'9', ..] => ReadPrefixed(message),
        _ => throw Malformed("it begins with neither a length nor an object"),
    };

    private static SocketFrame ReadPrefixed(ReadOnlyMemory<byte> message)
    {
        ReadOnlySpan<byte> text = message.Span;
        if (!Utf8Parser.TryParse(text, out int length, out int digits) || digits == text.Length || text[digits] != ',')
            throw Malformed("no comma follows the number at its beginning");
        if (length is <= 0 or > LongestHeader) throw Malformed($"its header would have {length} characters; allowed are 1 to {LongestHeader}");
        ReadOnlyMemory<byte> rest = message[(digits + 1)..];

        // Most clients count characters, the Rust client bytes: they differ where a name is not ASCII.
        foreach (int end in (ReadOnlySpan<int>)[BytesOf(rest.Span, length), length])
        {
            if (EndsAt(rest.Span, end) && ReadHeader(rest.Span[..end], out int consumed) is { } header && consumed == end)
                return new SocketFrame(header, rest[end..]);
        }

        throw Malformed($"no header object ends after {length} characters or bytes");
    }

    private static SocketFrame? ReadDelimited(ReadOnlyMemory<byte> message) =>
        ReadHeader(message.Span[..Math.Min(message.Length, LongestHeader)], out int end) is { } header && message.Span[end..].StartsWith(Delimiter)
            ? new SocketFrame(header, message[(end + Delimiter.Length)..])
            : null;

    private static bool EndsAt(ReadOnlySpan<byte> text, int end) => end == text.Length || (end < text.Length && text[end] == '{');

    /// <summary>How many bytes that many UTF-16 units take; more than there are when the text is shorter.</summary>
    private static int BytesOf(ReadOnlySpan<byte> text, int units)
    {
        int position = 0;
        while (units > 0 && position < text.Length)
        {
            int bytes = text[position] switch { < 0x80 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };
            units -= bytes == 4 ? 2 : 1; // beyond the basic plane a character is a pair
            position += bytes;
        }

        return units > 0 ? text.Length + 1 : position;
    }

    // Null where the text does not begin with a header: a data frame has other keys.
    private static FrameHeader? ReadHeader(ReadOnlySpan<byte> json, out int consumed)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, state: default);
        ImmutableArray<string>? headers = null;
        ImmutableArray<string> extraKeys = [];
        consumed = 0;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("headers"u8)) headers = ReadTexts(ref reader);
                else if (reader.ValueTextEquals("extraKeys"u8)) extraKeys = ReadTexts(ref reader);
                else return null;
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException) // the latter for half of a surrogate pair
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.EndObject || headers is not { } texts) return null;
        consumed = (int)reader.BytesConsumed;
        string At(int index) => index < texts.Length ? texts[index] : "";
        return new FrameHeader(new AuthenticationHeaders(Signature: At(2), Date: At(0), Md5: At(1), Sha256: "", Customer: At(3)), extraKeys);
    }

    private static ImmutableArray<string> ReadTexts(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) throw new JsonException("No array");
        ImmutableArray<string>.Builder texts = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) throw new JsonException("No text");
            texts.Add(JsonText.Scalar(in reader) ?? "");
        }

        if (reader.TokenType != JsonTokenType.EndArray) throw new JsonException("The array has no end");
        return texts.ToImmutable();
    }

    private static InvalidRequestException Malformed(string fault) => new($"Malformed message: {fault}; {Forms}");
}
