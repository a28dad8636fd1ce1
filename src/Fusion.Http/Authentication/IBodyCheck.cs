namespace Fusion.Http.Authentication;

/// <summary>What must hold of a body, found while it is read.</summary>
internal interface IBodyCheck : IDisposable
{
    /// <summary>Takes the next piece.</summary>
    void Append(ReadOnlySpan<byte> piece);

    /// <summary>Ends the body.</summary>
    /// <exception cref="Envelopes.DeclinedException">It does not hold; the answer says what.</exception>
    void Complete();
}
