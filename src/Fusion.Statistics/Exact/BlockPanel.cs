using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Exact;

/// <summary>
/// The deviations of one block, laid out by column, and the inner loops over them. A faster kernel replaces this class; the sums it must
/// give are the same to the last bit.
/// </summary>
/// <remarks>
/// Double arithmetic is exact on integers up to 2^53. Deviations of b bits over 2^10 rows therefore sum exactly in floating point, in any
/// order, when the bits of both factors and 10 do not exceed 53. All other products go through 128-bit integers.
/// </remarks>
internal sealed class BlockPanel
{
    /// <summary>Words of a row mask.</summary>
    public const int Words = RowBlock.Capacity / 64;

    private const int RowBits = 10;
    private const int ExactBits = 53;

    /// <summary>Rows are processed in groups of this many; what lies beyond the last row is 0.</summary>
    private const int Unroll = 16;

    private BlockColumn[] _columns = [];
    private int[] _bits = [];
    private long[] _deviations = [];
    private double[] _values = [];
    private double[] _squares = [];
    private double[] _rawSquares = [];
    private Int128[] _sums = [];
    private Int192[] _sumsOfSquares = [];
    private int _count;
    private int _rows;
    private int _paddedRows;
    private bool _squaredProducts;

    /// <summary>Takes a block in.</summary>
    /// <param name="columns">The columns at their final scale and pivot.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="squaredProducts">Whether Σx²y² is wanted.</param>
    public void Load(ReadOnlySpan<BlockColumn> columns, int rows, bool squaredProducts)
    {
        _count = columns.Length;
        _rows = rows;
        _paddedRows = (rows + Unroll - 1) / Unroll * Unroll;
        _squaredProducts = squaredProducts;
        EnsureCapacity();
        columns.CopyTo(_columns);
        for (int c = 0; c < _count; c++)
        {
            LoadColumn(c);
        }
    }

    /// <summary>Adds every sum but the deficits.</summary>
    public void AddTo(ExactSums sums, int sign)
    {
        for (int c = 0; c < _count; c++)
        {
            AddPowers(sums, c, sign);
            int i = _columns[c].Index;
            for (int other = 0; other < c; other++)
            {
                sums.Product(i, _columns[other].Index) += ExactSums.Signed(ProductSum(c, other), sign);
            }

            AddThirdOrder(sums, c, sign);
        }
    }

    /// <summary>Adds the sums over the rows of a mask to a deficit.</summary>
    public void AddRowsTo(GroupDeficit deficit, ReadOnlySpan<ulong> mask, int maskCount, int sign)
    {
        for (int c = 0; c < _count; c++)
        {
            (Int128 sum, Int192 squares) = maskCount == _rows ? (_sums[c], _sumsOfSquares[c]) : SumRows(Deviations(c), mask);
            int i = _columns[c].Index;
            deficit.Sums[i] += sign * sum;
            deficit.Squares[i] += ExactSums.Signed(squares, sign);
        }
    }

    private static (Int128 Sum, Int192 Squares) SumRows(ReadOnlySpan<long> deviations, ReadOnlySpan<ulong> mask)
    {
        Int128 sum = 0;
        Int192 squares = 0;
        for (int word = 0; word < mask.Length; word++)
        {
            for (ulong bits = mask[word]; bits != 0; bits &= bits - 1)
            {
                long deviation = deviations[(64 * word) + BitOperations.TrailingZeroCount(bits)];
                if (deviation == 0)
                    continue;
                sum += deviation;
                squares += Math.BigMul(deviation, deviation);
            }
        }

        return (sum, squares);
    }

    /// <summary>Σ left·right of whole numbers, exact below 2^53; four chains hide the latency of the additions.</summary>
    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ref double x = ref MemoryMarshal.GetReference(left), y = ref MemoryMarshal.GetReference(right);
        Vector256<double> a = default, b = default, c = default, d = default;
        for (nuint row = 0; row < (nuint)left.Length; row += Unroll)
        {
            a += Vector256.LoadUnsafe(ref x, row) * Vector256.LoadUnsafe(ref y, row);
            b += Vector256.LoadUnsafe(ref x, row + 4) * Vector256.LoadUnsafe(ref y, row + 4);
            c += Vector256.LoadUnsafe(ref x, row + 8) * Vector256.LoadUnsafe(ref y, row + 8);
            d += Vector256.LoadUnsafe(ref x, row + 12) * Vector256.LoadUnsafe(ref y, row + 12);
        }

