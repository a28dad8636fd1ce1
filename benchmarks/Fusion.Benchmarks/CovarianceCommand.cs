using System.Globalization;

namespace Fusion.Benchmarks;

/// <summary>The command <c>cov FILE [threads]</c>: from a CSV file to its covariance matrix, in a process of its own.</summary>
internal static class CovarianceCommand
{
    /// <summary>Runs it and prints rows, columns, one covariance, the peak of resident memory in KiB and the digest.</summary>
    public static int Run(string[] arguments)
    {
        int threads = arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 1;
        SufficientStatistics statistics = CsvStatistics.Read(arguments[1], threads);
        SymmetricMatrix covariances = statistics.CovarianceMatrix([.. Enumerable.Range(0, statistics.Schema.Count)]);
        double last = covariances[0, covariances.Size - 1].High * statistics.Rows / (statistics.Rows - 1); // of the sample, as the peers give it
        StatisticsDigest digest = statistics.Digest();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"rows {statistics.Rows} columns {covariances.Size} covariance {last:R} peak {PeakMemory()} digest {digest}"));
        return 0;
    }

    /// <summary>The largest resident size of this process so far in KiB; 0 where the system does not tell.</summary>
    private static long PeakMemory()
    {
        const string Status = "/proc/self/status", Key = "VmHWM:";
        string? line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal)) : null;
        return line is null ? 0 : long.Parse(line[Key.Length..^"kB".Length], CultureInfo.InvariantCulture);
    }
}
