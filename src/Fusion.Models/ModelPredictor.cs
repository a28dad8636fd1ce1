using System.Collections.Immutable;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models;

/// <summary>Predicts the rows of a data frame.</summary>
public static class ModelPredictor
{
    /// <summary>Predicts every row.</summary>
    /// <param name="model">The model.</param>
    /// <param name="frame">
    /// The rows. Columns are matched by name in any order, others are ignored; dummies are read from their T column, where a value never seen
    /// before is none of them.
    /// </param>
    /// <param name="currentMeans">
    /// What stands for a missing value, by attribute name; see <see cref="Means"/>. Null, or an attribute it does not hold: the mean when the
    /// model was fitted.
    /// </param>
    /// <param name="options">Compatibility switches; null for the defaults.</param>
    /// <param name="imputer">Predicts missing values from the others of their row; null where the mean is to stand for them.</param>
    /// <returns>One answer for each row: keys and texts in documented order, the main result first.</returns>
    /// <exception cref="InvalidRequestException">A row has the wrong number of cells, or a cell is not of its kind; the message names row and column.</exception>
    public static ImmutableArray<ImmutableArray<KeyValuePair<string, string>>> Predict(
        FittedModel model,
        DataFrame frame,
        IReadOnlyDictionary<string, double>? currentMeans = null,
        PredictOptions? options = null,
        Imputer? imputer = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(frame);
        IAlgorithm algorithm = Algorithms.Find(model.Algorithm);
        FrameColumns columns = FrameColumns.Bind(frame, [.. model.Inputs.Select(Attribute)]);
        double[] means = [.. model.Inputs.Select(input => currentMeans?.GetValueOrDefault(input.Name, input.Mean) ?? input.Mean)];
        var answers = ImmutableArray.CreateBuilder<ImmutableArray<KeyValuePair<string, string>>>(frame.RowCount);
        var values = new double[means.Length];
        for (int row = 0; row < frame.RowCount; row++)
        {
            Read(columns, row, values);
            imputer?.Fill(values);
            FillWith(means, values);
            answers.Add(algorithm.Predict(model, values, options));
        }

        return answers.MoveToImmutable();
    }

    /// <summary>The means that stand for missing values of a model's inputs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="statistics">What the project knows now.</param>
    /// <returns>The mean of each input that is still an attribute and has a value in some row.</returns>
    public static ImmutableDictionary<string, double> Means(FittedModel model, SufficientStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(statistics);
        ImmutableDictionary<string, double>.Builder means = ImmutableDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (ModelInput input in model.Inputs)
        {
            int index = statistics.Schema.IndexOf(input.Name);
            if (index >= 0 && (double)statistics.Univariate(index).Mean is var mean && double.IsFinite(mean))
                means[input.Name] = mean;
        }

        return means.ToImmutable();
    }

    private static void Read(FrameColumns columns, int row, double[] values)
    {
        try
        {
            for (int k = 0; k < values.Length; k++)
            {
                values[k] = columns.Read(row, k);
            }
        }
        catch (FrameException bad)
        {
            throw new InvalidRequestException(bad.Message, bad);
        }
    }

    private static void FillWith(double[] means, double[] values)
    {
        for (int k = 0; k < values.Length; k++)
        {
            if (double.IsNaN(values[k]))
                values[k] = means[k];
        }
    }

    private static AttributeInfo Attribute(ModelInput input) =>
        new(input.Name, input.Type == "B" ? AttributeKind.Binary : AttributeKind.Continuous, input.Category);
}
