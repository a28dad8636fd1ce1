using Fusion.Scaling;

return args switch
{
    ["refresh", var database, .. var counts] => await RefreshBenchmark.RunAsync(database, counts.Length > 0 ? [.. counts.Select(int.Parse)] : [3, 10, 30, 100, 300, 1_000], 100),
    ["transfer", var database, .. var attributes] => await TransferBenchmark.RunAsync(database, attributes.Length > 0 ? [.. attributes.Select(int.Parse)] : [100, 500, 2_000]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Fusion.Scaling refresh DATABASE [CELLS…] | transfer DATABASE [ATTRIBUTES…]; DATABASE is the postgres:// address of an empty one; build src/Fusion.Node in Release first");
    return 1;
}
