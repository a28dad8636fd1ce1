namespace Fusion.Actors.Hosting;

/// <summary>What keeps the journal and the snapshots.</summary>
public enum StorageKind
{
    /// <summary>One SQLite file: for one node.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database, which nodes of a cluster share.</summary>
    Postgres,
}
