using System.Buffers.Binary;
using System.Text;

namespace Fusion.Statistics.Exact;

/// <summary>Reads what <see cref="WireWriter"/> wrote; every fault is a <see cref="WireFormatException"/>.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes, string section)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Number of bytes not read yet.</summary>
    public readonly int Remaining => _rest.Length;

    /// <summary>The error for a fault in this section.</summary>
    public readonly WireFormatException Fault(string what) => new($"Statistic, {section}: {what}, {Remaining} bytes before the end.");

    /// <summary>Reads bytes as they are.</summary>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count < 0 || count > _rest.Length)
            throw Fault("cut short");
        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    /// <summary>Reads a byte.</summary>
    public byte Byte() => Bytes(1)[0];

    /// <summary>Reads a byte that is 0 or 1.</summary>
    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        _ => throw Fault("a flag is neither 0 nor 1"),
    };

    /// <summary>Reads an unsigned number.</summary>
    public ulong Unsigned()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte();
            if (shift == 63 && next > 1)
                break;
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw Fault("a number exceeds 64 bits");
    }

    /// <summary>Reads a signed number.</summary>
    public long Signed()
    {
        ulong value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Reads how many elements follow, each at least one byte long: a count beyond the bytes left is refused before room is made for it.</summary>
    public int Count()
    {
        ulong count = Unsigned();
        return count <= (ulong)Remaining ? (int)count : throw Fault($"{count} elements announced");
    }

    /// <summary>Refuses to make room for more elements, each at least <paramref name="bytesEach"/> long, than the bytes left can hold.</summary>
    public readonly void Expect(long elements, int bytesEach = 1)
    {
        if (elements > Remaining / bytesEach)
            throw Fault($"{elements} elements expected");
    }

    /// <summary>Reads an integer of up to as many limbs as given.</summary>
    public void Wide(scoped Span<ulong> value)
    {
        int length = Byte();
        if (length > 8 * value.Length)
            throw Fault($"an integer of {length} bytes");
        Limbs.Read(Bytes(length), value);
    }

    /// <summary>Reads a 128-bit integer.</summary>
    public Int128 Int128()
    {
        Span<ulong> limbs = stackalloc ulong[2];
        Wide(limbs);
        return new Int128(limbs[1], limbs[0]);
    }

    /// <summary>Reads a 192-bit integer.</summary>
    public Int192 Int192()
    {
        Int192 value = 0;
        Wide(value);
        return value;
    }

    /// <summary>Reads a 320-bit integer.</summary>
    public Int320 Int320()
    {
        Int320 value = 0;
        Wide(value);
        return value;
    }

    /// <summary>Reads a double.</summary>
    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(8));

    /// <summary>Reads a text.</summary>
    public string Text()
    {
        ReadOnlySpan<byte> utf8 = Bytes(Count());
        try
        {
            return StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException fault)
        {
            throw new WireFormatException($"Statistic, {section}: a text is not UTF-8.", fault);
        }
    }

    /// <summary>Refuses bytes that nobody read.</summary>
    public readonly void End()
    {
        if (Remaining != 0)
            throw Fault("surplus bytes");
    }
}
