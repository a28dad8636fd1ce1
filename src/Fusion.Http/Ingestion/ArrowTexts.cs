using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Apache.Arrow;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Ingestion;

/// <summary>Arrow's values as the texts of a data frame, for rows that can't go straight into blocks.</summary>
internal static class ArrowTexts
{
    private const int LongestNumber = 64;

    /// <summary>Adds a value to a row.</summary>
    /// <param name="cells">Takes it.</param>
    /// <param name="array">The column.</param>
    /// <param name="row">The row, 0-based.</param>
    /// <returns>False when values of this type have no text; nothing is added then.</returns>
    public static bool TryAdd(DataFrameBuilder cells, IArrowArray array, int row)
    {
        if (array.IsNull(row))
        {
            cells.AddMissing();
            return true;
        }

        switch (array)
        {
            case StringArray texts:
                cells.AddCell(texts.GetBytes(row));
                return true;
            case LargeStringArray texts:
                cells.AddCell(texts.GetBytes(row));
                return true;
            case DictionaryArray { Indices: { } indexes } coded when IndexOf(indexes, row) is { } index:
                return TryAdd(cells, coded.Dictionary, index);
            case Decimal128Array decimals:
                cells.AddCell(Encoding.ASCII.GetBytes(decimals.GetString(row)));
                return true;
            case BooleanArray truths:
                cells.AddCell(truths.GetValue(row) == true ? "1"u8 : "0"u8);
                return true;
            default:
                return TryAddNumber(cells, array, row);
        }
    }

    private static int? IndexOf(IArrowArray indexes, int row) => indexes switch
    {
        Int8Array values => values.GetValue(row),
        Int16Array values => values.GetValue(row),
        Int32Array values => values.GetValue(row),
        UInt8Array values => values.GetValue(row),
        UInt16Array values => values.GetValue(row),
        UInt32Array values => checked((int)values.GetValue(row)!.Value),
        Int64Array values => checked((int)values.GetValue(row)!.Value),
        UInt64Array values => checked((int)values.GetValue(row)!.Value),
        _ => null,
    };

    private static bool TryAddNumber(DataFrameBuilder cells, IArrowArray array, int row)
    {
        Span<byte> text = stackalloc byte[LongestNumber];
        int length = 0;
        bool written = array switch
        {
            Int64Array values => Utf8Formatter.TryFormat(values.GetValue(row)!.Value, text, out length),
            UInt64Array values => Utf8Formatter.TryFormat(values.GetValue(row)!.Value, text, out length),
            DoubleArray values => values.GetValue(row)!.Value.TryFormat(text, out length, default, CultureInfo.InvariantCulture),
            FloatArray values => values.GetValue(row)!.Value.TryFormat(text, out length, default, CultureInfo.InvariantCulture),
            Int32Array values => Utf8Formatter.TryFormat(values.GetValue(row)!.Value, text, out length),
            Int16Array values => Utf8Formatter.TryFormat(values.GetValue(row)!.Value, text, out length),
            Int8Array values => Utf8Formatter.TryFormat(values.GetValue(row)!.Value, text, out length),
            UInt32Array values => Utf8Formatter.TryFormat(values.GetValue(row)!.Value, text, out length),
            UInt16Array values => Utf8Formatter.TryFormat(values.GetValue(row)!.Value, text, out length),
            UInt8Array values => Utf8Formatter.TryFormat(values.GetValue(row)!.Value, text, out length),
            _ => false,
        };
        if (written) cells.AddCell(text[..length]);
        return written;
    }
}
