using Fusion.Contracts.Faults;

namespace Fusion.Contracts.Protocols;

/// <summary>The command or query was understood and declined; nothing changed but what the fault's text says.</summary>
public sealed record Refused(Fault Fault) : IReply;
