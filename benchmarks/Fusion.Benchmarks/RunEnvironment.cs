using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Benchmarks;

/// <summary>What a result needs to be read: processor, runtime, command.</summary>
internal static class RunEnvironment
{
    /// <summary>Prints it.</summary>
    /// <param name="arguments">What the command line says.</param>
    /// <param name="method">How it is measured.</param>
    public static void Print(string[] arguments, string method)
    {
        string processor = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1] ?? "?"
            : RuntimeInformation.ProcessArchitecture.ToString();
        string vectors = Vector512.IsHardwareAccelerated ? "512-bit vectors" : Vector256.IsHardwareAccelerated ? "256-bit vectors, no AVX-512" : "no wide vectors";
        Console.WriteLine($"Processor: {processor}, {Environment.ProcessorCount} cores, {vectors}; kernel {TileKernel.Best.GetType().Name}");
        Console.WriteLine($"Runtime: {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}");
        Console.WriteLine($"Command: dotnet run -c Release --project benchmarks/Fusion.Benchmarks -- {string.Join(' ', arguments)}");
        Console.WriteLine(method);
        Console.WriteLine();
    }
}