        return Vector256.Sum(a + b + (c + d));
    }

    private Span<long> Deviations(int column) => _deviations.AsSpan(column * _paddedRows, _rows);

    private Span<double> Padded(double[] panel, int column) => panel.AsSpan(column * _paddedRows, _paddedRows);

    private bool IsContinuous(int column) => _columns[column].Source.Attribute.Kind == AttributeKind.Continuous;

    private void EnsureCapacity()
    {
        if (_columns.Length < _count)
        {
            _columns = new BlockColumn[_count];
            _bits = new int[_count];
            _sums = new Int128[_count];
            _sumsOfSquares = new Int192[_count];
        }

        int cells = _count * _paddedRows;
        if (_deviations.Length < cells)
        {
            _deviations = new long[cells];
            _values = new double[cells];
            _squares = new double[cells];
            _rawSquares = new double[cells];
        }
    }

    private void LoadColumn(int c)
    {
        BlockColumn column = _columns[c];
        Span<long> deviations = Deviations(c);
        Span<double> values = Padded(_values, c), squares = Padded(_squares, c);
        values[_rows..].Clear();
        squares[_rows..].Clear();
        ulong magnitude = 0;
        for (int row = 0; row < _rows; row++)
        {
            long deviation = column.Source.IsPresent(row) ? column.Mantissa(row) - column.Pivot : 0;
            magnitude |= (ulong)Math.Abs(deviation);
            deviations[row] = deviation;
            values[row] = deviation;
            squares[row] = (double)deviation * deviation;
        }

        _bits[c] = 64 - BitOperations.LeadingZeroCount(magnitude);
        if (_squaredProducts && IsContinuous(c))
            LoadRawSquares(column, Padded(_rawSquares, c));
    }

    private void LoadRawSquares(BlockColumn column, Span<double> rawSquares)
    {
        double power = Math.Pow(10, Math.Abs(column.Scale));
        for (int row = 0; row < _rows; row++)
        {
            double mantissa = column.Mantissa(row);
            double value = column.Scale < 0 ? mantissa * power : mantissa / power;
            rawSquares[row] = value * value;
        }

        rawSquares[_rows..].Clear();
    }

    private void AddPowers(ExactSums sums, int c, int sign)
    {
        ReadOnlySpan<long> deviations = Deviations(c);
        Int128 sum = 0, cubes = 0, fourths = 0;
        Int320 wideCubes = 0, wideFourths = 0;
        bool narrow = (4 * _bits[c]) + RowBits <= 127;
        foreach (long deviation in deviations)
        {
            if (deviation == 0)
                continue;
            sum += deviation;
            Int128 square = Math.BigMul(deviation, deviation);
            if (narrow)
            {
                cubes += square * deviation;
                fourths += square * square;
            }
            else
            {
                Int320 wideSquare = square;
                wideCubes += wideSquare * deviation;
                wideFourths += wideSquare * wideSquare;
            }
        }

        _sums[c] = sum;
        _sumsOfSquares[c] = ProductSum(c, c);
        int i = _columns[c].Index;
        ref AttributeSums attribute = ref sums.Attributes[i];
        attribute.Sum += sign * sum;
        attribute.Cubes += ExactSums.Signed(wideCubes + (Int320)cubes, sign);
        attribute.Fourths += ExactSums.Signed(wideFourths + (Int320)fourths, sign);
        sums.Product(i, i) += ExactSums.Signed(_sumsOfSquares[c], sign);
    }

    private Int192 ProductSum(int c, int other)
    {
        if (_bits[c] + _bits[other] + RowBits <= ExactBits)
            return (long)Dot(Padded(_values, c), Padded(_values, other));
        ReadOnlySpan<long> left = Deviations(c), right = Deviations(other);
        Int192 sum = 0;
        for (int row = 0; row < left.Length; row++)
        {
            sum += Math.BigMul(left[row], right[row]);
        }

        return sum;
    }

    /// <summary>Pairs with the columns up to this one: Σd_i²·d_j where one is binary, Σx_i²·x_j² where none is.</summary>
    private void AddThirdOrder(ExactSums sums, int c, int sign)
    {
        int i = _columns[c].Index;
        for (int other = 0; other <= c; other++)
        {
            int j = _columns[other].Index;
            (bool continuous, bool otherContinuous) = (IsContinuous(c), IsContinuous(other));
            if (continuous != otherContinuous)
            {
                (int column, int flag) = continuous ? (c, other) : (other, c);
                (int target, int condition) = continuous ? (i, j) : (j, i);
                sums.Conditionals[condition]![sums.Schema.OrdinalOf(target)] += ExactSums.Signed(SquaresWhere(column, flag), sign);
            }
            else if (continuous && sums.SquaredProducts is { } products)
            {
                int position = ExactSums.Position(sums.Schema.OrdinalOf(i), sums.Schema.OrdinalOf(j));
                products[position] += sign * Dot(Padded(_rawSquares, c), Padded(_rawSquares, other));
            }
        }
    }

    /// <summary>Σd² of a column over the rows in which a binary column is 1.</summary>
    private Int192 SquaresWhere(int column, int flag)
    {
        if ((2 * _bits[column]) + RowBits <= ExactBits)
            return (long)Dot(Padded(_squares, column), Padded(_values, flag));
        ReadOnlySpan<long> deviations = Deviations(column), flags = Deviations(flag);
        Int192 sum = 0;
        for (int row = 0; row < deviations.Length; row++)
        {
            if (flags[row] != 0)
                sum += Math.BigMul(deviations[row], deviations[row]);
        }

        return sum;
    }
}
