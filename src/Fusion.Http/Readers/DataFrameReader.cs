using System.Collections.Immutable;
using System.Text.Json;
using Fusion.Models;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Readers;

/// <summary>Reads a data frame from JSON in one pass, straight into packed cells: no text object per cell.</summary>
/// <remarks>
/// The keys may come in any order, unknown ones are skipped. Names, types and cells are strings, numbers (kept as written), true, false, or bare NaN and
/// Infinity; cells also null (missing). Rows may have any number of cells: which row is bad is for the learner to say.
/// </remarks>
internal sealed class DataFrameReader
{
    private const string Missing = """The request body is missing; it must be a data frame: {"attributeNames":[…],"attributeTypes":[…],"data":[[…]]}""";

    private ImmutableArray<string> _names;
    private ImmutableArray<ColumnType> _types;
    private DataFrameBuilder _cells = new([]);
    private int _errorHandling;
    private byte[] _unescaped = [];

    private DataFrameReader()
    {
    }

    /// <summary>Reads a body.</summary>
    /// <exception cref="InvalidRequestException">The body is missing, no JSON or no data frame; the message says what and where.</exception>
    /// <exception cref="FrameException">Names, types and error handling don't make a frame.</exception>
    public static DataFrame Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) throw new InvalidRequestException(Missing);
        try
        {
            return new DataFrameReader().ReadFrame(JsonText.Prepare(body).Span);
        }
        catch (JsonException cause)
        {
            throw JsonText.Malformed(cause);
        }
    }

    private DataFrame ReadFrame(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Require(in reader, JsonTokenType.StartObject, "The data frame must be a JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            ReadProperty(ref reader);
        reader.Read();
        if (_names.IsDefault && _cells.RowCount > 0) throw new InvalidRequestException("attributeNames is missing from the data frame");
        return DataFrame.FromParts(_names, _types, _cells.Build().Cells, _errorHandling);
    }

    private void ReadProperty(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("attributeNames"u8))
            _names = ReadTexts(ref reader, "attributeNames") is { IsEmpty: false } names ? names : default;
        else if (reader.ValueTextEquals("attributeTypes"u8))
            _types = ReadTexts(ref reader, "attributeTypes") is { IsEmpty: false } letters ? [.. letters.Select(ColumnTypes.Parse)] : default;
        else if (reader.ValueTextEquals("errorHandling"u8))
            _errorHandling = ReadErrorHandling(ref reader);
        else if (reader.ValueTextEquals("data"u8))
            ReadRows(ref reader);
        else
            reader.Skip();
    }

    /// <summary>Reads an array of texts, the value of the key that was read last.</summary>
    public static ImmutableArray<string> ReadTexts(ref Utf8JsonReader reader, string key)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return [];
        Require(in reader, JsonTokenType.StartArray, $"{key} must be an array of strings");
        ImmutableArray<string>.Builder texts = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string? text = JsonText.Scalar(in reader);
            texts.Add(text ?? throw Misplaced(in reader, $"{key} must hold strings, numbers, true or false; entry {texts.Count + 1} is none"));
        }

        return texts.ToImmutable();
    }

    /// <summary>Reads what to do about bad rows, the value of the key that was read last.</summary>
    public static int ReadErrorHandling(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => DataFrame.StopAtBadRow,
            JsonTokenType.Number when reader.TryGetInt32(out int number) => number,
            JsonTokenType.String when int.TryParse(reader.GetString(), out int number) => number,
            _ => throw new InvalidRequestException($"errorHandling must be 0 or 1, at byte {reader.TokenStartIndex + 1}"),
        };
    }

    private void ReadRows(ref Utf8JsonReader reader)
    {
        _cells = new DataFrameBuilder([]); // the last of several keys of the same name counts, as everywhere
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return;
        Require(in reader, JsonTokenType.StartArray, "data must be an array of rows");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartArray) throw Misplaced(in reader, $"data row {_cells.RowCount + 1} must be an array of cells");
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                ReadCell(in reader);
            _cells.EndRow();
        }
    }

    private void ReadCell(in Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reader.ValueIsEscaped:
                if (_unescaped.Length < reader.ValueSpan.Length) _unescaped = new byte[(int)Math.Clamp(2L * reader.ValueSpan.Length, 256, Array.MaxLength)];
                _cells.AddCell(_unescaped.AsSpan(0, reader.CopyString(_unescaped)));
                break;
            case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                _cells.AddCell(reader.ValueSpan);
                break;
            case JsonTokenType.Null:
                _cells.AddMissing();
                break;
            default:
                throw Misplaced(in reader, $"a cell of data row {_cells.RowCount + 1} is no string, number, true, false or null");
        }
    }

    private static void Require(in Utf8JsonReader reader, JsonTokenType expected, string rule)
    {
        if (reader.TokenType != expected) throw Misplaced(in reader, rule);
    }

    private static InvalidRequestException Misplaced(in Utf8JsonReader reader, string rule) => new($"{rule}, at byte {reader.TokenStartIndex + 1}");
}
