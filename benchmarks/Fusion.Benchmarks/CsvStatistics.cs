using System.Runtime.InteropServices;
using Fusion.Statistics.Delimited;
using Microsoft.Win32.SafeHandles;

namespace Fusion.Benchmarks;

/// <summary>The exact statistics of a CSV file of numbers with a header, read once through a small buffer on each thread.</summary>
/// <remarks>
/// Threads share the file by line ends, so no cell may hold a line break when there are several of them. The sums do not depend on how many there are.
/// </remarks>
internal static class CsvStatistics
{
    private const int BufferLength = 256 * 1024;

    /// <summary>Most blocks that are added together to share costs.</summary>
    private const int BlocksTogether = 16;

    /// <summary>Columns of all those blocks after which no more are waited for: 8 MiB of numbers.</summary>
    private const int ColumnsTogether = 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="threads">Number of threads.</param>
    /// <returns>Its statistics, without Σx²y².</returns>
    /// <exception cref="InvalidDataException">There is no header, or a row is bad.</exception>
    public static SufficientStatistics Read(string path, int threads)
    {
        using SafeFileHandle file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        byte[] start = new byte[BufferLength];
        DelimitedHeader header = DelimitedHeader.Read(start.AsSpan(0, RandomAccess.Read(file, start, 0)), DelimitedOptions.Default)
            ?? throw new InvalidDataException($"{path} has no header.");
        Schema schema = Schema.Of(header.Names.Select(name => new AttributeInfo(name, AttributeKind.Continuous)));
        long length = RandomAccess.GetLength(file);
        long[] positions = [.. Enumerable.Range(0, threads + 1).Select(part => header.Length + ((length - header.Length) * part / threads))];
        long[] bounds = [.. positions.Select(position => LineStart(file, header.Length, position, length))];
        var parts = new StatisticsAccumulator[threads];
        if (threads == 1)
            parts[0] = Read(file, schema, bounds[0], bounds[1]);
        else
            Parallel.For(0, threads, part => parts[part] = Read(file, schema, bounds[part], bounds[part + 1]));
        foreach (StatisticsAccumulator part in parts.AsSpan(1))
        {
            parts[0].Add(part.Snapshot());
        }

        return parts[0].Snapshot();
    }

    private static StatisticsAccumulator Read(SafeFileHandle file, Schema schema, long start, long end)
    {
        var statistics = new StatisticsAccumulator(squaredProducts: false);
        var reader = new DelimitedNumbers(schema);
        byte[] buffer = new byte[BufferLength];
        var blocks = new List<RowBlock>();
        while (start < end)
        {
            int length = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(BufferLength, end - start)), start);
            start += length;
            for (ReadOnlySpan<byte> rest = buffer.AsSpan(0, length); !rest.IsEmpty;)
            {
                rest = rest[reader.Read(rest, out RowBlock? block)..];
                if (block is null)
                    continue;
                blocks.Add(block);
                if (blocks.Count < BlocksTogether && blocks.Count * schema.Count < ColumnsTogether)
                    continue;
                statistics.Add(CollectionsMarshal.AsSpan(blocks));
                blocks.Clear();
            }
        }

        if (reader.Complete() is { } last)
            blocks.Add(last);
        statistics.Add(CollectionsMarshal.AsSpan(blocks));
        return reader.IsStopped ? throw new InvalidDataException(reader.Errors[0].Message) : statistics;
    }

    /// <summary>The first line start at or behind a position.</summary>
    private static long LineStart(SafeFileHandle file, long first, long position, long length)
    {
        byte[] buffer = new byte[4096];
        if (position <= first)
            return first;
        for (position--; position < length;)
        {
            int read = RandomAccess.Read(file, buffer, position);
            int found = buffer.AsSpan(0, read).IndexOf((byte)'\n');
            if (found >= 0)
                return position + found + 1;
            position += read;
        }

        return length;
    }
}
