using Fusion.Http.Dtos;
using Fusion.Models;

namespace Fusion.Http.Mapping;

/// <summary>From models to what clients see of them.</summary>
internal static class ModelMapping
{
    private const string BuildTime = "buildTimeNanosec";
    private const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>A model.</summary>
    public static ModelInfoDto ToDto(this FittedModel model) => new()
    {
        ModelId = model.ModelId,
        ModelType = model.Algorithm,
        ModelBuilt = model.ModelsBuilt,
        BuildTime = model.BuildTimeNanoseconds / NanosecondsPerMillisecond,
        AttributeNames = [.. model.Inputs.Select(input => input.Name)],
        AttributeTypes = [.. model.Inputs.Select(input => input.Type)],
        AttributeIndexes = [.. model.Inputs.Select(input => input.CoefficientIndex)],
        TargetNames = [.. model.Targets.Select(target => target.Name)],
        TargetIndexes = [.. model.Targets.Select(target => target.ProjectIndex)],
        PredictInfo = model.PredictInfo,
        ScoreInfo = model.ScoreInfo,
        Info = model.Info.SetItem(BuildTime, FormattableString.Invariant($"{model.BuildTimeNanoseconds}")),
        Extra = model.Extra.ToDictionary(table => table.Key, table => new DataFrameDto(table.Value.Names, table.Value.Types, table.Value.Rows)),
        CreationDate = model.CreatedAt.ToUnixTimeMilliseconds(),
    };
}
