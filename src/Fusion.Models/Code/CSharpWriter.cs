namespace Fusion.Models.Code;

/// <summary>A C# method in the layout of the Java one.</summary>
internal sealed class CSharpWriter() : BraceWriter("csharp", "C#", "public static", "System.Math.Max", Names)
{
    private static readonly Identifiers Names = new(
        """
        abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit
        extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out
        override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true
        try typeof uint ulong unchecked unsafe ushort using virtual void volatile while scoped __arglist __makeref __reftype __refvalue System
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);
}
