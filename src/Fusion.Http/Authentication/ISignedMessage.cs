namespace Fusion.Http.Authentication;

/// <summary>What a signature covers.</summary>
internal interface ISignedMessage
{
    /// <summary>Whether any accepted form of this message, signed with that key, has that signature.</summary>
    bool HasSignature(string signature, string secretKey);

    /// <summary>The string to sign in its common form, with the key hidden and each line feed as the two characters <c>\n</c>.</summary>
    string Describe();
}
