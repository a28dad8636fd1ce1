using System.Collections.Immutable;

namespace Fusion.Models.Tests.Support;

internal static class Requests
{
    /// <summary>A request by names separated by blanks.</summary>
    public static MlContext Names(string inputs, string targets = "", params (string Key, string Value)[] extra) => MlContext.Empty with
    {
        InputAttributeNames = Split(inputs),
        TargetAttributeNames = Split(targets),
        ExtraParameters = extra.ToImmutableDictionary(entry => entry.Key, entry => entry.Value),
    };

    /// <summary>A request by indexes separated by blanks.</summary>
    public static MlContext Indexes(string inputs, string targets = "") => MlContext.Empty with
    {
        InputAttributes = Split(inputs),
        Targets = Split(targets),
    };

    private static ImmutableArray<string> Split(string texts) => [.. texts.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
