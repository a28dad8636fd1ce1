namespace Fusion.Http.OpenApi;

/// <summary>What a request carries.</summary>
internal enum BodyKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Rows under named columns: as a data frame, as CSV or as an Arrow stream, compressed or not.</summary>
    DataFrame,

    /// <summary>Inputs, targets and parameters of one model.</summary>
    Context,

    /// <summary>A list of those, one for each question.</summary>
    Contexts,

    /// <summary>Keys and texts.</summary>
    Map,

    /// <summary>A list of cells, encrypted.</summary>
    Cells,

    /// <summary>What an export answered.</summary>
    Archive,
}
