using Fusion.Ingestion;

return args switch
{
    ["load", var url, var project, var file, var format, var connections] => await Loader.RunAsync(url, project, (file, format), int.Parse(connections)),
    ["rate", ..] => await RateBenchmark.RunAsync(args.Length > 1 ? int.Parse(args[1]) : 3),
    ["sample", var format, var columns, var bytes, var path] => await SampleAsync(format, int.Parse(columns), long.Parse(bytes), path),
    ["latency"] => await LatencyBenchmark.RunAsync(),
    ["restart", ..] => await RestartBenchmark.RunAsync(args.Length > 1 ? long.Parse(args[1]) : 10_000_000_000),
    _ => Usage(),
};

static async Task<int> SampleAsync(string format, int columns, long bytes, string path)
{
    await Samples.WriteAsync(path, format, columns, bytes);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("usage: Fusion.Ingestion rate [ROUNDS] | sample csv|json|doubles|decimals COLUMNS BYTES PATH | latency | restart [BYTES]; build src/Fusion.Node and benchmarks/Peers.DuckDb in Release first");
    return 1;
}
