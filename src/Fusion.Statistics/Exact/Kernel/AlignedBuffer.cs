using System.Runtime.CompilerServices;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>Working memory that grows, aligned to a cache line, at a fixed address for as long as this object lives.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;

    /// <summary>Memory beyond this is not kept from one run to the next: 64 MiB.</summary>
    private const int KeptWords = 8 << 20;

    private double[] _memory = [];

    /// <summary>Makes room.</summary>
    /// <param name="length">Number of 8-byte words wanted.</param>
    /// <returns>The first word. The words are 0 when the memory is new, else what they were.</returns>
    public double* Reserve(long length)
    {
        const int Padding = Alignment / sizeof(double);
        if (_memory.Length < length + Padding)
            _memory = GC.AllocateArray<double>(checked((int)(length + (length / 4) + Padding)), pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref _memory[0]);
        return (double*)((address + Alignment - 1) & -Alignment);
    }

    /// <summary>Gives much memory back; what <see cref="Reserve"/> returned is of no more use.</summary>
    public void Trim()
    {
        if (_memory.Length > KeptWords)
            _memory = [];
    }
}
