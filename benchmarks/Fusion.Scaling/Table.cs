using System.Globalization;
using System.Text;

namespace Fusion.Scaling;

/// <summary>Rows of six-digit integers as CSV; the same seed gives the same ones.</summary>
internal static class Table
{
    public static byte[] Csv(int seed, int rows, int columns)
    {
        var random = new Random(seed);
        StringBuilder text = new(string.Join(',', Enumerable.Range(0, columns).Select(column => $"x{column}")) + "\n");
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                if (column > 0) text.Append(',');
                text.Append(CultureInfo.InvariantCulture, $"{random.Next(1_000_000)}");
            }

            text.Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
