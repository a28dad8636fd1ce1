using System.Text;

namespace Fusion.Fuzz.Tests;

/// <summary>Changes inputs. The same seed makes the same input, on every machine.</summary>
internal sealed class Mutator(FuzzTarget target, IReadOnlyList<byte[]> corpus)
{
    private const int LongestInput = 1 << 14;
    private const int MostRepeats = 64;

    private static readonly byte[] OddBytes = [0, 1, 9, 10, 13, 32, 34, 39, 44, 46, 48, 57, 58, 59, 61, 91, 92, 93, 123, 125, 127, 128, 0xC0, 0xED, 0xEF, 0xFF];

    private static readonly string[] OddTexts =
    [
        "1e999", "-1e-999", "9223372036854775807", "-9223372036854775808", "0000000000000000000000000000000000001", "1e2147483648", "-0", "0.1e+", "NaN",
        "-Infinity", "nan", "true", "null", "\\ud800", "\\u0000", "\ufeff", "€", "😀", "%00", "%C3%28", "\r\n", "[[[[[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":",
    ];

    /// <summary>The input of a seed.</summary>
    public byte[] Input(int seed)
    {
        Random random = new(seed);
        List<byte> input = [.. corpus[random.Next(corpus.Count)]];
        bool inPlace = target.HasLengths && input.Count > 0 && random.Next(4) > 0;
        for (int changes = 1 + random.Next(inPlace ? 2 : 6); changes > 0; changes--)
            Change(input, random, inPlace);
        if (input.Count > LongestInput) input.RemoveRange(LongestInput, input.Count - LongestInput);
        byte[] bytes = [.. input];
        return target.Seal is { } seal && (inPlace || random.Next(2) == 0) ? seal(bytes) : bytes;
    }

    private void Change(List<byte> input, Random random, bool inPlace)
    {
        int at = random.Next(inPlace ? input.Count : input.Count + 1), length = random.Next(Math.Min(32, input.Count - at) + 1);
        switch (random.Next(inPlace ? 2 : 9))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < input.Count:
                input[at] = OddBytes[random.Next(OddBytes.Length)];
                break;
            case 2:
                input.Insert(at, OddBytes[random.Next(OddBytes.Length)]);
                break;
            case 3:
                input.RemoveRange(at, length);
                break;
            case 4:
                Repeat(input, at, length, 1 + random.Next(MostRepeats));
                break;
            case 5:
                Splice(input, at, random);
                break;
            case 6 when at < input.Count && random.Next(4) == 0:
                input.RemoveRange(at, input.Count - at);
                break;
            case 7 when Number(input, at) is (var start, > 0 and var digits):
                input.RemoveRange(start, digits);
                input.InsertRange(start, Encoding.UTF8.GetBytes(OddTexts[random.Next(9)]));
                break;
            default:
                input.InsertRange(at, Word(random));
                break;
        }
    }

    private byte[] Word(Random random)
    {
        bool own = target.Words.Count > 0 && random.Next(3) > 0;
        return Encoding.UTF8.GetBytes(own ? target.Words[random.Next(target.Words.Count)] : OddTexts[random.Next(OddTexts.Length)]);
    }

    private static void Repeat(List<byte> input, int at, int length, int times)
    {
        byte[] part = [.. input.GetRange(at, length)];
        for (int i = 0; i < times && input.Count < LongestInput; i++)
            input.InsertRange(at, part);
    }

    private void Splice(List<byte> input, int at, Random random)
    {
        byte[] other = corpus[random.Next(corpus.Count)];
        int start = random.Next(other.Length + 1);
        input.InsertRange(at, other.AsSpan(start, random.Next(other.Length - start + 1)).ToArray());
    }

    /// <summary>The run of digits at or after a position.</summary>
    private static (int Start, int Length) Number(List<byte> input, int at)
    {
        int start = input.FindIndex(at, value => value is >= (byte)'0' and <= (byte)'9');
        if (start < 0) return (at, 0);
        int end = input.FindIndex(start, value => value is < (byte)'0' or > (byte)'9');
        return (start, (end < 0 ? input.Count : end) - start);
    }
}
