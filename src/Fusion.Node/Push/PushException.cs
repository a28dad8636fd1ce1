namespace Fusion.Node.Push;

/// <summary>A push could not count all rows; the message names the file, where possible the row, and what to do.</summary>
internal sealed class PushException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">File, row, and what to do.</param>
    /// <param name="exitCode">What the process tells its caller, see <see cref="Cli.ExitCode"/>.</param>
    /// <param name="cause">What happened; null for nothing beyond the message.</param>
    public PushException(string message, int exitCode, Exception? cause = null)
        : base(message, cause) => ExitCode = exitCode;

    /// <summary>What the process tells its caller.</summary>
    public int ExitCode { get; }
}
