namespace Fusion.Benchmarks;

/// <summary>The sizes that are measured.</summary>
internal static class Shapes
{
    /// <summary>Numbers of columns.</summary>
    public static int[] Columns { get; set; } = [8, 32, 100, 500];

    /// <summary>Numbers of limbs, and how many bits deviations of so many limbs have.</summary>
    public static (int Limbs, int Bits)[] Limbs { get; set; } = [(1, 20), (2, 40), (3, 60)];
}
