namespace Fusion.Campaign;

/// <summary>What a sender does at once: it learns new rows, or forgets those of an earlier step that was acknowledged.</summary>
/// <param name="Number">Its place among the sender's steps.</param>
/// <param name="Forgotten">The step whose rows it forgets; null when it learns its own.</param>
/// <param name="Format">How the rows go out.</param>
/// <param name="Key">The key that makes it count once.</param>
internal sealed record Step(int Number, int? Forgotten, BatchFormat Format, string Key)
{
    private const int ForgetOneIn = 6, LargeOneIn = 40;
    private const int DoingPurpose = 0x5EED_0001, SizePurpose = 0x5EED_0002;
    private static readonly BatchFormat[] Formats = Enum.GetValues<BatchFormat>();

    /// <summary>A sender's next step; the same seed, sender, number and past give the same.</summary>
    /// <param name="seed">The campaign's.</param>
    /// <param name="sender">The sender.</param>
    /// <param name="number">How many steps it has done.</param>
    /// <param name="learned">The steps whose rows are learned and not forgotten.</param>
    public static Step Of(int seed, int sender, int number, IReadOnlyList<int> learned)
    {
        Random random = RandomFor(DoingPurpose, seed, sender, number);
        BatchFormat format = Formats[random.Next(Formats.Length)];
        int? forgotten = learned.Count > 0 && random.Next(ForgetOneIn) == 0 ? learned[random.Next(learned.Count)] : null;
        return new Step(number, forgotten, format, $"{seed}-{sender}-{number}");
    }

    /// <summary>The rows that a step learns; now and then they are many.</summary>
    public static Batch RowsOf(int seed, int sender, int number) =>
        RandomFor(SizePurpose, seed, sender, number).Next(LargeOneIn) == 0 ? Batch.LargeOf(seed, sender, number) : Batch.Of(seed, sender, number);

    /// <summary>For one purpose, apart from the rows' own.</summary>
    private static Random RandomFor(int purpose, int seed, int sender, int number) => new(Batch.HashOf(seed, sender, number) ^ purpose);
}
