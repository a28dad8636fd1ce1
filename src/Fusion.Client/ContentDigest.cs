namespace Fusion.Client;

/// <summary>How a request's body enters its signature.</summary>
public enum ContentDigest
{
    /// <summary>Header <c>Content-MD5</c>, and the body itself in the string to sign. Every server of this contract understands it.</summary>
    Md5,

    /// <summary>Header <c>sym-content-sha256</c>; the digest stands for the body in the string to sign. Faster for large bodies; understood by Fusion servers.</summary>
    Sha256,
}
