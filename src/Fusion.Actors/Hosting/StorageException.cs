namespace Fusion.Actors.Hosting;

/// <summary>The store of journal and snapshots can't be used; the message says in one line why, and never holds a password.</summary>
public sealed class StorageException(string message) : Exception(message);
