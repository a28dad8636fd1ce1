namespace Fusion.Campaign;

/// <summary>What happens to a node.</summary>
internal enum Strike
{
    /// <summary>It is killed at a random moment and started again.</summary>
    Kill,

    /// <summary>It leaves as it should, handing its entities over, and is started again.</summary>
    Leave,

    /// <summary>It is stopped for so short a time that the others keep it.</summary>
    Pause,

    /// <summary>It is stopped until the others have downed it, and woken.</summary>
    Freeze,

    /// <summary>It loses the others for so short a time that nothing comes of it.</summary>
    Blink,

    /// <summary>It loses the others, and they it, until both sides have decided who goes on.</summary>
    Cut,
}
