using System.Globalization;
using Fusion.Benchmarks;

if (Environment.GetEnvironmentVariable("OPENBLAS_CORETYPE") is not null || Environment.GetEnvironmentVariable("OPENBLAS_L2_SIZE") is not null)
{
    Console.Error.WriteLine("Unset OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE: with them the peer runs below its speed.");
    return 1;
}

if (args is ["cov", _, ..])
    return CovarianceCommand.Run(args);
var benchmarks = new Dictionary<string, Action>
{
    ["update"] = UpdateBenchmark.Run,
    ["stages"] = StageBenchmark.Run,
    ["missing"] = MissingBenchmark.Run,
    ["counts"] = CountsBenchmark.Run,
    ["binary"] = BinaryBenchmark.Run,
    ["rows"] = RowsBenchmark.Run,
    ["merge"] = StateBenchmark.Merge,
    ["wire"] = StateBenchmark.Wire,
    ["parse"] = ParseBenchmark.Run,
    ["csv"] = CsvBenchmark.Run,
    ["cholesky"] = CholeskyBenchmark.Run,
    ["explore"] = ExploreBenchmark.Run,
};
if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out Action? run))
{
    Console.Error.WriteLine($"usage: Fusion.Benchmarks {string.Join('|', benchmarks.Keys)} [rounds [columns [limbs]], or the number of rows]");
    return 1;
}

if (args.Length > 1 && args[0] == "rows")
    RowsBenchmark.Rows = long.Parse(args[1], CultureInfo.InvariantCulture);
else if (args.Length > 1)
    PairedHarness.Rounds = int.Parse(args[1], CultureInfo.InvariantCulture);
if (args.Length > 2)
    Shapes.Columns = [int.Parse(args[2], CultureInfo.InvariantCulture)];
if (args.Length > 3)
    Shapes.Limbs = [.. Shapes.Limbs.Where(shape => $"{shape.Limbs}" == args[3])];
RunEnvironment.Print(args, args[0] == "rows" ? "One run; wall time." : PairedHarness.Method);
run();
return 0;
