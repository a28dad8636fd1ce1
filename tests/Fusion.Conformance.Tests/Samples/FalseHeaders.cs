namespace Fusion.Conformance.Tests.Samples;

/// <summary>Brings about the errors of the table of authentication errors.</summary>
internal static class FalseHeaders
{
    private const string SomeSignature = "nJNLoSgvphIbT8IDPdIAfM2hzCH1H9Xy1tCiMvTwGS0=";

    /// <summary>Makes that one header wrong that the sample's text complains of.</summary>
    public static void Apply(string id, Dictionary<string, string> headers)
    {
        switch (id)
        {
            case "auth-401-bad-signature" or "auth-error-3":
                headers["Authorization"] = SomeSignature;
                break;
            case "auth-error-1":
                headers["Content-MD5"] = "mZFLkyvTelC5g8XnyQrpOw==";
                break;
            case "auth-error-4":
                headers.Remove("Authorization");
                break;
            case "auth-error-5":
                headers.Remove("sym-date");
                break;
            case "auth-error-6":
                headers["sym-date"] = "2014-10-24 14:28:03;000000";
                break;
            case "auth-error-7":
                headers["sym-date"] = "yesterday at noon";
                break;
        }
    }
}
