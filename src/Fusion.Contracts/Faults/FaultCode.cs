namespace Fusion.Contracts.Faults;

/// <summary>Why a request was declined. The HTTP layer maps each code to one status; a test walks them all.</summary>
public enum FaultCode
{
    /// <summary>The request itself is wrong: a parameter is missing, malformed or not possible here.</summary>
    InvalidRequest,

    /// <summary>No project of that name.</summary>
    UnknownProject,

    /// <summary>No job of that number, a foreign one, or one whose result has expired.</summary>
    UnknownJob,

    /// <summary>The operation is not possible on a fusion project, which owns no data.</summary>
    NotSupportedOnFusion,

    /// <summary>The name is taken.</summary>
    NameTaken,

    /// <summary>No model of that name.</summary>
    UnknownModel,

    /// <summary>Processing failed: a numerical failure, a frozen project, a lost node.</summary>
    ProcessingFailed,

    /// <summary>What the request was made from has changed meanwhile; sent again, it is made from what is true then.</summary>
    Stale,

    /// <summary>Another node could not be reached in time; the same request may succeed later.</summary>
    Unreachable,

    /// <summary>Too much work is waiting; the same request may succeed later.</summary>
    Overloaded,

    /// <summary>What is stored is not what was written.</summary>
    Damaged,

    /// <summary>It could not be stored; the same request may succeed later.</summary>
    Unstored,
}
