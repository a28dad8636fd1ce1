using System.Collections.Immutable;
using System.Globalization;
using Fusion.Models.Tests.Support;

namespace Fusion.Models.Tests.Code;

/// <summary>Models whose inputs have awkward names, and rows to try their code with.</summary>
internal static class CodeModels
{
    private static readonly TestTable Table = TestTable.Of(
        "class 2nd a-b a.b score Math max values y flag",
        "1.5 2 0.1 1e-9 3 -4 5 6 17.25 1",
        "2.25 -1 0.2 3e-9 1 2 7.5 2 -3 0",
        "-3.125 0.3 0.7 2e-9 8 1 0.5 3 9.5 1",
        "4 7 1.1 -1e-9 2 6 -2 9 4 0",
        "0.7 5 -0.4 4e-9 -6 3 1 1 12 1",
        "8 -2.5 0.9 5e-9 4 -7 3 2.5 -8 0",
        "6.5 1 0.3 -2e-9 5 8 9 -4 1 1",
        "-1 3 0.25 7e-9 -2 5 4 8 30 0",
        "2 2 2 6e-9 7 -1 -3 4 2.5 0",
        "3.5 9 -1 -4e-9 0.5 0.1 6 7 11 1",
        "-7 4 0.6 8e-9 9 2.2 8 -1 -20 1");

    /// <summary>A regression, one that answers 0 instead of less, a two-class model, one with a single input, and two classes with an offset.</summary>
    public static ImmutableArray<FittedModel> All { get; } =
    [
        Fit("mlr", "7 of 9", "class 2nd a-b a.b score Math max values", "y"),
        Fit("mlr", "clipped", "values max Math a.b a-b", "y", ("clip_negative_predictions", "true")),
        Fit("lda", "lda", "2nd score class a.b", "flag"),
        Fit("mlr", "return", "2nd", "y"),
        Fit("lsvm", "svm", "2nd score class a.b", "flag"),
    ];

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, All.Length)];

    /// <summary>Rows of the inputs of a model: those learned and as many far from them.</summary>
    public static double[][] RowsOf(FittedModel model)
    {
        double[][] columns = [.. model.Inputs.Select(input => Table.Column(input.Name))];
        double[][] rows = [.. Enumerable.Range(0, Table.Rows.Length).Select(row => columns.Select(column => column[row]).ToArray())];
        return [.. rows, .. rows.Select(row => row.Select(value => value * -1234.567).ToArray())];
    }

    /// <summary>What a model predicts for each row, before a threshold.</summary>
    public static double[] PredictionsOf(FittedModel model)
    {
        IAlgorithm algorithm = Algorithms.Find(model.Algorithm);
        string key = model.PredictInfo.Contains("resZ") ? "resZ" : "res";
        return [.. RowsOf(model).Select(row => double.Parse(algorithm.Predict(model, row).Single(entry => entry.Key == key).Value, CultureInfo.InvariantCulture))];
    }

    private static FittedModel Fit(string algorithm, string id, string inputs, string target, params (string, string)[] extra) =>
        Algorithms.Find(algorithm).Fit(id, Table.Learn(), Requests.Names(inputs, target, extra));
}
