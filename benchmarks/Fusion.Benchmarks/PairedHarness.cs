using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fusion.Benchmarks;

/// <summary>Measures alternatives in turns, A B C A B C …, so that what else the machine does hits all of them alike.</summary>
/// <remarks>Time is the CPU time of the calling thread where the system tells it, else wall time.</remarks>
internal static partial class PairedHarness
{
    private const int ThreadCpuClock = 3;

    /// <summary>Number of rounds.</summary>
    public static int Rounds { get; set; } = 9;

    /// <summary>What the figures are.</summary>
    public static string Method => $"Rounds: {Rounds}; medians of thread CPU time; ratios are medians of the ratio within a round.";

    /// <summary>The least duration of one measurement, in seconds.</summary>
    private const double Slice = 0.03;

    /// <summary>Measures.</summary>
    public static Measurement[] Run(params Candidate[] candidates)
    {
        int[] repetitions = [.. candidates.Select(WarmUp)];
        double[][] seconds = [.. candidates.Select(_ => new double[Rounds])];
        for (int round = 0; round < Rounds; round++)
        {
            for (int c = 0; c < candidates.Length; c++)
            {
                seconds[c][round] = Time(candidates[c], repetitions[c]) / repetitions[c];
            }
        }

        return [.. candidates.Zip(seconds, (candidate, times) => new Measurement(candidate.Name, times))];
    }

    /// <summary>Lets the compiler finish, then finds out how many runs fill a slice.</summary>
    private static int WarmUp(Candidate candidate)
    {
        var watch = Stopwatch.StartNew();
        for (int run = 0; run < 40 && watch.Elapsed.TotalSeconds < 1; run++)
        {
            candidate.Run();
        }

        Thread.Sleep(150);
        double once = Math.Min(Time(candidate, 1), Time(candidate, 1));
        return Math.Max(1, (int)(Slice / Math.Max(once, 1e-9)));
    }

    private static double Time(Candidate candidate, int repetitions)
    {
        double start = Now();
        for (int i = 0; i < repetitions; i++)
        {
            candidate.Run();
        }

        return Now() - start;
    }

    private static double Now() =>
        OperatingSystem.IsLinux() && GetTime(ThreadCpuClock, out TimeSpec time) == 0
            ? time.Seconds + (1e-9 * time.Nanoseconds)
            : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out TimeSpec time);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
