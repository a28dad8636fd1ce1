using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using MessagePack;
using MessagePack.ImmutableCollection;
using MessagePack.Resolvers;

namespace Fusion.Actors.Serialization;

/// <summary>How the members of messages are written.</summary>
internal static class WireFormat
{
    /// <summary>
    /// Ids as their text, statistics and frames as byte strings, messages inside messages with their manifest; everything else by member name.
    /// Bytes come from the network and from disk, so depth is bounded and hashes are collision-resistant.
    /// </summary>
    public static readonly MessagePackSerializerOptions Options = MessagePackSerializerOptions.Standard
        .WithResolver(CompositeResolver.Create(
            [
                new TextFormatter<CustomerId>(id => id.Value, CustomerId.Parse),
                new TextFormatter<ProjectName>(name => name.Value, ProjectName.Parse),
                new TextFormatter<ModelId>(id => id.Value, ModelId.Parse),
                new TextFormatter<AttemptId>(id => id.Value, text => new AttemptId(text)),
                new TextFormatter<ProjectId>(id => id.EntityId, ProjectId.Parse),
                new TextFormatter<JobId>(id => id.EntityId, JobId.Parse),
                new SchemaFormatter(),
                new StatisticsFormatter(),
                new RowBatchFormatter(),
                new DataFrameFormatter(),
                new NestedMessageFormatter<IReply>(),
                new NestedMessageFormatter<IProjectMessage>(),
                new NestedMessageFormatter<Fusion.Contracts.Protocols.ExplorationProtocol.IQuestion>(),
                new NestedMessageFormatter<ICustomerMessage>(),
            ],
            [ImmutableCollectionResolver.Instance, BuiltinResolver.Instance, ContractlessStandardResolver.Instance]))
        .WithSecurity(MessagePackSecurity.UntrustedData);
}
