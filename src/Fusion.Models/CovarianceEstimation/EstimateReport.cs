using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.CovarianceEstimation;

/// <summary>The tables of an estimate: a scalar is 1 × 1, a vector one column, a matrix has a column for each attribute.</summary>
/// <param name="Outcome">The tables so far.</param>
/// <param name="Names">The attributes in the order of the matrices.</param>
internal sealed record EstimateReport(FitOutcome Outcome, ImmutableArray<string> Names)
{
    /// <summary>Adds a word.</summary>
    public EstimateReport Add(string name, string word) => Add(name, new ModelTable([name], ["S"], [[word]]));

    /// <summary>Adds a number.</summary>
    public EstimateReport Add(string name, double number) => Add(name, ImmutableArray.Create(number));

    /// <summary>Adds a vector.</summary>
    public EstimateReport Add(string name, ImmutableArray<double> vector) =>
        Add(name, new ModelTable([name], ["C"], [.. vector.Select(number => ImmutableArray.Create(NumberText.Full(number)))]));

    /// <summary>Adds a matrix.</summary>
    public EstimateReport Add(string name, SymmetricMatrix matrix) =>
        Add(name, [.. Enumerable.Range(0, matrix.Size).Select(i => Enumerable.Range(0, matrix.Size).Select(j => (double)matrix[i, j]).ToArray())]);

    /// <summary>Adds a matrix by its rows.</summary>
    public EstimateReport Add(string name, double[][] matrix) =>
        Add(name, new ModelTable(Names, [.. Names.Select(_ => "C")], [.. matrix.Select(row => row.Select(NumberText.Full).ToImmutableArray())]));

    private EstimateReport Add(string name, ModelTable table) => this with { Outcome = Outcome.WithExtra(name, table) };
}
