using Fusion.Scaling;

return args switch
{
    ["refresh", var database, .. var counts] => await RefreshBenchmark.RunAsync(database, Numbers(counts, 3, 10, 30, 100, 300, 1_000)),
    ["transfer", var database, .. var attributes] => await TransferBenchmark.RunAsync(database, Numbers(attributes, 100, 500, 2_000)),
    ["parcels", var database, .. var attributes] => await ParcelBenchmark.RunAsync(database, Numbers(attributes, 500, 2_000)),
    _ => Usage(),
};

static int[] Numbers(string[] given, params int[] otherwise) => given.Length > 0 ? [.. given.Select(int.Parse)] : otherwise;

static int Usage()
{
    Console.Error.WriteLine("usage: Fusion.Scaling refresh DATABASE [CELLS…] | transfer DATABASE [ATTRIBUTES…] | parcels DATABASE [ATTRIBUTES…]");
    Console.Error.WriteLine("DATABASE is the postgres:// address of an empty one; build src/Fusion.Node in Release first");
    return 1;
}
