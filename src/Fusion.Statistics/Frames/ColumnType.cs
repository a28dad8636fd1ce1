namespace Fusion.Statistics.Frames;

/// <summary>What a column of a data frame holds; the value of a member is its letter.</summary>
public enum ColumnType : byte
{
    /// <summary>Letter C: a decimal number.</summary>
    Continuous = (byte)'C',

    /// <summary>Letter B: 0 or 1.</summary>
    Binary = (byte)'B',

    /// <summary>Letter S: a text. It makes no attribute.</summary>
    Text = (byte)'S',

    /// <summary>Letter T: a category, one binary attribute <c>column$value</c> for each value that occurs.</summary>
    Category = (byte)'T',

    /// <summary>Letter L: a list of items separated by <c>|</c>. It makes no attribute.</summary>
    List = (byte)'L',

    /// <summary>Letter X, or <c>-</c>: not used.</summary>
    Ignored = (byte)'X',

    /// <summary>Letter P: the id of a patient. It makes no attribute.</summary>
    Patient = (byte)'P',
}
