using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Linear;

/// <summary>Solves with a factor in panels for one right-hand side: the time is that of reading the factor twice.</summary>
internal readonly unsafe ref struct PanelVector
{
    private const int Step = 4;

    private readonly PanelLayout _layout;
    private readonly double* _panels;
    private readonly double* _reciprocals;

    /// <summary>Wraps a factor.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="panels">L.</param>
    /// <param name="reciprocals">−1 / the diagonal of L; 0 for the rows that pad the last panel.</param>
    public PanelVector(PanelLayout layout, double* panels, double* reciprocals)
    {
        _layout = layout;
        _panels = panels;
        _reciprocals = reciprocals;
    }

    /// <summary>Solves L·Lᵀ·x = b in place.</summary>
    /// <param name="x">b, then x; 0 in the padding.</param>
    public void Solve(double* x)
    {
        for (int panel = 0; panel < _layout.Panels; panel++)
        {
            SubtractColumns(panel, x);
            SolveLower(panel, x);
        }

        for (int panel = _layout.Panels - 1; panel >= 0; panel--)
        {
            SolveUpper(panel, x);
            SubtractRows(panel, x);
        }
    }

    /// <summary>Subtracts from the elements of a panel what the elements before it contribute.</summary>
    private void SubtractColumns(int panel, double* x)
    {
        int width = _layout.Width, first = panel * width;
        for (int lane = 0; lane < width; lane += 3 * Step)
        {
            double* column = _panels + _layout.Start(panel) + lane, target = x + first + lane;
            Vector256<double> a = default, b = default, c = default;
            for (int k = 0; k < first; k++, column += width)
            {
                Vector256<double> factor = Vector256.Create(x[k]);
                a = Vector256.MultiplyAddEstimate(Vector256.Load(column), factor, a);
                b = Vector256.MultiplyAddEstimate(Vector256.Load(column + Step), factor, b);
                c = Vector256.MultiplyAddEstimate(Vector256.Load(column + (2 * Step)), factor, c);
            }

            (Vector256.Load(target) - a).Store(target);
            (Vector256.Load(target + Step) - b).Store(target + Step);
            (Vector256.Load(target + (2 * Step)) - c).Store(target + (2 * Step));
        }
    }

    private void SolveLower(int panel, double* x)
    {
        int width = _layout.Width, first = panel * width;
        double* triangle = _panels + _layout.Start(panel) + ((long)width * first);
        for (int c = 0; c < width; c++, triangle += width)
        {
            double value = x[first + c] *= -_reciprocals[first + c];
            for (int r = c + 1; r < width; r++)
            {
                x[first + r] -= triangle[r] * value;
            }
        }
    }

    private void SolveUpper(int panel, double* x)
    {
        int width = _layout.Width, first = panel * width;
        double* triangle = _panels + _layout.Start(panel) + ((long)width * first);
        for (int c = width - 1; c >= 0; c--)
        {
            double value = x[first + c];
            for (int r = c + 1; r < width; r++)
            {
                value -= triangle[(width * c) + r] * x[first + r];
            }

            x[first + c] = -_reciprocals[first + c] * value;
        }
    }

    /// <summary>Subtracts from the elements before a panel what its elements contribute.</summary>
    private void SubtractRows(int panel, double* x)
    {
        int width = _layout.Width, first = panel * width;
        double* column = _panels + _layout.Start(panel);
        for (int k = 0; k < first; k++, column += width)
        {
            Vector256<double> sum = default;
            for (int lane = 0; lane < width; lane += Step)
            {
                sum = Vector256.MultiplyAddEstimate(Vector256.Load(column + lane), Vector256.Load(x + first + lane), sum);
            }

            x[k] -= Vector256.Sum(sum);
        }
    }
}
