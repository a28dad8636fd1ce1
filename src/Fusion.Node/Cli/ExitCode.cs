namespace Fusion.Node.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done as asked.</summary>
    public const int Success = 0;

    /// <summary>It did not work; one line on standard error says why.</summary>
    public const int Failure = 1;

    /// <summary>The command line or a setting is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Rows, or a whole file, can't be read; the text says which.</summary>
    public const int BadRows = 3;
}
