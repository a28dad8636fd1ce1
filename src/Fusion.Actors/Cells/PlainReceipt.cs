using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Fusion.Contracts.Ids;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Cells;

/// <summary>The receipt of a batch that counted without a bad row: all there is to know of it but its key, of which a hash stands for it.</summary>
/// <param name="Rows">Twice the number of rows, and one more when they were forgotten.</param>
/// <param name="Second">When, in seconds since 1970, rounded up: never forgotten too early.</param>
internal readonly record struct PlainReceipt(long Rows, uint Second)
{
    /// <summary>Bytes of the hash of a key.</summary>
    public const int KeySize = 16;

    /// <summary>Bytes of a receipt with the hash of its key; see <see cref="Contracts.Projects.ReceiptPage"/>.</summary>
    public const int Size = KeySize + sizeof(long) + sizeof(uint);

    /// <summary>Whether a receipt is one of these.</summary>
    public static bool IsPlain(BatchReceipt receipt) => receipt is { RejectedRows: 0, Error: null, AcceptedRows: >= 0 and < long.MaxValue / 2 };

    /// <summary>The hash of a key. Two keys of one cell have the same with a probability below 10^-25, however many it remembers.</summary>
    public static UInt128 Hash(AttemptId key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key.Value), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>The second that a time ends in.</summary>
    public static uint SecondOf(DateTimeOffset at) => (uint)Math.Clamp(at.ToUnixTimeSeconds() + 1, 0, uint.MaxValue);

    /// <summary>What is to be remembered of a batch.</summary>
    public static PlainReceipt Of(BatchReceipt receipt, DateTimeOffset at) => new((2 * receipt.AcceptedRows) + (receipt.Forget ? 1 : 0), SecondOf(at));

    /// <summary>The receipt of a key.</summary>
    public BatchReceipt ToReceipt(AttemptId key) => new(key, (Rows & 1) != 0, Rows / 2, 0, null);

    /// <summary>Writes a receipt.</summary>
    public void Write(UInt128 key, Span<byte> target)
    {
        BinaryPrimitives.WriteUInt128BigEndian(target, key);
        BinaryPrimitives.WriteInt64LittleEndian(target[KeySize..], Rows);
        BinaryPrimitives.WriteUInt32LittleEndian(target[(KeySize + sizeof(long))..], Second);
    }

    /// <summary>Reads a receipt.</summary>
    public static PlainReceipt Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt64LittleEndian(source[KeySize..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[(KeySize + sizeof(long))..]));
}
