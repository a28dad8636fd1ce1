using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Ingestion;

/// <summary>Rows in Arrow's IPC stream.</summary>
public sealed class ArrowSpec(ApiFixture fixture) : IngestionSpec(fixture)
{
    private const int Rows = 3000; // more than two blocks

    [Fact]
    public async Task Numbers_of_every_type_come_to_the_cell_as_their_sums()
    {
        (string Name, IArrowArray Array)[] columns =
        [
            ("d", new DoubleArray.Builder().AppendRange(Enumerable.Range(0, Rows).Select(row => row * 0.25)).Build()),
            ("f", new FloatArray.Builder().AppendRange(Enumerable.Range(0, Rows).Select(row => row * 0.5f)).Build()),
            ("i", new Int32Array.Builder().AppendRange(Enumerable.Range(0, Rows).Select(row => -row)).Build()),
            ("l", Longs()),
            ("m", Decimals()),
            ("b", Truths()),
        ];

        Answer answer = await SendArrowAsync(columns);

        Assert.Equal(200, answer.Status);
        string[] rows = [.. Enumerable.Range(0, Rows).Select(row => FormattableString.Invariant(
            $"{row * 0.25m},{row * 0.5m},{-row},{(row % 3 == 0 ? "" : $"{row}")},{row * 0.01m},{row % 2}"))];
        Assert.Equal(SumsOf(Frame("d,f,i,l,m,b", "CCCCCB", rows)).Digest(), Sums.Digest());
    }

    [Fact]
    public async Task Dictionaries_are_categories_and_other_types_are_left_out()
    {
        StringArray values = new StringArray.Builder().Append("Red").Append("blue").Build();
        Int8Array indexes = new Int8Array.Builder().Append(0).Append(1).AppendNull().Append(0).Build();
        var colours = new DictionaryArray(new DictionaryType(Int8Type.Default, StringType.Default, ordered: false), indexes, values);
        (string, IArrowArray)[] columns =
        [
            ("k", colours),
            ("n", new Int64Array.Builder().AppendRange([1, 2, 3, 4]).Build()),
            ("when", new Date32Array.Builder().AppendRange(Enumerable.Repeat(DateTime.UnixEpoch, 4)).Build()),
            ("note", new StringArray.Builder().AppendRange(["a", "b", "c", "d"]).Build()),
        ];

        await SendArrowAsync(columns);

        Assert.Equal(SumsOf(Frame("k,n", "TC", "red,1", "blue,2", ",3", "red,4")).Digest(), Sums.Digest());
    }

    [Fact]
    public async Task Dictionaries_may_have_any_index()
    {
        StringArray values = new StringArray.Builder().Append("red").Append("blue").Build();
        UInt32Array indexes = new UInt32Array.Builder().Append(0).Append(1).AppendNull().Append(0).Build();
        var colours = new DictionaryArray(new DictionaryType(UInt32Type.Default, StringType.Default, ordered: false), indexes, values);

        await SendArrowAsync([("k", colours), ("n", new Int64Array.Builder().AppendRange([1, 2, 3, 4]).Build())]);

        Assert.Equal(SumsOf(Frame("k,n", "TC", "red,1", "blue,2", ",3", "red,4")).Digest(), Sums.Digest());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    public async Task A_value_that_its_attribute_does_not_take_makes_its_row_bad(int errorHandling, long counted)
    {
        DoubleArray values = new DoubleArray.Builder().AppendRange([1.5, double.PositiveInfinity, 3, 4]).Build();

        Answer answer = await SendArrowAsync([("x", values)], $"learn?errorHandling={errorHandling}");

        Assert.Equal(counted, Sums.Rows);
        if (errorHandling == 0) Assert.StartsWith("Row 2, column 'x': 'Infinity' is not finite", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wide_integer_is_learned_by_its_digits()
    {
        Int64Array values = new Int64Array.Builder().AppendRange([long.MaxValue / 10 * 10, 10]).Build();

        Answer answer = await SendArrowAsync([("x", values)]);

        Assert.Equal(200, answer.Status);
        Assert.Equal(SumsOf(Frame("x", "C", "9223372036854775800", "10")).Digest(), Sums.Digest());
    }

    [Fact]
    public async Task A_second_stream_in_the_body_is_not_dropped_without_a_word()
    {
        byte[] one = await StreamOf([("x", Longs())]);

        Answer answer = await SendAsync("learn", [.. one, .. one], ("Content-Type", "application/vnd.apache.arrow.stream"));

        Assert.Equal(400, answer.Status);
        Assert.Contains("goes on behind the end of the Arrow IPC stream", answer.Text, StringComparison.Ordinal);
        Assert.Empty(Script.Received.OfType<IngestionProtocol.UpdateSums>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(200)]
    public async Task A_damaged_stream_is_the_senders_error(int length)
    {
        byte[] whole = await StreamOf([("x", Longs())]);
        byte[] cut = length == 0 ? "no arrow at all, but long enough to be read as a length"u8.ToArray() : whole[..length];

        Answer answer = await SendAsync("learn", cut, ("Content-Type", "application/vnd.apache.arrow.stream"));

        Assert.Equal(400, answer.Status);
        Assert.Contains("Arrow IPC stream", answer.Text, StringComparison.Ordinal);
        Assert.Empty(Script.Received.OfType<IngestionProtocol.UpdateSums>());
    }

    private static Int64Array Longs()
    {
        var builder = new Int64Array.Builder();
        for (int row = 0; row < Rows; row++)
        {
            if (row % 3 == 0) builder.AppendNull();
            else builder.Append(row);
        }

        return builder.Build();
    }

    private static Decimal128Array Decimals()
    {
        var builder = new Decimal128Array.Builder(new Decimal128Type(20, 2));
        for (int row = 0; row < Rows; row++)
        {
            builder.Append(row * 0.01m);
        }

        return builder.Build();
    }

    private static BooleanArray Truths()
    {
        var builder = new BooleanArray.Builder();
        for (int row = 0; row < Rows; row++)
        {
            builder.Append(row % 2 == 1);
        }

        return builder.Build();
    }

    private async Task<Answer> SendArrowAsync((string Name, IArrowArray Array)[] columns, string operation = "learn") =>
        await SendAsync(operation, await StreamOf(columns), ("Content-Type", "application/vnd.apache.arrow.stream"));

    private static async Task<byte[]> StreamOf((string Name, IArrowArray Array)[] columns)
    {
        var schema = new Apache.Arrow.Schema(columns.Select(column => new Field(column.Name, column.Array.Data.DataType, nullable: true)), null);
        using var batch = new RecordBatch(schema, columns.Select(column => column.Array), columns[0].Array.Length);
        using var target = new MemoryStream();
        using (var writer = new ArrowStreamWriter(target, schema, leaveOpen: true))
        {
            await writer.WriteRecordBatchAsync(batch);
            await writer.WriteEndAsync();
        }

        return target.ToArray();
    }
}
