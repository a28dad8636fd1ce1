using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Fusion.Contracts.Protocols;
using MessagePack;

namespace Fusion.Actors.Serialization;

/// <summary>
/// The bytes of a message: a mark, the checksum of manifest and body, the body (ADR 14). Bytes written before there was a checksum begin with the body, which
/// never begins with the mark.
/// </summary>
internal static class StoredForm
{
    private const byte Mark = 0xC1; // MessagePack never uses it
    private const byte Version = 1;
    private const byte ParcelVersion = 2; // whatever the manifest: it names what the parcel holds
    private const int HeaderLength = 2 + sizeof(ulong);

    /// <summary>The bytes of a message.</summary>
    public static byte[] Write(object message, string manifest) => Write(message, manifest, Version);

    /// <summary>The bytes of what travels in place of a longer message.</summary>
    public static byte[] WriteParcel(ParcelProtocol.Parcel parcel) => Write(parcel, parcel.Manifest, ParcelVersion);

    private static byte[] Write(object message, string manifest, byte version)
    {
        byte[] body = MessagePackSerializer.Serialize(message.GetType(), message, WireFormat.Options);
        byte[] bytes = GC.AllocateUninitializedArray<byte>(HeaderLength + body.Length);
        bytes[0] = Mark;
        bytes[1] = version;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(2), ChecksumOf(manifest, body));
        body.CopyTo(bytes, HeaderLength);
        return bytes;
    }

    /// <summary>The message of bytes.</summary>
    /// <exception cref="DamagedException">They are not what was written.</exception>
    public static object Read(byte[] bytes, string manifest) =>
        MessagePackSerializer.Deserialize(TypeOf(bytes, manifest), BodyOf(bytes, manifest), WireFormat.Options)
        ?? throw new DamagedException($"A message of manifest [{manifest}] was empty");

    /// <summary>Makes sure that bytes are what was written, as cheaply as they allow.</summary>
    /// <exception cref="DamagedException">They are not.</exception>
    public static void Verify(byte[] bytes, string manifest)
    {
        try
        {
            if (BodyOf(bytes, manifest).Length == bytes.Length) Read(bytes, manifest); // without a checksum, that it can be read is all there is
        }
        catch (Exception cause) when (cause is MessagePackSerializationException or (System.Runtime.Serialization.SerializationException and not DamagedException))
        {
            throw new DamagedException($"it can't be read: {cause.GetBaseException().Message}");
        }
    }

    private static Type TypeOf(byte[] bytes, string manifest) =>
        bytes is [Mark, ParcelVersion, ..] ? typeof(ParcelProtocol.Parcel) : Manifests.TypeOf(manifest);

    private static ReadOnlyMemory<byte> BodyOf(byte[] bytes, string manifest)
    {
        if (bytes.Length == 0 || bytes[0] != Mark) return bytes;
        if (bytes.Length < HeaderLength || bytes[1] is not (Version or ParcelVersion))
            throw new DamagedException("its header is neither of this version nor of an earlier one");
        ReadOnlyMemory<byte> body = bytes.AsMemory(HeaderLength);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(2)) == ChecksumOf(manifest, body.Span)
            ? body
            : throw new DamagedException("its checksum does not match its bytes");
    }

    private static ulong ChecksumOf(string manifest, ReadOnlySpan<byte> body) =>
        XxHash3.HashToUInt64(body, (long)XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(manifest)));
}
