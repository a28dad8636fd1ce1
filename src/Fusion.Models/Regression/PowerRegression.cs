using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Regression;

/// <summary>Least squares on the power of the target that the inputs explain best, predicted back on the scale of the target.</summary>
/// <remarks>
/// <para>The target is the power column of the project. Its copies ψ(p, y) by Yeo and Johnson (2000) are regressed on the inputs, and the one with the largest
/// R² is kept, the first of equals. The tables are those of that regression, so they are about the copy. Copies of the target are no inputs.</para>
/// <para>A result beyond the values that ψ takes is answered as the end of the scale: Infinity or -Infinity. Collinear inputs are refused or not as by
/// <see cref="MultipleLinearRegression"/>; copies without a row do not compete; a constant target has R² 0 at each power, so the first is taken.
/// Cost that of one regression, and p² for each power.</para>
/// </remarks>
internal sealed class PowerRegression() : LinearRegressor("powerreg", "Least squares regression on the best Yeo-Johnson power of the target.")
{
    private const string Power = "power";

    /// <inheritdoc/>
    protected override ImmutableArray<ParameterInfo> OwnParameters => SolverOptions.Parameters;

    /// <inheritdoc/>
    public override ImmutableArray<KeyValuePair<string, string>> Predict(FittedModel model, ReadOnlySpan<double> inputs, PredictOptions? options = null)
    {
        double copy = LinearScore(model, inputs) + model.Parameters[Intercept][0];
        double result = PowerTransform.InverseYeoJohnson(model.Parameters[Power][0], copy);
        return [new("res", NumberText.Full(Clipped(model, result)))];
    }

    /// <inheritdoc/>
    /// <remarks>Linear with power 1 only.</remarks>
    public override LinearFunction? FunctionOf(FittedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Parameters[Power][0] == 1 ? base.FunctionOf(model) : null;
    }

    /// <inheritdoc/>
    protected override ModelAttributes Admit(Schema schema, MlContext context, ModelAttributes attributes)
    {
        string target = schema[attributes.Targets[0]].Name;
        ImmutableArray<(int Index, double Power)> copies = CopiesOf(schema, target);
        if (copies.IsEmpty)
        {
            throw new InvalidRequestException(
                $"The target '{target}' has no copies by powers; allowed is the column that the project was created with as sml_project_power_column.");
        }

        return attributes with { Inputs = attributes.Inputs.RemoveRange(copies.Select(copy => copy.Index)) };
    }

    /// <inheritdoc/>
    protected override FitOutcome Fit(FitProblem problem)
    {
        var options = SolverOptions.Read(problem.Context);
        ImmutableArray<(int Index, double Power)> copies = Learned(problem);
        (int index, double power) = Best(problem, copies, options);
        FitProblem best = problem with { Attributes = problem.Attributes with { Targets = [index] } };
        var fit = LeastSquares.Solve(best, options);
        FitOutcome outcome = CoefficientTable.AddTo(Outcome(best, Vectors.Round(fit.Coefficients), (double)fit.Intercept), best, fit);
        return (outcome with { ModelsBuilt = copies.Length })
            .WithParameter(Power, power)
            .WithInfo(Power, NumberText.Full(power));
    }

    private static ImmutableArray<(int Index, double Power)> CopiesOf(Schema schema, string column) =>
    [
        .. Enumerable.Range(0, schema.Count)
            .Select(index => (Index: index, Power: PowerTransform.FindPower(schema[index].Name, column)))
            .Where(copy => copy.Power is not null)
            .Select(copy => (copy.Index, copy.Power!.Value)),
    ];

    private static ImmutableArray<(int Index, double Power)> Learned(FitProblem problem)
    {
        ImmutableArray<(int Index, double Power)> copies =
            [.. CopiesOf(problem.Statistics.Schema, problem.NameOf(problem.Target)).Where(copy => problem.Statistics.Univariate(copy.Index).Count > 0)];
        if (copies.IsEmpty)
            throw new FitException($"No row has a value of a copy of '{problem.NameOf(problem.Target)}'.");
        return copies;
    }

    /// <summary>The copy of the largest R². The matrix of the inputs is factored once for all.</summary>
    private static (int Index, double Power) Best(FitProblem problem, ImmutableArray<(int Index, double Power)> copies, SolverOptions options)
    {
        int size = problem.Ordered.Length;
        SymmetricMatrix all = problem.Covariances([.. problem.Ordered, .. copies.Select(copy => copy.Index)]);
        SymmetricMatrix inputs = Vectors.Leading(all, size);
        ISymmetricFactor factor = new SymmetricSystem("covariance matrix of the inputs", inputs, problem.Names).Factor(options);
        double[] shares = [.. copies.Select((_, k) => Explained(all, size + k, inputs, factor))];
        return copies[Array.IndexOf(shares, shares.Max())];
    }

    /// <summary>R² of one copy: (2β·c − βᵀCβ)/var, at its maximum in β, so that an error of β enters squared only.</summary>
    private static double Explained(SymmetricMatrix all, int copy, SymmetricMatrix inputs, ISymmetricFactor factor)
    {
        if (!(all[copy, copy] > 0))
            return 0;
        DoubleDouble[] cross = [.. Enumerable.Range(0, inputs.Size).Select(i => all[copy, i])];
        DoubleDouble[] coefficients = factor.Solve(cross);
        return (double)(((2 * Vectors.Dot(coefficients, cross)) - Vectors.Quadratic(inputs, coefficients)) / all[copy, copy]);
    }
}
