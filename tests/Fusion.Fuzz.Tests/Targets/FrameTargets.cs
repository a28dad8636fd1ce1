using System.Text;
using Fusion.Http.Readers;
using Fusion.Models;
using Fusion.Statistics;
using Fusion.Statistics.Delimited;
using Fusion.Statistics.Frames;

namespace Fusion.Fuzz.Tests.Targets;

/// <summary>What carries rows.</summary>
internal static class FrameTargets
{
    private const int MostColumns = 64;

    // Every category is a column of its own in each block: few are allowed, so that memory follows the input and not its square.
    private static readonly EncodeOptions Options = new() { MaxAttributes = 100, MaxCategoriesPerColumn = 20 };

    private static readonly DelimitedOptions Lines = new() { LongestLine = 1 << 12, SkipBadRows = true };

    private static readonly DataFrame Rows = DataFrameReader.Read(Encoding.UTF8.GetBytes(
        """{"attributeNames":["x","species","b"],"data":[["1.50","Setosa","1"],["-3e2"," x ","0"],["nan","",""],["9223372036854775808","\"","true"]]}"""));

    public static FuzzTarget Frame { get; } = new("frame", ReadFrame, fault => fault is InvalidRequestException or FrameException)
    {
        Words = ["\"attributeNames\"", "\"attributeTypes\"", "\"data\"", "\"errorHandling\"", "[\"C\"]", "[\"T\",\"B\"]", "[[1]]", "[\"\"]", "[]", "\"a\""],
        BytesPerByte = 4096, // a new column costs a block of 1,024 rows
    };

    public static FuzzTarget Filter { get; } = new("filter", ReadFilter, fault => fault is FrameException)
    {
        Words = ["==", "!=", ">=", "<=", ">", "<", ";", ",", "\"", "\"\"", "x", "species", " b ", "1.0", "Setosa"],
    };

    public static FuzzTarget Delimited { get; } = new("delimited", ReadDelimited, fault => fault is FrameException)
    {
        Words = ["\n", "\r\n", ",", "\"", "\"\"", ",,", "x0", "1.5", "-0.0", "1e5"],
        BytesPerByte = 4096,
        BytesAtLeast = 1 << 21,
    };

    private static void ReadFrame(byte[] input) => FrameEncoder.Encode(DataFrameReader.Read(input), AttributeCatalog.Empty, Options);

    private static void ReadFilter(byte[] input)
    {
        var filter = RowFilter.Parse(Encoding.UTF8.GetString(input));
        for (int row = 0; row < Rows.RowCount; row++)
            filter.Accepts(Rows, row);
    }

    // In pieces, whose lengths the input gives as well.
    private static void ReadDelimited(byte[] input)
    {
        if (DelimitedHeader.Read(input, Lines) is not { } header) return;
        string[] names = [.. header.Names];
        if (names.Length > MostColumns || names.Distinct().Count() < names.Length || names.Contains("")) return;
        AttributeInfo[] columns = [.. names.Select((name, i) => new AttributeInfo(name, i % 3 == 2 ? AttributeKind.Binary : AttributeKind.Continuous))];
        DelimitedNumbers reader = new(columns, Lines);
        for (int start = header.Length; start < input.Length;)
        {
            int end = Math.Min(input.Length, start + 1 + (input[start] * 7));
            while (start < end)
                start += reader.Read(input.AsSpan(start, end - start), out _);
        }

        reader.Complete();
    }
}
