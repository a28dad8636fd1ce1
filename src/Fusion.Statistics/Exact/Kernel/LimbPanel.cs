using System.Diagnostics;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>One of the panels that stand for a block: a limb of each deviation, or the sum of two limbs of it.</summary>
/// <remarks>
/// With B = 2^22 a deviation is d = x₀ + x₁B + x₂B². By Karatsuba's identity the coefficient of B^(k+l) in a product d·e is
/// (x_k + x_l)(y_k + y_l) − x_k·y_k − x_l·y_l, so two limbs take three panels and three limbs take six. ADR 0006 has the proof of exactness.
/// </remarks>
internal readonly record struct LimbPanel(int Low, int High)
{
    /// <summary>Bits of a limb.</summary>
    public const int LimbBits = 22;

    /// <summary>Deviations below this magnitude make one limb, the whole number.</summary>
    public const ulong OneLimb = 1UL << 23;

    /// <summary>Deviations up to this magnitude make two limbs, larger ones three.</summary>
    public const ulong TwoLimbs = 1UL << 42;

    /// <summary>Whole numbers up to this are exact in double arithmetic.</summary>
    public const double ExactBound = 1L << 53;

    private const long Base = 1L << LimbBits;

    /// <summary>Every panel, those of one limb first.</summary>
    public static ReadOnlySpan<LimbPanel> All => AllPanels;

    private static readonly LimbPanel[] AllPanels = [new(0, 0), new(1, 1), new(2, 2), new(0, 1), new(0, 2), new(1, 2)];

    /// <summary>Whether the panel holds a limb, not the sum of two.</summary>
    public bool IsSingle => Low == High;

    /// <summary>What the panel holds of columns that have no more than some limbs: a limb beyond them is 0.</summary>
    public LimbPanel Of(int limbs) => High < limbs ? this : new LimbPanel(Low, Low);

    /// <summary>The number of limbs that a magnitude takes.</summary>
    public static int LimbsOf(ulong magnitude) => magnitude < OneLimb ? 1 : magnitude <= TwoLimbs ? 2 : 3;

    /// <summary>The largest magnitude in the panel.</summary>
    /// <param name="limbs">Largest number of limbs of a column.</param>
    /// <param name="narrow">Largest magnitude of a deviation of one limb.</param>
    public double Bound(int limbs, ulong narrow)
    {
        const double Limb = Base / 2, Top = 1L << 20;
        double low = Low == 0 ? Math.Max(narrow, limbs > 1 ? Limb : 0) : Low == 2 ? Top : Limb;
        if (IsSingle)
            return low;
        return Math.Max(low, Limb + (High == 2 ? Top : Limb));
    }

    /// <summary>The number of rows, at least <see cref="PanelPacker.ChunkRows"/>, over which products of two numbers of the panel sum exactly.</summary>
    public int ExactRows(int limbs, ulong narrow)
    {
        double bound = Math.Max(Bound(limbs, narrow), 1);
        int rows = (int)Math.Min(ExactBound / (bound * bound), PackedRun.MaxBlocks * RowBlock.Capacity);
        Debug.Assert(rows >= PanelPacker.ChunkRows && bound * bound * rows <= ExactBound, "A chunk of rows must sum exactly.");
        return rows;
    }

    /// <summary>What a sum of products over this panel counts for: sum · Factor · 2^Shift.</summary>
    /// <param name="limbs">The larger number of limbs of the two columns; more than <see cref="High"/>.</param>
    public (long Factor, int Shift) Weight(int limbs)
    {
        const long Square = Base * Base;
        return (Low, High, limbs) switch
        {
            (0, 0, 1) => (1, 0),
            (0, 0, 2) => (1 - Base, 0),
            (1, 1, 2) => (Base - 1, LimbBits),
            (0, 0, _) => (1 - Base - Square, 0),
            (1, 1, _) => (Base - 1 - Square, LimbBits),
            (2, 2, _) => (Square - Base - 1, 2 * LimbBits),
            (0, 1, _) => (1, LimbBits),
            (0, 2, _) => (1, 2 * LimbBits),
            _ => (Base, 2 * LimbBits),
        };
    }

    /// <summary>Adds a sum of products over this panel to the sum of the products of deviations.</summary>
    /// <param name="target">The sum of the products of deviations.</param>
    /// <param name="sum">The sum of products over this panel.</param>
    /// <param name="limbs">The larger number of limbs of the two columns; more than <see cref="High"/>.</param>
    public void AddTo(ref Int192 target, long sum, int limbs)
    {
        if (limbs == 1)
        {
            Int192.Add(ref target, sum);
            return;
        }

        (long factor, int shift) = Weight(limbs);
        Int192.Add(ref target, Math.BigMul(sum, factor), shift);
    }
}
