namespace Fusion.Node.Options;

/// <summary>Where operators reach a node: section <c>Fusion:Admin</c>, checked when the host starts.</summary>
internal sealed class AdminOptions
{
    /// <summary>Where the settings are in the configuration.</summary>
    public const string Section = "Fusion:Admin";

    /// <summary>The value of <see cref="Url"/> for <see cref="DefaultUrl"/>, or a free port of loopback where that is taken.</summary>
    public const string Auto = "auto";

    /// <summary>The value of <see cref="Url"/> for a node without admin endpoint.</summary>
    public const string Off = "off";

    /// <summary>Where a node listens when nothing else is said and no other node does.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8081";

    /// <summary>Where a node listens when its neighbour has <see cref="DefaultUrl"/>.</summary>
    public const string FreeUrl = "http://127.0.0.1:0";

    /// <summary>
    /// The address to listen on, <c>http://host:port</c>: port 0 takes a free one. <see cref="Auto"/> by default, so that several nodes start on one machine.
    /// Loopback unless said otherwise: the token travels as it is.
    /// </summary>
    [AdminUrl]
    public string Url { get; init; } = Auto;

    /// <summary>
    /// What operators show to be let in, 16 printable ASCII characters or more. Empty by default: a random one in the data folder, readable for its owner only.
    /// </summary>
    [AdminToken]
    public string Token { get; init; } = string.Empty;
}
