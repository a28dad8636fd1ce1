using System.Collections.Immutable;
using Fusion.Models.Modelling;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Regression;

/// <summary>The plane ω·x − γ of a proximal support-vector machine, from sums alone.</summary>
/// <param name="Nu">ν, the weight of the errors against the size of the plane.</param>
/// <param name="Weights">ω in the order of <see cref="FitProblem.Ordered"/>.</param>
/// <param name="Offset">γ.</param>
/// <remarks>
/// <para>It minimises ν·‖d − (Xω − γ)‖² + ‖ω‖² + γ²: with E = [X, −1], (I/ν + EᵀE)·[ω; γ] = Eᵀd (Fung and Mangasarian 2001, "Proximal support
/// vector machine classifiers"). EᵀE holds the raw moments n·(C + x̄x̄ᵀ).</para>
/// <para>Eliminating γ leaves a positive definite system in which nothing cancels: with κ = 1/(1/n + ν),
/// (nC + I/ν + κ·x̄x̄ᵀ)·ω = n·c + κ·d̄·x̄ and γ = (ω·x̄ − d̄)/(1 + 1/(nν)); c is the covariance of the inputs and d.</para>
/// <para>Where values are missing, means and covariances are taken over the rows that have what they need, and n is the smallest number of rows in
/// which an input and the target meet. Constant and collinear inputs do no harm. The result depends on the units of the inputs. Cost p³/6.</para>
/// </remarks>
internal sealed record ProximalPlane(double Nu, DoubleDouble[] Weights, DoubleDouble Offset)
{
    private static readonly ParameterInfo Weight = new(
        "sml_model_svm_nu", ParameterType.Number, "1", "Weight of the errors: the larger, the closer the plane fits the rows and the less its size counts.")
    {
        Minimum = 1e-12,
    };

    /// <summary>The extra parameters of the plane.</summary>
    public static ImmutableArray<ParameterInfo> Parameters { get; } = [Weight, .. SolverOptions.Parameters];

    /// <summary>Fits the plane to d = <paramref name="slope"/>·y + <paramref name="shift"/>, y being the target.</summary>
    /// <exception cref="FitException">There are no rows, or the matrix is not positive definite.</exception>
    public static ProximalPlane Fit(FitProblem problem, double slope, double shift)
    {
        double nu = Weight.ReadNumber(problem.Context);
        int size = problem.Ordered.Length;
        SymmetricMatrix covariances = problem.Covariances(problem.Ordered.Add(problem.Target));
        DoubleDouble[] means = [.. problem.Ordered.Select(i => problem.Statistics.Univariate(i).Mean)];
        DoubleDouble targetMean = (problem.Statistics.Univariate(problem.Target).Mean * slope) + shift;
        DoubleDouble count = problem.Ordered.Min(i => problem.Statistics.Bivariate(i, problem.Target).Count);
        DoubleDouble ridge = (DoubleDouble)1 / nu, share = 1 / ((1 / count) + nu);
        var matrix = new SymmetricMatrix(size);
        var cross = new DoubleDouble[size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[i, j] = (count * covariances[i, j]) + (share * means[i] * means[j]) + (i == j ? ridge : 0);
            }

            cross[i] = (count * slope * covariances[size, i]) + (share * targetMean * means[i]);
        }

        problem.Cancellation.ThrowIfCancellationRequested();
        ISymmetricFactor factor = new SymmetricSystem("moment matrix of the inputs", matrix, problem.Names).Factor(SolverOptions.Read(problem.Context));
        DoubleDouble[] weights = factor.Solve(cross);
        return new ProximalPlane(nu, weights, (Vectors.Dot(weights, means) - targetMean) / (1 + (1 / (count * nu))));
    }

    /// <summary>Adds the documented texts: ν, γ and ω.</summary>
    public FitOutcome AddTo(FitOutcome outcome) => outcome
        .WithInfo("svmNu", NumberText.Six(Nu))
        .WithInfo("svmGamma", NumberText.Six((double)Offset))
        .WithInfo("svmOmegas", NumberText.RVector(Vectors.Round(Weights)));
}
