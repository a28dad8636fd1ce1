namespace Fusion.Contracts.Protocols;

/// <summary>A message to the one entity that gives job numbers.</summary>
public interface IJobNumberMessage : IFusionMessage;
