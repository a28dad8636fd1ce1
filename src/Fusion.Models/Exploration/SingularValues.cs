using System.Collections.Immutable;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Singular values of the population covariance matrix, and the attributes that are left when dependent ones are taken out by them.</summary>
/// <remarks>
/// The k-th value, descending, is answered beside the k-th attribute, as the product pairs them; the pairing means nothing. Values within rounding of 0 are 0.
/// </remarks>
public static class SingularValues
{
    /// <summary>Largest number of attributes of a selection: each that is taken out costs a decomposition.</summary>
    public const int MaxSelected = 500;

    private const double Dependent = 1e-10; // σmin/σmax below which an attribute is taken out

    /// <summary>Computes the singular values.</summary>
    /// <param name="statistics">The sums.</param>
    /// <param name="context">The attributes; all when it names none.</param>
    /// <param name="cancellationToken">Gives up between attributes.</param>
    /// <returns>Maps from value to attribute name; where values are equal the second is in a further map, and so on.</returns>
    /// <exception cref="InvalidRequestException">An attribute does not exist.</exception>
    public static ImmutableArray<ImmutableArray<KeyValuePair<string, string>>> Compute(
        SufficientStatistics statistics, MlContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(context);
        ImmutableArray<int> inputs = AnalysisInputs.Read(statistics.Schema, context, "exploresvd").Indexes;
        return Paired(statistics.Schema, inputs, Decompose(statistics, inputs, cancellationToken));
    }

    /// <summary>
    /// Takes out one attribute after the other while the smallest singular value is below 10⁻¹⁰ of the largest: the one with the largest share in it.
    /// </summary>
    /// <param name="statistics">The sums.</param>
    /// <param name="context">The attributes; all when it names none.</param>
    /// <param name="cancellationToken">Gives up between attributes.</param>
    /// <returns>As <see cref="Compute"/>, of the attributes that are left.</returns>
    /// <exception cref="InvalidRequestException">An attribute does not exist.</exception>
    /// <remarks>
    /// Attributes without variance go first. Of two with the same share the later one goes. Nothing is left of attributes that are all constant.
    /// </remarks>
    public static ImmutableArray<ImmutableArray<KeyValuePair<string, string>>> Select(
        SufficientStatistics statistics, MlContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(context);
        ImmutableArray<int> left = AnalysisInputs.Read(statistics.Schema, context, "exploresvdfs", MaxSelected).Indexes;
        left = Independent(statistics, left, cancellationToken);
        return Paired(statistics.Schema, left, Decompose(statistics, left, cancellationToken));
    }

    /// <summary>The attributes that <see cref="Select"/> leaves of some, in their order.</summary>
    internal static ImmutableArray<int> Independent(SufficientStatistics statistics, ImmutableArray<int> attributes, CancellationToken cancellationToken)
    {
        ImmutableArray<int> left = attributes.RemoveAll(i => !(statistics.Univariate(i).Variance > 0));
        while (!left.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Spectrum spectrum = Decompose(statistics, left, cancellationToken);
            if (spectrum.Values[^1] >= Dependent * spectrum.Values[0]) break;
            left = left.RemoveAt(LargestShare(spectrum));
        }

        return left;
    }

    private static Spectrum Decompose(SufficientStatistics statistics, ImmutableArray<int> inputs, CancellationToken cancellationToken) =>
        Spectrum.Of(Vectors.ClearUndefined(statistics.CovarianceMatrix(inputs.AsSpan(), cancellationToken)).ToDouble());

    private static int LargestShare(Spectrum spectrum)
    {
        int last = spectrum.Values.Length - 1;
        double most = Enumerable.Range(0, last + 1).Max(i => Math.Abs(spectrum.Vectors[i, last]));
        return Enumerable.Range(0, last + 1).Last(i => Math.Abs(spectrum.Vectors[i, last]) >= most * (1 - 1e-9));
    }

    private static ImmutableArray<ImmutableArray<KeyValuePair<string, string>>> Paired(Schema schema, ImmutableArray<int> inputs, Spectrum spectrum)
    {
        // A singular value is the magnitude of an eigenvalue; below 0 are only those of a matrix that missing values made indefinite.
        double[] values = [.. spectrum.Values.Select(Math.Abs).Select(value => value <= spectrum.Noise ? 0 : value).OrderDescending()];
        var maps = new List<List<KeyValuePair<string, string>>>();
        for (int k = 0; k < values.Length; k++)
        {
            string key = NumberText.Full(values[k]);
            List<KeyValuePair<string, string>>? map = maps.Find(candidate => candidate.TrueForAll(entry => entry.Key != key));
            if (map is null)
                maps.Add(map = []);
            map.Add(KeyValuePair.Create(key, schema[inputs[k]].Name));
        }

        return [.. maps.Select(map => map.ToImmutableArray())];
    }
}
