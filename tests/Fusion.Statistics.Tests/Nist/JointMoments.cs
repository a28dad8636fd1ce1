namespace Fusion.Statistics.Tests.Nist;

/// <summary>Means and covariances of variables that are sums of attributes.</summary>
internal sealed class JointMoments
{
    private readonly SufficientStatistics _statistics;
    private readonly IReadOnlyList<int> _variableOf;

    /// <summary>Adds up the moments of the attributes.</summary>
    /// <param name="statistics">Attributes present in all rows; the first is the target, variable 0.</param>
    /// <param name="variableOf">The variable that each attribute belongs to.</param>
    public JointMoments(SufficientStatistics statistics, IReadOnlyList<int> variableOf)
    {
        (_statistics, _variableOf) = (statistics, variableOf);
        Size = variableOf.Max() + 1;
        Count = statistics.Rows;
        Means = new DoubleDouble[Size];
        Covariance = new SymmetricMatrix(Size);
        SymmetricMatrix pieces = statistics.CovarianceMatrix([.. Enumerable.Range(0, variableOf.Count)]);
        for (int i = 0; i < variableOf.Count; i++)
        {
            Means[variableOf[i]] += statistics.Univariate(i).Mean;
            for (int j = 0; j < variableOf.Count; j++)
            {
                if (variableOf[j] <= variableOf[i])
                    Covariance[variableOf[i], variableOf[j]] += pieces[i, j];
            }
        }
    }

    public int Size { get; }

    public long Count { get; }

    public DoubleDouble[] Means { get; }

    public SymmetricMatrix Covariance { get; }

    /// <summary>The residual of the target under coefficients of the other variables; the covariances are those with each variable.</summary>
    public ResidualMoments Residual(DoubleDouble[] coefficients)
    {
        int[] inputs = [.. Enumerable.Range(1, _variableOf.Count - 1)];
        ResidualMoments moments = _statistics.Residual(0, inputs, [.. inputs.Select(i => coefficients[_variableOf[i] - 1])]);
        var covariances = new DoubleDouble[coefficients.Length];
        foreach (int i in inputs)
        {
            covariances[_variableOf[i] - 1] += moments.Covariances[i - 1];
        }

        return moments with { Covariances = [.. covariances] };
    }
}
