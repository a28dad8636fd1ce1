using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Fusion.Actors.Storage;

/// <summary>Reads everything that entities would be recovered from, and tells what of it is damaged. Snapshots keep that short.</summary>
internal static class StoreCheck
{
    private const string Snapshots = "SELECT persistence_id, sequence_number, manifest, serializer_id, snapshot FROM snapshot ORDER BY persistence_id, sequence_number DESC";
    private const string Events =
        "SELECT persistence_id, sequence_number, manifest, identifier, message FROM journal WHERE deleted = false ORDER BY persistence_id, sequence_number";

    private const string Deleted = "SELECT persistence_id, MAX(sequence_number) FROM journal WHERE deleted = true GROUP BY persistence_id";

    /// <summary>Looks at the whole store as it is now.</summary>
    public static async Task<StoreFindings> RunAsync(Store store, CancellationToken cancellationToken)
    {
        List<string> whole = store.SilentDamage is { } silent ? [silent] : [];
        Dictionary<string, EntityCheck> entities = [];
        try
        {
            await using DbConnection connection = await store.ConnectAsync(cancellationToken);
            whole.AddRange(await store.FindStructuralDamageAsync(connection, cancellationToken));
            await using DbTransaction now = await store.BeginReadAsync(connection, cancellationToken);
            if (await store.HasTableAsync(connection, "snapshot", cancellationToken)) await ReadSnapshotsAsync(now, entities, cancellationToken);
            if (await store.HasTableAsync(connection, "journal", cancellationToken)) await ReadJournalAsync(now, entities, cancellationToken);
        }
        catch (DbException cause) when (store.IsDamaged(cause))
        {
            whole.Add(cause.Message.ReplaceLineEndings(" "));
        }

        return new StoreFindings(whole, [.. entities.Values.Select(entity => entity.Damage).OfType<Damage>()]);
    }

    private static async Task ReadSnapshotsAsync(DbTransaction now, Dictionary<string, EntityCheck> entities, CancellationToken cancellationToken)
    {
        await foreach (StoredRecord snapshot in ReadAsync(now, Snapshots, cancellationToken))
        {
            if (entities.ContainsKey(snapshot.PersistenceId)) continue; // an earlier one, not deleted yet
            entities[snapshot.PersistenceId] = new EntityCheck(snapshot.PersistenceId);
            entities[snapshot.PersistenceId].AddSnapshot(snapshot);
        }
    }

    private static async Task ReadJournalAsync(DbTransaction now, Dictionary<string, EntityCheck> entities, CancellationToken cancellationToken)
    {
        await using (DbCommand command = Command(now, Deleted))
        {
            await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) Of(reader.GetString(0)).AddDeleted(reader.GetInt64(1));
        }

        await foreach (StoredRecord stored in ReadAsync(now, Events, cancellationToken)) Of(stored.PersistenceId).AddEvent(stored);

        EntityCheck Of(string id) => entities.TryGetValue(id, out EntityCheck? known) ? known : entities[id] = new EntityCheck(id);
    }

    private static async IAsyncEnumerable<StoredRecord> ReadAsync(DbTransaction now, string sql, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using DbCommand command = Command(now, sql);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            bool isNamed = !await reader.IsDBNullAsync(2, cancellationToken);
            bool isSigned = !await reader.IsDBNullAsync(3, cancellationToken);
            yield return new StoredRecord(
                reader.GetString(0),
                reader.GetInt64(1),
                isNamed ? reader.GetString(2) : string.Empty,
                isSigned ? reader.GetInt32(3) : 0,
                await reader.IsDBNullAsync(4, cancellationToken) ? [] : await reader.GetFieldValueAsync<byte[]>(4, cancellationToken));
        }
    }

    private static DbCommand Command(DbTransaction now, string sql)
    {
        DbCommand command = now.Connection!.CreateCommand();
        command.Transaction = now;
        command.CommandText = sql;
        command.CommandTimeout = 0; // as long as it takes
        return command;
    }
}
