using System.Collections.Immutable;
using Fusion.Models.Numerics;

namespace Fusion.Models.Modelling;

/// <summary>What an algorithm adds to a model.</summary>
/// <param name="Parameters">The numbers it predicts with.</param>
/// <param name="Info">Texts about the model.</param>
/// <param name="Extra">Tables about the model.</param>
internal sealed record FitOutcome(
    ImmutableSortedDictionary<string, ImmutableArray<double>> Parameters,
    ImmutableSortedDictionary<string, string> Info,
    ImmutableSortedDictionary<string, ModelTable> Extra)
{
    /// <summary>The name of the parameter that holds one coefficient for each input, ordered by index in the project.</summary>
    public const string Coefficients = "coefficients";

    /// <summary>Nothing yet; dictionaries ordered by character, whatever the culture.</summary>
    public static FitOutcome Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, ImmutableArray<double>>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, ModelTable>(StringComparer.Ordinal));

    /// <summary>The number of models fitted on the way.</summary>
    public int ModelsBuilt { get; init; } = 1;

    /// <summary>Adds numbers to predict with.</summary>
    public FitOutcome WithParameter(string name, params ImmutableArray<double> values) => this with { Parameters = Parameters.SetItem(name, values) };

    /// <summary>Adds a text.</summary>
    public FitOutcome WithInfo(string name, string text) => this with { Info = Info.SetItem(name, text) };

    /// <summary>Adds a table.</summary>
    public FitOutcome WithExtra(string name, ModelTable table) => this with { Extra = Extra.SetItem(name, table) };

    /// <summary>Adds a number as a table of one cell.</summary>
    public FitOutcome WithExtra(string name, double value) => WithExtra(name, [value]);

    /// <summary>Adds a boolean as a table of one cell.</summary>
    public FitOutcome WithExtra(string name, bool value) => WithExtra(name, new ModelTable([name], ["S"], [[NumberText.Flag(value)]]));

    /// <summary>Adds a vector as a table of one column of its name.</summary>
    public FitOutcome WithExtra(string name, ImmutableArray<double> values) => WithExtra(name, [name], values.Select(value => ImmutableArray.Create(value)));

    /// <summary>Adds a matrix.</summary>
    public FitOutcome WithExtra(string name, ImmutableArray<string> columns, IEnumerable<ImmutableArray<double>> rows) => WithExtra(name, new ModelTable(
        columns, [.. columns.Select(_ => "C")], [.. rows.Select(row => row.Select(NumberText.Full).ToImmutableArray())]));
}
