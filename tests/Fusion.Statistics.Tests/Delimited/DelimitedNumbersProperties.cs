using FsCheck.Xunit;
using Fusion.Statistics.Delimited;

namespace Fusion.Statistics.Tests.Delimited;

[Properties(MaxTest = 400, Replay = "(20240607,1357911)")]
public sealed class DelimitedNumbersProperties
{
    private static readonly Func<DelimitedOptions, LineScanner>[] Scanners =
        [options => new Vector256LineScanner(options), options => new Vector128LineScanner(options), options => new ScalarLineScanner(options)];

    private static readonly Func<Schema, DelimitedOptions, RowReader>[] Readers =
        [RowReader.Best, (schema, options) => new RowReader<ScalarCellDigits>(schema, options)];

    [Property]
    public void Blocks_are_those_of_the_builder_for_any_split(int seed, int pieces, bool skip)
    {
        var sample = new DelimitedSample(seed);
        DelimitedOptions options = new() { SkipBadRows = skip };
        var reader = new DelimitedNumbers(sample.Attributes, options);
        var random = new Random(pieces);
        int longest = 1 << random.Next(1, 14);

        AssertAsExpected(sample, reader, sample.Read(reader, () => random.Next(1, longest)), skip);
    }

    [Property(MaxTest = 60)]
    public void Blocks_are_those_of_the_builder_byte_by_byte(int seed, bool skip)
    {
        var sample = new DelimitedSample(seed);
        var reader = new DelimitedNumbers(sample.Attributes, new DelimitedOptions { SkipBadRows = skip });

        AssertAsExpected(sample, reader, sample.Read(reader, () => 1), skip);
    }

    [Property(MaxTest = 30)]
    public void Several_blocks_in_one_piece_are_those_of_the_builder(int seed, bool skip)
    {
        var sample = new DelimitedSample(seed, longest: 4000);
        var reader = new DelimitedNumbers(sample.Attributes, new DelimitedOptions { SkipBadRows = skip });

        AssertAsExpected(sample, reader, sample.Read(reader, () => int.MaxValue), skip);
    }

    [Property(MaxTest = 150)]
    public void The_processor_has_no_say(int seed)
    {
        var sample = new DelimitedSample(seed);
        var options = new DelimitedOptions { SkipBadRows = true };
        string[] contents =
        [
            .. from scanner in Scanners
               from rows in Readers
               select DelimitedSample.Content(sample.Read(new DelimitedNumbers(Schema.Of(sample.Attributes), options, scanner, rows), () => 500)),
        ];

        Assert.Single(contents.Distinct());
    }

    private static void AssertAsExpected(DelimitedSample sample, DelimitedNumbers reader, List<RowBlock> blocks, bool skip)
    {
        List<RowBlock> expected = sample.Expected(skip);
        Assert.Equal(DelimitedSample.Content(expected), DelimitedSample.Content(blocks));
        Assert.Equal(sample.Errors.Take(16), reader.Errors);
        Assert.Equal((sample.Errors.Count, !skip && sample.Errors.Count > 0), (reader.RejectedRows, reader.IsStopped));
    }
}
