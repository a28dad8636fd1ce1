using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Fusion.Statistics.Frames;

/// <summary>Replaces the values of text and category columns by a fixed number of buckets: <c>column$h17</c> instead of one attribute for each value.</summary>
/// <remarks>
/// The bucket of a value is FNV-1a (32 bits, offset basis 2166136261, prime 16777619) of the UTF-8 bytes of its trimmed, lower-case text, modulo the number of
/// buckets. It depends on nothing else and never changes. Empty cells and <c>nan</c> are missing. Immutable and thread-safe.
/// </remarks>
public sealed class HashTrick
{
    /// <summary>Most buckets of a column.</summary>
    public const int MaxBuckets = 10_000;

    private const uint OffsetBasis = 2166136261;
    private const uint Prime = 16777619;

    private readonly byte[][] _names;

    /// <summary>Creates it.</summary>
    /// <param name="buckets">The number of buckets of each column, 1 to <see cref="MaxBuckets"/>.</param>
    public HashTrick(int buckets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(buckets, MaxBuckets);
        Buckets = buckets;
        _names = [.. Enumerable.Range(0, buckets).Select(bucket => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"h{bucket}")))];
    }

    /// <summary>The number of buckets of each column.</summary>
    public int Buckets { get; }

    /// <summary>The bucket of a value.</summary>
    /// <param name="cell">Its text in UTF-8.</param>
    /// <returns>The bucket; -1 for a missing value.</returns>
    public int BucketOf(ReadOnlySpan<byte> cell)
    {
        Span<char> buffer = cell.Length <= CategoryCell.ShortCell ? stackalloc char[2 * CategoryCell.ShortCell] : new char[CategoryCell.BufferLength(cell)];
        ReadOnlySpan<char> value = CategoryCell.Read(cell, buffer);
        if (value.IsEmpty)
            return -1;
        byte[] utf8 = new byte[Encoding.UTF8.GetByteCount(value)];
        Encoding.UTF8.GetBytes(value, utf8);
        uint hash = OffsetBasis;
        foreach (byte one in utf8)
        {
            hash = unchecked((hash ^ one) * Prime);
        }

        return (int)(hash % (uint)Buckets);
    }

    /// <summary>The frame with buckets in place of values, in T columns.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="catalog">What is known: known categories are hashed, known numbers are not, whatever the frame says.</param>
    /// <returns>The frame itself when it has no such column. Columns that the frame leaves untyped are guessed as for learning.</returns>
    public DataFrame Apply(DataFrame frame, AttributeCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(catalog);
        ImmutableArray<ColumnType> types = [.. Enumerable.Range(0, frame.AttributeNames.Length).Select(column => TypeOf(frame, column, catalog))];
        if (!types.Contains(ColumnType.Category))
            return frame;
        var builder = new DataFrameBuilder(frame.AttributeNames, types);
        for (int row = 0; row < frame.RowCount; row++)
        {
            int cells = frame.CellCount(row);
            for (int column = 0; column < cells; column++)
            {
                ReadOnlySpan<byte> cell = frame.Cell(row, column);
                bool hashed = column < types.Length && types[column] == ColumnType.Category;
                builder.AddCell(!hashed ? cell : BucketOf(cell) is var bucket and >= 0 ? _names[bucket] : []);
            }

            builder.EndRow();
        }

        return builder.Build(frame.ErrorHandling);
    }

    /// <summary>A text column without any value stays what it is: its type is free until one comes.</summary>
    private static ColumnType TypeOf(DataFrame frame, int column, AttributeCatalog catalog)
    {
        if (catalog.TypeOf(frame.AttributeNames[column]) is { } known)
            return known;
        if (!frame.AttributeTypes.IsDefault)
            return frame.AttributeTypes[column] is ColumnType.Text ? ColumnType.Category : frame.AttributeTypes[column];
        ColumnType guess = TypeGuess.Of(frame, column);
        return guess == ColumnType.Text && HasValue(frame, column) ? ColumnType.Category : guess;
    }

    private static bool HasValue(DataFrame frame, int column) => Enumerable.Range(0, frame.RowCount).Any(row =>
        frame.CellCount(row) == frame.AttributeNames.Length && DecimalNumber.TryParse(frame.Cell(row, column), out _) != DecimalParse.Missing);
}
