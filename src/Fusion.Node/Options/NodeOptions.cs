namespace Fusion.Node.Options;

/// <summary>What a node keeps, and where.</summary>
internal sealed class NodeOptions : ISettings
{
    /// <summary>The value of <see cref="Db"/> for a file in the data folder.</summary>
    public const string Sqlite = "sqlite";

    public static string Section => "Fusion";

    /// <summary>Folder of everything that outlives the process. Created with access for its owner only. The working directory's own by default, so that a trial leaves no trace elsewhere.</summary>
    [NotEmpty("a folder")]
    public string Data { get; init; } = "./data";

    /// <summary>Store of journals and snapshots.</summary>
    [Database]
    public string Db { get; init; } = Sqlite;

    /// <summary>Users to set at each start, <c>CID:BASE64KEY,…</c>. Empty by default: the first start creates one user and prints its key.</summary>
    [UserList]
    public string Users { get; init; } = "";
}
