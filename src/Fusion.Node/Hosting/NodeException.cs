namespace Fusion.Node.Hosting;

/// <summary>The node can't do what was asked for a reason its user can act on: the message is all that is shown.</summary>
internal sealed class NodeException(string message, Exception? cause = null) : Exception(message, cause);
