namespace Fusion.Statistics;

/// <summary>The factorisation D·L·Lᵀ·D of a symmetric positive definite matrix, computed in double-double.</summary>
/// <remarks>
/// D is the diagonal of square roots of the diagonal elements, so L·Lᵀ has a unit diagonal (the correlation form of a covariance matrix).
/// That scaling is within a factor p of the best condition number any diagonal scaling reaches (van der Sluis 1969).
/// Immutable and thread-safe. Cost p³/6 double-double multiplications for the factor, p² for a solution, p³/2 for the inverse.
/// </remarks>
public sealed class ScaledCholesky
{
    /// <summary>A pivot of the unit-diagonal matrix below p times this is rounding noise: the matrix counts as singular.</summary>
    private static readonly double PivotNoise = Math.ScaleB(1, -100);

    private readonly int _size;
    private readonly DoubleDouble[] _scale;
    private readonly DoubleDouble[] _factor;
    private readonly double _norm;
    private double? _reciprocalCondition;

    private ScaledCholesky(int size, DoubleDouble[] scale, DoubleDouble[] factor, double norm)
    {
        _size = size;
        _scale = scale;
        _factor = factor;
        _norm = norm;
    }

    /// <summary>Estimate of 1 / (‖R‖₁·‖R⁻¹‖₁) of the scaled matrix R, in (0, 1]; never below the true value. 1 for an empty matrix.</summary>
    /// <remarks>Hager (1984) as refined by Higham (1988); almost always within a factor 3. Computed on first use with a few solves.</remarks>
    public double ReciprocalCondition => _reciprocalCondition ??= EstimateReciprocalCondition();

    /// <summary>The natural logarithm of the determinant.</summary>
    public double LogDeterminant =>
        2 * Enumerable.Range(0, _size).Sum(i => Math.Log((double)_factor[RowStart(i) + i]) - Math.Log((double)_scale[i]));

    /// <summary>Factors a matrix.</summary>
    /// <param name="matrix">The matrix; it is not changed.</param>
    /// <returns>The factorisation, or null when the matrix is not positive definite to working precision, or holds NaN or infinity.</returns>
    public static ScaledCholesky? TryFactor(SymmetricMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        int size = matrix.Size;
        var scale = new DoubleDouble[size];
        for (int i = 0; i < size; i++)
        {
            if (!(matrix[i, i] > 0) || !DoubleDouble.IsFinite(matrix[i, i]))
                return null;
            scale[i] = 1 / DoubleDouble.Sqrt(matrix[i, i]);
        }

        DoubleDouble[] factor = Scale(matrix, scale);
        double norm = OneNorm(factor, size);
        return FactorInPlace(factor, size) ? new ScaledCholesky(size, scale, factor, norm) : null;
    }

    /// <summary>Solves A·x = b.</summary>
    /// <param name="rightHandSide">b, of the matrix' size; it is not changed.</param>
    /// <returns>x.</returns>
    public DoubleDouble[] Solve(DoubleDouble[] rightHandSide)
    {
        ArgumentNullException.ThrowIfNull(rightHandSide);
        if (rightHandSide.Length != _size)
            throw new ArgumentException($"The right-hand side has {rightHandSide.Length} elements, the matrix {_size} rows.", nameof(rightHandSide));
        var solution = new DoubleDouble[_size];
        for (int i = 0; i < _size; i++)
        {
            solution[i] = rightHandSide[i] * _scale[i];
        }

        SolveScaled(solution);
        for (int i = 0; i < _size; i++)
        {
            solution[i] *= _scale[i];
        }

        return solution;
    }

    /// <summary>Computes A⁻¹.</summary>
    /// <returns>The inverse.</returns>
    public SymmetricMatrix Inverse()
    {
        var inverse = new SymmetricMatrix(_size);
        var column = new DoubleDouble[_size];
        for (int j = 0; j < _size; j++)
        {
            Array.Clear(column);
            column[j] = _scale[j];
            SolveScaled(column);
            for (int i = j; i < _size; i++)
            {
                inverse[i, j] = column[i] * _scale[i];
            }
        }

        return inverse;
    }

    private static int RowStart(int row) => row * (row + 1) / 2;

    private static DoubleDouble[] Scale(SymmetricMatrix matrix, DoubleDouble[] scale)
    {
        var packed = new DoubleDouble[RowStart(matrix.Size)];
        for (int i = 0; i < matrix.Size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                packed[RowStart(i) + j] = matrix[i, j] * scale[i] * scale[j];
            }

            packed[RowStart(i) + i] = 1;
        }

