using System.Runtime.CompilerServices;

namespace Fusion.Statistics.Delimited;

/// <summary>Byte by byte, for processors without vectors.</summary>
/// <param name="options">Separator and quote.</param>
internal sealed unsafe class ScalarLineScanner(DelimitedOptions options) : LineScanner(options)
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Scan(byte* text, int length, int* ends) => Scan(new Marks(Separator, Quote), ((nint)text, length), ends);

    private readonly struct Marks(byte separator, byte quote) : ILineMarks
    {
        public void Find(byte* text, out ulong ends, out ulong quotes)
        {
            (ends, quotes) = (0, 0);
            for (int i = Step - 1; i >= 0; i--)
            {
                byte character = text[i];
                ends = (2 * ends) + (character == separator || character == '\n' ? 1UL : 0);
                quotes = (2 * quotes) + (character == quote ? 1UL : 0);
            }
        }
    }
}
