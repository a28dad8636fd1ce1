using System.Collections.Immutable;

namespace Fusion.Models;

/// <summary>Requests that models were built by.</summary>
public static class ModelContexts
{
    /// <summary>
    /// A request that leads to the inputs, targets and parameters of a model: for models stored before they kept their own, and for those of another project,
    /// where an index means another attribute.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <returns>The request; attributes by name.</returns>
    public static MlContext Of(FittedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new MlContext(
            [],
            [],
            [.. model.Inputs.Select(input => input.Name)],
            [.. model.Targets.Select(target => target.Name)],
            model.Context?.ExtraParameters ?? model.Info.ToImmutableDictionary());
    }
}
