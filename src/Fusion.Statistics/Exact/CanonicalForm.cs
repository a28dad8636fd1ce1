using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Fusion.Statistics.Exact;

/// <summary>Writes sums in the one form that all representations of the same sums share, and hashes it.</summary>
/// <remarks>
/// <para>The form knows no scale, pivot, attribute order or history. It is the concatenation of</para>
/// <list type="number">
/// <item>the text <c>fusion-digest-1</c> and the number of rows;</item>
/// <item>the presence groups (categories, and attributes of no category): how many; of each its name, whether it is a category, and its count of rows present;</item>
/// <item>the attributes: how many; of each its name, kind, group, Σx, Σx³ and Σx⁴;</item>
/// <item>Σxy for every pair, Σx² on the diagonal, row by row of the lower triangle;</item>
/// <item>Σx²·y for every binary y and, within, every continuous x;</item>
/// <item>for every group that was missing in some row: which; each other group missing with it and in how many rows; each attribute with Σx or Σx² over
/// those rows not 0, and the two; both lists closed by −1.</item>
/// </list>
/// <para>Groups are sorted by name (UTF-8 bytes; a category after an attribute of its name), attributes by name, and both are referred to by position.
/// An integer is one byte, its length, and that many bytes of its shortest little-endian two's complement form (none for 0). A decimal is
/// the integer m and the integer k of m·10^-k, m not divisible by ten, or 0 and 0. A text is its length in bytes, as an integer, and UTF-8.</para>
/// <para>Left out are a dummy whose sums are all zero, and any group in none of whose rows there is anything to count: what was added and
/// subtracted again is as if never seen.</para>
/// </remarks>
internal sealed class CanonicalForm : IDisposable
{
    private readonly ExactSums _sums;
    private readonly Schema _schema;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly List<int> _groups;
    private readonly List<int> _attributes;
    private int _length;

    private CanonicalForm(ExactSums sums)
    {
        _sums = sums;
        _schema = sums.Schema;
        var liveness = new Liveness(sums);
        (byte[] Name, int IsCategory)[] keys = GroupKeys();
        _groups = [.. Enumerable.Range(0, _schema.GroupCount).Where(liveness.IsGroupLive)];
        _groups.Sort((a, b) => Compare(keys[a], keys[b]));
        byte[][] names = [.. _schema.Select(attribute => Encoding.UTF8.GetBytes(attribute.Name))];
        _attributes = [.. Enumerable.Range(0, _schema.Count).Where(liveness.IsAttributeLive)];
        _attributes.Sort((a, b) => names[a].AsSpan().SequenceCompareTo(names[b]));
        Write("fusion-digest-1");
        Write(sums.Rows);
        WriteGroups(keys);
        WriteAttributes(names);
        WriteProducts();
        WriteConditionals();
        WriteDeficits();
    }

