using Fusion.Contracts.Ids;
using Fusion.Models;
using static Fusion.Actors.Projects.ArchiveText;

namespace Fusion.Actors.Projects;

/// <summary>An exported model as text.</summary>
internal static class ModelArchive
{
    private static readonly ArchiveText Form = new("FSMX", "model");

    /// <summary>Writes a model.</summary>
    public static string Write(FittedModel model) => Form.Write(model with { ImportKey = null });

    /// <summary>Reads a model as one of another project: it knows its attributes by their names.</summary>
    /// <param name="text">What <see cref="Write"/> wrote; blanks and line ends in it are ignored.</param>
    /// <exception cref="InvalidRequestException">The text is damaged, no exported model, or of a newer version or algorithm.</exception>
    public static FittedModel Read(string text)
    {
        FittedModel model = Form.Read<FittedModel>(text);
        Check(model);
        return model with { Context = ModelContexts.Of(model), ImportKey = null };
    }

    /// <summary>Checks a model that was read: what is absent from the bytes came out as null, and would be met only when it predicts.</summary>
    /// <exception cref="InvalidRequestException">It can't be used.</exception>
    public static void Check(FittedModel model)
    {
        if (!IsComplete(model)) throw Damaged("its content is incomplete");
        string known = string.Join(", ", Algorithms.All.Select(algorithm => algorithm.Id));
        IAlgorithm algorithm = Algorithms.All.FirstOrDefault(algorithm => algorithm.Id == model.Algorithm)
            ?? throw Damaged($"the algorithm of model '{model.ModelId}' is '{model.Algorithm}'; this server knows {known}");
        try
        {
            algorithm.Predict(model, [.. model.Inputs.Select(input => input.Mean)]);
        }
        catch (UndefinedPredictionException)
        {
            // It predicts nothing where it was built either.
        }
        catch (Exception damage) when (damage is KeyNotFoundException or IndexOutOfRangeException or ArgumentException)
        {
            throw Damaged($"the numbers of model '{model.ModelId}' do not fit its inputs");
        }
    }

    private static bool IsComplete(FittedModel model) =>
        model is { Algorithm: not null, Parameters: not null, Info: not null, Extra: not null }
        && ModelId.TryParse(model.ModelId, out _, out _)
        && !model.Inputs.IsDefault && model.Inputs.All(input => input is { Name: not null, Type: not null })
        && !model.Targets.IsDefault && model.Targets.All(target => target is { Name: not null })
        && !model.PredictInfo.IsDefault && !model.ScoreInfo.IsDefault
        && model.Parameters.Values.All(values => !values.IsDefault)
        && model.Info.Values.All(text => text is not null)
        && model.Extra.Values.All(IsComplete);

    private static bool IsComplete(ModelTable table) =>
        table is { Names.IsDefault: false, Types.IsDefault: false, Rows.IsDefault: false } && table.Rows.All(row => !row.IsDefault);
}
