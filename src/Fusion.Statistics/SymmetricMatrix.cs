namespace Fusion.Statistics;

/// <summary>A symmetric p × p matrix of double-doubles; the lower triangle is stored packed, row by row.</summary>
/// <remarks>Mutable and not thread-safe while it is written. New elements are 0.</remarks>
public sealed class SymmetricMatrix
{
    private readonly DoubleDouble[] _packed;

    /// <summary>Creates a zero matrix.</summary>
    /// <param name="size">The number of rows and columns, at least 0.</param>
    public SymmetricMatrix(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        Size = size;
        _packed = new DoubleDouble[checked(size * (size + 1L) / 2)];
    }

    /// <summary>The number of rows and columns.</summary>
    public int Size { get; }

    /// <summary>One element; [i, j] and [j, i] are the same.</summary>
    /// <param name="row">Row, 0-based.</param>
    /// <param name="column">Column, 0-based.</param>
    public DoubleDouble this[int row, int column]
    {
        get => _packed[Position(row, column)];
        set => _packed[Position(row, column)] = value;
    }

    /// <summary>Rounds every element to a double.</summary>
    /// <returns>The full matrix, both triangles.</returns>
    public double[,] ToDouble()
    {
        var full = new double[Size, Size];
        int next = 0;
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                full[i, j] = full[j, i] = _packed[next++].High;
            }
        }

        return full;
    }

    private long Position(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Size, nameof(row));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Size, nameof(column));
        return row >= column ? (row * (row + 1L) / 2) + column : (column * (column + 1L) / 2) + row;
    }
}
