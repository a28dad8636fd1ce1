using Fusion.Statistics;

namespace Fusion.Models.CovarianceEstimation;

/// <summary>Estimates that mix a covariance matrix with a multiple of the identity matrix I.</summary>
internal static class Shrinkage
{
    /// <summary>The estimate of a type that shrinks, and the α it used.</summary>
    /// <param name="sample">C, p × p.</param>
    /// <param name="rows">n, the rows behind it.</param>
    /// <param name="options">Type and strength.</param>
    public static (SymmetricMatrix Estimate, double Alpha) Of(SymmetricMatrix sample, double rows, EstimateOptions options)
    {
        double alpha = options.Tuning switch
        {
            EstimateOptions.RaoBlackwell => RaoBlackwell(sample, rows),
            EstimateOptions.Oracle => Oracle(sample, rows),
            _ => options.Alpha,
        };
        DoubleDouble keep = 1 - (DoubleDouble)alpha;
        SymmetricMatrix estimate = options.Type switch
        {
            EstimateOptions.Tikhonov => Mixed(sample, 1, options.Lambda),
            EstimateOptions.ScaledIdentity => Mixed(sample, keep, Trace(sample) / sample.Size * alpha),
            EstimateOptions.IdentityMixture => Mixed(sample, keep, alpha),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Type, "No type that shrinks"),
        };
        return (estimate, alpha);
    }

    /// <summary>Oracle approximating shrinkage: Chen, Wiesel, Eldar and Hero (2010), eq. 23.</summary>
    /// <remarks>scikit-learn leaves out its terms 2/p. A multiple of I: 1.</remarks>
    public static double Oracle(SymmetricMatrix sample, double rows)
    {
        double p = sample.Size;
        (DoubleDouble squares, DoubleDouble trace) = (SumOfSquares(sample), Trace(sample));
        return Share(((1 - ((DoubleDouble)2 / p)) * squares) + (trace * trace), (rows + 1 - ((DoubleDouble)2 / p)) * (squares - (trace * trace / p)));
    }

    /// <summary>The Rao-Blackwellised estimator of Ledoit and Wolf: Chen, Wiesel, Eldar and Hero (2010), eq. 17.</summary>
    /// <remarks>A multiple of I: 1.</remarks>
    public static double RaoBlackwell(SymmetricMatrix sample, double rows)
    {
        (DoubleDouble squares, DoubleDouble trace) = (SumOfSquares(sample), Trace(sample));
        return Share(((rows - 2) / (DoubleDouble)rows * squares) + (trace * trace), ((DoubleDouble)rows + 2) * (squares - (trace * trace / sample.Size)));
    }

    private static double Share(DoubleDouble numerator, DoubleDouble denominator) =>
        denominator > 0 ? Math.Clamp((double)(numerator / denominator), 0, 1) : 1;

    private static SymmetricMatrix Mixed(SymmetricMatrix sample, DoubleDouble share, DoubleDouble diagonal)
    {
        var mixed = new SymmetricMatrix(sample.Size);
        for (int i = 0; i < sample.Size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                mixed[i, j] = sample[i, j] * share;
            }

            mixed[i, i] = (sample[i, i] * share) + diagonal;
        }

        return mixed;
    }

    private static DoubleDouble Trace(SymmetricMatrix matrix)
    {
        DoubleDouble sum = 0;
        for (int i = 0; i < matrix.Size; i++)
        {
            sum += matrix[i, i];
        }

        return sum;
    }

    /// <summary>tr C².</summary>
    private static DoubleDouble SumOfSquares(SymmetricMatrix matrix)
    {
        DoubleDouble sum = 0;
        for (int i = 0; i < matrix.Size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                sum += matrix[i, j] * matrix[i, j] * (i == j ? 1 : 2);
            }
        }

        return sum;
    }
}
