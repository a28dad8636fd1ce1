using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Fusion.Benchmarks;

/// <summary>CSV file on disk to covariance matrix, whole processes: Fusion on one and two threads against DuckDB and pandas.</summary>
internal static partial class CsvBenchmark
{
    private const int RusageChildren = -1;
    private const double Megabyte = 1e6;
    private const string DuckDbFolder = "../../../../Peers.DuckDb/bin/Release/net10.0";

    private sealed record Peer(string Name, string Program, string[] Arguments);

    private sealed record Outcome(double CpuSeconds, double WallSeconds, string[] Output)
    {
        public string Of(string key) => Output[Array.IndexOf(Output, key) + 1];
    }

    /// <summary>Runs it and prints a table.</summary>
    public static void Run()
    {
        Console.WriteLine("Whole processes; CPU is user and system time. Ratios are to the first program of the same file, wall / 2 threads to the second.");
        Console.WriteLine();
        Console.WriteLine("| columns | rows | MB | program | CPU s | wall s | MB/s of CPU | peak MiB | CPU ratio | wall ratio | wall / 2 threads |");
        Console.WriteLine("| -- | -- | -- | -- | -- | -- | -- | -- | -- | -- | -- |");
        foreach ((int columns, long bytes) in ((int, long)[])[(8, 300_000_000), (20, 300_000_000), (200, 200_000_000)])
        {
            Compare(columns, bytes);
        }

        Console.WriteLine();
        Console.WriteLine("| columns | MB | rows | peak MiB, 1 thread | peak MiB, 2 threads |");
        Console.WriteLine("| -- | -- | -- | -- | -- |");
        foreach (int columns in (int[])[8, 200])
        {
            foreach (long bytes in (long[])[100_000_000, 200_000_000, 400_000_000])
            {
                WithFile(columns, bytes, (path, rows) => Console.WriteLine(
                    $"| {columns} | {bytes / Megabyte:F0} | {rows} | {Peak(Start(Fusion(path, 1))):F0} | {Peak(Start(Fusion(path, 2))):F0} |"));
            }
        }
    }

    private static void Compare(int columns, long bytes) => WithFile(columns, bytes, (path, rows) =>
    {
        Peer[] peers = [.. new Peer[] { Fusion(path, 1), Fusion(path, 2), Compiled(path, 1), DuckDb(path, 1), DuckDb(path, 2), Pandas(path) }.Where(IsThere)];
        var outcomes = peers.ToDictionary(peer => peer, _ => new List<Outcome>());
        for (int round = 0; round < PairedHarness.Rounds; round++)
        {
            foreach (Peer peer in peers)
            {
                outcomes[peer].Add(Start(peer));
            }
        }

        Check(outcomes.Values.Select(all => all[0]).ToArray(), rows);
        Measurement[] cpu = [.. outcomes.Select(all => new Measurement(all.Key.Name, [.. all.Value.Select(outcome => outcome.CpuSeconds)]))];
        Measurement[] wall = [.. outcomes.Select(all => new Measurement(all.Key.Name, [.. all.Value.Select(outcome => outcome.WallSeconds)]))];
        for (int i = 0; i < peers.Length; i++)
        {
            Console.WriteLine(
                $"| {columns} | {rows} | {bytes / Megabyte:F0} | {peers[i].Name} | {cpu[i].Median:F2} | {wall[i].Median:F2} "
                + $"| {bytes / Megabyte / cpu[i].Median:F0} | {outcomes[peers[i]].Max(Peak):F0} "
                + $"| {cpu[0].SpeedAgainst(cpu[i]):F1} | {wall[0].SpeedAgainst(wall[i]):F1} | {wall[1].SpeedAgainst(wall[i]):F1} |");
        }
    });

    /// <summary>All programs must have read the same rows and found the same covariance, and Fusion the same digest on two threads.</summary>
    private static void Check(Outcome[] outcomes, long rows)
    {
        double[] covariances = [.. outcomes.Select(outcome => double.Parse(outcome.Of("covariance"), CultureInfo.InvariantCulture))];
        bool agree = outcomes.All(outcome => outcome.Of("rows") == rows.ToString(CultureInfo.InvariantCulture))
            && covariances.All(covariance => Math.Abs(covariance / covariances[0] - 1) < 1e-8)
            && outcomes[0].Of("digest") == outcomes[1].Of("digest");
        if (!agree)
            throw new InvalidDataException($"The programs disagree: {string.Join("; ", outcomes.Select(outcome => string.Join(' ', outcome.Output)))}");
    }

    private static void WithFile(int columns, long bytes, Action<string, long> use)
    {
        string path = Path.Combine(Path.GetTempPath(), $"fusion-{Environment.ProcessId}-{columns}.csv");
        try
        {
            use(path, CsvFile.Write(path, columns, bytes));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The command as it was published, else as it was built.</summary>
    private static Peer Fusion(string path, int threads)
    {
        string native = Path.Combine(AppContext.BaseDirectory, "linux-x64", "publish", "Fusion.Benchmarks");
        return File.Exists(native) ? new($"Fusion, native, {Threads(threads)}", native, ["cov", path, $"{threads}"]) : Compiled(path, threads);
    }

    private static Peer Compiled(string path, int threads)
    {
        string library = Path.Combine(AppContext.BaseDirectory, "Fusion.Benchmarks.dll");
        return new($"Fusion, compiled at start, {Threads(threads)}", "dotnet", [library, "cov", path, $"{threads}"]);
    }

    private static Peer DuckDb(string path, int threads)
    {
        string library = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, DuckDbFolder, "Peers.DuckDb.dll"));
        return new($"DuckDB, {Threads(threads)}", "dotnet", [library, path, $"{threads}"]);
    }

    private static Peer Pandas(string path) => new("pandas", "/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "pandas_cov.py"), path]);

    private static string Threads(int count) => count == 1 ? "1 thread" : $"{count} threads";

    private static bool IsThere(Peer peer)
    {
        bool isThere = peer.Name == "pandas"
            ? File.Exists(peer.Program) && TryStart(peer with { Arguments = ["-c", "import pandas"] }) is not null
            : !peer.Arguments[0].EndsWith(".dll", StringComparison.Ordinal) || File.Exists(peer.Arguments[0]);
        if (!isThere)
            Console.WriteLine($"| | | | {peer.Name} | not installed | | | | | | |");
        return isThere;
    }

    private static double Peak(Outcome outcome) => long.Parse(outcome.Of("peak"), CultureInfo.InvariantCulture) / 1024.0;

    private static Outcome Start(Peer peer) => TryStart(peer) ?? throw new InvalidDataException($"{peer.Name} failed.");

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Null when it fails.</returns>
    private static Outcome? TryStart(Peer peer)
    {
        double before = ChildrenSeconds();
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(new ProcessStartInfo(peer.Program, peer.Arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double wall = watch.Elapsed.TotalSeconds;
        return process.ExitCode == 0 ? new Outcome(ChildrenSeconds() - before, wall, output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : null;
    }

    /// <summary>User and system time of all processes waited for.</summary>
    private static double ChildrenSeconds()
    {
        Span<long> usage = stackalloc long[18]; // struct rusage: two pairs of seconds and microseconds first
        return GetUsage(RusageChildren, ref MemoryMarshal.GetReference(usage)) == 0 ? usage[0] + usage[2] + (1e-6 * (usage[1] + usage[3])) : double.NaN;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetUsage(int who, ref long usage);
}