        return packed;
    }

    private static double OneNorm(DoubleDouble[] packed, int size)
    {
        var sums = new double[size];
        for (int i = 0; i < size; i++)
        {
            sums[i] += 1;
            for (int j = 0; j < i; j++)
            {
                double magnitude = Math.Abs(packed[RowStart(i) + j].High);
                sums[i] += magnitude;
                sums[j] += magnitude;
            }
        }

        return size == 0 ? 1 : sums.Max();
    }

    private static bool FactorInPlace(DoubleDouble[] packed, int size)
    {
        for (int i = 0; i < size; i++)
        {
            Span<DoubleDouble> row = packed.AsSpan(RowStart(i), i + 1);
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<DoubleDouble> other = packed.AsSpan(RowStart(j), j + 1);
                row[j] = (row[j] - Dot(row[..j], other[..j])) / other[j];
            }

            DoubleDouble pivot = row[i] - Dot(row[..i], row[..i]);
            if (!(pivot > size * PivotNoise))
                return false;
            row[i] = DoubleDouble.Sqrt(pivot);
        }

        return true;
    }

    private static DoubleDouble Dot(ReadOnlySpan<DoubleDouble> left, ReadOnlySpan<DoubleDouble> right)
    {
        DoubleDouble sum = 0;
        for (int k = 0; k < left.Length; k++)
        {
            sum += left[k] * right[k];
        }

        return sum;
    }

    /// <summary>Solves L·Lᵀ·x = b in place.</summary>
    private void SolveScaled(DoubleDouble[] vector)
    {
        for (int i = 0; i < _size; i++)
        {
            ReadOnlySpan<DoubleDouble> row = _factor.AsSpan(RowStart(i), i + 1);
            vector[i] = (vector[i] - Dot(row[..i], vector.AsSpan(0, i))) / row[i];
        }

        for (int i = _size - 1; i >= 0; i--)
        {
            ReadOnlySpan<DoubleDouble> row = _factor.AsSpan(RowStart(i), i + 1);
            vector[i] /= row[i];
            for (int j = 0; j < i; j++)
            {
                vector[j] -= row[j] * vector[i];
            }
        }
    }

    /// <summary>Higham (1988), algorithm 4.1, for a symmetric matrix: a lower bound of ‖R⁻¹‖₁ by following the subgradient of ‖R⁻¹x‖₁.</summary>
    private double EstimateReciprocalCondition()
    {
        if (_size == 0)
            return 1;
        var vector = new DoubleDouble[_size];
        Array.Fill(vector, (DoubleDouble)1 / _size);
        SolveScaled(vector);
        double best = SumOfMagnitudes(vector);
        int previous = -1;
        for (int step = 0; step < 5; step++)
        {
            for (int i = 0; i < _size; i++)
            {
                vector[i] = vector[i].High < 0 ? -1 : 1;
            }

            SolveScaled(vector);
            int steepest = LargestMagnitude(vector);
            if (steepest == previous)
                break;
            previous = steepest;
            Array.Clear(vector);
            vector[steepest] = 1;
            SolveScaled(vector);
            double estimate = SumOfMagnitudes(vector);
            if (estimate <= best)
                break;
            best = estimate;
        }

        return 1 / (_norm * Math.Max(best, AlternatingEstimate(vector)));
    }

    /// <summary>Higham's safeguard against vectors that hide the growth: b_i = ±(1 + i/(p−1)), whose image bounds the norm by 2/(3p).</summary>
    private double AlternatingEstimate(DoubleDouble[] vector)
    {
        for (int i = 0; i < _size; i++)
        {
            vector[i] = (i % 2 == 0 ? 1 : -1) * (1 + (i / Math.Max(1.0, _size - 1)));
        }

        SolveScaled(vector);
        return 2 * SumOfMagnitudes(vector) / (3 * _size);
    }

    private static double SumOfMagnitudes(DoubleDouble[] vector)
    {
        double sum = 0;
        foreach (DoubleDouble element in vector)
        {
            sum += Math.Abs(element.High);
        }

        return sum;
    }

    private static int LargestMagnitude(DoubleDouble[] vector)
    {
        int largest = 0;
        for (int i = 1; i < vector.Length; i++)
        {
            if (Math.Abs(vector[i].High) > Math.Abs(vector[largest].High))
                largest = i;
        }

        return largest;
    }
}
