namespace Fusion.Node.Options;

/// <summary>An options class: knows the section of the configuration it is read from.</summary>
internal interface ISettings
{
    /// <summary>The section, e.g. <c>Fusion:Http</c>; an environment variable writes it <c>Fusion__Http__</c>.</summary>
    static abstract string Section { get; }
}
