namespace Fusion.Fuzz.Tests;

/// <summary>The harness finds what it is for.</summary>
public sealed class FuzzRunSpec
{
    [Fact]
    public void An_exception_that_is_not_documented_is_a_finding()
    {
        Assert.Contains("OverflowException", Run(_ => throw new OverflowException("x"))!.Problem, StringComparison.Ordinal);
        Assert.Null(Run(_ => throw new FormatException("x")));
    }

    [Fact]
    public void A_hang_is_a_finding()
    {
        using ManualResetEventSlim never = new();

        Assert.Contains("longer", Run(_ => never.Wait())!.Problem, StringComparison.Ordinal);
        never.Set();
    }

    [Fact]
    public void Memory_beyond_the_multiple_of_the_input_is_a_finding()
    {
        Assert.Contains("allocates", Run(_ => GC.KeepAlive(new byte[1 << 22]))!.Problem, StringComparison.Ordinal);
    }

    private static Finding? Run(Action<byte[]> read) => new FuzzRun(new FuzzTarget("test", read, fault => fault is FormatException)).Over([[1, 2, 3]]);
}
