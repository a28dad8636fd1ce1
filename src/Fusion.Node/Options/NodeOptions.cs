namespace Fusion.Node.Options;

/// <summary>What a node keeps, and where: section <c>Fusion</c>, checked when the host starts.</summary>
internal sealed class NodeOptions
{
    /// <summary>Where the settings are in the configuration.</summary>
    public const string Section = "Fusion";

    /// <summary>The value of <see cref="Db"/> for a file in the data folder.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>Folder of everything that outlives the process, created with access for its owner only. Below the working directory by default, so that a trial leaves no trace elsewhere.</summary>
    [NotEmpty("a folder")]
    public string Data { get; init; } = "./data";

    /// <summary>Store of journals and snapshots: <see cref="Sqlite"/>, or the address of a PostgreSQL database.</summary>
    [Database]
    public string Db { get; init; } = Sqlite;

    /// <summary>
    /// Users to add at start when they are missing, <c>CID:BASE64KEY</c> each. Empty by default: the first start creates one user and prints its key.
    /// </summary>
    [UserList]
    public IReadOnlyList<string> Users { get; init; } = [];
}
