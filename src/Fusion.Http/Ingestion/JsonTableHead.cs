using System.Collections.Immutable;
using System.Text.Json;
using Fusion.Http.Readers;
using Fusion.Models;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Ingestion;

/// <summary>What a data frame says before its rows.</summary>
/// <param name="Names">The names; empty when they do not stand there.</param>
/// <param name="Types">The types; default when they do not stand there.</param>
/// <param name="ErrorHandling">What to do about bad rows; null when that does not stand there.</param>
/// <param name="Length">The bytes up to the first row.</param>
internal sealed record JsonTableHead(ImmutableArray<string> Names, ImmutableArray<ColumnType> Types, int? ErrorHandling, int Length)
{
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Reads the head.</summary>
    /// <param name="start">The start of the body.</param>
    /// <returns>Null when it does not end here: try again with more.</returns>
    /// <exception cref="InvalidRequestException">The body is no data frame.</exception>
    public static JsonTableHead? Read(ReadOnlySpan<byte> start)
    {
        int mark = start.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        try
        {
            var reader = new Utf8JsonReader(start[mark..], isFinalBlock: false, default);
            return Read(ref reader) is { } head ? head with { Length = head.Length + mark } : null;
        }
        catch (JsonException cause)
        {
            throw JsonText.Malformed(cause);
        }
        catch (InvalidOperationException cause)
        {
            throw NoText(cause);
        }
    }

    /// <summary>Reads what stands behind the rows.</summary>
    /// <param name="tail">The text behind the bracket that closes the rows, up to the end of the body.</param>
    /// <returns>What to do about bad rows; null when that does not stand there.</returns>
    /// <exception cref="InvalidRequestException">It is malformed, or says something about columns.</exception>
    public static int? ReadTail(ReadOnlySpan<byte> tail)
    {
        tail = tail.TrimStart(" \t\r\n"u8);
        byte[] rest = tail is [(byte)',', ..] ? [(byte)'{', .. tail[1..]] : [(byte)'{', .. tail];
        try
        {
            var reader = new Utf8JsonReader(rest);
            reader.Read();
            int? errorHandling = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("attributeNames"u8) || reader.ValueTextEquals("attributeTypes"u8))
                    throw new InvalidRequestException("A large data frame names its columns before its rows; attributeNames or attributeTypes stands behind data");
                if (reader.ValueTextEquals("errorHandling"u8)) errorHandling = DataFrameReader.ReadErrorHandling(ref reader);
                else reader.Skip();
            }

            reader.Read(); // nothing may follow
            return errorHandling;
        }
        catch (JsonException cause)
        {
            throw new InvalidRequestException($"Malformed JSON behind the rows: {cause.Message}", cause);
        }
        catch (InvalidOperationException cause)
        {
            throw NoText(cause);
        }
    }

    /// <summary>Whether rows can be read on this alone.</summary>
    /// <param name="catalog">What is known already.</param>
    public bool IsComplete(AttributeCatalog catalog) =>
        !Names.IsDefaultOrEmpty && (!Types.IsDefault || Names.All(name => catalog.TypeOf(name) is not null));

    private static InvalidRequestException NoText(InvalidOperationException cause) =>
        new("The request body is not valid UTF-8, or holds an escape that is half of a surrogate pair", cause);

    private static JsonTableHead? Read(ref Utf8JsonReader reader)
    {
        if (!reader.Read()) return null;
        if (reader.TokenType != JsonTokenType.StartObject) throw new InvalidRequestException("The data frame must be a JSON object");
        var head = new JsonTableHead([], default, null, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("data"u8))
                return reader.Read() && reader.TokenType == JsonTokenType.StartArray ? head with { Length = (int)reader.BytesConsumed } : null;
            Utf8JsonReader value = reader;
            if (!value.TrySkip()) return null;
            if (reader.ValueTextEquals("attributeNames"u8)) head = head with { Names = DataFrameReader.ReadTexts(ref reader, "attributeNames") };
            else if (reader.ValueTextEquals("attributeTypes"u8))
                head = head with { Types = DataFrameReader.ReadTexts(ref reader, "attributeTypes") is { IsEmpty: false } letters ? [.. letters.Select(ColumnTypes.Parse)] : default };
            else if (reader.ValueTextEquals("errorHandling"u8)) head = head with { ErrorHandling = DataFrameReader.ReadErrorHandling(ref reader) };
            else reader = value;
        }

        return null;
    }
}
