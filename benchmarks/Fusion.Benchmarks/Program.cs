using Fusion.Benchmarks;

if (Environment.GetEnvironmentVariable("OPENBLAS_CORETYPE") is not null || Environment.GetEnvironmentVariable("OPENBLAS_L2_SIZE") is not null)
{
    Console.Error.WriteLine("Unset OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE: with them the peer runs below its speed.");
    return 1;
}

var benchmarks = new Dictionary<string, Action>
{
    ["update"] = UpdateBenchmark.Run,
    ["stages"] = StageBenchmark.Run,
    ["missing"] = MissingBenchmark.Run,
    ["merge"] = StateBenchmark.Merge,
    ["wire"] = StateBenchmark.Wire,
    ["cholesky"] = CholeskyBenchmark.Run,
};
if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out Action? run))
{
    Console.Error.WriteLine($"usage: Fusion.Benchmarks {string.Join('|', benchmarks.Keys)} [rounds]");
    return 1;
}

if (args.Length > 1)
    PairedHarness.Rounds = int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture);
RunEnvironment.Print(args);
run();
return 0;
