namespace Fusion.Statistics.Delimited;

/// <summary>A way to look at <see cref="LineScanner.Step"/> bytes.</summary>
internal unsafe interface ILineMarks
{
    /// <summary>Bit i of the results tells about byte i.</summary>
    /// <param name="text">The bytes.</param>
    /// <param name="ends">Separators and line feeds.</param>
    /// <param name="quotes">Quotes.</param>
    void Find(byte* text, out ulong ends, out ulong quotes);
}
