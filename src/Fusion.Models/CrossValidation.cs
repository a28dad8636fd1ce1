using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Regression;
using Fusion.Statistics;

namespace Fusion.Models;

/// <summary>Cross-validation of models that are linear in their inputs, from sums alone.</summary>
/// <remarks>
/// The sums of all rows less those of a fold are exactly the sums of the others, so a model is fitted as if the fold had never been learned. Its squared errors
/// on the fold are a quadratic form of the fold's sums: SSE = n·(var e + (mean e − β₀)²) with e = y − Σβₖxₖ, read as exact rational numbers. So the scores are
/// those of refitting and predicting row by row, but for the rounding of that. Rows of a fold in which an input or the target is missing: the errors then come
/// from pairwise sums, as the fits do. Cost: a fit and p² products for each fold.
/// </remarks>
public static class CrossValidation
{
    /// <summary>Largest number of folds.</summary>
    public const int MaxFolds = 1_000;

    /// <summary>Fits and scores.</summary>
    /// <param name="algorithm">The id of an algorithm whose models are linear in their inputs.</param>
    /// <param name="all">The sums of all rows.</param>
    /// <param name="folds">The sums of each fold; together those of all rows.</param>
    /// <param name="context">Attributes and parameters of the model.</param>
    /// <param name="cancellationToken">Gives up between folds.</param>
    /// <returns>The scores.</returns>
    /// <exception cref="InvalidRequestException">The request is wrong, there are fewer than two folds, or the algorithm's models are not linear.</exception>
    public static CrossValidationResult Run(
        string algorithm,
        SufficientStatistics all,
        IReadOnlyList<KeyValuePair<string, SufficientStatistics>> folds,
        MlContext context,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(folds);
        LinearRegressor linear = Find(algorithm);
        linear.Validate(all.Schema, context);
        if (folds.Count is < 2 or > MaxFolds)
            throw new InvalidRequestException($"Cross-validation needs from 2 to {MaxFolds} folds; there are {folds.Count}.");
        ImmutableArray<Scored> scored = [.. folds.Select(fold =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Score(linear, all, fold, context, cancellationToken);
        })];
        return new CrossValidationResult([.. scored.Select(one => one.Fold)], Total(scored, all, context));
    }

    /// <summary>Checks a request before any work.</summary>
    /// <param name="algorithm">The id of an algorithm.</param>
    /// <exception cref="InvalidRequestException">There is none, or its models are not linear.</exception>
    public static void Check(string algorithm) => Find(algorithm);

    private static LinearRegressor Find(string algorithm)
    {
        if (Algorithms.Find(algorithm) is LinearRegressor linear)
            return linear;
        IEnumerable<string> allowed = Algorithms.All.OfType<LinearRegressor>().Select(one => one.Id);
        throw new InvalidRequestException($"Algorithm '{algorithm}' can't be cross-validated from sums; allowed are {string.Join(", ", allowed)}.");
    }

    private static Scored Score(
        LinearRegressor linear, SufficientStatistics all, KeyValuePair<string, SufficientStatistics> fold, MlContext context, CancellationToken cancellationToken)
    {
        try
        {
            FittedModel model = linear.Fit("fold", all.Subtract(fold.Value), context, cancellationToken);
            LinearFunction function = linear.FunctionOf(model)
                ?? throw new InvalidRequestException($"This model of algorithm '{linear.Id}' is not linear in its inputs, so it can't be scored from sums.");
            if (function.IsClipped)
                throw new InvalidRequestException("Predictions that are clipped at 0 can't be scored from sums; leave clip_negative_predictions out.");
            SufficientStatistics held = fold.Value.Reorder(all.Schema.Append(fold.Value.Schema.Where(attribute => all.Schema.IndexOf(attribute.Name) < 0)));
            int target = held.Schema.IndexOf(model.Targets[0].Name);
            int[] inputs = [.. model.Inputs.Select(input => held.Schema.IndexOf(input.Name))];
            ResidualMoments residual = held.Residual(target, inputs, [.. function.Coefficients.Select(coefficient => (DoubleDouble)coefficient)]);
            DoubleDouble bias = residual.Mean - (function.Intercept ?? 0);
            long rows = held.Univariate(target).Count;
            DoubleDouble mse = residual.Variance + (bias * bias);
            return new Scored(Describe(fold.Key, rows, mse, bias, held.Univariate(target).Variance), rows, mse * rows, bias * rows);
        }
        catch (FitException unfit)
        {
            return new Scored(new CrossValidationFold(fold.Key, [], unfit.Message), 0, 0, 0);
        }
    }

    private static CrossValidationFold Describe(string name, long rows, DoubleDouble mse, DoubleDouble bias, DoubleDouble variance) =>
        new(name, Scores(rows, mse, bias, variance));

    private static ImmutableArray<KeyValuePair<string, double>> Total(ImmutableArray<Scored> folds, SufficientStatistics all, MlContext context)
    {
        DoubleDouble squares = 0, sum = 0;
        long rows = 0;
        foreach (Scored fold in folds)
        {
            if (fold.Rows <= 0)
                continue;
            (squares, sum, rows) = (squares + fold.Squares, sum + fold.Sum, rows + fold.Rows);
        }

        int target = context.ResolveModel(all.Schema).Targets[0];
        return Scores(rows, squares / rows, sum / rows, all.Univariate(target).Variance);
    }

    private static ImmutableArray<KeyValuePair<string, double>> Scores(long rows, DoubleDouble mse, DoubleDouble bias, DoubleDouble variance) =>
    [
        new("rows", rows),
        new("mse", (double)mse),
        new("rmse", (double)DoubleDouble.Sqrt(mse)),
        new("bias", (double)bias),
        new("r2", variance > 0 ? (double)(1 - (mse / variance)) : double.NaN),
    ];

    /// <summary>A fold with the sums that add up to the total.</summary>
    private sealed record Scored(CrossValidationFold Fold, long Rows, DoubleDouble Squares, DoubleDouble Sum);
}
