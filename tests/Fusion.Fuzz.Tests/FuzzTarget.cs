namespace Fusion.Fuzz.Tests;

/// <summary>Something that reads bytes from outside.</summary>
/// <param name="Name">Its name, also of its folder below <c>Corpus</c>.</param>
/// <param name="Read">Reads an input to the end.</param>
/// <param name="IsDocumented">Whether an exception is one that the reader promises for bad inputs.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Read, Func<Exception, bool> IsDocumented)
{
    /// <summary>Texts that mean something to the reader; the mutator puts them in.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Makes a mutated input pass an outer check, a checksum say; half of the inputs go through it.</summary>
    public Func<byte[], byte[]>? Seal { get; init; }

    /// <summary>Whether inputs hold lengths and offsets, so that most changes have to leave everything in its place.</summary>
    public bool HasLengths { get; init; }

    /// <summary>Bytes that one byte of input may allocate, garbage included.</summary>
    public int BytesPerByte { get; init; } = 512;

    /// <summary>Bytes that any input may allocate.</summary>
    public int BytesAtLeast { get; init; } = 1 << 20;

    public override string ToString() => Name;
}
