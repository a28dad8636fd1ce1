using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Models.Modelling;

/// <summary>What an algorithm fits: sums, request, and the attributes the request stands for.</summary>
/// <param name="Statistics">The sums.</param>
/// <param name="Context">The request.</param>
/// <param name="Attributes">The attributes in the order of the request.</param>
/// <param name="Cancellation">Gives up the fit; loops over attributes and steps look at it.</param>
internal sealed record FitProblem(
    SufficientStatistics Statistics, MlContext Context, ModelAttributes Attributes, CancellationToken Cancellation = default)
{
    /// <summary>The sums of each value of the split column; null of a project that is not partitioned.</summary>
    public PartitionedStatistics? Partitions { get; init; }

    /// <summary>The indexes of the inputs ascending: the order of the coefficients.</summary>
    public ImmutableArray<int> Ordered { get; } = [.. Attributes.Inputs.Order()];

    /// <summary>The names of the inputs in the order of the coefficients.</summary>
    public ImmutableArray<string> Names => [.. Ordered.Select(NameOf)];

    /// <summary>The index of the only target.</summary>
    public int Target => Attributes.Targets[0];

    /// <summary>The name of an attribute.</summary>
    public string NameOf(int index) => Statistics.Schema[index].Name;

    /// <summary>The same problem with some of its inputs, in the order of their indexes.</summary>
    public FitProblem Only(ImmutableArray<int> inputs) => new(Statistics, Context, new ModelAttributes(inputs, Attributes.Targets), Cancellation);

    /// <summary>Population covariances of attributes, each over the rows in which both are present.</summary>
    /// <exception cref="FitException">Two of the attributes are never present together.</exception>
    public SymmetricMatrix Covariances(ImmutableArray<int> attributes)
    {
        SymmetricMatrix matrix = Statistics.CovarianceMatrix(attributes.AsSpan(), Cancellation);
        for (int i = 0; i < matrix.Size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                if (DoubleDouble.IsNaN(matrix[i, j]))
                    throw NeverTogether(attributes[i], attributes[j]);
            }
        }

        return matrix;
    }

    /// <summary>The fault of two attributes that no row has both, or of one that no row has.</summary>
    public FitException NeverTogether(int one, int other)
    {
        int[] pair = [Math.Min(one, other), Math.Max(one, other)];
        foreach (int index in pair)
        {
            if (Statistics.Univariate(index).Count <= 0)
                return new FitException($"No row has a value of '{NameOf(index)}'.");
        }

        return new FitException($"No row has a value of both '{NameOf(pair[0])}' and '{NameOf(pair[1])}'.");
    }
}
