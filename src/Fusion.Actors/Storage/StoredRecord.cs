using Fusion.Actors.Serialization;

namespace Fusion.Actors.Storage;

/// <summary>An event or a snapshot as it is stored.</summary>
/// <param name="PersistenceId">The entity.</param>
/// <param name="SequenceNumber">The event's number, or that of the last event in the snapshot.</param>
/// <param name="Manifest">The kind.</param>
/// <param name="Serializer">Who wrote it.</param>
/// <param name="Bytes">The bytes.</param>
internal sealed record StoredRecord(string PersistenceId, long SequenceNumber, string Manifest, int Serializer, byte[] Bytes)
{
    /// <summary>Why it can't be used; null when it can.</summary>
    public string? FindDamage()
    {
        if (Serializer != FusionSerializer.Id) return $"its serializer is [{Serializer}] and not [{FusionSerializer.Id}]";
        try
        {
            StoredForm.Verify(Bytes, Manifest);
            return null;
        }
        catch (DamagedException cause)
        {
            return cause.Message;
        }
    }
}
