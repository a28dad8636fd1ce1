using System.Text;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models;

/// <summary>Predicts the missing inputs of a model from those that a row has.</summary>
/// <remarks>
/// <para>For each pattern of missing inputs least squares with intercept, from the sums, on the inputs at hand: β = C⁻¹c over the rows in which two attributes
/// are both present, the shortest β where inputs are collinear. A binary input gets the predicted share, kept within 0 and 1.</para>
/// <para>The mean stands where nothing can be predicted: no input at hand varies, an attribute is unknown to the project or never present with one of
/// them, or the matrix is too far from being positive semidefinite to give a finite number.</para>
/// <para>Not thread-safe: patterns are solved once and kept, up to <see cref="MaxPatterns"/> of them; one for each request.</para>
/// </remarks>
public sealed class Imputer
{
    /// <summary>Patterns that are kept solved; beyond, they are solved again where they occur.</summary>
    public const int MaxPatterns = 1_000;

    private readonly SufficientStatistics _statistics;
    private readonly int[] _attributes;
    private readonly double[] _means;
    private readonly Dictionary<string, Equation?[]> _patterns = new(StringComparer.Ordinal);

    /// <summary>An imputer for one request.</summary>
    /// <param name="model">The model; its inputs are what may be missing.</param>
    /// <param name="statistics">What the project knows.</param>
    public Imputer(FittedModel model, SufficientStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(statistics);
        _statistics = statistics;
        _attributes = [.. model.Inputs.Select(input => statistics.Schema.IndexOf(input.Name))];
        _means = [.. model.Inputs.Select((input, k) =>
            _attributes[k] >= 0 && (double)statistics.Univariate(_attributes[k]).Mean is var mean && double.IsFinite(mean) ? mean : input.Mean)];
    }

    /// <summary>Puts numbers in place of the missing ones.</summary>
    /// <param name="values">The inputs of one row in the order of the model, NaN where missing; filled in place.</param>
    public void Fill(Span<double> values)
    {
        if (values.Length != _means.Length)
            throw new ArgumentException($"{values.Length} values for {_means.Length} inputs.", nameof(values));
        var pattern = new StringBuilder(values.Length);
        foreach (double value in values)
        {
            pattern.Append(double.IsNaN(value) ? '0' : '1');
        }

        string key = pattern.ToString();
        if (!key.Contains('0', StringComparison.Ordinal))
            return;
        if (!_patterns.TryGetValue(key, out Equation?[]? equations))
        {
            equations = Solve(key);
            if (_patterns.Count < MaxPatterns)
                _patterns.Add(key, equations);
        }

        Span<double> given = values.ToArray();
        for (int k = 0; k < values.Length; k++)
        {
            if (key[k] == '0')
                values[k] = equations[k]?.Predict(given) ?? _means[k];
        }
    }

    private Equation?[] Solve(string pattern)
    {
        var equations = new Equation?[pattern.Length];
        int[] present = [.. Enumerable.Range(0, pattern.Length).Where(k => pattern[k] == '1' && Varies(k))];
        if (present.Length == 0)
            return equations;
        int[] indexes = [.. present.Select(k => _attributes[k])];
        SymmetricMatrix covariances = _statistics.CovarianceMatrix(indexes);
        if (covariances.ToDouble().Cast<double>().Any(double.IsNaN))
            return equations;
        var system = new SymmetricSystem("covariance matrix of the inputs at hand", covariances, [.. indexes.Select(i => _statistics.Schema[i].Name)]);
        ISymmetricFactor factor = system.Factor(new SolverOptions(CheckCondition: false, Tolerance: 0, UsePseudoInverse: true));
        for (int k = 0; k < pattern.Length; k++)
        {
            if (pattern[k] == '0' && _attributes[k] >= 0)
                equations[k] = Fit(_attributes[k], present, factor);
        }

        return equations;
    }

    private bool Varies(int k) => _attributes[k] >= 0 && _statistics.Univariate(_attributes[k]).Variance > 0;

    private Equation? Fit(int target, int[] present, ISymmetricFactor factor)
    {
        DoubleDouble[] cross = [.. present.Select(k => _statistics.Bivariate(_attributes[k], target).Covariance)];
        double[] coefficients = [.. factor.Solve(cross).Select(coefficient => (double)coefficient)];
        double intercept = (double)_statistics.Univariate(target).Mean;
        for (int i = 0; i < present.Length; i++)
        {
            intercept -= coefficients[i] * _means[present[i]];
        }

        bool binary = _statistics.Schema[target].Kind == AttributeKind.Binary;
        return double.IsFinite(intercept) && coefficients.All(double.IsFinite) ? new Equation(present, coefficients, intercept, binary) : null;
    }

    /// <summary>intercept + Σ coefficient · input.</summary>
    private sealed record Equation(int[] Inputs, double[] Coefficients, double Intercept, bool Binary)
    {
        public double Predict(ReadOnlySpan<double> given)
        {
            double result = Intercept;
            for (int i = 0; i < Inputs.Length; i++)
            {
                result += Coefficients[i] * given[Inputs[i]];
            }

            return Binary ? Math.Clamp(result, 0, 1) : result;
        }
    }
}
