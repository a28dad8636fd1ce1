using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Statistics.Linear;

/// <summary>Factors a triangle in panels and solves with the factor, in place; all numbers to be factored or solved for are held negative.</summary>
/// <remarks>
/// The tile kernel adds products, so −A + Σ l·l is formed instead of A − Σ l·l, and the division by the diagonal turns the sign. Columns go in groups.
/// Within a group each tile is finished at once with all the columns before it (left-looking); then the products of the group are added to all that is
/// right of it (right-looking). Every order is fixed, so the same kernel gives the same bits.
/// </remarks>
internal sealed unsafe class PanelCholesky
{
    /// <summary>Columns of a group: so few that four panels of them fit the second-level cache, so many that tiles are seldom loaded and stored.</summary>
    private const int Group = 480;

    /// <summary>Panels that are solved side by side, so that what they are solved with stays in the cache; a group is a whole number of blocks.</summary>
    private const int Block = 4;

    private readonly PanelLayout _layout;
    private readonly TileKernel _kernel;
    private readonly StripKernel _strips;
    private readonly double* _panels;
    private readonly double* _reciprocals;
    private readonly int _lanes;
    private readonly int _width;

    /// <summary>Wraps memory.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="panels">The panels, negative.</param>
    /// <param name="reciprocals">−1 / the diagonal of the factor, one for each column of the layout.</param>
    public PanelCholesky(PanelLayout layout, double* panels, double* reciprocals)
    {
        (_layout, _kernel, _lanes, _width) = (layout, layout.Kernel, layout.Lanes, layout.Width);
        _strips = StripKernel.For(_kernel);
        _panels = panels;
        _reciprocals = reciprocals;
    }

    /// <summary>Writes −A into panels; the rows of the padding are those of −1.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="lower">The lower triangle, row by row.</param>
    /// <param name="panels">The panels, whatever they hold.</param>
    public static void Fill(PanelLayout layout, ReadOnlySpan<double[]> lower, double* panels)
    {
        int width = layout.Width;
        for (int i = 0; i < layout.Panels * width; i++)
        {
            int panel = i / width, length = (panel + 1) * width;
            double* target = panels + layout.Start(panel) + (i % width);
            ReadOnlySpan<double> row = i < layout.Size ? lower[i].AsSpan(0, i + 1) : default;
            for (int k = 0; k < row.Length; k++, target += width)
            {
                *target = -row[k];
            }

            for (int k = row.Length; k < length; k++, target += width)
            {
                *target = k == i ? -1 : 0;
            }
        }
    }

    /// <summary>Replaces −A by L in L·Lᵀ = A.</summary>
    /// <param name="smallestPivot">The square of an element of the diagonal has to be larger.</param>
    /// <returns>False when A is not positive definite; the panels are useless then.</returns>
    public bool TryFactor(double smallestPivot)
    {
        for (int first = 0; first < _layout.Columns; first += Group)
        {
            int end = Math.Min(first + Group, _layout.Columns);
            for (int top = first / _width; top < _layout.Panels; top += Block)
            {
                int bottom = Math.Min(top + Block, _layout.Panels);
                SolveColumns((top, bottom), first, Math.Min(end, top * _width));
                if (top * _width >= end)
                    AddProducts((top, bottom), first, end);
                else if (!TryFactorBlock((top, bottom), first, smallestPivot))
                    return false;
            }
        }

        return true;
    }

    /// <summary>Replaces −B by X in X·Lᵀ = B, for a panel of rows of B.</summary>
    /// <param name="rows">The rows, laid out like a panel; elements before <paramref name="first"/> count as 0.</param>
    /// <param name="vectors">How many vectors of the panel hold rows.</param>
    /// <param name="first">The first column that is not 0, a multiple of the width.</param>
    public void Solve(double* rows, int vectors, int first)
    {
        for (int group = first; group < _layout.Columns; group += Group)
        {
            int end = Math.Min(group + Group, _layout.Columns);
            for (int before = first; before < group; before += Group)
            {
                for (int column = group; column < end; column += _lanes)
                {
                    _kernel.Multiply(rows + ((long)_width * before), Strip(column, before), Group, vectors, rows + ((long)_width * column));
                }
            }

            for (int column = group; column < end; column += _lanes)
            {
                SolveStrip(rows, vectors, group, column);
            }
        }
    }

