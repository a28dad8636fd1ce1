namespace Fusion.Contracts.Services;

/// <summary>Ends a node whose store is not that of the members it would join.</summary>
public interface IStoreRefusal
{
    /// <summary>Called once, before the node is a member.</summary>
    /// <param name="own">This node's store.</param>
    /// <param name="member">A member's address.</param>
    /// <param name="theirs">That member's store.</param>
    void Refuse(string own, string member, string theirs);
}
