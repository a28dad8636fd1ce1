using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;

namespace Fusion.Models.Regression;

/// <summary>The documented tables of a regression: one for each column, and all columns under <c>coefficients</c>; the intercept is the last row.</summary>
internal static class CoefficientTable
{
    private const string InterceptName = "(Intercept)";

    /// <summary>Adds the tables to a model. Rows follow the coefficients.</summary>
    public static FitOutcome AddTo(FitOutcome outcome, FitProblem problem, LeastSquares fit)
    {
        double[] coefficients = [.. Vectors.Round([.. fit.Coefficients, fit.Intercept])];
        ImmutableArray<double> errors = fit.StandardErrors;
        double[] scores = [.. coefficients.Zip(errors, (beta, error) => beta / error)];
        double quantile = StudentT.Quantile975(fit.DegreesOfFreedom);
        (string Name, string Type, string[] Cells)[] columns =
        [
            ("attribute", "S", [.. problem.Names, InterceptName]),
            ("coefficient", "C", Texts(coefficients)),
            ("std.error", "C", Texts(errors)),
            ("scores", "C", Texts(scores)),
            ("p.values", "C", Texts(scores.Select(score => StudentT.TwoSided(score, fit.DegreesOfFreedom)))),
            ("ci.low", "C", Texts(coefficients.Zip(errors, (beta, error) => beta - (quantile * error)))),
            ("ci.high", "C", Texts(coefficients.Zip(errors, (beta, error) => beta + (quantile * error)))),
        ];
        foreach ((string name, string type, string[] cells) in columns)
        {
            outcome = outcome.WithExtra(name, new ModelTable([name], [type], [.. cells.Select(cell => ImmutableArray.Create(cell))]));
        }

        string mean = $"mean_{problem.NameOf(problem.Target)}";
        return outcome
            .WithExtra(mean, new ModelTable([mean], ["C"], [[NumberText.Full(fit.TargetMean)]]))
            .WithExtra(FitOutcome.Coefficients, new ModelTable(
                [.. columns.Select(column => column.Name)],
                [.. columns.Select(column => column.Type)],
                [.. Enumerable.Range(0, coefficients.Length).Select(row => columns.Select(column => column.Cells[row]).ToImmutableArray())]));
    }

    private static string[] Texts(IEnumerable<double> values) => [.. values.Select(NumberText.Full)];
}
