using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Actors.Tests.Serialization;

/// <summary>
/// Makes one instance of any message, every leaf with a value of its own, so that a member that is lost or swapped on the wire shows.
/// Deterministic: golden files depend on it.
/// </summary>
internal sealed class SampleFactory
{
    /// <summary>Members that messages gained after their golden file was written: there they have their default.</summary>
    private static readonly HashSet<string> LaterMembers =
    [
        "UpdateRows.Trace", "UpdateSums.Trace", "RowsUpdated.IsRepeated",
        "ProjectEntry.LaterName", "ProjectInfo.Condition", "ProjectInfo.IsDirty", "ProjectInfo.IsSilent", "GetProjectInfo.AsIs", "BatchesCommitted.Log",
        "CellSnapshot.Condition", "CellSnapshot.Log", "FusionSnapshot.Condition", "ProjectRegistered.Imported",
        "CatalogueEntry.Imported", "CatalogueEntry.Naming", "FittedModel.Context", "FittedModel.ImportKey", "BuildModel.Independent", "BuildModel.Reduction", "Predict.Impute", "BatchesCommitted.Change", "CellSnapshot.Variant",
        "ProjectContent.Variant", "StatisticsFound.Variant", "CellCopy.Variant", "AttributesAppended.Parameters", "FusionSnapshot.Parameters",
        "JobInfo.IsStarted", "JobInfo.Details", "StartJob.Details", "StartCatalogueJob.Details", "JobOpened.Details",
        "JobOpened.Maximum", "JobClosed.Progress",
        "CellSnapshot.Pages", "Explore.OmitInfo", "Explored.OmitInfo",
        "Explore.LeaveOneOut", "Explored.LeftOut", "GetStatistics.Interval", "StatisticsFound.Exact", "CellSnapshot.Prefixes",
    ];

    private static readonly DataFrame Frame = Frames.Of("x,k", "CT", "1.5,a", ",b", "-2,");

    private readonly bool _asFirstWritten;
    private int _leaves;

    private SampleFactory(bool asFirstWritten) => _asFirstWritten = asFirstWritten;

    /// <summary>A message with a value for every member.</summary>
    public static object Make(Type type) => new SampleFactory(asFirstWritten: false).Value(type, type.Name)!;

    /// <summary>The message that its golden file holds: members that came later are absent.</summary>
    public static object MakeAsFirstWritten(Type type) => new SampleFactory(asFirstWritten: true).Value(type, type.Name)!;

    private object? Value(Type type, string name)
    {
        int leaf = ++_leaves;
        if (type == typeof(string)) return string.Create(CultureInfo.InvariantCulture, $"{name}-{leaf} é");
        if (type == typeof(bool)) return true;
        if (type == typeof(int)) return leaf;
        if (type == typeof(long)) return 5_000_000_000L + leaf;
        if (type == typeof(double)) return leaf + 0.1;
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 1, 2, 3, 4, leaf % 60, TimeSpan.Zero).AddTicks(leaf);
        if (type.IsEnum) return type.GetEnumValues().GetValue(leaf % type.GetEnumValues().Length);
        if (type == typeof(CustomerId)) return CustomerId.Parse($"c{leaf}@x.org");
        if (type == typeof(ProjectName)) return ProjectName.Parse($"project {leaf}");
        if (type == typeof(ModelId)) return ModelId.Parse($"model{leaf}");
        if (type == typeof(ProjectId)) return new ProjectId(CustomerId.Parse($"c{leaf}"), ProjectName.Parse($"p{leaf}"), leaf);
        if (type == typeof(JobId)) return new JobId(CustomerId.Parse($"c{leaf}"), leaf);
        if (type == typeof(DataFrame)) return Frame;
        if (type == typeof(SufficientStatistics)) return Frames.Sums(Frame);
        if (type == typeof(RowBatch)) return new RowBatch(FrameEncoder.Encode(Frame, AttributeCatalog.Empty, EncodeOptions.Default).Blocks);
        if (type == typeof(Schema)) return Frames.Sums(Frame).Schema;
        if (type == typeof(ReadOnlyMemory<byte>)) return new ReadOnlyMemory<byte>([(byte)leaf, 200, 0]);
        if (type == typeof(IReply)) return Value(typeof(ProjectProtocol.DigestFound), name);
        if (type == typeof(ExplorationProtocol.IQuestion)) return Value(typeof(ExplorationProtocol.GetMatrix), name);
        if (type == typeof(ICustomerMessage)) return Value(typeof(CustomerProtocol.GetProjectInfos), name);
        if (type == typeof(IProjectMessage)) return Value(typeof(ProjectProtocol.GetDigest), name);
        return type.IsGenericType ? Generic(type, name) : Record(type);
    }

    private object? Generic(Type type, string name)
    {
        Type[] arguments = type.GetGenericArguments();
        Type definition = type.GetGenericTypeDefinition();
        if (definition == typeof(KeyValuePair<,>))
            return Activator.CreateInstance(type, Value(arguments[0], name), Value(arguments[1], name));
        if (definition == typeof(Nullable<>)) return Value(arguments[0], name);
        if (definition == typeof(ImmutableArray<>)) return List(arguments[0], name, typeof(ImmutableArray));
        if (definition == typeof(ImmutableSortedDictionary<,>) || definition == typeof(ImmutableDictionary<,>)) return Map(type, arguments, name);
        throw new NotSupportedException($"No sample for {type}");
    }

    private object List(Type item, string name, Type factory)
    {
        Array items = Array.CreateInstance(item, 2);
        for (int i = 0; i < items.Length; i++) items.SetValue(Value(item, name), i);
        MethodInfo create = factory.GetMethods()
            .Single(method => method.Name == "Create" && method.GetParameters() is [{ ParameterType: { IsArray: true } }])
            .MakeGenericMethod(item);
        return create.Invoke(null, [items])!;
    }

    private object Map(Type type, Type[] arguments, string name)
    {
        IDictionary map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
        for (int i = 0; i < 2; i++) map.Add(Value(arguments[0], name)!, Value(arguments[1], name));
        object empty = type.GetField("Empty", BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!;
        return type.GetMethod("AddRange")!.Invoke(empty, [map])!;
    }

    private object Record(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)
            ?? throw new NotSupportedException($"No sample for {type}");
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => _asFirstWritten && LaterMembers.Contains($"{type.Name}.{parameter.Name}")
            ? parameter.DefaultValue
            : Value(parameter.ParameterType, parameter.Name!))]);
    }
}
