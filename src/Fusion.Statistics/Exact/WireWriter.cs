using System.Buffers.Binary;
using System.Text;

namespace Fusion.Statistics.Exact;

/// <summary>A growing buffer of variable-length integers, texts and sections.</summary>
internal sealed class WireWriter
{
    private byte[] _buffer = new byte[256];

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Writes bytes as they are.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Writes a byte.</summary>
    public void Byte(byte value)
    {
        Room(1)[0] = value;
        Length++;
    }

    /// <summary>Writes a number of seven bits a byte, low ones first; the top bit says that more follow.</summary>
    public void Unsigned(ulong value)
    {
        Span<byte> room = Room(10);
        int used = 0;
        for (; value >= 0x80; value >>= 7)
        {
            room[used++] = (byte)(value | 0x80);
        }

        room[used++] = (byte)value;
        Length += used;
    }

    /// <summary>Writes a signed number as an unsigned one, zigzag: 0, −1, 1, −2, …</summary>
    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Writes a byte, the length, and that many bytes of the shortest little-endian two's complement form.</summary>
    public void Wide(in Int320 value) => Length += Limbs.Write(value, Room(1 + (8 * Int320.LimbCount)));

    /// <summary>Writes a double's bits, little-endian.</summary>
    public void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(Room(8), value);
        Length += 8;
    }

    /// <summary>Writes the length in bytes and UTF-8.</summary>
    public void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Unsigned((ulong)bytes.Length);
        Bytes(bytes);
    }

    private Span<byte> Room(int length)
    {
        if (Length + length > _buffer.Length)
            Array.Resize(ref _buffer, checked((int)Math.Min(Array.MaxLength, Math.Max(2L * _buffer.Length, Length + (long)length))));
        return _buffer.AsSpan(Length);
    }
}
