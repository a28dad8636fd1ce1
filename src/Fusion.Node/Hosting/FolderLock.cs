namespace Fusion.Node.Hosting;

/// <summary>
/// Keeps a second node away from a data folder: two would write the same journals. The operating system takes the lock back when the process ends, however
/// it ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes the folder.</summary>
    /// <exception cref="NodeException">Another node has it.</exception>
    public static FolderLock Take(DataFolder folder)
    {
        try
        {
            DataFolder.CreateFile(folder.Lock);
            return new FolderLock(new FileStream(folder.Lock, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException cause)
        {
            throw new NodeException($"Another node runs on the data folder {folder.Root}; each node needs a folder of its own (--data)", cause);
        }
    }

    public void Dispose() => _file.Dispose();
}
