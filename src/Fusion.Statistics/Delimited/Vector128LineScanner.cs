using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Delimited;

/// <summary>Sixteen bytes at a time: Arm and older x64.</summary>
/// <param name="options">Separator and quote.</param>
internal sealed unsafe class Vector128LineScanner(DelimitedOptions options) : LineScanner(options)
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Scan(byte* text, int length, int* ends) => Scan(new Marks(Separator, Quote), ((nint)text, length), ends);

    private readonly struct Marks(byte separator, byte quote) : ILineMarks
    {
        private readonly Vector128<byte> _separator = Vector128.Create(separator);
        private readonly Vector128<byte> _quote = Vector128.Create(quote);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Find(byte* text, out ulong ends, out ulong quotes)
        {
            Vector128<byte> a = Vector128.Load(text), b = Vector128.Load(text + 16), c = Vector128.Load(text + 32), d = Vector128.Load(text + 48);
            ends = Join(Ends(a), Ends(b), Ends(c), Ends(d));
            quotes = Join(Vector128.Equals(a, _quote), Vector128.Equals(b, _quote), Vector128.Equals(c, _quote), Vector128.Equals(d, _quote));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Join(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, Vector128<byte> d) =>
            a.ExtractMostSignificantBits() | ((ulong)b.ExtractMostSignificantBits() << 16)
            | ((ulong)c.ExtractMostSignificantBits() << 32) | ((ulong)d.ExtractMostSignificantBits() << 48);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector128<byte> Ends(Vector128<byte> text) => Vector128.Equals(text, _separator) | Vector128.Equals(text, Vector128.Create((byte)'\n'));
    }
}
