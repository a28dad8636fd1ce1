using System.Collections.Immutable;

namespace Fusion.Statistics.Frames;

/// <summary>Turns data frames into blocks of numbers.</summary>
/// <remarks>
/// <para>A known name keeps its type whatever the frame says. A new C or B column becomes an attribute, a T column one binary attribute
/// <c>column$value</c> for each value, trimmed and in lower case; S, L, X and P columns make none. Without types a column is guessed: only 0 and 1
/// → B, numbers → C, else (also when no row has a value) S.</para>
/// <para>A row is bad when it has another number of cells than there are names, when a C or B cell is not a number of its kind, or when its
/// category would pass a limit. Bad rows register nothing. Empty cells and <c>nan</c> are missing and never bad; a row of missing cells counts.</para>
/// </remarks>
public static class FrameEncoder
{
    /// <summary>Encodes a frame.</summary>
    /// <param name="frame">The rows.</param>
    /// <param name="catalog">What is known already.</param>
    /// <param name="options">Modes and limits.</param>
    /// <returns>The accepted rows and the catalog they lead to. A frame without an accepted row changes nothing.</returns>
    /// <exception cref="FrameException">A column has too long a name, or names a dummy of a known category, or there are too many columns.</exception>
    /// <remarks>Deterministic: depends on the arguments alone. One pass over the cells, one more over those of columns whose type is guessed.</remarks>
    public static EncodedFrame Encode(DataFrame frame, AttributeCatalog catalog, EncodeOptions options)
    {
        FramePlan plan = FramePlan.Of(frame, catalog, options);
        var numbers = new NumericRows(frame, plan.Numbers, options.RowsBefore);
        bool skip = frame.ErrorHandling == DataFrame.SkipBadRows && !options.AllOrNothing;
        RowError? firstError = null;
        int rejected = 0;
        var accepted = new List<int>(frame.RowCount);
        for (int row = 0; row < frame.RowCount && (skip || rejected == 0); row++)
        {
            RowError? error = RowError.OfLength(options.Sent ?? frame, row, options.RowsBefore);
            if (error is null && options.RowFilter?.Invoke(frame, row) == false)
                continue;
            error ??= ReadRow(frame, row, numbers, plan.Categories);
            if (error is null && options.RowCheck?.Invoke(row) is { } problem)
                error = RowError.OfCell(numbers.NumberOf(row), problem.Column, problem.Text);
            EndRow(error is null, numbers, plan.Categories);
            if (error is null)
                accepted.Add(row);
            rejected += error is null ? 0 : 1;
            firstError ??= error;
        }

        if (accepted.Count == 0 || (options.AllOrNothing && firstError is not null))
            return new EncodedFrame([], catalog, 0, firstError, rejected);
        AttributeCatalog grown = catalog.Register(plan.NewAttributes, plan.Categories.Select(column => column.Name));
        return new EncodedFrame(Assemble(numbers, plan.Categories, grown.Schema), grown, accepted.Count, firstError, rejected) { Rows = [.. accepted] };
    }

    /// <summary>The attributes of columns that all hold numbers.</summary>
    /// <param name="names">The names of the columns.</param>
    /// <param name="types">Their types, parallel to the names.</param>
    /// <param name="catalog">What is known already; a known name keeps its type.</param>
    /// <param name="options">Limits.</param>
    /// <returns>One attribute a column, in this order; null when a column is none of type C or B.</returns>
    /// <exception cref="FrameException">As for <see cref="Encode"/>.</exception>
    public static ImmutableArray<AttributeInfo>? NumbersOf(
        ImmutableArray<string> names, ImmutableArray<ColumnType> types, AttributeCatalog catalog, EncodeOptions options)
    {
        FramePlan plan = FramePlan.Of(DataFrame.FromParts(names, types, FrameCells.None), catalog, options);
        return plan.Numbers.Length == names.Length ? [.. plan.Numbers.Select(column => column.Attribute)] : null;
    }

    private static RowError? ReadRow(DataFrame frame, int row, NumericRows numbers, ImmutableArray<CategoryColumn> categories)
    {
        if (numbers.Read(row) is { } error)
            return error;
        foreach (CategoryColumn column in categories)
        {
            if (column.Read(frame.Cell(row, column.Source)) is { } problem)
                return RowError.OfCell(numbers.NumberOf(row), column.Name, problem);
        }

        return null;
    }

    private static void EndRow(bool accepted, NumericRows numbers, ImmutableArray<CategoryColumn> categories)
    {
        if (accepted)
            numbers.AcceptRow();
        else
            numbers.CancelRow();
        foreach (CategoryColumn column in categories)
        {
            if (accepted)
                column.AcceptRow();
            else
                column.CancelRow();
        }
    }

    /// <summary>Adds the dummies to the blocks and brings the columns into the order of the schema.</summary>
    private static ImmutableArray<RowBlock> Assemble(NumericRows numbers, ImmutableArray<CategoryColumn> categories, Schema known)
    {
        AttributeInfo[] attributes =
            [.. numbers.Columns.Select(column => column.Attribute), .. categories.SelectMany(column => column.Dummies)];
        int[] order = [.. Enumerable.Range(0, attributes.Length).OrderBy(i => known.IndexOf(attributes[i].Name))];
        Schema schema = Schema.Of(order.Select(i => attributes[i]));
        var blocks = ImmutableArray.CreateBuilder<RowBlock>();
        int firstRow = 0;
        foreach (RowBlock block in numbers.Build())
        {
            ColumnBlock[] columns = [.. block.Columns, .. categories.SelectMany(column => column.Columns(firstRow, block.Rows))];
            blocks.Add(new RowBlock(block.Rows, [.. order.Select(i => columns[i])], schema));
            firstRow += block.Rows;
        }

        return blocks.ToImmutable();
    }
}
