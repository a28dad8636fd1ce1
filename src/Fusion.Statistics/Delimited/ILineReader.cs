namespace Fusion.Statistics.Delimited;

/// <summary>Takes whole lines.</summary>
internal unsafe interface ILineReader
{
    /// <summary>Whether no more lines can be taken now.</summary>
    bool IsDone { get; }

    /// <summary>Reads as many whole lines as there are and there is room for.</summary>
    /// <param name="text">The text from the start of a line; <see cref="ICellDigits.Padding"/> bytes before it can be read.</param>
    /// <param name="ends">The ends of cells and lines in it.</param>
    /// <returns>The number of bytes of the lines.</returns>
    int Read(byte* text, ReadOnlySpan<int> ends);

    /// <summary>Counts a last row that ends within quotes, as a bad one.</summary>
    void RejectOpenQuote();
}
