namespace Fusion.Node.Push;

/// <summary>Tells that a node can't be reached, once for each time.</summary>
/// <param name="node">The node.</param>
/// <param name="tell">Takes the text.</param>
/// <param name="inner">Sends.</param>
internal sealed class NodeWatch(Uri node, Action<string> tell, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private int _isAway;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            Volatile.Write(ref _isAway, 0);
            return response;
        }
        catch (HttpRequestException lost)
        {
            if (Interlocked.Exchange(ref _isAway, 1) == 0) tell($"waiting for the node at {node}: {lost.GetBaseException().Message}");
            throw;
        }
    }
}
