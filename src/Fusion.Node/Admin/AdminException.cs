namespace Fusion.Node.Admin;

/// <summary>An operator asked for what can't be; the message says what can.</summary>
internal sealed class AdminException(int status, string message) : Exception(message)
{
    /// <summary>The HTTP status that says so.</summary>
    public int Status => status;
}
