using System.Globalization;
using System.Text;
using Akka.Actor;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Statistics;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Tests.Cells;

/// <summary>Cells that make something else of a frame before they learn it: the hash trick and power copies.</summary>
public sealed class CellTransformSpec : CellSpec
{
    private static readonly (string, string)[] Square =
        [("sml_project_power_column", "x"), ("sml_project_power_min", "2"), ("sml_project_power_max", "2"), ("sml_project_power_steps", "1")];

    private static readonly DataFrame Colours = Frames.Of("c,y", "TC", "red,1", "RED,1", "blue,5", "blue,5");

    [Fact]
    public async Task Values_are_learned_forgotten_and_predicted_by_bucket_also_after_a_restart()
    {
        IActorRef cell = await CreateAsync((LearningOptions.HashParameter, "1024"));
        await Ask<RowsUpdated>(cell, Learn(Colours));
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("c,y", "SC", "green,9")));
        cell = await RestartAsync(cell);
        await Ask<RowsUpdated>(cell, Forget(Frames.Of("c,y", "CC", "Green ,9")));

        SufficientStatistics statistics = await StatisticsAsync(cell);
        HashTrick hash = new(1024);
        string[] names = [.. ((string[])["red", "blue", "green"]).Select(value => $"c$h{hash.BucketOf(Encoding.UTF8.GetBytes(value))}")];
        Assert.Equal([names[0], names[1], "y", names[2]], statistics.Schema.Select(attribute => attribute.Name));
        Assert.Equal(Frames.Sums(hash.Apply(Colours, AttributeCatalog.Empty)).Digest(), statistics.Digest());
        Assert.Equal(["1", "5"], await PredictAsync(cell, names[0], Frames.Of("c", "T", " red", "blue")));
    }

    [Fact]
    public async Task The_row_filter_sees_the_texts_and_not_their_buckets()
    {
        IActorRef cell = await CreateAsync((LearningOptions.HashParameter, "16"), (LearningOptions.FilterParameter, "c==red"));

        Assert.Equal(1, (await Ask<RowsUpdated>(cell, Learn(Colours))).AcceptedRows);
    }

    [Fact]
    public async Task Power_copies_are_learned_forgotten_and_predicted_also_after_a_restart()
    {
        IActorRef cell = await CreateAsync(Square);
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("x,y", "CC", "1,1.5", "3,7.5", "2,4"))); // y = ((x+1)² − 1)/2
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("x,y", "CC", "9,1")));
        cell = await RestartAsync(cell);
        await Ask<RowsUpdated>(cell, Forget(Frames.Of("x,y", "CC", "9,1")));

        Assert.Equal(Frames.Sums(Frames.Of("x,y,pt_x^2", "CCC", "1,1.5,1.5", "3,7.5,7.5", "2,4,4")).Digest(), (await StatisticsAsync(cell)).Digest());
        Assert.Equal(["12"], await PredictAsync(cell, "pt_x^2", Frames.Of("x", "C", "4")));
    }

    [Fact]
    public async Task A_row_of_the_wrong_length_is_told_in_the_columns_that_were_sent()
    {
        IActorRef cell = await CreateAsync(Square);
        const string Wrong = "Row 1 has {0} cells; it must have 2, one for each attribute name.";

        RowsUpdated shorter = await Ask<RowsUpdated>(cell, Learn(Frames.Of("x,y", "CC", "1", "2,3")));
        RowsUpdated longer = await Ask<RowsUpdated>(cell, Learn(Frames.Of("x,y", "CC", "1,2,3")));
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("x,y", "CC", "1,1.5", "3,7.5", "2,4")));
        MlContext context = MlContext.Empty with { TargetAttributeNames = ["y"], InputAttributeNames = ["pt_x^2"] };
        await Ask<ProjectProtocol.ModelBuilt>(cell, new ProjectProtocol.BuildModel(Iris, AttemptId.New(), ModelId.Parse("m"), "mlr", context));
        Refused predicted = await Ask<Refused>(cell, new ProjectProtocol.Predict(Iris, ModelId.Parse("m"), Frames.Of("x,y", "CC", "1")));

        Assert.Equal((Told(1), Told(3), Told(1)), (shorter.Error, longer.Error, predicted.Fault.Text));
        Assert.Equal(3, (await StatisticsAsync(cell)).Rows);

        static string Told(int cells) => string.Format(CultureInfo.InvariantCulture, Wrong, cells);
    }

    [Fact]
    public async Task A_transform_shows_the_copies_and_a_plain_project_the_frame()
    {
        DataFrame frame = Frames.Of("x,k", "CS", "3,a");
        IActorRef cell = await CreateAsync(Square);

        DataFrame shown = (await Ask<TransformProtocol.Transformed>(cell, new TransformProtocol.Transform(Iris, frame))).Frame;

        Assert.Equal(["x", "k", "pt_x^2"], shown.AttributeNames.ToArray());
        Assert.Equal("3a7.5", Encoding.UTF8.GetString(shown.Cells.Text.AsSpan()));
    }

    [Fact]
    public async Task A_plain_project_returns_the_frame_as_it_is()
    {
        IActorRef cell = await CreateAsync();

        DataFrame shown = (await Ask<TransformProtocol.Transformed>(cell, new TransformProtocol.Transform(Iris, Colours))).Frame;

        Assert.Equal(["c", "y"], shown.AttributeNames.ToArray());
        Assert.Equal(Colours.Cells.Text.ToArray(), shown.Cells.Text.ToArray());
    }

    [Fact]
    public async Task An_automatic_project_says_what_it_lacks()
    {
        IActorRef cell = await CreateAsync(("automl_project_is_automl", "true"));

        Refused refused = await Ask<Refused>(cell, new TransformProtocol.Transform(Iris, Colours));

        Assert.Equal("The transform of a project with automl_project_is_automl is not supported by this version", refused.Fault.Text);
    }

    private async Task<string[]> PredictAsync(IActorRef cell, string input, DataFrame rows)
    {
        MlContext context = MlContext.Empty with { TargetAttributeNames = ["y"], InputAttributeNames = [input] };
        await Ask<ProjectProtocol.ModelBuilt>(cell, new ProjectProtocol.BuildModel(Iris, AttemptId.New(), ModelId.Parse("m"), "mlr", context));
        return [.. (await Ask<ProjectProtocol.Predicted>(cell, new ProjectProtocol.Predict(Iris, ModelId.Parse("m"), rows))).Rows.Select(row => row[0].Value)];
    }
}
