using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Delimited;

/// <summary>Thirty-two bytes at a time: AVX2.</summary>
/// <param name="options">Separator and quote.</param>
internal sealed unsafe class Vector256LineScanner(DelimitedOptions options) : LineScanner(options)
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Scan(byte* text, int length, int* ends) => Scan(new Marks(Separator, Quote), ((nint)text, length), ends);

    private readonly struct Marks(byte separator, byte quote) : ILineMarks
    {
        private readonly Vector256<byte> _separator = Vector256.Create(separator);
        private readonly Vector256<byte> _quote = Vector256.Create(quote);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Find(byte* text, out ulong ends, out ulong quotes)
        {
            Vector256<byte> low = Vector256.Load(text), high = Vector256.Load(text + 32);
            ends = Join(Ends(low), Ends(high));
            quotes = Join(Vector256.Equals(low, _quote), Vector256.Equals(high, _quote));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Join(Vector256<byte> low, Vector256<byte> high) =>
            low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector256<byte> Ends(Vector256<byte> text) => Vector256.Equals(text, _separator) | Vector256.Equals(text, Vector256.Create((byte)'\n'));
    }
}
