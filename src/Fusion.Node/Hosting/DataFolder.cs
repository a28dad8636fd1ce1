namespace Fusion.Node.Hosting;

/// <summary>The folder of everything that outlives the process.</summary>
internal sealed class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private DataFolder(string path) => Root = path;

    /// <summary>The folder, absolute.</summary>
    public string Root { get; }

    /// <summary>The file of users.</summary>
    public string Users => Path.Combine(Root, "users.db");

    /// <summary>The former file of users, once they are in the database of a cluster.</summary>
    public string ImportedUsers => Users + ".imported";

    /// <summary>The file of journals and snapshots.</summary>
    public string Journal => Path.Combine(Root, "fusion.db");

    /// <summary>The file that a running node holds.</summary>
    public string Lock => Path.Combine(Root, "node.lock");

    /// <summary>The folder of the keys that encrypt secrets.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>The file with the token of operators.</summary>
    public string AdminToken => Path.Combine(Root, "admin.token");

    /// <summary>The file with the address where the running node answers operators.</summary>
    public string AdminUrl => Path.Combine(Root, "admin.url");

    /// <summary>The data folder of that path, whether it is there or not.</summary>
    public static DataFolder At(string path) => new(Path.GetFullPath(path));

    /// <summary>Opens a folder, creating what is missing with access for its owner only.</summary>
    /// <exception cref="NodeException">The folder can't be created or written; the text says which and why.</exception>
    public static DataFolder Open(string path)
    {
        DataFolder folder = At(path);
        try
        {
            Create(folder.Root);
            Create(folder.Keys);
            CreateFile(folder.Journal);
            string probe = Path.Combine(folder.Root, $".probe-{Guid.NewGuid():N}");
            using FileStream file = new(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new NodeException($"The data folder {folder.Root} can't be written: {cause.Message}", cause);
        }
        return folder;
    }

    /// <summary>Creates an empty file that only its owner may read, when there is none. SQLite gives its companion files the mode of the main one.</summary>
    public static void CreateFile(string path)
    {
        if (File.Exists(path)) return;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using FileStream file = new(path, options);
    }

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly);
    }
}