    private double* Panel(int panel) => _panels + _layout.Start(panel);

    /// <summary>The rows with the numbers of a strip of columns, from some column on.</summary>
    private double* Strip(int row, int column) => Panel(row / _width) + ((long)_width * column) + (row % _width);

    private bool TryFactorBlock((int Top, int Bottom) block, int first, double smallestPivot)
    {
        int end = Math.Min(block.Bottom * _width, _layout.Columns);
        for (int column = block.Top * _width; column < end; column += _lanes)
        {
            int panel = column / _width, vectors = _layout.Vectors(panel) - (column % _width / _lanes);
            double* rows = Strip(column, first), triangle = Strip(column, column);
            _kernel.Multiply(rows, rows, column - first, vectors, triangle);
            if (!TryFactorTriangle(triangle, _reciprocals + column, smallestPivot))
                return false;
            _strips.Solve(triangle + _lanes, triangle, vectors - 1, _reciprocals + column);
            ClearAbove(panel, column);
            for (int below = panel + 1; below < block.Bottom; below++)
            {
                SolveStrip(Panel(below), _layout.Vectors(below), first, column);
            }
        }

        return true;
    }

    private bool TryFactorTriangle(double* triangle, double* reciprocals, double smallestPivot)
    {
        for (int c = 0; c < _lanes; c++)
        {
            for (int r = c; r < _lanes; r++)
            {
                double value = triangle[(_width * c) + r];
                for (int k = 0; k < c; k++)
                {
                    value += triangle[(_width * k) + r] * triangle[(_width * k) + c];
                }

                if (r > c)
                {
                    triangle[(_width * c) + r] = value * reciprocals[c];
                    continue;
                }

                if (!(-value > smallestPivot && double.IsFinite(value)))
                    return false;
                double root = Math.Sqrt(-value);
                (triangle[(_width * c) + c], reciprocals[c]) = (root, -1 / root);
            }
        }

        return true;
    }

    /// <summary>Sets what a strip has above the diagonal to 0, so that products with it stay small.</summary>
    private void ClearAbove(int panel, int column)
    {
        for (int c = column; c < column + _lanes; c++)
        {
            new Span<double>(Panel(panel) + ((long)_width * c), c - (_width * panel)).Clear();
        }
    }

    private void SolveColumns((int Top, int Bottom) block, int first, int end)
    {
        for (int column = first; column < end; column += _lanes)
        {
            for (int panel = block.Top; panel < block.Bottom; panel++)
            {
                SolveStrip(Panel(panel), _layout.Vectors(panel), first, column);
            }
        }
    }

    private void SolveStrip(double* rows, int vectors, int first, int column)
    {
        _strips.MultiplyAndSolve(rows + ((long)_width * first), Strip(column, first), column - first, vectors, _reciprocals + column);
    }

    private void AddProducts((int Top, int Bottom) block, int first, int end)
    {
        for (int other = end / _width; other < block.Bottom; other++)
        {
            for (int panel = Math.Max(other, block.Top); panel < block.Bottom; panel++)
            {
                AddProducts(panel, other, first);
            }
        }
    }

    private void AddProducts(int panel, int other, int first)
    {
        double* columns = Panel(panel) + ((long)_width * first), rows = Panel(other) + ((long)_width * first);
        double* tile = Panel(panel) + ((long)_width * _width * other);
        int vectors = _layout.Vectors(panel), last = other == panel ? vectors * _lanes : _width;
        for (int lane = 0; lane < last; lane += _lanes)
        {
            int above = other == panel ? lane : 0;
            _kernel.Multiply(columns + above, rows + lane, Group, vectors - (above / _lanes), tile + ((long)_width * lane) + above);
        }
    }
}
