using System.Collections.Immutable;
using Fusion.Models.Classification;
using Fusion.Models.Exploration;
using Fusion.Models.Modelling;
using Fusion.Statistics;

namespace Fusion.Models;

/// <summary>Narrows the inputs of a request before a model is built.</summary>
public static class InputSelection
{
    /// <summary>Keeps the inputs that <c>exploresvdfs</c> keeps of them: without variance or dependent on others none.</summary>
    /// <param name="statistics">The sums.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Gives up between attributes.</param>
    /// <returns>The request with the inputs that are left, by name and in its order.</returns>
    /// <exception cref="InvalidRequestException">An attribute does not exist, or there are more than 500 inputs.</exception>
    /// <exception cref="FitException">No input is left.</exception>
    public static MlContext WithoutDependent(SufficientStatistics statistics, MlContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(context);
        ImmutableArray<int> inputs = Few(context.ResolveModel(statistics.Schema).Inputs, SingularValues.MaxSelected, "svdreduce");
        ImmutableArray<int> left = SingularValues.Independent(statistics, inputs, cancellationToken);
        return left.IsEmpty ? throw new FitException("No input is left after svdreduce: all are constant.") : Named(statistics, context, left);
    }

    /// <summary>Keeps the inputs by which a linear discriminant tells two classes apart best.</summary>
    /// <param name="statistics">The sums.</param>
    /// <param name="context">The request: one target.</param>
    /// <param name="reduction">How they are chosen.</param>
    /// <param name="progress">Is told how many of how many passes are done.</param>
    /// <param name="cancellationToken">Gives up between steps.</param>
    /// <returns>The request with the inputs that are left, by name and in its order, and the number of sets of inputs that were compared.</returns>
    /// <exception cref="InvalidRequestException">An attribute does not exist, or there are more than 2,000 inputs.</exception>
    /// <exception cref="FitException">The data determine no discriminant.</exception>
    public static (MlContext Context, int Tried) Discriminating(
        SufficientStatistics statistics, MlContext context, Reduction reduction, Action<int, int> progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(reduction);
        ArgumentNullException.ThrowIfNull(progress);
        ModelAttributes attributes = context.ResolveModel(statistics.Schema);
        Few(attributes.Inputs, AnalysisInputs.MaxDecomposed, "reduce");
        var problem = new FitProblem(statistics, context, attributes, cancellationToken);
        var search = new DiscriminantSearch(problem);
        search.Run(reduction, progress);
        return (Named(statistics, context, [.. attributes.Inputs.Where(search.Chosen.Contains)]), search.Tried);
    }

    private static ImmutableArray<int> Few(ImmutableArray<int> inputs, int limit, string what) => inputs.Length <= limit
        ? inputs
        : throw new InvalidRequestException($"{what} takes at most {limit} inputs, not {inputs.Length}; name some in inputAttributeNames.");

    private static MlContext Named(SufficientStatistics statistics, MlContext context, ImmutableArray<int> inputs) =>
        context with { InputAttributeNames = [.. inputs.Select(index => statistics.Schema[index].Name)] };
}
