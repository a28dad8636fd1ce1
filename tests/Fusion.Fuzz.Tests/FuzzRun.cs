namespace Fusion.Fuzz.Tests;

/// <summary>Feeds inputs to a reader on a thread of its own, and watches it.</summary>
internal sealed class FuzzRun(FuzzTarget target)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private volatile byte[]? _current;
    private volatile int _done;
    private volatile Finding? _finding;

    /// <summary>Inputs that were read to the end.</summary>
    public int Accepted { get; private set; }

    /// <summary>Inputs that were declined as documented.</summary>
    public int Declined { get; private set; }

    /// <summary>Reads inputs until one is a finding or there are no more.</summary>
    public Finding? Over(IEnumerable<byte[]> inputs)
    {
        Thread worker = new(() => Work(inputs)) { IsBackground = true, Name = $"fuzz {target}" }; // one that hangs does not keep the process
        worker.Start();
        for (int seen = -1; !worker.Join(Longest); seen = _done)
        {
            // The machine may have been busy: a hang hangs again, alone.
            if (seen == _done && _current is { } input && !EndsInTime(input))
                return new Finding(target, input, $"takes longer than {Longest.TotalSeconds} s");
        }

        return _finding;
    }

    private void Work(IEnumerable<byte[]> inputs)
    {
        foreach (byte[] input in inputs)
        {
            _current = input;
            _finding = Check(input, out bool accepted);
            if (_finding is not null) return;
            Accepted += accepted ? 1 : 0;
            Declined += accepted ? 0 : 1;
            _done++;
        }
    }

    private bool EndsInTime(byte[] input)
    {
        Thread alone = new(() => Check(input, out _)) { IsBackground = true };
        alone.Start();
        return alone.Join(Longest);
    }

    private Finding? Check(byte[] input, out bool accepted)
    {
        accepted = false;
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Read(input);
            accepted = true;
        }
        catch (Exception fault) when (target.IsDocumented(fault))
        {
            // what the reader promises
        }
        catch (Exception fault)
        {
            return new Finding(target, input, $"throws {fault}");
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        long allowed = target.BytesAtLeast + (long)target.BytesPerByte * input.Length;
        return allocated <= allowed ? null : new Finding(target, input, $"allocates {allocated} bytes for {input.Length}; allowed are {allowed}");
    }
}
