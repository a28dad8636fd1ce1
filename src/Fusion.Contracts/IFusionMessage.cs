namespace Fusion.Contracts;

/// <summary>Everything that may travel between actors or into the journal. The wire serializer is bound to this type and to nothing else.</summary>
public interface IFusionMessage;
