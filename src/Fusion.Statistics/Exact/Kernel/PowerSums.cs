namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Σd, Σd³ and Σd⁴ of one column.</summary>
internal readonly record struct PowerSums(Int128 Sum, Int320 Cubes, Int320 Fourths);
