using Fusion.Ingestion;

return args switch
{
    ["load", var url, var project, var file, var format, var connections] => await Loader.RunAsync(url, project, (file, format), int.Parse(connections)),
    ["rate", ..] => await RateBenchmark.RunAsync(args.Length > 1 ? int.Parse(args[1]) : 3),
    ["latency"] => await LatencyBenchmark.RunAsync(),
    ["restart", ..] => await RestartBenchmark.RunAsync(args.Length > 1 ? long.Parse(args[1]) : 10_000_000_000),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Fusion.Ingestion rate [ROUNDS] | latency | restart [BYTES]; build src/Fusion.Node and benchmarks/Peers.DuckDb in Release first");
    return 1;
}
