namespace Fusion.Node.Demo;

/// <summary>The bank data: three sites' rows, the rows to judge by, and what the models are made of.</summary>
/// <param name="Sites">What each site has.</param>
/// <param name="Test">Rows no site has.</param>
internal sealed record BankSample(IReadOnlyList<CsvTable> Sites, CsvTable Test)
{
    /// <summary>Whether the client subscribed; 12 of 100 did.</summary>
    public const string Outcome = "target";

    /// <summary>The age of the client, what the regression estimates.</summary>
    public const string Age = "age";

    // How long the call took is known only when its outcome is known too: a model that shall choose whom to call must not use it.
    private const string Duration = "duration";

    private static readonly string[] Numbers = [Age, "balance", "day", Duration, "campaign", "pdays", "previous"];

    /// <summary>Names of the columns, the same in all files.</summary>
    public IReadOnlyList<string> Names => Test.Names;

    /// <summary>Types of the columns: numbers, and 0/1 for the rest.</summary>
    public IReadOnlyList<string> Types => [.. Names.Select(name => Numbers.Contains(name) ? "C" : "B")];

    /// <summary>Inputs of the discriminant for <see cref="Outcome"/>.</summary>
    public IReadOnlyList<string> OutcomeInputs => [.. IndependentColumns().Where(name => name is not Duration)];

    /// <summary>Inputs of the regression for <see cref="Age"/>: who the client is and was, not how the call went.</summary>
    public IReadOnlyList<string> AgeInputs => [.. IndependentColumns().Where(name => name is not (Age or Duration))];

    /// <summary>Reads the files that are copied beside the executable.</summary>
    public static BankSample Load()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "samples", "bank");
        return new BankSample(
            [.. Enumerable.Range(1, 3).Select(site => CsvTable.Read(Path.Combine(folder, $"bank{site}.csv")))],
            CsvTable.Read(Path.Combine(folder, "bank_test.csv")));
    }

    /// <summary>The columns but the outcome and the last dummy of each category.</summary>
    /// <remarks>
    /// The dummies of a category add up to 1 in every row, so with all of them the covariance matrix is singular. Leaving one out loses nothing: it is what the others
    /// leave over. Nothing else is collinear here, not even in the smallest site, so no pseudo-inverse is needed, and every coefficient has its plain meaning:
    /// the difference to the category left out.
    /// </remarks>
    private IEnumerable<string> IndependentColumns()
    {
        string[] dummies = [.. Names.Where(name => name != Outcome && !Numbers.Contains(name))];
        IEnumerable<string> redundant = dummies.GroupBy(name => name[..name.IndexOf('_', StringComparison.Ordinal)]).Select(category => category.Last());
        return Names.Where(name => name != Outcome).Except(redundant);
    }
}
