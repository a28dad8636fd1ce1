namespace Fusion.Contracts.Protocols;

/// <summary>The only thing a caller may receive.</summary>
public interface IReply : IFusionMessage;
