using System.Diagnostics;
using System.Globalization;

namespace Fusion.Ingestion;

/// <summary>Processor time of other processes.</summary>
internal static class CpuClock
{
    private const double TicksPerSecond = 100;

    /// <summary>User and system time of a process in seconds; null when it has ended.</summary>
    public static double? Of(Process process)
    {
        try
        {
            string[] fields = File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[^1].Split(' ');
            return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
        catch (Exception ended) when (ended is IOException or InvalidOperationException)
        {
            return null;
        }
    }
}
