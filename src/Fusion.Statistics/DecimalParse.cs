namespace Fusion.Statistics;

/// <summary>What <see cref="DecimalNumber.TryParse"/> found in a text.</summary>
public enum DecimalParse : byte
{
    /// <summary>A number, kept exactly.</summary>
    Value,

    /// <summary>A number that has more digits than can be kept: the value is rounded half-even.</summary>
    Rounded,

    /// <summary>No value: the text is empty, blank or <c>nan</c> in any case.</summary>
    Missing,

    /// <summary>An infinity: <c>inf</c> or <c>infinity</c> in any case, with or without a sign.</summary>
    NotFinite,

    /// <summary>The text is not a decimal number.</summary>
    NotANumber,

    /// <summary>A number too large to be kept.</summary>
    OutOfRange,
}