    /// <summary>SHA-256 of the canonical form.</summary>
    public static StatisticsDigest Digest(ExactSums sums)
    {
        using var form = new CanonicalForm(sums);
        form.Flush();
        return new StatisticsDigest(form._hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private static int Compare((byte[] Name, int IsCategory) left, (byte[] Name, int IsCategory) right)
    {
        int order = left.Name.AsSpan().SequenceCompareTo(right.Name);
        return order != 0 ? order : left.IsCategory - right.IsCategory;
    }

    private (byte[] Name, int IsCategory)[] GroupKeys()
    {
        var keys = new (byte[], int)[_schema.GroupCount];
        for (int i = 0; i < _schema.Count; i++)
        {
            AttributeInfo attribute = _schema[i];
            keys[_schema.GroupOf(i)] = (Encoding.UTF8.GetBytes(attribute.Category ?? attribute.Name), attribute.Category is null ? 0 : 1);
        }

        return keys;
    }

    private void WriteGroups((byte[] Name, int IsCategory)[] keys)
    {
        Write(_groups.Count);
        foreach (int group in _groups)
        {
            WriteBytes(keys[group].Name);
            Write(keys[group].IsCategory);
            Write(_sums.Rows - _sums.Missing(group));
        }
    }

    private void WriteAttributes(byte[][] names)
    {
        var positions = new int[_schema.GroupCount];
        for (int position = 0; position < _groups.Count; position++)
        {
            positions[_groups[position]] = position;
        }

        Write(_attributes.Count);
        foreach (int i in _attributes)
        {
            int scale = _sums.Attributes[i].Scale;
            WriteBytes(names[i]);
            Write((int)_schema[i].Kind);
            Write(positions[_schema.GroupOf(i)]);
            Write(RawMoments.Sum(_sums, i), scale);
            Write(RawMoments.Cubes(_sums, i), 3 * scale);
            Write(RawMoments.Fourths(_sums, i), 4 * scale);
        }
    }

    private void WriteProducts()
    {
        for (int row = 0; row < _attributes.Count; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                (int i, int j) = (_attributes[row], _attributes[column]);
                Write(RawMoments.Product(_sums, i, j), _sums.Attributes[i].Scale + _sums.Attributes[j].Scale);
            }
        }
    }

    private void WriteConditionals()
    {
        foreach (int j in _attributes)
        {
            if (_sums.Conditionals[j] is null)
                continue;
            foreach (int i in _attributes)
            {
                if (_sums.Conditionals[i] is null)
                    Write(RawMoments.SquaresWhere(_sums, i, j), 2 * _sums.Attributes[i].Scale);
            }
        }
    }

    private void WriteDeficits()
    {
        for (int position = 0; position < _groups.Count; position++)
        {
            int group = _groups[position];
            if (_sums.Deficits[group] is not { } deficit || deficit.IsZero)
                continue;
            Write(position);
            WriteBothMissing(group, deficit);
            WriteDeficitSums(group, deficit);
        }
    }

    private void WriteBothMissing(int group, GroupDeficit deficit)
    {
        for (int position = 0; position < _groups.Count; position++)
        {
            long both = deficit.Both[_groups[position]];
            if (both == 0 || _groups[position] == group)
                continue;
            Write(position);
            Write(both);
        }

        Write(-1);
    }

    private void WriteDeficitSums(int group, GroupDeficit deficit)
    {
        for (int position = 0; position < _attributes.Count; position++)
        {
            int i = _attributes[position];
            long rows = _sums.MissingWithout(group, _schema.GroupOf(i));
            int scale = _sums.Attributes[i].Scale;
            Int320 sum = RawMoments.ShiftedSum(deficit.Sums[i], rows, _sums.Attributes[i].Pivot);
            Int320 squares = RawMoments.ShiftedSquares(deficit.Squares[i], deficit.Sums[i], rows, _sums.Attributes[i].Pivot);
            if (sum == 0 && squares == 0)
                continue;
            Write(position);
            Write(sum, scale);
            Write(squares, 2 * scale);
        }

        Write(-1);
    }

    private void Write(string text) => WriteBytes(Encoding.UTF8.GetBytes(text));

    private void WriteBytes(byte[] bytes)
    {
        Write(bytes.Length);
        Flush();
        _hash.AppendData(bytes);
    }

    private void Write(long value)
    {
        Int192 wide = value;
        WriteLimbs(wide);
    }

    private void Write(Int320 mantissa, int scale)
    {
        scale = StripZeros(ref mantissa, scale);
        WriteLimbs(mantissa);
        Write(scale);
    }

    private void WriteLimbs(ReadOnlySpan<ulong> limbs)
    {
        if (_length + 64 > _buffer.Length)
            Flush();
        _length += Limbs.Write(limbs, _buffer.AsSpan(_length));
    }

    private void Flush()
    {
        _hash.AppendData(_buffer.AsSpan(0, _length));
        _length = 0;
    }

    /// <summary>Takes the factors of ten out of a mantissa; small ones without leaving 64 bits, since a digest strips one per pair of attributes.</summary>
    private static int StripZeros(ref Int320 mantissa, int scale)
    {
        if (mantissa == 0)
            return 0;
        if ((mantissa[0] & 1) != 0)
            return scale;
        if (mantissa == (long)mantissa[0])
        {
            long small = (long)mantissa[0];
            for (; small % 10 == 0; small /= 10)
            {
                scale--;
            }

            mantissa = small;
            return scale;
        }

        return StripWideZeros(ref mantissa, scale);
    }

    private static int StripWideZeros(ref Int320 mantissa, int scale)
    {
        BigInteger value = mantissa.ToBigInteger();
        while (true)
        {
            BigInteger quotient = BigInteger.DivRem(value, 10, out BigInteger rest);
            if (!rest.IsZero)
                break;
            value = quotient;
            scale--;
        }

        Limbs.Read(value.ToByteArray(), mantissa);
        return scale;
    }
}
