using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Exploration;

/// <summary>Counts of rows by two classifications.</summary>
/// <param name="Cells">The counts, row by row.</param>
/// <remarks>Rows and columns that hold no count are left out of every number: nothing was expected there.</remarks>
internal sealed record ContingencyTable(DoubleDouble[][] Cells)
{
    /// <summary>Pearson's χ² without correction, its degrees of freedom, and Tschuprow's T = √(χ²/N / √df); all NaN without two rows and two columns.</summary>
    public (double Statistic, double Degrees, double Coefficient) ChiSquare()
    {
        (DoubleDouble[] rows, DoubleDouble[] columns, DoubleDouble total) = Totals();
        int filledRows = rows.Count(row => row != 0), filledColumns = columns.Count(column => column != 0);
        if (filledRows < 2 || filledColumns < 2)
            return (double.NaN, double.NaN, double.NaN);
        int degrees = (filledRows - 1) * (filledColumns - 1);
        DoubleDouble statistic = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < columns.Length; j++)
            {
                if (rows[i] == 0 || columns[j] == 0)
                    continue;
                DoubleDouble product = rows[i] * columns[j]; // N² (o − e)² / (N·r·c): the numerator is an integer
                DoubleDouble distance = (Cells[i][j] * total) - product;
                statistic += distance * distance / (product * total);
            }
        }

        return ((double)statistic, degrees, Math.Sqrt((double)(statistic / total) / Math.Sqrt(degrees)));
    }

    /// <summary>The mutual information of rows and columns in bits, Σ p·log₂(p/(p_row·p_column)); NaN without a count.</summary>
    public double MutualInformation()
    {
        (DoubleDouble[] rows, DoubleDouble[] columns, DoubleDouble total) = Totals();
        if (!(total > 0))
            return double.NaN;
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < columns.Length; j++)
            {
                DoubleDouble count = Cells[i][j];
                if (count > 0)
                    sum += (double)(count / total) * RelativeLog((count * total) - (rows[i] * columns[j]), rows[i] * columns[j]);
            }
        }

        return Math.Max(sum, 0) / Math.Log(2);
    }

    /// <summary>ln(1 + distance/expected), right where independence is near.</summary>
    private static double RelativeLog(DoubleDouble distance, DoubleDouble expected) => SaddlePoint.LogOnePlus((double)(distance / expected));

    private (DoubleDouble[] Rows, DoubleDouble[] Columns, DoubleDouble Total) Totals()
    {
        DoubleDouble[] rows = new DoubleDouble[Cells.Length], columns = new DoubleDouble[Cells.Length == 0 ? 0 : Cells[0].Length];
        DoubleDouble total = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < columns.Length; j++)
            {
                rows[i] += Cells[i][j];
                columns[j] += Cells[i][j];
                total += Cells[i][j];
            }
        }

        return (rows, columns, total);
    }
}
