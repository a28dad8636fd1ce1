namespace Fusion.Fuzz.Tests;

/// <summary>An input that a reader does not cope with.</summary>
/// <param name="Target">The reader.</param>
/// <param name="Input">The input; put it into the corpus together with the mend.</param>
/// <param name="Problem">What happened.</param>
internal sealed record Finding(FuzzTarget Target, byte[] Input, string Problem)
{
    public override string ToString() => $"{Target}: {Problem}\ninput, Base64: {Convert.ToBase64String(Input)}";
}
